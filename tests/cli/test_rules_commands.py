"""mtlint rules list, show, test."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

PACK = """\
pack: house.fr.words
category: false-friend
severity: minor
pivot: fr
rules:
- id: widget
  phrase: gadget
  find: frobnicate/V
  fix: [adjust]
  level: sure
  match: ["They frobnicated it. => They adjusted it."]
  no: ["They adjusted it."]
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "own.yaml"
    path.write_text(PACK, "utf-8")
    return path


def test_list_has_a_line_a_rule_with_five_fields(mtlint: Run, pack: Path) -> None:
    done = mtlint("rules", "list", "--packs", pack)
    assert done.returncode == 0
    rows = [line.split("\t") for line in done.stdout.decode().splitlines()]
    assert {len(row) for row in rows} == {5}
    ids = [row[0] for row in rows]
    assert len(set(ids)) == len(ids)
    assert {"house.fr.widget", "number.all.counted-millions"} <= set(ids)


def test_show_says_all_that_the_pack_says(mtlint: Run, pack: Path) -> None:
    out = mtlint("rules", "show", "house.fr.widget", "--packs", pack).stdout.decode()
    for said in (
        "false-friend",
        "minor",
        "own.yaml:6",
        "fr “gadget”",
        "frobnicate/V",
        "adjust",
        "They frobnicated it.",
    ):
        assert said in out


def test_show_of_a_rule_in_python(mtlint: Run) -> None:
    out = mtlint("rules", "show", "typo.all.empty-parentheses").stdout.decode()
    assert "written in" in out and "about" in out and "source" in out


def test_show_of_a_mistyped_rule(mtlint: Run, pack: Path) -> None:
    done = mtlint("rules", "show", "house.fr.wigdet", "--packs", pack)
    assert done.returncode == 2
    assert b"did you mean 'house.fr.widget'?" in done.stderr


def test_own_examples_that_hold(mtlint: Run, pack: Path) -> None:
    done = mtlint("rules", "test", pack)
    assert (done.returncode, done.stdout) == (0, b"1 rules, 2 examples, 0 failed\n")


def test_own_examples_of_a_folder(mtlint: Run, pack: Path, tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    pack.rename(tmp_path / "packs" / "own.yaml")
    assert mtlint("rules", "test", "packs").stdout == b"1 rules, 2 examples, 0 failed\n"


def test_own_example_that_does_not_hold_is_named_with_its_place(mtlint: Run, pack: Path) -> None:
    pack.write_text(PACK.replace('They adjusted it."]\n  no', 'They adjust it."]\n  no'), "utf-8")
    done = mtlint("rules", "test", pack)
    assert done.returncode == 1
    (line,) = done.stderr.decode().splitlines()
    assert "own.yaml:11" in line and "They adjust it." in line


def test_missing_pack(mtlint: Run) -> None:
    done = mtlint("rules", "test", "missing.yaml")
    assert done.returncode == 2
    assert done.stderr == b"mtlint: missing.yaml: no such file or folder\n"


@pytest.mark.parametrize("command", [["rules", "list"], ["rules", "show", "x.y.z"], ["explain", "x.y.z"]])
def test_missing_pack_of_another_command(mtlint: Run, command: list[str]) -> None:
    done = mtlint(*command, "--packs", "missing.yaml")
    assert done.returncode == 2
    assert b"missing.yaml" in done.stderr
    assert b"no such file" in done.stderr.lower()


def test_broken_pack_stops_every_command_with_its_place(mtlint: Run, pack: Path, clean: Path) -> None:
    pack.write_text(PACK.replace("severity: minor", "severity: mayor"), "utf-8")
    for command in (["check", clean], ["diff", clean], ["fix", clean], ["rules", "list"]):
        done = mtlint(*command, "--packs", pack)
        assert done.returncode == 2
        assert done.stdout == b""
        (line,) = done.stderr.decode().splitlines()
        assert "own.yaml:3" in line and "did you mean 'major'?" in line


def test_closed_pipe_ends_quietly(tmp_path: Path, environment: dict[str, str]) -> None:
    import sys

    command = f'"{sys.executable}" -m checker.cli.main rules list | head -1'
    done = subprocess.run(command, shell=True, capture_output=True, cwd=tmp_path, env=environment, check=False)
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""
