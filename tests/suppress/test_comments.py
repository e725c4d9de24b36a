"""Suppressions in the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from checker.api import check_document
from checker.document import document_from_text
from checker.suppress.comments import comments_in
from checker.suppress.filter import kept

Left = Callable[[str, str], Any]
FAULT = "It cost 20 millions of euros.\n"
NUMBER = "number.all.counted-millions"


@pytest.mark.parametrize(
    ("comment", "kept_lines"),
    [
        ("<!-- mtlint: off -->", []),
        ("<!-- mtlint: off number -->", []),
        (f"<!-- mtlint: off {NUMBER} -->", []),
        ("<!--mtlint:off number,sense.fr-->", []),
        ("<!-- mtlint: off currency-number-format -- so the ministry -->", []),
        ("<!-- mtlint: off major -->", []),
        ("<!-- mtlint: off numb -->", [3, 5]),
        ("<!-- mtlint: off sense -->", [3, 5]),
        ("<!-- mtlint: off-next-line -->", [5]),
        ("<!-- mtlint: off-next-line number -->", [5]),
        ("<!-- mtlint: off-next-line sense -->", [3, 5]),
        ("`<!-- mtlint: off -->`", [3, 5]),
        ("    <!-- mtlint: off -->", [3, 5]),
        ("<!-- mtlint off -->", [3, 5]),
    ],
)
def test_markdown(left: Left, comment: str, kept_lines: list[int]) -> None:
    assert left(f"{comment}\n\n{FAULT}\n{FAULT}", "markdown").lines == kept_lines


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_off_until_on(left: Left, end: str) -> None:
    source = f"{FAULT}\n<!-- mtlint: off -->\n\n{FAULT}\n<!-- mtlint: on -->\n\n{FAULT}".replace("\n", end)
    assert left(source, "markdown").lines == [1, 9]


def test_on_ends_it_for_the_rules_that_it_names(left: Left) -> None:
    both = "Poutines visit cost 20 millions of euros.\n"
    source = f"<!-- mtlint: off -->\n\n{both}\n<!-- mtlint: on names -->\n\n{both}\n<!-- mtlint: on -->\n\n{both}"
    assert left(source, "markdown").rules == [(7, "names"), (11, "names"), (11, "number")]
    source = f"<!-- mtlint: off names number -->\n\n{both}\n<!-- mtlint: on number -->\n\n{both}"
    assert left(source, "markdown").rules == [(7, "number")]


def test_html(left: Left) -> None:
    source = (
        "<p>It cost 20 millions of euros.</p>\n<!-- mtlint: off-next-line -->\n\n<p>It cost 20 millions of euros.</p>\n"
        "<script>let s = '<!-- mtlint: off -->';</script>\n<p>It cost <!-- mtlint: off -->20 millions of euros.</p>\n"
    )
    assert left(source, "html").lines == [1]


def test_plain_text_has_no_comments(left: Left) -> None:
    assert left(f"<!-- mtlint: off -->\n\n{FAULT}", "text").lines == [3]


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ("Rain.\n\n<!-- mtlint: off sense -->\n", 3, "nothing is suppressed here of sense"),
        ("<!-- mtlint: off-next-line -->\nRain.\n", 1, "nothing is suppressed here; remove the comment"),
        ("<!-- mtlint: of sense -->\n", 1, "of: unknown; known are off, on, off-next-line"),
        ("<!-- mtlint: -->\n", 1, "(nothing): unknown"),
        ("Rain.\n\n<!-- mtlint: on -->\n", 3, "nothing is off here"),
        ("<!-- mtlint: off -->\n", 1, "nothing is suppressed"),
    ],
)
def test_what_is_of_no_use_is_told(left: Left, source: str, line: int, message: str) -> None:
    (unused,) = left(source, "markdown").report.left_out.unused
    assert (unused.line, unused.column) == (line, 1)
    assert message in unused.message


def test_what_is_suppressed_joins_no_other_fix() -> None:
    # the first fix makes what the second rule finds: alone they are joined, beside a suppression they are not
    from pathlib import Path

    from checker.house.house import House

    house = House(prefer=(("20 million euros", "€20 million"),))
    document = document_from_text(f"{FAULT}\n<!-- mtlint: off style.house -->\n", format="markdown")
    comments = comments_in(document.source, "markdown")
    joined = check_document(document, house=house)
    alone = kept("a.md", check_document(document, house=house, silenced=comments.silence), Path("/nowhere"), comments)
    assert [f.suggestions[0].replacement for f in joined.findings] == ["€20 million"]
    assert [f.suggestions[0].replacement for f in alone.findings] == ["20 million euros"]
