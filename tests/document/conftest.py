"""What holds for the map of any document, whatever its format."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from html import unescape

import pytest

from checker.document import Document
from checker.document.builder import PLACEHOLDER, normalise


def _comes_from(character: str, source: str) -> bool:
    """Is the code point of the prose the source itself, or its entity, escape or normalised form?"""
    if character == PLACEHOLDER:
        return True
    if not source:
        return character == "\n"  # between two segments
    if normalise(source) == character or character in unicodedata.normalize("NFC", normalise(source)):
        return True
    if character == " " and source.isspace():
        return True
    if source[0] == "\r" or source[:3].lower() == "<br" or source[0] == "\\":
        return character == "\n"
    if source[0] == "&":
        return character in normalise(unescape(source))
    return character == "\n" and source.isspace()


@pytest.fixture(scope="session")
def assert_exact_map() -> Callable[[Document], None]:
    """Every code point of the prose leads to its place in the source, in the order of the source."""

    def check(document: Document) -> None:
        at = 0
        for i, character in enumerate(document.prose):
            start, end = document.to_source(i, i + 1)
            assert 0 <= start <= end <= len(document.source)
            assert start >= at, f"the map goes back at {i}"
            at = start
            source = document.source[start:end]
            assert _comes_from(character, source), f"prose[{i}] {character!r} is said to come from {source!r}"
        for segment in document.segments:
            assert 0 <= segment.start < segment.end <= len(document.prose)
        for before, after in zip(document.segments, document.segments[1:], strict=False):
            assert before.end <= after.start

    return check
