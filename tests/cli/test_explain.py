"""mtlint explain: why a rule exists, and how a finding's confidence came about."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


def test_place_is_explained_with_terms_that_add_up(mtlint: Run, faulty: Path) -> None:
    done = mtlint("explain", f"{faulty}:1:1")
    assert done.returncode == 0
    out = done.stdout.decode()
    assert "names.all.exonym" in out and "“Poutines”" in out and "Putin's" in out
    values = [float(v) for v in re.findall(r"^ +([+-]\d+\.\d\d)  ", out, re.MULTILINE)]
    assert len(values) >= 3
    assert sum(values[:-1]) == pytest.approx(values[-1], abs=0.03)


@pytest.mark.parametrize("column", [1, 4, 8])
def test_any_column_of_the_fault_will_do(mtlint: Run, faulty: Path, column: int) -> None:
    assert b"names.all.exonym" in mtlint("explain", f"{faulty}:1:{column}").stdout


@pytest.mark.parametrize("place", ["1:9", "9:1", "1:900", "0:0"])
def test_place_without_a_fault(mtlint: Run, faulty: Path, place: str) -> None:
    done = mtlint("explain", f"{faulty}:{place}")
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1
    assert "no candidate there" in done.stderr.decode()


def test_missing_file(mtlint: Run) -> None:
    done = mtlint("explain", "missing.txt:1:1")
    assert done.returncode == 2
    assert done.stderr == b"mtlint: missing.txt: no such file; check the name\n"


def test_file_whose_name_holds_colons(mtlint: Run, tmp_path: Path, faulty: Path) -> None:
    faulty.rename(tmp_path / "a:2:3.txt")
    assert b"names.all.exonym" in mtlint("explain", "a:2:3.txt:1:1").stdout


def test_rule_by_its_id(mtlint: Run) -> None:
    done = mtlint("explain", "number.all.counted-millions")
    assert done.returncode == 0
    assert b"match" in done.stdout and b"becomes" in done.stdout


def test_mistyped_rule(mtlint: Run) -> None:
    done = mtlint("explain", "number.all.counted-milions")
    assert done.returncode == 2
    assert b"did you mean 'number.all.counted-millions'?" in done.stderr
