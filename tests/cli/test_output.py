"""Several reports in one run: where they go, and what cannot be."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


def test_text_on_the_terminal_and_reports_in_files(mtlint: Run, faulty: Path, tmp_path: Path) -> None:
    done = mtlint(
        "check", faulty, "--output", "html=report.html", "--output", "sarif=a.sarif", "--output", "text=a.txt"
    )
    assert done.returncode == 1
    assert b"2 findings" in done.stdout
    assert (tmp_path / "report.html").read_bytes().startswith(b"<!DOCTYPE html>")
    assert len(json.loads((tmp_path / "a.sarif").read_bytes())["runs"][0]["results"]) == 2
    assert b"2 findings" in (tmp_path / "a.txt").read_bytes()


def test_one_format_printed_another_written(mtlint: Run, faulty: Path, tmp_path: Path) -> None:
    done = mtlint("check", "--format", "github", "--output", "json=a.json", faulty)
    assert done.stdout.startswith(b"::error file=faulty.txt,line=1,")
    assert json.loads((tmp_path / "a.json").read_bytes())["version"] == 1


@pytest.mark.parametrize("form", ["json", "html", "sarif", "github", "gitlab", "rdjson", "junit", "checkstyle", "text"])
def test_a_dash_is_standard_output(mtlint: Run, faulty: Path, form: str) -> None:
    done = mtlint("check", "--output", f"{form}=-", faulty)
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout == mtlint("check", "--format", form, faulty).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["--output", "htm=a.html"],
            "--output htm=a.html: unknown format; known are text, json, html",
        ),
        (["--format", "sarfi"], "; did you mean 'sarif'?"),
        (["--output", "html"], "--output html: must be FORMAT=FILE, such as html=report.html"),
        (["--output", "html="], "must be FORMAT=FILE"),
        (["--output", "html=no/such/a.html"], "there is no folder no/such; make it first"),
        (["--output", "html=."], "--output html=.: . is a folder; name a file in it"),
        (["--output", "html=-", "--format", "json"], "html and json: only one report can go to standard output"),
        (["--output", "html=-", "--output", "json=-"], "only one report can go to standard output"),
        (["--output", "html=a", "--output", "json=./a"], "two reports cannot go to one file"),
        (["--output", "html=faulty.txt"], "faulty.txt: is one of the files that are checked, and would be lost"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_done(
    mtlint: Run, faulty: Path, tmp_path: Path, arguments: list[str], said: str
) -> None:
    before = faulty.read_bytes()
    done = mtlint("check", faulty, *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("mtlint: ") and said in line
    assert faulty.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["faulty.txt"]


def test_errors_are_in_the_report_and_the_exit_code_stays(mtlint: Run, clean: Path, tmp_path: Path) -> None:
    done = mtlint("check", clean, "missing.txt", "--exit-zero", "--output", "gitlab=a.json", "--output", "html=a.html")
    assert done.returncode == 2
    assert done.stderr.decode().strip() == "mtlint: missing.txt: no such file; check the name"
    assert [row["check_name"] for row in json.loads((tmp_path / "a.json").read_bytes())] == ["mtlint.missing"]
    assert b"missing.txt: no such file" in (tmp_path / "a.html").read_bytes()


def test_a_device_that_is_full_is_told_and_the_others_are_written(mtlint: Run, faulty: Path, tmp_path: Path) -> None:
    done = mtlint("check", faulty, "--output", "html=/dev/full", "--output", "json=a.json")
    assert done.returncode == 2
    assert "--output html=/dev/full: could not be written (No space left on device)" in done.stderr.decode()
    assert (tmp_path / "a.json").exists()


def test_a_report_is_written_whole_or_not_at_all(faulty: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    target = tmp_path / "report.html"
    target.write_bytes(b"the old report")
    done = subprocess.run(
        [sys.executable, "-m", "checker.cli.main", "check", "faulty.txt", "--output", "html=report.html"],
        capture_output=True,
        cwd=tmp_path,
        env=environment,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)),
        check=False,
    )
    assert done.returncode == 2
    assert b"report.html: could not be written (File too large)" in done.stderr
    assert target.read_bytes() == b"the old report"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["faulty.txt", "report.html"]


def test_mode_and_links_of_an_old_report_stay(mtlint: Run, faulty: Path, tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "real.json").chmod(0o640)
    (tmp_path / "link.json").symlink_to("real.json")
    mtlint("check", faulty, "--output", "json=link.json")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").stat().st_mode & 0o777 == 0o640
    assert json.loads((tmp_path / "real.json").read_bytes())["version"] == 1


def test_a_new_report_has_the_mode_of_any_new_file(mtlint: Run, faulty: Path, tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    mtlint("check", faulty, "--output", "json=a.json")
    assert (tmp_path / "a.json").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_pipe_is_written_to(mtlint: Run, faulty: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["cat", tmp_path / "pipe"], stdout=subprocess.PIPE) as reader:
        assert mtlint("check", faulty, "--output", "json=pipe").returncode == 1
        assert json.loads(reader.communicate()[0])["version"] == 1


def test_an_old_report_in_the_folder_is_no_article(mtlint: Run, faulty: Path, tmp_path: Path) -> None:
    for _ in range(2):
        done = mtlint("check", ".", "--output", "html=report.html")
        assert b"2 findings" in done.stdout
        assert b"in 1 file," in done.stdout
    assert b"in 1 file," in mtlint("check", ".").stdout


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_jobs_give_the_same_page(mtlint: Run, faulty: Path, clean: Path, jobs: str) -> None:
    alone = mtlint("check", "--format", "html", faulty, clean).stdout
    assert mtlint("check", "--format", "html", "--jobs", jobs, faulty, clean).stdout == alone


def test_help_names_every_format(mtlint: Run) -> None:
    from checker.report.formats import FORMATS

    said = mtlint("check", "--help").stdout.decode()
    assert all(name in said for name in FORMATS)
    assert "FORMAT=FILE" in said
