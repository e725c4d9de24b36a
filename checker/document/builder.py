"""Collects the prose of a file piece by piece, and with it the map back."""

from __future__ import annotations

import re
import unicodedata

from checker.document.document import Document, Run, Segment

PLACEHOLDER = "\ufffc"
"""Stands in the prose for what is not prose: code, an address, a passage in another language."""

_SPACES = "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\x00\x0b\x0c\x85"
_TRANSLATE = {
    **{ord(space): " " for space in _SPACES},
    **{ord(quote): "'" for quote in "\u2018\u2019\u201b\u02bc"},
    **{ord(quote): '"' for quote in "\u201c\u201d\u201e\u201f"},
    ord("\u2010"): "-",
    ord("\u2011"): "-",
    ord("\u2028"): "\n",
    ord("\u2029"): "\n",
}
_MARKS = tuple(map(chr, _TRANSLATE))
# What is not one code point of prose for one of source: line ends of two, marks that combine, what is invisible.
_UNEVEN = re.compile(
    "\r\n?"
    "|[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]"
    "|[^\\W\\d_][\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff]+"
)


_INVISIBLE = frozenset("\r\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def normalise(text: str) -> str:
    """Plain spaces, quotation marks and hyphens, code point for code point."""
    for mark in _MARKS:
        if mark in text:
            text = text.replace(mark, _TRANSLATE[ord(mark)])
    return text


class ProseBuilder:
    """Prose under construction. Source spans must be added in the order of the source."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._pieces: list[str] = []
        self._length = 0
        self._runs: list[Run] = []
        self._segments: list[Segment] = []
        self._segment_start = 0
        characters = set(source)
        self._uneven = bool(characters & _INVISIBLE) or any(unicodedata.combining(c) for c in characters)
        self._marked = not characters.isdisjoint(_MARKS)

    def add(self, start: int, end: int) -> None:
        """Source text that is prose as it stands."""
        if not self._uneven:
            self._even(start, end)
            return
        at = start
        for match in _UNEVEN.finditer(self.source, start, end):
            self._even(at, match.start())
            found = match.group()
            if found[0] == "\r":
                self.replace("\n", match.start(), match.end())
            elif len(found) == 1:
                self.replace("", match.start(), match.end())
            else:
                self.replace(unicodedata.normalize("NFC", found), match.start(), match.end())
            at = match.end()
        self._even(at, end)

    def _even(self, start: int, end: int) -> None:
        if start < end:
            text = self.source[start:end]
            self._append(normalise(text) if self._marked else text, start, end)

    def replace(self, text: str, start: int, end: int) -> None:
        """Prose that stands for other source text: an entity, a placeholder, nothing."""
        self._append(text, start, end)

    def _append(self, text: str, start: int, end: int) -> None:
        last = self._runs[-1] if self._runs else None
        even = len(text) == end - start
        if (
            last is not None
            and even
            and last.length == last.source_length
            and last.source + last.length == start
            and last.prose + last.length == self._length
        ):
            self._runs[-1] = Run(last.prose, last.source, last.length + len(text), last.source_length + len(text))
        else:
            self._runs.append(Run(self._length, start, len(text), end - start))
        self._pieces.append(text)
        self._length += len(text)

    @property
    def open(self) -> bool:
        """Has the current segment any prose yet?"""
        return self._length > self._segment_start

    @property
    def last_character(self) -> str:
        """The last code point of the current segment, or an empty text."""
        for piece in reversed(self._pieces):
            if piece:
                return piece[-1] if self.open else ""
        return ""

    def end_segment(self, kind: str, at: int) -> None:
        """Close the current segment; `at` is a source offset not before what has been added."""
        if self.open:
            self._segments.append(Segment(self._segment_start, self._length, kind))
            self._append("\n\n", at, at)
        self._segment_start = self._length

    def document(self, name: str, form: str, encoding: str) -> Document:
        """The finished document."""
        prose = "".join(self._pieces)
        return Document(name, form, encoding, self.source, prose, tuple(self._segments), tuple(self._runs))

    def even_only(self) -> bool:
        """Is the prose the source, code point for code point?"""
        return len(self._runs) == 1 and self._runs[0].length == self._runs[0].source_length == len(self.source)
