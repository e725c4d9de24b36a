"""The dialogue, through pipes as a script or a screen reader drives it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.api import apply, check_file

Talk = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def talk(article: Path) -> Talk:
    """talk(lines..., options=[]): the finished review of the article with these answers."""

    def run(*lines: str, options: tuple[str, ...] = (), name: str = "visit.txt") -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "checker.cli.main", "review", *options, name],
            input="".join(f"{line}\n" for line in lines),
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run


def test_yes_to_all_gives_what_fix_gives(talk: Talk, article: Path) -> None:
    report = check_file(article)
    wanted = apply(report, min_confidence=0.5)
    done = talk(*["y"] * len(report.findings), "y")
    assert (done.returncode, done.stderr) == (0, "")
    assert article.read_text("utf-8") == wanted
    assert "All faults are gone through: 0 open, 10 accepted." in done.stdout
    assert "saved visit.txt" in done.stdout


def test_all_from_a_confidence_gives_what_fix_gives_there(talk: Talk, article: Path) -> None:
    wanted = apply(check_file(article, min_confidence=0.9), min_confidence=0.9)
    done = talk("a 0.9", "y", "y", options=("--min-confidence", "0.9"))
    assert "[-treat-]{+process+}" in done.stdout and "Accept these 9? [y,n]" in done.stdout
    assert (done.returncode, article.read_text("utf-8")) == (0, wanted)


def test_a_fault_is_shown_with_fix_reason_and_source_word(talk: Talk, article: Path) -> None:
    first, second = check_file(article).findings[6].suggestions[:2]
    out = talk("g 7").stdout
    assert "visit.txt:5:19  fault 7 of 10  major  0.99  sense.fr.traiter-process\n" in out
    assert "Banks in the Gulf [-treat-]{+process+} the payments" in out
    assert "  why: “treat” stands where French “traiter” meant “process”\n" in out
    assert (first.replacement, second.replacement) == ("process", "handle")
    assert f"  1  process  {first.confidence:.2f}\n  2  handle  {second.confidence:.2f}\n" in out


def test_the_end_of_input_keeps_the_decisions_and_the_next_run_offers_them(talk: Talk, article: Path) -> None:
    before = article.read_bytes()
    done = talk("y", "n", "2")
    assert done.returncode == 1 and article.read_bytes() == before
    assert "decisions are kept, not saved: the same command resumes; 7 faults left open" in done.stdout
    again = talk("y", "q", "y")
    assert "3 decisions of " in again.stdout and "in 1 file were not saved.\nResume there?" in again.stdout
    assert "fault 4 of 10" in again.stdout and "saved visit.txt" in again.stdout
    assert article.read_text("utf-8").startswith("Putin's visit to Pékin was short. It cost €20 million.")


def test_resuming_can_be_asked_for_or_declined(talk: Talk, article: Path) -> None:
    talk("y")
    assert "Resume there?" not in talk(options=("--resume",)).stdout
    assert "10 faults in 1 file: 10 open\n" in talk(options=("--no-resume",)).stdout
    assert "Resume there?" not in talk().stdout


def test_edit_reject_later_undo_redo_and_take_back(talk: Talk, article: Path) -> None:
    done = talk("e Vladimir Putin's", "e", "Peking", "s", "n", "u", "U", "x", "k", "p", "S", "q")
    text = article.read_text("utf-8")
    assert text.startswith(
        "Vladimir Putin's visit to Peking was short. It cost 20 millions of euros.\n\nPoutines critics"
    )
    for said in ("write “Peking”", "for later", "undo: reject “Poutines”", "redo: reject “Poutines”", "back", "saved"):
        assert said in done.stdout, said
    assert "decided: left for later" in done.stdout


def test_words_and_rules_go_to_the_project(talk: Talk) -> None:
    out = talk("g 2", "w", "g 7", "i", "i project", "S", "q").stdout
    assert "“Pékin” is right everywhere (2 faults)" in out
    assert "mtlint-words.txt: + Pékin" in out and "mtlint-ignore.json: + “treat”" in out
    assert "settings, ignore: + possessive.all.lost" in out
    assert Path("mtlint-words.txt").read_text("utf-8") == "Pékin\n"


def test_search_filter_moves_and_mistakes_are_answered(talk: Talk) -> None:
    out = talk(
        "/ gulf", "/ zebra", "f minor", "j", "j", "f zebra", "f >7", "f", "g 99", "J", "]", "9", "zebra", "?"
    ).stdout
    assert "nothing found for “zebra”" in out and "2 of 10 faults shown" in out and "there is none" in out
    assert "no fault fits the filter" in out and ">7: a confidence is a number" in out
    assert "g takes a number from 1 to 10" in out and "there is no suggestion 9" in out
    assert "“zebra” is no answer; ? explains them" in out and "accept the first suggestion" in out


def test_a_preview_can_be_declined(talk: Talk, article: Path) -> None:
    before = article.read_bytes()
    out = talk("a", "n", "q").stdout
    assert "[-Poutines-]{+Putin's+}" in out and "Accept these 4? [y,n] n" in out
    assert article.read_bytes() == before and "10 faults left open" in out


def test_a_changed_file_is_read_again_and_told(article: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "checker.cli.main", "review", "--plain", "visit.txt"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write("y\n")
    process.stdin.flush()
    while "accept “Putin's”" not in process.stdout.readline():
        pass
    article.write_text("Stop press. " + article.read_text("utf-8"), "utf-8")
    out, _ = process.communicate("S\nS\nq\n")
    assert "changed on disk meanwhile; it was read again, the decisions moved along" in out
    assert article.read_text("utf-8").startswith("Stop press. Putin's visit to Pékin")


def test_another_reviewer_is_told(article: Path, talk: Talk) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "checker.cli.main", "review", "--plain", "visit.txt"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdin is not None and process.stdout is not None
    while "fault 1 of 10" not in process.stdout.readline():
        pass
    assert f"(process {process.pid}, since " in talk("q").stdout
    process.communicate("q\n")
    assert "also reviews" not in talk("q").stdout


def test_a_clean_file_and_standard_input_need_no_review(talk: Talk, article: Path) -> None:
    article.with_name("clean.txt").write_text("Rain fell over the hills.\n")
    done = talk(name="clean.txt")
    assert (done.returncode, done.stdout) == (0, "no faults in 1 file\n")
    done = talk(name="-")
    assert done.returncode == 2 and "name a file" in done.stderr
    done = talk(name="nothing.txt")
    assert done.returncode == 2 and "no such file" in done.stderr


def test_text_that_is_not_valid_decides_nothing(article: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "checker.cli.main", "review", "visit.txt"],
        input=b"e caf\xe9\nq\n",
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert b"not valid in this terminal" in done.stdout and b"Traceback" not in done.stderr


@pytest.mark.parametrize("command", [("check",), ("review", "--plain"), ("learn",)])
def test_what_needs_no_screen_imports_none(article: Path, command: tuple[str, ...]) -> None:
    script = (
        "import sys, os; from checker.cli.main import app\n"
        "try:\n app(sys.argv[1:], standalone_mode=False)\n"
        "except BaseException: pass\n"
        "print('imported', [name for name in ('textual', 'tomlkit') if name in sys.modules])"
    )
    path = "." if command[0] == "learn" else "visit.txt"
    done = subprocess.run(
        [sys.executable, "-c", script, *command, path], capture_output=True, encoding="utf-8", input="", check=False
    )
    assert done.stdout.splitlines()[-1] == "imported []", done.stderr


def test_a_broken_decisions_file_ends_the_review_with_its_place(talk: Talk) -> None:
    Path("mtlint-decisions.jsonl").write_text("{}\n")
    done = talk("y")
    assert done.returncode == 2 and "mtlint-decisions.jsonl:1: no decision" in done.stderr
    assert sorted(os.listdir()) == ["mtlint-decisions.jsonl", "visit.txt"]
