"""What holds for every format."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from checker.api import Report
from checker.document import DocumentError
from checker.report.formats import FORMATS, renderer

Found = list[tuple[str, Report | DocumentError]]
Make = Callable[..., Report]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_renders_everything_as_utf_8(found: Found, form: str) -> None:
    content = renderer(form)(found).decode("utf-8")
    assert content.endswith("\n")
    assert "\udcff" not in content


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_tells_of_files_that_could_not_be_read(found: Found, form: str) -> None:
    content = renderer(form)(found).decode("utf-8")
    assert "no/such.txt: no such file; check the name" in content


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_report_twice_is_the_same_bytes(found: Found, form: str) -> None:
    assert renderer(form)(found) == renderer(form)(found)


@pytest.mark.parametrize("form", FORMATS)
def test_no_file_at_all(form: str) -> None:
    assert isinstance(renderer(form)([]), bytes)


def test_the_text_report_has_no_colour(found: Found) -> None:
    content = renderer("text")(found)
    assert b"\x1b" not in content
    assert b"7 findings" in content


def test_formats_are_imported_when_they_are_asked_for() -> None:
    code = (
        "import sys, checker.cli.commands, checker.report.outputs as o; o.outputs('sarif', ['html=x.html']);"
        "print([m for m in sys.modules if m in ('checker.report.sarif', 'checker.report.html', 'xml', 'rich')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
