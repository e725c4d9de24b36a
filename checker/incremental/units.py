"""From the pieces of a long document to its findings, paragraph by paragraph.

A finding is kept with offsets from the start of its paragraph, so that an edit moves those behind it and makes none of
them anew.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence

import msgspec

from checker.document import Document, Segment
from checker.engine import Selector, finding_of, key_of
from checker.evidence import Evidence
from checker.finding import Edit, Finding, Weighed, fingerprint
from checker.incremental.lane import Lane
from checker.incremental.pieces import Piece, between, linked
from checker.settle import moved, settled, stretches_of, with_joined

Key = tuple[str, str, str, str]
"""Rule, text, and the words before and after; see `checker.finding.fingerprint`."""


class Question(msgspec.Struct, frozen=True):
    """What is asked of a document; see `Engine.check`."""

    lowest: float
    select: Selector | None
    silenced: Selector | None

    def wanted(self, items: Sequence[Weighed]) -> list[Weighed]:
        """The findings that are asked for."""
        return [i for i in items if i.confidence >= self.lowest and (self.select is None or self.select(i.candidate))]

    def fixed(self, items: Sequence[Weighed]) -> list[Weighed]:
        """Those whose fixes may be joined with others."""
        return [i for i in self.wanted(items) if self.silenced is None or not self.silenced(i.candidate)]


class Unit:
    """The findings of whole segments as `rows`: the key of each, and the finding if it is asked for, offsets from the
    start of the unit.

    `told` are the findings as they were told last, at the place and with the repetition that are beside them.
    """

    __slots__ = ("depends", "place", "rows", "told")

    def __init__(self, rows: list[tuple[Key, Weighed | None]]) -> None:
        self.rows = rows
        self.depends: tuple[object, ...] = ()
        self.place = (0, 0, 0)
        self.told: list[tuple[int, Finding | None]] = []


Units = list[tuple[int, Unit]]
"""Each unit with where it starts in the prose."""


def units_of(
    document: Document,
    lane: Lane,
    pieces: Sequence[Piece],
    evidence: Evidence,
    question: Question,
    recheck: Callable[[str], list[Weighed]],
) -> Units:
    """The units of a document in order."""
    chunks, starts, length = lane.layout.chunks, lane.layout.starts, lane.layout.length
    found: Units = []
    i = 0
    while i < len(chunks):
        j = i
        while j + 1 < len(chunks) and (not chunks[j].closes or linked(pieces, j)):
            j += 1
        cache = lane.near[i].cache
        # what a piece is, it is for one evidence
        key = (question, [lane.near[n] for n in range(i, j + 1)], pieces[i : j + 1])
        known = cache.get("unit")
        if known is None or known[0] != key:
            start, end = starts[i], starts[j + 1] if j + 1 < len(starts) else length
            unit = Unit(_rows(document.prose[start:end], start, lane, pieces, i, j, question, recheck))
            cache["unit"] = known = (key, unit)
        found.append((starts[i], known[1]))
        i = j + 1
    return found


def _rows(
    prose: str,
    start: int,
    lane: Lane,
    pieces: Sequence[Piece],
    i: int,
    j: int,
    question: Question,
    recheck: Callable[[str], list[Weighed]],
) -> list[tuple[Key, Weighed | None]]:
    resolved: list[Weighed] = []
    segments: list[Segment] = []
    n = i
    while n <= j:
        last = n
        while last < j and linked(pieces, last):
            last += 1
        resolved += [moved(item, -start) for item in between(lane, pieces, n, last)]
        n = last + 1
    for n in range(i, j + 1):
        chunk, at = lane.layout.chunks[n], lane.layout.starts[n] - start
        if chunk.bounds:
            if chunk.opens or not segments:
                segments.append(Segment(at + chunk.bounds[0][0], at + chunk.end))
            else:
                segments[-1] = Segment(segments[-1].start, at + chunk.end)
    own = Document("", "text", "utf-8", prose, prose, tuple(segments))
    chosen = question.wanted(resolved)
    joined: list[Weighed] = []
    for low, high, inside in stretches_of(own, chosen):
        joined += settled(prose[low:high], low, inside, recheck)
    if joined != chosen:
        resolved = with_joined(resolved, chosen, joined)
    asked = {id(item) for item in question.wanted(resolved)}
    return [(key_of(item.candidate, own), item if id(item) in asked else None) for item in resolved]


def told(document: Document, units: Units, evidence: Evidence) -> tuple[Finding, ...]:
    """The findings of the units; as `Engine` tells them."""
    repeats: Counter[Key] = Counter()
    found: list[Finding] = []
    common = (document.curly, document.format, _ranks(evidence))
    sources = [_source(document, start) for start, _ in units] + [len(document.source)]
    for n, (start, unit) in enumerate(units):
        source, behind = sources[n], sources[n + 1]
        end = units[n + 1][0] if n + 1 < len(units) else len(document.prose)
        place = (source, *document.line_column(source))
        depends = (*common, document.source[source:behind], _runs(document, start, end, source))
        afresh = unit.depends != depends
        known = unit.told
        now: list[tuple[int, Finding | None]] = []
        for row, (key, item) in enumerate(unit.rows):
            repeats[key] = count = repeats[key] + 1
            if item is None:
                now.append((count, None))
                continue
            if afresh:
                finding = finding_of(moved(item, start), key, count, document, evidence)
            else:
                before, last = known[row]
                assert last is not None
                finding = last if place == unit.place else _at(last, unit.place, place)
                if count != before:
                    finding = msgspec.structs.replace(finding, fingerprint=fingerprint(*key, count))
            now.append((count, finding))
            found.append(finding)
        unit.told, unit.place, unit.depends = now, place, depends
    return tuple(found)


def _source(document: Document, start: int) -> int:
    """Where in the source the prose from `start` on lies."""
    return document.to_source(start, start + 1)[0] if start else 0


def _runs(document: Document, start: int, end: int, source: int) -> tuple[tuple[int, ...], ...]:
    """How the prose `start:end` lies in the source, whose offsets count from `source`."""
    runs = document.runs
    if not runs:
        return ()
    first = max(0, bisect_right(runs, start, key=lambda run: run.prose) - 1)
    last = bisect_left(runs, end, key=lambda run: run.prose)
    return tuple([(r.prose - start, r.source - source, r.length, r.source_length) for r in runs[first:last]])


def _at(finding: Finding, before: tuple[int, int, int], now: tuple[int, int, int]) -> Finding:
    """The finding of a unit that is elsewhere now: (offset, line, column) of its start."""
    by = now[0] - before[0]
    same = finding.line == before[1]
    return msgspec.structs.replace(
        finding,
        start=finding.start + by,
        end=finding.end + by,
        line=finding.line + now[1] - before[1],
        column=finding.column + now[2] - before[2] if same else finding.column,
        edits=tuple([Edit(edit.start + by, edit.end + by, edit.replacement) for edit in finding.edits]),
    )


def _ranks(evidence: Evidence) -> tuple[tuple[str, int], ...]:
    """Which language is likelier than which: what the choice of a finding's pivot depends on."""
    order = sorted(set(evidence.pivots.values()))
    return tuple((language, order.index(share)) for language, share in evidence.pivots.items())
