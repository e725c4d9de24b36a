"""GitLab's code quality report: what GitLab's documentation asks of an entry."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checker.api import Report
from checker.document import DocumentError
from checker.report.formats import renderer

Found = list[tuple[str, Report | DocumentError]]
Make = Callable[..., Report]


def _rows(found: Found) -> list[dict[str, Any]]:
    content = renderer("gitlab")(found)
    assert not content.startswith(b"\xef\xbb\xbf"), "GitLab takes no byte-order mark"
    rows: list[dict[str, Any]] = json.loads(content)
    assert isinstance(rows, list)
    for row in rows:
        for key in ("description", "check_name", "fingerprint", "severity"):
            assert isinstance(row[key], str) and row[key]
        assert row["severity"] in ("info", "minor", "major", "critical", "blocker")
        path = row["location"]["path"]
        assert path and not path.startswith(("/", "./")) and "\\\\" not in path
        lines = row["location"]["lines"]
        assert isinstance(lines["begin"], int) and 1 <= lines["begin"] <= lines["end"]
    prints = [row["fingerprint"] for row in rows]
    assert len(set(prints)) == len(prints), "GitLab drops an entry whose fingerprint it has seen"
    return rows


def test_entries_are_as_gitlab_asks(found: Found) -> None:
    rows = _rows(found)
    assert len(rows) == 9
    assert rows[3]["location"] == {"path": "dos.txt", "lines": {"begin": 2, "end": 3}}
    assert [row["severity"] for row in rows[:2]] == ["critical", "major"]


def test_a_file_that_cannot_be_read_blocks(found: Found) -> None:
    row = _rows(found)[6]
    assert (row["severity"], row["check_name"], row["location"]["path"]) == ("blocker", "mtlint.missing", "no/such.txt")


def test_nothing_found_is_an_empty_list(make: Make) -> None:
    assert _rows([("a.txt", make("Rain fell."))]) == []


def test_a_fingerprint_names_file_and_finding_not_the_line(make: Make) -> None:
    fault = ("prices", "tariffs")
    (before,) = _rows([("a.txt", make("The prices.", fault))])
    (moved,) = _rows([("a.txt", make("New line.\n\nThe prices.", fault))])
    (other,) = _rows([("b.txt", make("The prices.", fault))])
    assert before["fingerprint"] == moved["fingerprint"] != other["fingerprint"]


def test_one_finding_twice_has_two_fingerprints(make: Make) -> None:
    report = make("The prices.", ("prices", "tariffs"))
    twice = Report(report.document, report.findings * 2, report.verdict, report.words)
    assert len(_rows([("a.txt", twice)])) == 2


def test_files_are_named_from_the_root_of_the_checkout(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    monkeypatch.setenv("CI_PROJECT_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path / "docs")
    (row,) = _rows([("a.txt", make("The prices.", ("prices", "x")))])
    assert row["location"]["path"] == "docs/a.txt"
