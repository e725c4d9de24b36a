"""A document as chunks: its paragraphs, long ones cut between sentences where their own words say so.

Where a long paragraph is cut depends on the sentences beside the cut alone, so that an edit moves no other cut. Equal
chunks are one object, whatever document or place they stand in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from zlib import crc32

from checker.analysis.foreign import foreign_spans
from checker.analysis.sentence import sentence_bounds
from checker.document import Document, Segment
from checker.match.prefilter import scan_form, vocabulary

Span = tuple[int, int]
WHOLE = 1500
"""Code points up to which a segment is one chunk."""
LEAST, MOST = 700, 1600
"""Code points of a part of a longer one, but for a long sentence and the last part."""
FORGET = 64
"""After so many layouts segments are forgotten that none of them had."""


class Chunk:
    """A stretch of prose up to the next chunk: whole sentences, and what stands before the next paragraph.

    `bounds` are the sentences, `foreign` the passages in other languages, `end` the end of the sentences, all counted
    from the start of the chunk; a foreign passage may reach beyond. `opens` and `closes` tell whether its segment does.
    """

    __slots__ = ("bearers", "bounds", "closes", "end", "foreign", "number", "opens", "text")

    def __init__(
        self,
        number: int,
        text: str,
        end: int,
        bounds: tuple[Span, ...],
        foreign: tuple[Span, ...],
        opens: bool,
        closes: bool,
    ) -> None:
        self.number = number
        self.text = text
        self.end = end
        self.bounds = bounds
        self.foreign = foreign
        self.opens = opens
        self.closes = closes
        self.bearers: tuple[tuple[str, str], ...] | None = None


class Layout:
    """The chunks of a document in order and where each starts; they cover its prose."""

    def __init__(self, starts: list[int], chunks: list[Chunk], length: int) -> None:
        self.starts = starts
        self.chunks = chunks
        self.length = length

    def at(self, offset: int) -> int:
        """The chunk that holds an offset of the prose."""
        return max(0, bisect_right(self.starts, offset) - 1)


class Layouts:
    """Makes layouts; segments seen before are not read again."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[object, ...], Chunk] = {}
        self._segments: dict[tuple[str, int], tuple[tuple[int, Chunk], ...]] = {}
        self._used: dict[tuple[str, int], tuple[tuple[int, Chunk], ...]] = {}
        self._made = 0
        self._count = 0

    def of(self, document: Document) -> Layout:
        """The layout of a document."""
        prose, segments = document.prose, document.segments
        starts: list[int] = []
        chunks: list[Chunk] = []
        first = segments[0].start if segments else len(prose)
        if first:
            starts.append(0)
            chunks.append(self._chunk(prose[:first], 0, (), (), True, True))
        for i, segment in enumerate(segments):
            following = segments[i + 1].start if i + 1 < len(segments) else len(prose)
            for start, chunk in self._segment(prose[segment.start : following], segment.end - segment.start):
                starts.append(segment.start + start)
                chunks.append(chunk)
        self._made += 1
        if self._made >= FORGET:  # what no recent document had
            self._made, self._segments, self._used = 0, self._used, {}
            kept = {id(chunk) for found in self._segments.values() for _, chunk in found} | {id(c) for c in chunks}
            self._numbers = {key: chunk for key, chunk in self._numbers.items() if id(chunk) in kept}
        return Layout(starts, chunks, len(prose))

    def _segment(self, text: str, end: int) -> tuple[tuple[int, Chunk], ...]:
        key = (text, end)
        found = self._used.get(key)
        if found is None:
            found = self._segments.get(key)
            if found is None:
                found = tuple(self._cut(text, end))
            self._used[key] = found
        return found

    def _cut(self, text: str, end: int) -> Sequence[tuple[int, Chunk]]:
        prose = text[:end]
        scan = scan_form(prose)
        foreign = foreign_spans(prose, scan, vocabulary(scan), (Segment(0, end),))
        pieces = _pieces(prose)
        made = []
        for n, bounds in enumerate(pieces):
            last = n + 1 == len(pieces)
            start = bounds[0][0] if n else 0
            stop = len(text) if last else bounds[-1][1]
            own = tuple((low - start, high - start) for low, high in bounds)
            spans = tuple((low - start, high - start) for low, high in foreign if low < stop and start < high)
            made.append((start, self._chunk(text[start:stop], bounds[-1][1] - start, own, spans, n == 0, last)))
        return made

    def _chunk(
        self, text: str, end: int, bounds: tuple[Span, ...], foreign: tuple[Span, ...], opens: bool, closes: bool
    ) -> Chunk:
        key = (text, end, bounds, foreign, opens, closes)
        found = self._numbers.get(key)
        if found is None:
            self._count += 1
            found = self._numbers[key] = Chunk(self._count, text, end, bounds, foreign, opens, closes)
        return found


def _pieces(prose: str) -> list[list[Span]]:
    """The sentences of a segment, in pieces."""
    bounds = sentence_bounds(prose, 0, len(prose))
    if len(prose) <= WHOLE:
        return [bounds]
    pieces: list[list[Span]] = []
    piece: list[Span] = []
    for start, end in bounds:
        piece.append((start, end))
        length = end - piece[0][0]
        if not (prose[end - 1].isspace() or prose[end : end + 1].isspace()):
            continue  # in the midst of a word
        if length >= MOST or (length >= LEAST and crc32(prose[start:end].encode("utf-8", "surrogatepass")) % 2):
            pieces.append(piece)
            piece = []
    if piece:
        pieces.append(piece)
    return pieces
