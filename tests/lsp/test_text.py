"""Positions and edits of an open document's text, in all units."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.lsp.options import Options, read_options
from checker.lsp.text import Text, Units

UNITS: tuple[Units, ...] = ("utf-8", "utf-16", "utf-32")
WIDTHS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
texts = st.text(alphabet=st.sampled_from("ab \n\ré\u0301🙂\u2028\x0c\x85"), max_size=40)


def counted(text: str, units: Units) -> int:
    encoding, width = WIDTHS[units]
    return len(text.encode(encoding)) // width


@pytest.mark.parametrize("units", UNITS)
@given(source=texts)
def test_there_and_back(units: Units, source: str) -> None:
    text = Text(source, units)
    lines = re.split(r"\r\n|\r|\n", source)
    assert text.lines == len(lines)
    for offset in range(len(source) + 1):
        line, character = text.position(offset)
        if source[offset - 1 : offset + 1] == "\r\n":
            continue  # inside a line end
        assert text.offset(line, character) == offset
        start = text.line_start(line)
        assert character == counted(source[start:offset], units)


@given(source=texts, new=texts, data=st.data())
def test_an_edit(source: str, new: str, data: st.DataObject) -> None:
    text = Text(source)
    low, high = sorted(data.draw(st.tuples(*[st.integers(0, len(source))] * 2)))
    for at in (low, high):
        if source[at - 1 : at + 1] == "\r\n":
            return
    changed = text.changed(text.position(low), text.position(high), new)
    assert changed.source == source[:low] + new + source[high:]


def test_what_lies_outside_is_the_end() -> None:
    text = Text("ab\r\ncd")
    assert text.offset(0, 99) == 2
    assert text.offset(9, 0) == 6
    assert text.offset(1, 9) == 6
    assert Text("🙂x").offset(0, 1) == 0  # the middle of a character


def test_what_a_client_may_set() -> None:
    options, wrong = read_options({"mtlint": {"minConfidence": 0.7, "ignore": [" number "], "diagnostics": "pull"}})
    assert wrong == []
    assert options == Options(min_confidence=0.7, ignore=("number",), pull=True)
    for given_, said in (
        ({"minConfidence": True}, "a number from 0 to 1"),
        ({"minConfidence": float("nan")}, "a number from 0 to 1"),
        ({"select": "names"}, "a list of texts"),
        ({"words": [""]}, "a list of texts"),
        ({"pivot": "xx"}, "one of fr, es"),
        ({"baseline": 1}, "true or false"),
        ({"fixConfidnce": 1}, "fixConfidence"),
        ([], "a table"),
    ):
        assert read_options(given_)[0] == Options()
        (message,) = read_options(given_)[1]
        assert said in message
