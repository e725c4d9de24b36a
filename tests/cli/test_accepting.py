"""Suppressions and baselines at the command line."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
PEKIN = "\nTalks in Pékin ended.\n"


def test_a_comment_suppresses_in_check_diff_and_fix(mtlint: Run, tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    text = "Poutines visit was short.\n\n<!-- mtlint: off number -- quoted -->\n\nIt cost 20 millions of euros.\n"
    page.write_text(text, "utf-8")
    done = mtlint("check", page)
    assert b"1 finding (1 critical) in 1 file, 10 words; 1 suppressed" in done.stdout
    assert done.stderr == b""
    assert b"20 million" not in mtlint("diff", page).stdout.replace(b"20 millions of euros", b"")
    assert b"million euros" not in mtlint("diff", "--patch", page).stdout
    mtlint("fix", "--min-confidence", "0.1", page)
    assert page.read_text("utf-8") == text.replace("Poutines", "Putin's")


def test_a_suppression_of_no_use_is_told(mtlint: Run, tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text("Rain fell.\n\n<!-- mtlint: off sense -->\n", "utf-8")
    done = mtlint("check", "a.md")
    assert (done.returncode, done.stderr.decode().splitlines()) == (
        0,
        [
            "mtlint: a.md:3:1: nothing is suppressed here of sense (if the name is right: see `mtlint rules list`); "
            "remove the comment"
        ],
    )
    assert mtlint("check", "--strict-suppressions", "a.md").returncode == 1
    (file,) = json.loads(mtlint("check", "--format", "json", "a.md").stdout)["files"]
    assert [(row["file"], row["line"], row["column"]) for row in file["unused_suppressions"]] == [("a.md", 3, 1)]
    assert mtlint("check", "--select", "names", "a.md").stderr == b""
    assert mtlint("diff", "a.md").stderr == b""


def test_ignore_accepts_one_finding_of_plain_text(mtlint: Run, faulty: Path, tmp_path: Path) -> None:
    before = faulty.read_bytes()
    done = mtlint("ignore", "faulty.txt:1:40", "--reason", "quoted")
    assert done.returncode == 0
    assert "faulty.txt:1:35: number.all.counted-millions" in done.stdout.decode()
    assert faulty.read_bytes() == before
    (entry,) = json.loads((tmp_path / "mtlint-ignore.json").read_bytes())["accepted"]
    assert (entry["path"], entry["text"], entry["reason"]) == ("faulty.txt", "20 millions of euros", "quoted")
    assert b"1 finding (1 critical) in 1 file, 10 words; 1 suppressed" in mtlint("check", faulty).stdout
    assert b"1 fix made" in mtlint("fix", faulty).stdout
    assert faulty.read_text("utf-8") == "Putin's visit was short. It cost 20 millions of euros.\n"
    faulty.write_text("Putin's visit was short.\n", "utf-8")
    done = mtlint("check", faulty)
    assert done.returncode == 0
    assert (
        "mtlint-ignore.json: the entry for number.all.counted-millions “20 millions of euros”" in done.stderr.decode()
    )


@pytest.mark.parametrize(
    ("place", "said"), [("faulty.txt", "PATH:LINE:COLUMN"), ("faulty.txt:9:9", "nothing is found there")]
)
def test_ignore_says_what_it_cannot_do(mtlint: Run, faulty: Path, place: str, said: str) -> None:
    done = mtlint("ignore", place)
    assert done.returncode == 2 and said in done.stderr.decode()
    assert not (faulty.parent / "mtlint-ignore.json").exists()


def test_a_baseline_leaves_only_what_is_new(mtlint: Run, faulty: Path, tmp_path: Path) -> None:
    old = faulty.read_text("utf-8")
    done = mtlint("baseline", ".")
    assert (done.returncode, done.stdout.decode()) == (
        0,
        ".mtlint-baseline.json: 2 findings in the baseline (2 added, 0 removed)\n",
    )
    done = mtlint("check", ".")
    assert done.returncode == 0
    assert b"0 findings in 1 file, 10 words; 2 in the baseline left out" in done.stdout
    faulty.write_text(f"Rain fell over the hills.\n\n{old}{PEKIN}", "utf-8")
    (file,) = json.loads(mtlint("check", "--format", "json", ".").stdout)["files"]
    assert ([row["text"] for row in file["findings"]], file["baselined"]) == (["Pékin"], 2)
    assert b"3 findings" in mtlint("check", "--no-baseline", ".").stdout
    assert "Pékin" in mtlint("diff", ".").stdout.decode() and b"Putin" not in mtlint("diff", ".").stdout
    mtlint("fix", "--min-confidence", "0.5", ".")
    assert faulty.read_text("utf-8") == f"Rain fell over the hills.\n\n{old}{PEKIN.replace('Pékin', 'Beijing')}"


def test_a_baseline_is_renewed_for_the_files_that_are_named(mtlint: Run, faulty: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    gone = tmp_path / "gone.txt"
    for path in (other, gone):
        path.write_text("Talks in Pékin ended.\n", "utf-8")
    mtlint("baseline", ".")
    gone.unlink()
    faulty.write_text("Rain fell.\n", "utf-8")
    assert b"1 finding in the baseline (0 added, 3 removed)" in mtlint("baseline", "faulty.txt").stdout
    kept = json.loads((tmp_path / ".mtlint-baseline.json").read_bytes())["accepted"]
    assert [entry["path"] for entry in kept] == ["other.txt"]


def test_a_file_that_cannot_be_read_keeps_its_baseline(mtlint: Run, faulty: Path, tmp_path: Path) -> None:
    mtlint("baseline", ".")
    before = (tmp_path / ".mtlint-baseline.json").read_bytes()
    faulty.write_bytes(b"\xff\xfe\x00")
    assert mtlint("baseline", ".").returncode == 2
    assert (tmp_path / ".mtlint-baseline.json").read_bytes() == before


def test_a_damaged_baseline_is_an_error_not_an_empty_one(mtlint: Run, faulty: Path, tmp_path: Path) -> None:
    (tmp_path / ".mtlint-baseline.json").write_text("{", "utf-8")
    done = mtlint("check", ".")
    assert done.returncode == 2 and b"is no list of accepted findings" in done.stderr
    assert mtlint("check", "--no-baseline", ".").returncode == 1
