"""mtlint check: exit codes, output, selection."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from checker.report.json import CheckedFile, FailedFile, JsonReport, Tool

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
RULES = ["names.all.exonym", "number.all.counted-millions"]


def _report(done: subprocess.CompletedProcess[bytes]) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(done.stdout)
    assert set(report) == set(JsonReport.__struct_fields__)
    jsonschema.validate(report["tool"], msgspec.json.schema(Tool))
    for file in report["files"]:
        jsonschema.validate(file, msgspec.json.schema(FailedFile if "error" in file else CheckedFile))
    return report


def _rules(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    return [finding["rule"] for file in _report(done)["files"] for finding in file["findings"]]


def test_findings_exit_with_1(mtlint: Run, faulty: Path) -> None:
    done = mtlint("check", faulty)
    assert done.returncode == 1
    out = done.stdout.decode()
    assert "Poutines visit" in out and "^^^^^^^^" in out
    assert "Putin's" in out and "20 million euros" in out
    assert all(rule in out for rule in RULES)
    assert "2 findings" in out
    assert done.stderr == b""


def test_good_english_exits_with_0(mtlint: Run, clean: Path) -> None:
    done = mtlint("check", clean)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"0 findings in 1 file" in done.stdout


def test_exit_zero(mtlint: Run, faulty: Path) -> None:
    done = mtlint("check", "--exit-zero", faulty)
    assert done.returncode == 0
    assert b"2 findings" in done.stdout


def test_exit_zero_does_not_hide_a_file_that_cannot_be_read(mtlint: Run, faulty: Path) -> None:
    assert mtlint("check", "--exit-zero", faulty, "missing.txt").returncode == 2


def test_json_follows_its_schema(mtlint: Run, faulty: Path, clean: Path) -> None:
    done = mtlint("check", "--format", "json", faulty, clean)
    assert done.returncode == 1
    report = _report(done)
    assert report["version"] == 1
    assert report["tool"]["name"] == "mtlint"
    first, second = report["files"]
    assert (first["path"], second["path"]) == (str(faulty), str(clean))
    assert second["findings"] == []
    text = faulty.read_text("utf-8")
    for finding in first["findings"]:
        assert text[finding["start"] : finding["end"]] == finding["text"]
        assert (finding["line"], finding["column"]) == (1, finding["start"] + 1)
    assert [f["rule"] for f in first["findings"]] == RULES
    assert first["findings"][0]["suggestions"][0]["replacement"] == "Putin's"


def test_json_can_be_read_back_with_the_packages_types(mtlint: Run, faulty: Path) -> None:
    done = mtlint("check", "--format", "json", faulty)
    msgspec.json.decode(done.stdout, type=dict)
    assert b"\n" not in done.stdout.strip()


def test_json_names_the_file_that_failed(mtlint: Run, faulty: Path) -> None:
    done = mtlint("check", "--format", "json", "missing.txt", faulty)
    assert done.returncode == 2
    failed, checked = _report(done)["files"]
    assert failed["path"] == "missing.txt"
    assert failed["error"]["kind"] == "missing"
    assert len(checked["findings"]) == 2


def test_one_missing_file_does_not_keep_the_others_from_being_checked(mtlint: Run, faulty: Path, clean: Path) -> None:
    done = mtlint("check", clean, "missing.txt", faulty)
    assert done.returncode == 2
    assert b"2 findings" in done.stdout
    assert done.stderr.decode().strip() == "mtlint: missing.txt: no such file; check the name"


def test_standard_input(mtlint: Run, faulty: Path) -> None:
    done = mtlint("check", "--format", "json", "-", stdin=faulty.read_bytes())
    assert done.returncode == 1
    assert _rules(done) == RULES


def test_standard_input_in_another_format(mtlint: Run) -> None:
    source = b"<p title='20 millions of euros'>It cost 20&nbsp;millions of euros.</p>"
    done = mtlint("check", "--format-in", "html", "--format", "json", "-", stdin=source)
    (finding,) = _report(done)["files"][0]["findings"]
    assert finding["text"] == "20&nbsp;millions of euros"


@pytest.mark.parametrize(
    ("arguments", "left"),
    [
        (["--select", "number"], ["number.all.counted-millions"]),
        (["--select", "number.all.counted-millions"], ["number.all.counted-millions"]),
        (["--select", "name-exonym"], ["names.all.exonym"]),
        (["--select", "number,names"], RULES),
        (["--select", "number", "--select", "names"], RULES),
        (["--ignore", "number"], ["names.all.exonym"]),
        (["--ignore", "critical"], ["number.all.counted-millions"]),
        (["--select", "number", "--ignore", "number.all"], []),
    ],
)
def test_select_and_ignore(mtlint: Run, faulty: Path, arguments: list[str], left: list[str]) -> None:
    done = mtlint("check", "--format", "json", *arguments, faulty)
    assert _rules(done) == left
    assert done.returncode == (1 if left else 0)


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("majr", "major"),
        ("name-exonim", "name-exonym"),
        ("numbr", "number"),
        ("number.all.counted-milions", "number.all.counted-millions"),
    ],
)
def test_a_mistyped_name_is_refused_with_the_nearest(
    mtlint: Run, faulty: Path, option: str, name: str, nearest: str
) -> None:
    done = mtlint("check", option, name, faulty)
    assert done.returncode == 2
    assert done.stdout == b""
    (line,) = done.stderr.decode().splitlines()
    assert repr(name) in line and f"did you mean {nearest!r}?" in line


def test_min_confidence_shows_more_or_less(mtlint: Run, faulty: Path) -> None:
    assert _rules(mtlint("check", "--format", "json", "--min-confidence", "1", faulty)) == []
    assert set(RULES) <= set(_rules(mtlint("check", "--format", "json", "--min-confidence", "0", faulty)))


@pytest.mark.parametrize("value", ["1.5", "-1", "high", "nan"])
def test_min_confidence_must_be_a_probability(mtlint: Run, faulty: Path, value: str) -> None:
    done = mtlint("check", "--min-confidence", value, faulty)
    assert done.returncode == 2
    assert b"--min-confidence" in done.stderr


def test_glob_that_the_shell_did_not_expand(mtlint: Run, faulty: Path, clean: Path) -> None:
    report = _report(mtlint("check", "--format", "json", "*.txt"))
    assert [file["path"] for file in report["files"]] == ["clean.txt", "faulty.txt"]


def test_glob_without_a_match(mtlint: Run) -> None:
    done = mtlint("check", "*.nothing")
    assert done.returncode == 2
    assert b"*.nothing: nothing matches the pattern" in done.stderr


def test_file_whose_name_looks_like_a_glob(mtlint: Run, tmp_path: Path, faulty: Path) -> None:
    faulty.rename(tmp_path / "a[1].txt")
    assert mtlint("check", "a[1].txt").returncode == 1


def test_folder_gives_its_articles_and_not_what_is_hidden(mtlint: Run, tmp_path: Path, faulty: Path) -> None:
    for name in ("sub/b.md", "sub/deep/c.HTML", ".git/d.txt", "node_modules/e.txt", "sub/.f.txt", "g.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x\n")
    report = _report(mtlint("check", "--format", "json", "."))
    assert [Path(file["path"]) for file in report["files"]] == [
        Path("faulty.txt"),
        Path("sub/b.md"),
        Path("sub/deep/c.HTML"),
    ]


def test_a_file_named_twice_is_checked_once(mtlint: Run, faulty: Path) -> None:
    assert b"2 findings" in mtlint("check", faulty, "./faulty.txt", ".").stdout


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_jobs_give_the_same_report(mtlint: Run, tmp_path: Path, faulty: Path, clean: Path, jobs: str) -> None:
    alone = mtlint("check", "--format", "json", faulty, clean, "missing.txt")
    assert mtlint("check", "--format", "json", "--jobs", jobs, faulty, clean, "missing.txt").stdout == alone.stdout


def test_no_colour_where_the_output_is_no_terminal(mtlint: Run, faulty: Path) -> None:
    assert b"\x1b" not in mtlint("check", faulty).stdout


def test_no_color_wins_over_a_forced_terminal(mtlint: Run, faulty: Path) -> None:
    coloured = mtlint("check", faulty, env={"FORCE_COLOR": "1"}).stdout
    assert b"\x1b[" in coloured
    plain = mtlint("check", faulty, env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout
    assert not any(f"\x1b[{code}".encode() in plain for code in range(30, 48))


def test_text_of_the_file_cannot_steer_the_terminal(mtlint: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\x1b[2JIt cost 20 millions of euros.\x07 [bold]x[/bold]\n")
    out = mtlint("check", "a.txt").stdout
    assert b"\x1b" not in out and b"\x07" not in out
    assert b"[bold]x[/bold]" in out, "brackets of the text are no markup"


def test_file_name_cannot_steer_the_terminal(mtlint: Run, tmp_path: Path, faulty: Path) -> None:
    faulty.rename(tmp_path / "a\x1b[2J.txt")
    assert b"\x1b" not in mtlint("check", ".").stdout


@pytest.mark.parametrize("form", ["text", "json"])
def test_closed_pipe_ends_quietly(tmp_path: Path, environment: dict[str, str], form: str) -> None:
    path = tmp_path / "long.txt"
    path.write_text("It cost 20 millions of euros.\n\n" * 5000)
    command = f'"{sys.executable}" -m checker.cli.main check --format {form} long.txt | head -c 20'
    done = subprocess.run(command, shell=True, capture_output=True, cwd=tmp_path, env=environment, check=False)
    assert len(done.stdout) == 20
    assert done.stderr == b""


@pytest.mark.skipif(os.name == "nt", reason="no SIGPIPE there")
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_reader_that_went_away_is_told_by_the_exit_code(
    tmp_path: Path, environment: dict[str, str], form: str
) -> None:
    (tmp_path / "long.txt").write_text("It cost 20 millions of euros.\n\n" * 5000)
    command = [sys.executable, "-m", "checker.cli.main", "check", "--format", form, "long.txt"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(20)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 128 + signal.SIGPIPE


def test_unknown_output_format(mtlint: Run, faulty: Path) -> None:
    done = mtlint("check", "--format", "xml", faulty)
    assert done.returncode == 2
    assert b"text, json" in done.stderr


def test_version_and_help(mtlint: Run) -> None:
    assert mtlint("--version").stdout.startswith(b"mtlint ")
    for command in ([], ["check"], ["diff"], ["fix"], ["explain"], ["rules"], ["rules", "list"]):
        done = mtlint(*command, "--help")
        assert done.returncode == 0
        assert b"Usage: mtlint" in done.stdout


def test_without_a_file_to_check_the_usage_is_shown(mtlint: Run) -> None:
    done = mtlint("check")
    assert done.returncode == 2
    assert b"Usage: mtlint check" in done.stderr


def test_own_pack(mtlint: Run, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "pack: house.fr.words\ncategory: false-friend\nseverity: minor\npivot: fr\nrules:\n"
        "- id: widget\n  find: frobnicate/V\n  fix: [adjust]\n  level: sure\n"
        '  match: ["They frobnicated it. => They adjusted it."]\n  no: ["They adjusted it."]\n'
    )
    (tmp_path / "a.txt").write_text("She frobnicates daily.\n")
    done = mtlint("check", "--packs", "own.yaml", "--format", "json", "a.txt")
    assert _rules(done) == ["house.fr.widget"]
    selected = mtlint("check", "--packs", "own.yaml", "--select", "house", "--format", "json", "a.txt")
    assert selected.returncode == 1, selected.stderr.decode()
