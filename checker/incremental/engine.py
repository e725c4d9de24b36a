"""The engine for a document that is being written: gives what `Engine` gives, and reuses what did not change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

from checker import engine as plain
from checker.analysis.analysis import Analysis
from checker.confidence import likely_pivots
from checker.detectors.registry import logic_rules
from checker.document import Document, document_from_text
from checker.engine import Engine, Result, Selector, stated, surmised, united, weighed_by
from checker.evidence import Evidence
from checker.finding import Candidate
from checker.house.dress import dressed
from checker.house.house import PLAIN, House
from checker.house.vocabulary import without_known
from checker.incremental.blocks import Block, Blocks, Found, Lane
from checker.incremental.layout import Layout, Layouts
from checker.resolver import Weighed, resolve
from checker.settle import moved, settled

Found_ = Found | None
Extra = tuple[Candidate, ...]
Signature = tuple[float, frozenset[str] | None]
LANES = 12
"""Documents that are remembered as a whole: the text, its beginning, and the fixed texts on the way to the findings."""


class Piece:
    """What one block holds: `weighed` with overlaps, `resolved` without; does any of it reach out of the chunk?"""

    __slots__ = ("before", "behind", "moved", "resolved", "weighed")

    def __init__(self, block: Block, weighed: list[Weighed]) -> None:
        self.weighed = weighed
        self.resolved = resolve(weighed)
        self.before = any(_before(item.candidate, block) for item in weighed)
        self.behind = any(_behind(item.candidate, block) for item in weighed)
        self.moved: tuple[int, list[Weighed]] = (0, self.resolved)

    def at(self, base: int) -> list[Weighed]:
        """The resolved, moved by `base`."""
        if self.moved[0] != base:
            self.moved = (base, [moved(item, base) for item in self.resolved])
        return self.moved[1]


def _before(candidate: Candidate, block: Block) -> bool:
    return candidate.start < block.at or candidate.start == candidate.end == block.at


def _behind(candidate: Candidate, block: Block) -> bool:
    return candidate.end > block.end or candidate.start == candidate.end == block.end


class Whole(Analysis):
    """The analysis of a whole document, whose foreign passages and names are known chunk by chunk."""

    layout: Layout
    lane: Lane

    @cached_property
    def foreign(self) -> list[tuple[int, int]]:
        """Spans that are not English, sorted."""
        found: set[tuple[int, int]] = set()
        for start, chunk in zip(self.layout.starts, self.layout.chunks, strict=True):
            found.update((start + low, start + high) for low, high in chunk.foreign)
        return sorted(found)

    @cached_property
    def bearers(self) -> Mapping[str, str]:
        """Gender of the surnames that stand behind a given name."""
        found: dict[str, str] = {}
        for block, chunk in zip(self.lane.near, self.layout.chunks, strict=True):
            if chunk.bearers is None:
                part = block.analysis(self.lane)
                chunk.bearers = tuple(part.bearers_of(part.sentences()))
            found.update(chunk.bearers)
        return found


class Incremental(Engine):
    """An engine that remembers the documents it saw last; not for several threads at once."""

    def __init__(self, engine: Engine, house: House = PLAIN) -> None:
        super().__init__(engine.store)
        self._english = engine.english
        self._alone = engine
        self._house = house
        self._shifts = dict(house.shifts)
        self._layouts = Layouts()
        self._blocks = Blocks(self.store, house)
        self._lanes: dict[tuple[str, tuple[object, ...]], Lane] = {}
        self._stretches: dict[tuple[object, ...], tuple[list[Weighed], list[Weighed] | None]] = {}
        self._last_stretches = self._stretches
        self._question: tuple[object, ...] = ()

    def check(
        self,
        document: Document,
        lowest: float = 0.5,
        select: Selector | None = None,
        house: House = PLAIN,
        silenced: Selector | None = None,
    ) -> Result:
        """As `Engine.check`; `house` must be the one that this engine was made for."""
        if house != self._house:
            raise ValueError("this engine was made for another house")
        question = (lowest, select, silenced)
        self._last_stretches = self._stretches if question == self._question else {}
        self._question, self._stretches = question, {}
        self._blocks.forget()
        while len(self._lanes) > LANES:
            del self._lanes[next(iter(self._lanes))]
        try:
            return super().check(document, lowest, select, house, silenced)
        finally:
            for lane in self._lanes.values():
                lane.close()

    def _settled(
        self, prose: str, start: int, inside: list[Weighed], recheck: Callable[[str], list[Weighed]], evidence: Evidence
    ) -> list[Weighed]:
        key = (prose, _signature(evidence))
        own = [moved(item, -start) for item in inside]
        known = self._stretches.get(key) or self._last_stretches.get(key)
        if known is None or known[0] != own:
            joined = settled(prose, 0, own, recheck)
            known = (own, None if joined == own else joined)
        self._stretches[key] = known
        return inside if known[1] is None else [moved(item, start) for item in known[1]]

    def _lane(self, document: Document) -> Lane:
        key = (document.prose, document.segments)
        lane = self._lanes.pop(key, None)
        if lane is None:
            whole = Whole(document, self.store, self.english)
            whole.layout = self._layouts.of(document)
            whole.lane = lane = Lane(whole, whole.layout, self._blocks)
        self._lanes[key] = lane
        return lane

    def _resolved(
        self, document: Document, lowest: float, house: House, known: Evidence | None = None
    ) -> tuple[list[Weighed], Evidence, int]:
        if known is not None or not document.segments:
            return self._alone._resolved(document, lowest, house, known)
        lane = self._lane(document)
        words, count = lane.whole.words, len(lane.near)
        sure = [block.look(lane, "sure", "segment") for block in lane.near]
        often: Sequence[Found_] = [None] * count
        more: Sequence[tuple[Found_, Found_, Extra]] = [(None, None, ())] * count
        suspected: Sequence[tuple[Found_, Found_]] = [(None, None)] * count
        long = len(document.prose) > plain.SAMPLE
        if long:
            evidence = self._evidence_of_lane(lane, sure)
        else:
            often, more = self._often(lane), self._more(lane)
            places = self._places(lane, sure, often, more)
            evidence = self._weighed(places, self._others(lane, more), words, words, house.pivot)
        reach = self._doubtful_reach(lowest, evidence, self._shifts)
        suspect = reach and (evidence.log_odds > 0 or lowest == 0)
        if reach and long:
            often, more = self._often(lane), self._more(lane)
        if suspect:
            suspected = [
                (n.look(lane, "suspected", "segment"), b.look(lane, "suspected", "back")) for n, b in _pairs(lane)
            ]
        pieces = []
        for i, block in enumerate(lane.near):
            key = (sure[i], often[i], more[i], suspected[i], reach, suspect, _signature(evidence))

            def made(i: int = i, block: Block = block) -> Piece:
                certain = [*sure[i].candidates, *_candidates(often[i])]
                if reach:
                    doubtful = [*self._doubtful(lane, i, *more[i]), *self._doubtful(lane, i, *suspected[i], ())]
                    certain = united(certain, doubtful)
                    if suspect:
                        certain = [block.fit(lane, candidate) for candidate in certain]
                weighed = weighed_by(certain, evidence, self.store.weights, self._shifts)
                return Piece(block, self._dressed(weighed, block))

            pieces.append(_kept(block, "resolved", key, made))
        return _assembled(lane, pieces), evidence, words

    def _dressed(self, weighed: list[Weighed], block: Block) -> list[Weighed]:
        """With the project's own judgement; what its house style finds in the block alone."""
        found = dressed(weighed, block.document.prose, self._house)
        if not self._house.prefer:
            return found
        given = {(item.candidate.rule, item.candidate.start) for item in weighed}
        return [
            item
            for item in found
            if block.at <= item.candidate.start < block.end or (item.candidate.rule, item.candidate.start) in given
        ]

    def _often(self, lane: Lane) -> list[Found]:
        return [block.look(lane, "often", "segment") for block in lane.near]

    def _more(self, lane: Lane) -> list[tuple[Found, Found, Extra]]:
        extra: list[list[Candidate]] = [[] for _ in lane.near]
        for candidate in self._document_wide(lane.whole):
            i = lane.layout.at(candidate.start)
            extra[i].append(_moved(candidate, lane.near[i].at - lane.layout.starts[i]))
        return [
            (near.look(lane, "more", "segment"), back.look(lane, "more", "back"), tuple(extra[i]))
            for i, (near, back) in enumerate(_pairs(lane))
        ]

    def _document_wide(self, whole: Analysis) -> Iterator[Candidate]:
        """Candidates of the rules that need the whole text; none of them is sure."""
        found = (c for rule in logic_rules() if rule.reach == "document" for c in rule.detect(rule, whole, False))
        return without_known(found, whole.prose, self._house.words)

    def _doubtful(self, lane: Lane, i: int, near: Found_, back: Found_, extra: Extra) -> list[Candidate]:
        """Candidates of a chunk, all with offsets in its near block."""
        by = lane.near[i].at - lane.back[i].at if back is not None else 0
        return [*_candidates(near), *(_moved(candidate, by) for candidate in _candidates(back)), *extra]

    def _places(
        self,
        lane: Lane,
        sure: Sequence[Found],
        often: Sequence[Found_],
        more: Sequence[tuple[Found_, Found_, Extra]],
        beside: Mapping[int, list[Candidate]] | None = None,
    ) -> list[Weighed]:
        """The places of evidence; `beside` are further doubtful candidates of a chunk, offsets in its near block."""
        pieces = []
        for i, block in enumerate(lane.near):
            besides = tuple(beside.get(i, ())) if beside else ()

            def made(i: int = i, block: Block = block, besides: Extra = besides) -> Piece:
                certain = [*sure[i].candidates, *_candidates(often[i])]
                return Piece(block, stated(certain, [*self._doubtful(lane, i, *more[i]), *besides]))

            pieces.append(_kept(block, "places", (sure[i], often[i], more[i], besides), made))
        return _assembled(lane, pieces)

    def _others(
        self, lane: Lane, more: Sequence[tuple[Found_, Found_, Extra]], often: Sequence[Found_] = ()
    ) -> list[Weighed]:
        """The doubtful places."""
        pieces = []
        for i, block in enumerate(lane.near):
            also = often[i] if often else None

            def made(i: int = i, block: Block = block, also: Found_ = also) -> Piece:
                return Piece(block, surmised([*_candidates(also), *self._doubtful(lane, i, *more[i])]))

            pieces.append(_kept(block, "others", (also, more[i]), made))
        return _assembled(lane, pieces)

    def _evidence_of_lane(self, lane: Lane, sure: Sequence[Found]) -> Evidence:
        """As `_evidence_of_long`."""
        scale = self.store.weights["evidence"]
        words, pivot = lane.whole.words, self._house.pivot
        nothing: list[tuple[Found_, Found_, Extra]] = [(None, None, ())] * len(lane.near)
        none: list[Found_] = [None] * len(lane.near)
        alone = self._places(lane, sure, none, nothing)
        densest = self._weighed(alone, [], 0, words, pivot, scale["highest"])
        if densest.log_odds <= scale["lowest"]:
            return densest
        sample = self._lane(document_from_text(lane.whole.prose[: plain.SAMPLE]))
        often, more = self._often(sample), self._more(sample)
        beside: dict[int, list[Candidate]] = {}
        for i, block in enumerate(sample.near):
            by = sample.layout.starts[i] - block.at
            for candidate in chain(_candidates(often[i]), self._doubtful(sample, i, *more[i])):
                if candidate.level == "sure":
                    at = lane.layout.at(candidate.start + by)
                    shift = by + lane.near[at].at - lane.layout.starts[at]
                    beside.setdefault(at, []).append(_moved(candidate, shift))
        places = self._places(lane, sure, none, nothing, beside)
        return self._weighed(places, self._others(sample, more, often), sample.whole.words, words, pivot)


