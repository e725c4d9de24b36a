"""The text of an open document: changed by an editor's edits, its positions told in the editor's units.

Lines end at LF, CRLF or CR and at nothing else, as the protocol has it; characters are counted in UTF-16 (the
protocol's default), UTF-8 or UTF-32, whichever was agreed on. Offsets are code points.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Literal

Units = Literal["utf-8", "utf-16", "utf-32"]
_LINE_END = re.compile(r"\r\n|\r|\n")
_WIDE = re.compile("[^\u0000-\uffff]")
_BEYOND_ASCII = re.compile("[^\u0000-\u007f]")


class Text:
    """A text with its lines. Not changed: `changed` gives a new one."""

    def __init__(self, source: str, units: Units = "utf-16") -> None:
        self.source = source
        self.units: Units = units
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(source))]
        # where every character counts one, nothing needs to be converted
        self.even = units == "utf-32" or (_WIDE if units == "utf-16" else _BEYOND_ASCII).search(source) is None

    @property
    def lines(self) -> int:
        """How many lines there are; a line end at the end of the text opens one more."""
        return len(self._starts)

    def line_start(self, line: int) -> int:
        """Where a line starts, counted from 0; the end of the text for a line behind it."""
        return self._starts[line] if line < len(self._starts) else len(self.source)

    def line_of(self, offset: int) -> int:
        """The line, from 0, that holds an offset."""
        return bisect_right(self._starts, offset) - 1

    def position(self, offset: int) -> tuple[int, int]:
        """(line, character) of an offset, both from 0, the character in the agreed units."""
        line = bisect_right(self._starts, offset) - 1
        start = self._starts[line]
        return line, offset - start if self.even else self._length(self.source[start:offset])

    def offset(self, line: int, character: int) -> int:
        """The offset of a position. What lies behind the end of a line, or of the text, is its end.

        A position inside a character is that character's start.
        """
        if line >= len(self._starts):
            return len(self.source)
        start = self._starts[line]
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self.source)
        content = self.source[start:end].rstrip("\r\n") if line + 1 < len(self._starts) else self.source[start:end]
        if self.even:
            return start + min(character, len(content))
        at = counted = 0
        for one in content:
            counted += self._length(one)
            if counted > character:
                break
            at += 1
        return start + at

    def changed(self, start: tuple[int, int], end: tuple[int, int], text: str) -> Text:
        """The text with what lies between two positions replaced."""
        low, high = self.offset(*start), self.offset(*end)
        return Text(self.source[:low] + text + self.source[max(low, high) :], self.units)

    def _length(self, text: str) -> int:
        if self.units == "utf-16":
            return len(text) + len(_WIDE.findall(text))
        if self.units == "utf-8":
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text)
