"""One document on its way through the rules, from one edit to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set
from functools import cached_property
from typing import Any

from checker.analysis.analysis import Analysis
from checker.analysis.english import English
from checker.analysis.inventory import Inventory
from checker.document import Document
from checker.incremental.blocks import BACK, BESIDE, Block, Blocks, Found, Look, Reach
from checker.incremental.census import Census, Pairs
from checker.incremental.layout import Layout, Layouts
from checker.incremental.part import Query, answer
from checker.packs.store import Store


class Whole(Analysis):
    """The analysis of a whole document, whose words, names and foreign passages are known chunk by chunk."""

    def __init__(self, document: Document, store: Store, english: English, lane: Lane) -> None:
        super().__init__(document, store, english, lane.memory)
        self._lane = lane

    @property
    def raw_words(self) -> Counter[str]:
        """How often each word stands."""
        return self._lane.census.raw

    @property
    def words(self) -> int:
        """How many words there are."""
        return self._lane.census.total

    @property
    def vocabulary(self) -> Set[str]:
        """The distinct words of the scan form."""
        return self._lane.census.words.keys()

    @property
    def neighbours(self) -> Set[str]:
        """The pairs of neighbouring words of the scan form."""
        return Pairs(self._lane.census.pairs)

    @cached_property
    def inventory(self) -> Inventory:
        """The document's names."""
        return _Names(self.prose, self._lane.census, self.english)

    @cached_property
    def foreign(self) -> list[tuple[int, int]]:
        """Spans that are not English, sorted."""
        layout = self._lane.layout
        found: set[tuple[int, int]] = set()
        for start, chunk in zip(layout.starts, layout.chunks, strict=True):
            found.update((start + low, start + high) for low, high in chunk.foreign)
        return sorted(found)

    @cached_property
    def bearers(self) -> Mapping[str, str]:
        """Gender of the surnames that stand behind a given name."""
        found: dict[str, str] = {}
        for block, chunk in zip(self._lane.near, self._lane.layout.chunks, strict=True):
            if chunk.bearers is None:
                part = block.analysis(self._lane)
                chunk.bearers = tuple(part.bearers_of(part.sentences()))
            found.update(chunk.bearers)
        return found


class _Names(Inventory):
    def __init__(self, prose: str, census: Census, english: English) -> None:
        super().__init__(prose, census.raw, english)
        self._census = census

    @property
    def capitals(self) -> Counter[str]:
        """How often each capitalised word stands."""
        return self._census.capitals


class Lane:
    """A document as it is now. `near` and `back` are its chunks with what matters to rules of either reach."""

    def __init__(self, store: Store, english: English, layouts: Layouts, blocks: Blocks) -> None:
        self.sets = blocks.sets
        self.sources = blocks.sources
        self.memory = blocks.memory
        self.words = blocks.words
        self.opened: list[Block] = []
        self.census = Census()
        self.layout = Layout([], [], 0)
        self.near: list[Block] = []
        self.back: list[Block] = []
        self.whole: Analysis
        self._store = store
        self._english = english
        self._layouts = layouts
        self._blocks = blocks
        self._document: Document | None = None
        self.tallies: dict[str, Any] = {}
        """What the evidence of places was last, for whoever weighs it."""
        self.answers: dict[Query, object] = {}
        """What the document answers to all that its blocks asked."""
        self._looks: dict[tuple[Look, Reach], list[Found | None]] = {}

    def update(self, document: Document) -> None:
        """Go on to the document as it is now."""
        known = self._document
        if known is not None and known.prose == document.prose and known.segments == document.segments:
            return
        self._document = document
        old, self.layout = self.layout, self._layouts.of(document)
        before, now = old.chunks, self.layout.chunks
        same, most = 0, min(len(before), len(now))
        while same < most and before[same] is now[same]:
            same += 1
        rest = 0
        while rest < most - same and before[-1 - rest] is now[-1 - rest]:
            rest += 1
        touched = self.census.change(before, now, same, rest)
        self.whole = Whole(document, self._store, self._english, self)
        first, last = self._reached(same, rest)
        stop, tail = len(now) - last, len(before) - last
        self.near[first:tail] = [self._blocks.near(self.layout, i) for i in range(first, stop)]
        self.back[first:tail] = [self._blocks.back(self.layout, i) for i in range(first, stop)]
        for found in self._looks.values():
            found[first:tail] = [None] * (stop - first)
        self._ask_again(touched)

    def _reached(self, same: int, rest: int) -> tuple[int, int]:
        """How many chunks at the start, and at the end, have no changed chunk in their windows."""
        before, after = self._blocks.margins
        chunks = self.layout.chunks
        first = same
        for enough in (after, BESIDE):  # next to what changed what stands close by, farther off what a segment shares
            length = 0
            while first and length < enough:
                first -= 1
                length += len(chunks[first].text)
        last, length = rest, 0
        while last and length < before:
            length += len(chunks[len(chunks) - last].text)
            last -= 1
        length = sentences = 0
        while last and (length < BESIDE or sentences < BACK):
            chunk = chunks[len(chunks) - last]
            length, sentences = length + len(chunk.text), sentences + len(chunk.bounds)
            last -= 1
        return first, last

    def _ask_again(self, touched: frozenset[str]) -> None:
        """Take over the answers that still hold; where one changed, so may what a block holds."""
        changed: set[Query] = set()
        answers: dict[Query, object] = {}
        for query, was in self.answers.items():
            if query[0] == "context" and self.sets.words(query[1]).isdisjoint(touched):
                answers[query] = was
                continue
            now = answers[query] = answer(self.whole, query, self.sets)
            if now != was:
                changed.add(query)
        self.answers = answers
        if changed:
            for found in self._looks.values():
                for i, one in enumerate(found):
                    if one is not None and any(query in changed for query, _ in one.asked):
                        found[i] = None

    def looks(self, look: Look, reach: Reach) -> list[Found]:
        """What each chunk holds for the rules of a look."""
        blocks = self.near if reach == "segment" else self.back
        known = self._looks.get((look, reach))
        if known is None or len(known) != len(blocks):
            known = self._looks[look, reach] = [None] * len(blocks)
        return [
            found if found is not None else self._looked(known, i, blocks[i], look, reach)
            for i, found in enumerate(known)
        ]

    def _looked(self, known: list[Found | None], i: int, block: Block, look: Look, reach: Reach) -> Found:
        found = known[i] = block.look(self, look, reach)
        return found

    def valid(self, known: list[Found]) -> Found | None:
        """Of what is known that which holds in this document."""
        answers = self.answers
        for found in known:
            for query, was in found.asked:
                now = answers.get(query, self)
                if now is self:
                    now = answers[query] = answer(self.whole, query, self.sets)
                if now != was:
                    break
            else:
                return found
        return None

    def close(self) -> None:
        """Let go of what was opened to look things over."""
        for block in self.opened:
            block.part = None
        self.opened.clear()
