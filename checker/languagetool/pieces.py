"""Cuts prose between paragraphs, and counts as LanguageTool does: in UTF-16 code units."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

import msgspec

from checker.document.builder import PLACEHOLDER

_BREAK = re.compile(r"\n\s*\n\s*")
_SENTENCE = re.compile(r"[.!?][\"')\]]*\s+")
_SPACE = re.compile(r"\s+")
_WIDE = re.compile("[\U00010000-\U0010ffff]")
_LONE = re.compile("[\ud800-\udfff]")


class Piece(msgspec.Struct, frozen=True):
    """A part of the prose that begins at the code point `start`; `text` is what is sent for it."""

    start: int
    text: str


def units(text: str) -> int:
    """The length of a text in UTF-16 code units."""
    return len(text) + sum(1 for _ in _WIDE.finditer(text))


def sendable(prose: str) -> str:
    """The prose as another program can read it, code point for code point.

    What stands for something that is no prose becomes a word that nobody calls misspelt; half of a surrogate pair, from
    a damaged file, becomes the sign for it.
    """
    return _LONE.sub("\ufffd", prose.replace(PLACEHOLDER, "X"))


def pieces(prose: str, most: int) -> Iterator[Piece]:
    """The prose in parts of at most `most` UTF-16 units, cut between paragraphs.

    A paragraph that is longer itself is cut behind a sentence, else at a space, else anywhere.
    """
    text = sendable(prose)
    at = 0
    while at < len(text):
        end = _end(text, at, most)
        if text[at:end].strip():
            yield Piece(at, text[at:end])
        at = end


def _end(text: str, start: int, most: int) -> int:
    """Where the part that begins at `start` ends."""
    high = _reach(text, start, most)
    if high == len(text):
        return high
    for pattern in (_BREAK, _SENTENCE, _SPACE):
        last = max((match.end() for match in pattern.finditer(text, start, high)), default=start)
        if last > start:
            return last
    return max(high, start + 1)


def _reach(text: str, start: int, most: int) -> int:
    """The farthest code point that `most` units from `start` reach."""
    high = min(len(text), start + most)
    while high > start:
        over = units(text[start:high]) - most
        if over <= 0:
            break
        high -= max(1, over // 2)
    return high


class Offsets:
    """From offsets in UTF-16 units to code points, in one text."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        # unit offsets behind each wide code point
        self._behind = [match.start() + n + 2 for n, match in enumerate(_WIDE.finditer(text))]

    def point(self, unit: int) -> int:
        """The code point at a unit; one inside a wide code point counts as its end."""
        inside = bisect_right(self._behind, unit)
        if inside < len(self._behind) and unit == self._behind[inside] - 1:
            inside += 1
            unit += 1
        return min(self._length, unit - inside)
