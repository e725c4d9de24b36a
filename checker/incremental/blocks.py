"""What each chunk of a document holds, remembered with what it depends on.

A candidate depends on its chunk, on few characters around, for some rules on the sentences before, and on what the
document answers to the questions that were asked on the way. Where all that is as it was, so are the candidates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any, Literal, Protocol
from weakref import WeakValueDictionary

import msgspec

from checker.analysis.analysis import Analysis
from checker.analysis.memory import Memory
from checker.detectors.registry import logic_rules
from checker.detectors.rule import LogicRule
from checker.document import Document, Segment
from checker.finding import Candidate
from checker.house.house import House
from checker.house.vocabulary import without_known
from checker.incremental.layout import Chunk, Layout
from checker.incremental.part import Part, Query, Sets
from checker.match.fit import fitted
from checker.match.prefilter import Index
from checker.match.runner import Shares, run_rules
from checker.packs.store import Store

Look = Literal["sure", "often", "more", "suspected"]
"""Rules that can be sure; those of them whose words are frequent; all others; those for suspect documents."""
Source = Callable[[Part], Iterable[Candidate]]
BEFORE, AFTER = 100, 40
"""Characters around a chunk that a rule may read, whatever stands there."""
BESIDE = 700
"""Characters on either side, of the same segment, that matter to a chunk."""
BACK = 3
"""Sentences before a chunk that matter to rules that reach back."""
VARIANTS = 4
"""Answers of a document for which candidates are kept: the text as it is, and as fixed."""


Reach = Literal["segment", "back"]


class Asker(Protocol):
    """The document that a block stands in, as far as a block must know it."""

    whole: Analysis
    sets: Sets
    words: tuple[str, ...]
    opened: list[Block]
    answers: dict[Query, object]
    sources: dict[tuple[str, str], list[Source]]

    def valid(self, known: list[Found]) -> Found | None:
        """Of what is known that which holds in this document."""


class Found(msgspec.Struct, frozen=True, eq=False):
    """Candidates, offsets in the window of their block, and the answers that led to them."""

    asked: tuple[tuple[Query, object], ...]
    candidates: tuple[Candidate, ...]


class Block:
    """A chunk with the text around that matters to it: a window of a document, wherever it stands.

    `at` is where the chunk starts in the window's prose, `end` where it ends; `cache` is for whoever uses the block.
    """

    def __init__(
        self,
        document: Document,
        bounds: dict[int, list[tuple[int, int]]],
        foreign: list[tuple[int, int]],
        at: int,
        end: int,
    ) -> None:
        self.document = document
        self.at = at
        self.end = end
        self.part: Part | None = None
        self.cache: dict[str, tuple[tuple[object, ...], Any]] = {}
        self._bounds = bounds
        self._foreign = foreign
        self._looks: dict[tuple[str, str], list[Found]] = {}
        self._sources: dict[tuple[str, str, int], list[Found]] = {}
        self._fitted: dict[Candidate, Candidate] = {}

    def analysis(self, lane: Asker) -> Part:
        """The analysis of the window, for as long as the lane is looked over."""
        if self.part is None or self.part.whole is not lane.whole:
            self.part = Part(lane.whole, lane.sets, self.document, (self.at, self.end), self._bounds, self._foreign)
            lane.opened.append(self)
        return self.part

    def look(self, lane: Asker, look: Look, reach: Reach) -> Found:
        """The candidates of the rules of a look."""
        known = self._looks.setdefault((look, reach), [])
        found = lane.valid(known)
        if found is not None:
            return found
        parts = [self._run(lane, look, reach, n, source) for n, source in enumerate(lane.sources[look, reach])]
        asked = dict(chain.from_iterable(part.asked for part in parts))
        candidates = chain.from_iterable(part.candidates for part in parts)
        found = Found(tuple(asked.items()), tuple(without_known(candidates, self.document.prose, lane.words)))
        known.insert(0, found)
        del known[VARIANTS:]
        return found

    def _run(self, lane: Asker, look: Look, reach: Reach, number: int, source: Source) -> Found:
        known = self._sources.setdefault((look, reach, number), [])
        found = lane.valid(known)
        if found is None:
            part = self.analysis(lane)
            part.asked = {}
            candidates = tuple(source(part))
            lane.answers.update(part.asked)
            found = Found(tuple(part.asked.items()), candidates)
            known.insert(0, found)
            del known[VARIANTS:]
        return found

    def fit(self, lane: Asker, candidate: Candidate) -> Candidate:
        """The candidate with its fixes in the order in which they fit."""
        found = self._fitted.get(candidate)
        if found is None:
            found = self._fitted[candidate] = fitted(candidate, self.analysis(lane))
        return found


class Blocks:
    """All blocks that recent documents had, in a project that holds `words` right and has house style."""

    def __init__(self, store: Store, house: House) -> None:
        self.sets = Sets(store)
        self.memory = Memory()
        self.sources = _sources(store)
        self.words = house.words
        longest = max((len(word) for word in (*house.words, *(entry for entry, _ in house.prefer))), default=0)
        self.margins = (max(BEFORE, 2 * longest + 20), max(AFTER, longest + 20))
        self._known: WeakValueDictionary[tuple[object, ...], Block] = WeakValueDictionary()

    def near(self, layout: Layout, i: int) -> Block:
        """The block of a chunk for rules that look no farther than its segment."""
        chunks = layout.chunks
        first = last = i
        if not (chunks[i].opens and chunks[i].closes):
            beside = 0
            while not chunks[first].opens and beside < BESIDE:
                first -= 1
                beside += len(chunks[first].text)
            beside = 0
            while not chunks[last].closes and beside < BESIDE:
                last += 1
                beside += len(chunks[last].text)
        return self._block(layout, first, i, last)

    def back(self, layout: Layout, i: int) -> Block:
        """The block of a chunk for rules that read the sentences before."""
        first, sentences = i, 0
        while first and sentences < BACK:
            first -= 1
            sentences += len(layout.chunks[first].bounds)
        return self._block(layout, first, i, i)

    def _block(self, layout: Layout, first: int, i: int, last: int) -> Block:
        before, after = self.margins
        chunks = layout.chunks
        lead = _tail(layout, first, before)
        trail = _head(layout, last, after)
        key = (lead, i - first, trail, *[chunk.number for chunk in chunks[first : last + 1]])
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = _made(lead, chunks[first : last + 1], trail, i - first)
        return found


def _tail(layout: Layout, i: int, length: int) -> str:
    """The last characters before a chunk."""
    found = ""
    while i and len(found) < length:
        i -= 1
        found = layout.chunks[i].text + found
    return found[-length:] if length else ""


def _head(layout: Layout, i: int, length: int) -> str:
    """The first characters behind a chunk."""
    found = ""
    while i + 1 < len(layout.chunks) and len(found) < length:
        i += 1
        found += layout.chunks[i].text
    return found[:length]


def _made(lead: str, chunks: list[Chunk], trail: str, own: int) -> Block:
    prose = "".join([lead, *(chunk.text for chunk in chunks), trail])
    at = len(lead)
    segments: list[Segment] = []
    bounds: dict[int, list[tuple[int, int]]] = {}
    foreign: set[tuple[int, int]] = set()
    start = end = 0
    for n, chunk in enumerate(chunks):
        if n == own:
            start, end = at, at + len(chunk.text)
        if chunk.bounds:
            if n == 0 or chunk.opens or not segments:
                segments.append(Segment(at + chunk.bounds[0][0], at + chunk.end))
            else:
                segments[-1] = Segment(segments[-1].start, at + chunk.end)
            bounds.setdefault(len(segments) - 1, []).extend((at + low, at + high) for low, high in chunk.bounds)
        foreign.update((at + low, at + high) for low, high in chunk.foreign)
        at += len(chunk.text)
    document = Document("", "text", "utf-8", prose, prose, tuple(segments))
    return Block(document, bounds, sorted(foreign), start, end)


def _sources(store: Store) -> dict[tuple[str, str], list[Source]]:
    shares: Shares = store.weights["first_share"]
    indices = {"sure": store.sure, "often": store.often, "more": store.more}
    found: dict[tuple[str, str], list[Source]] = {
        (look, reach): [] for look in ("sure", "often", "more", "suspected") for reach in ("segment", "back")
    }
    for look, index in indices.items():
        found[look, "segment"].append(_from_packs(index, look != "more", shares))
    for rule in logic_rules():
        if rule.reach != "document":
            for look in ("suspected",) if rule.suspect_only else ("sure", "more"):
                found[look, rule.reach].append(_from_logic(rule, look == "sure"))
    return found


def _from_packs(index: Index, sure_only: bool, shares: Shares) -> Source:
    return lambda part: run_rules(part, index, sure_only, shares)


def _from_logic(rule: LogicRule, sure_only: bool) -> Source:
    def found(part: Part) -> Iterable[Candidate]:
        low, high = part.own
        return [c for c in rule.detect(rule, part, sure_only) if low <= c.start < high]

    return found