def _signature(evidence: Evidence) -> Signature:
    """What of the evidence the confidence of a candidate depends on; see `checker.confidence.terms`."""
    return evidence.log_odds, likely_pivots(evidence)


def _pairs(lane: Lane) -> Iterable[tuple[Block, Block]]:
    return zip(lane.near, lane.back, strict=True)


def _candidates(found: Found_) -> tuple[Candidate, ...]:
    return () if found is None else found.candidates


def _moved(candidate: Candidate, by: int) -> Candidate:
    if not by:
        return candidate
    import msgspec

    return msgspec.structs.replace(candidate, start=candidate.start + by, end=candidate.end + by)


def _kept(block: Block, name: str, key: tuple[object, ...], make: Callable[[], Piece]) -> Piece:
    """What was made of the same before, or made now."""
    known = block.cache.get(name)
    if known is not None and known[0] == key:
        kept: Piece = known[1]
        return kept
    made = make()
    block.cache[name] = (key, made)
    return made


def _assembled(lane: Lane, pieces: Sequence[Piece]) -> list[Weighed]:
    """What the pieces hold, offsets in the document; where one reaches into the next, both are resolved together."""
    found: list[Weighed] = []
    starts = lane.layout.starts
    i, count = 0, len(pieces)
    while i < count:
        j = i
        while j + 1 < count and (pieces[j].behind or pieces[j + 1].before):
            j += 1
        if j == i:
            found += pieces[i].at(starts[i] - lane.near[i].at)
        else:
            bases = [(n, starts[n] - lane.near[n].at) for n in range(i, j + 1)]
            found += resolve(moved(item, base) for n, base in bases for item in pieces[n].weighed)
        i = j + 1
    return found
