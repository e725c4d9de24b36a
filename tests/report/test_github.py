"""GitHub's workflow commands, read by the rules of its runner."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from checker.api import Report
from checker.document import DocumentError
from checker.report.formats import renderer

Found = list[tuple[str, Report | DocumentError]]
Make = Callable[..., Report]


def _command(line: str) -> tuple[str, dict[str, str], str]:
    """(name, properties, message), as the runner takes a line apart."""
    assert line.startswith("::")
    head, mark, message = line[2:].partition("::")
    assert mark
    name, _, properties = head.partition(" ")
    pairs = [pair.split("=", 1) for pair in properties.split(",")]
    assert all(len(pair) == 2 for pair in pairs)
    return name, {key: _decoded(value, "%0D %0A %3A %2C %25") for key, value in pairs}, _decoded(message, "%0D %0A %25")


def _decoded(value: str, codes: str) -> str:
    for code in codes.split():  # the percent sign last
        value = value.replace(code, chr(int(code[1:], 16)))
    return value


def _commands(found: Found) -> list[tuple[str, dict[str, str], str]]:
    return [_command(line) for line in renderer("github")(found).decode().split("\n")[:-1]]


def test_every_finding_and_error_is_a_command(found: Found) -> None:
    commands = _commands(found)
    assert [name for name, _, _ in commands] == [
        *("error", "warning"),
        *("error", "warning"),
        *("error", "warning"),
        *("error", "error", "error"),
    ]
    _, properties, message = commands[0]
    assert properties == {
        "file": "plain text/ü #1?%.txt",
        "line": "1",
        "endLine": "1",
        "col": "10",
        "endColumn": "15",
        "title": "sense.fr.rule-0 (0.95)",
    }
    assert message == "“prices” is wrong (French “tarifs”); suggested: “tariffs”, “else” (confidence 0.95)"


def test_columns_are_left_out_where_lines_differ(found: Found) -> None:
    _, properties, _ = _commands(found)[3]
    assert (properties["line"], properties["endLine"]) == ("2", "3")
    assert not {"col", "endColumn"} & set(properties)


def test_text_of_the_article_cannot_give_a_command(found: Found) -> None:
    *_, (_, _, message) = _commands(found)
    assert "::error::x" in message
    assert len(_commands(found)) == 9


def test_a_name_with_commas_and_colons(make: Make) -> None:
    ((_, properties, _),) = _commands([("a,b: 100%.txt", make("prices", ("prices", "x")))])
    assert properties["file"] == "a,b: 100%.txt"


def test_a_file_that_cannot_be_read_is_an_error(found: Found) -> None:
    _, properties, message = _commands(found)[6]
    assert properties == {"file": "no/such.txt", "title": "mtlint: missing"}
    assert message == "no/such.txt: no such file; check the name"


def test_files_are_named_from_the_root_of_the_checkout(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    monkeypatch.chdir(tmp_path / "docs")
    ((_, properties, _),) = _commands([("a.txt", make("prices", ("prices", "x")))])
    assert properties["file"] == "docs/a.txt"


def test_nothing_found_is_nothing_said(make: Make) -> None:
    assert renderer("github")([("a.txt", make("Rain fell."))]) == b""
