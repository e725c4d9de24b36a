"""The file as text, the prose in it, and the exact map between the two. All offsets are code points."""

from __future__ import annotations

import re
from bisect import bisect_right
from difflib import SequenceMatcher
from functools import cached_property
from html import escape as html_escape

import msgspec


class Segment(msgspec.Struct, frozen=True):
    """A run of prose without a break: half-open offsets in the prose, and what it is.

    `kind` is "paragraph", "heading", "list-item", "cell", "quotation" or "caption".
    """

    start: int
    end: int
    kind: str = "paragraph"


class Run(msgspec.Struct, frozen=True):
    """`length` code points of prose that come from `source_length` code points of source.

    Where the two are equal each code point stands for one; otherwise the run stands for the whole.
    """

    prose: int
    source: int
    length: int
    source_length: int


_WORDS = re.compile(r"\s+|[^\W_]+|[\W_]")
_LINE_END = re.compile(r"\r\n|\r|\n")


class Document(msgspec.Struct, frozen=True, dict=True):
    """A decoded file.

    `source` is the whole file, a byte-order mark included; `prose` what rules read: normalised spaces, quotation marks
    and line ends, without markup. `runs` is empty where prose and source agree code point by code point.
    """

    name: str
    format: str
    encoding: str
    source: str
    prose: str
    segments: tuple[Segment, ...]
    runs: tuple[Run, ...] = ()

    @cached_property
    def _run_starts(self) -> list[int]:
        return [run.prose for run in self.runs]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.source))]

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the source that a span of the prose comes from; an insertion point if it is empty."""
        if not self.runs:
            return start, end
        if start == end:
            at = self._source_end(start) if start else self._source_start(0)
            return at, at
        return self._source_start(start), self._source_end(end)

    def _source_start(self, offset: int) -> int:
        run = self.runs[max(0, bisect_right(self._run_starts, offset) - 1)]
        return run.source + (offset - run.prose) if run.length == run.source_length else run.source

    def _source_end(self, offset: int) -> int:
        """Where the code point before `offset` ends in the source."""
        run = self.runs[max(0, bisect_right(self._run_starts, offset - 1) - 1)]
        if run.length == run.source_length:
            return run.source + (offset - run.prose)
        return run.source + run.source_length

    def contiguous(self, start: int, end: int) -> bool:
        """Does no markup lie inside the source of a span of the prose?"""
        if not self.runs or start == end:
            return True
        first = max(0, bisect_right(self._run_starts, start) - 1)
        last = max(0, bisect_right(self._run_starts, end - 1) - 1)
        return all(
            self.runs[i].source + self.runs[i].source_length == self.runs[i + 1].source for i in range(first, last)
        )

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column of a source offset, both from 1; a line ends at LF, CRLF or CR."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    @cached_property
    def curly(self) -> bool:
        """Does the source write apostrophes as U+2019 rather than as ASCII?"""
        return self.source.count("\u2019") > self.source.count("'")

    @cached_property
    def _segment_starts(self) -> list[int]:
        return [segment.start for segment in self.segments]

    def segment_at(self, offset: int) -> Segment:
        """The segment that holds an offset of the prose, or the nearest before it; the whole prose if there is none."""
        i = bisect_right(self._segment_starts, offset) - 1
        return self.segments[max(0, i)] if self.segments else Segment(0, len(self.prose))

    def escape(self, text: str) -> str:
        """How new prose is written in this format."""
        if self.format == "html":
            return html_escape(text, quote=False)
        return text

    def edits(self, start: int, end: int, replacement: str) -> list[tuple[int, int, str]] | None:
        """Source edits (start, end, text) that put `replacement` for a span of the prose and touch no markup.

        None where the change cannot be told apart from the markup that lies inside it.
        """
        if self.contiguous(start, end):
            begin, stop = self.to_source(start, end)
            return [(begin, stop, self.escape(replacement))]
        old, new = _WORDS.findall(self.prose[start:end]), _WORDS.findall(replacement)
        found = []
        for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if kind == "equal":
                continue
            low = start + sum(map(len, old[:i]))
            for words, text in _split(old[i:j], "".join(new[k:m])):
                high = low + len(words)
                if words != text:
                    if not self.contiguous(low, high):
                        return None
                    begin, stop = self.to_source(low, high)
                    found.append((begin, stop, self.escape(text)))
                low = high
        return found


def _split(old: list[str], new: str) -> list[tuple[str, str]]:
    """Words and what replaces them, in two or three parts: the word most like the new text, and what goes around it."""
    if len(old) < 2 or not new:
        return [("".join(old), new)]
    scores = [SequenceMatcher(None, word, new, autojunk=False).ratio() for word in old]
    best = max(range(len(old)), key=lambda i: (scores[i], -i))
    if scores[best] < 0.6:
        return [("".join(old), new)]
    parts = [("".join(old[:best]), ""), (old[best], new), ("".join(old[best + 1 :]), "")]
    return [part for part in parts if part[0]]
