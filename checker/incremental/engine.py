"""The engine for a document that is being written: gives what `Engine` gives, and reuses what did not change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

import msgspec

from checker import engine as plain
from checker.analysis.analysis import Analysis
from checker.analysis.memory import Memory
from checker.detectors.registry import logic_rules
from checker.document import Document, document_from_text
from checker.engine import Engine, Judge, Result, Selector, stated, surmised, united, weighed_by
from checker.evidence import SHOWN, Doubt, Evidence, asks, density, evidence_of, tally, with_swapped
from checker.finding import Candidate, Weighed
from checker.house.dress import dressed
from checker.house.house import PLAIN, House
from checker.house.vocabulary import without_known
from checker.incremental.blocks import Block, Blocks, Found
from checker.incremental.lane import Lane
from checker.incremental.layout import Layouts
from checker.incremental.pieces import (
    Extra,
    Found_,
    Piece,
    assembled,
    candidates_of,
    keep,
    kept,
    shifted,
    signature_of,
)
from checker.incremental.units import Question, told, units_of


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
        self._lanes: dict[str, Lane] = {}
        self._rounds = 0

    def check(
        self,
        document: Document,
        lowest: float = 0.5,
        select: Selector | None = None,
        house: House = PLAIN,
        silenced: Selector | None = None,
        judge: Judge | None = None,
    ) -> Result:
        """As `Engine.check`; `house` must be the one that this engine was made for. With a judge nothing is reused."""
        if house != self._house:
            raise ValueError("this engine was made for another house")
        if judge is not None:
            return self._alone.check(document, lowest, select, house, silenced, judge)
        self._rounds = 0
        try:
            if lowest > 0 and len(document.prose) > plain.SAMPLE and document.segments:
                return self._check_long(document, Question(lowest, select, silenced))
            return super().check(document, lowest, select, house, silenced)
        finally:
            for lane in self._lanes.values():
                lane.close()

    def _check_long(self, document: Document, question: Question) -> Result:
        """Paragraph by paragraph: what is settled in one bears on no other."""
        pieces, lane, evidence = self._pieces(document, question.lowest, None)

        def recheck(prose: str) -> list[Weighed]:
            part = document_from_text(prose)
            again = self._alone._resolved(part, question.lowest, self._house, evidence, memory=self._blocks.memory)
            return question.fixed(again[0])

        units = units_of(document, lane, pieces, evidence, question, recheck)
        findings = told(document, units, evidence)
        return Result(findings, evidence.verdict(document.to_source), lane.whole.words, evidence.log_odds)

    def _lane(self, document: Document, role: str) -> Lane:
        lane = self._lanes.get(role)
        if lane is None:
            lane = self._lanes[role] = Lane(self.store, self.english, self._layouts, self._blocks)
        lane.update(document)
        return lane

    def _resolved(
        self,
        document: Document,
        lowest: float,
        house: House,
        known: Evidence | None = None,
        judge: Judge | None = None,
        memory: Memory | None = None,
    ) -> tuple[list[Weighed], Evidence, int]:
        if known is not None or judge is not None or not document.segments:
            return self._alone._resolved(document, lowest, house, known, judge, memory)
        pieces, lane, evidence = self._pieces(document, lowest, known)
        return assembled(lane, pieces), evidence, lane.whole.words

    def _pieces(self, document: Document, lowest: float, known: Evidence | None) -> tuple[list[Piece], Lane, Evidence]:
        """What each chunk holds."""
        # the fixed texts on the way to the findings, round by round, change as little as the text itself
        lane = self._lane(document, f"round {self._rounds}")
        self._rounds += 1
        words, count = lane.whole.words, len(lane.near)
        sure = lane.looks("sure", "segment")
        often: Sequence[Found_] = [None] * count
        more: Sequence[tuple[Found_, Found_, Extra]] = [(None, None, ())] * count
        suspected: Sequence[tuple[Found_, Found_]] = [(None, None)] * count
        long = len(document.prose) > plain.SAMPLE
        if long:
            evidence = self._evidence_of_lane(lane, sure)
        else:
            often, more = lane.looks("often", "segment"), self._more(lane)
            places = self._places(lane, sure, often, more)
            extra = density((item.candidate for item in self._others(lane, more)), words, self.store.weights)
            evidence = self._said(lane, "places", places, words, extra)
            if asks(evidence, self.store.weights):
                swapped = chain.from_iterable(candidates_of(found) for pair in self._suspects(lane) for found in pair)
                evidence = with_swapped(evidence, swapped, words, self.store.weights)
        reach = self._doubtful_reach(lowest, evidence, self._shifts)
        suspect = reach and (evidence.log_odds > 0 or lowest == 0)
        if reach and long:
            often, more = lane.looks("often", "segment"), self._more(lane)
        if suspect:
            suspected = self._suspects(lane)
        signature = signature_of(evidence)
        pieces = []
        for i, block in enumerate(lane.near):
            key = (sure[i], often[i], more[i], suspected[i], reach, suspect, signature)
            piece = kept(block, "resolved", key)
            if piece is None:
                certain = [*sure[i].candidates, *candidates_of(often[i])]
                if reach:
                    doubtful = [*self._doubtful(lane, i, *more[i]), *self._doubtful(lane, i, *suspected[i], ())]
                    certain = united(certain, doubtful)
                    if suspect:
                        certain = [block.fit(lane, candidate) for candidate in certain]
                weighed = weighed_by(certain, evidence, self.store.weights, self._shifts)
                piece = keep(block, "resolved", key, Piece(block, self._dressed(weighed, block), findings=True))
            pieces.append(piece)
        return pieces, lane, evidence

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

    def _more(self, lane: Lane) -> list[tuple[Found, Found, Extra]]:
        extra: list[list[Candidate]] = [[] for _ in lane.near]
        for candidate in self._document_wide(lane.whole):
            i = lane.layout.at(candidate.start)
            extra[i].append(shifted(candidate, lane.near[i].at - lane.layout.starts[i]))
        looks = zip(lane.looks("more", "segment"), lane.looks("more", "back"), extra, strict=True)
        return [(near, back, tuple(own)) for near, back, own in looks]

    def _suspects(self, lane: Lane) -> Sequence[tuple[Found_, Found_]]:
        return list(zip(lane.looks("suspected", "segment"), lane.looks("suspected", "back"), strict=True))

    def _document_wide(self, whole: Analysis) -> Iterator[Candidate]:
        """Candidates of the rules that need the whole text; none of them is sure."""
        found = (c for rule in logic_rules() if rule.reach == "document" for c in rule.detect(rule, whole, False))
        return without_known(found, whole.prose, self._house.words)

    def _doubtful(self, lane: Lane, i: int, near: Found_, back: Found_, extra: Extra) -> list[Candidate]:
        """Candidates of a chunk, all with offsets in its near block."""
        by = lane.near[i].at - lane.back[i].at if back is not None else 0
        return [*candidates_of(near), *(shifted(candidate, by) for candidate in candidates_of(back)), *extra]

    def _places(
        self,
        lane: Lane,
        sure: Sequence[Found],
        often: Sequence[Found_],
        more: Sequence[tuple[Found_, Found_, Extra]],
        beside: Mapping[int, list[Candidate]] | None = None,
        name: str = "places",
    ) -> list[Piece]:
        """The places of evidence; `beside` are further doubtful candidates of a chunk, offsets in its near block."""
        pieces = []
        for i, block in enumerate(lane.near):
            besides = tuple(beside.get(i, ())) if beside else ()
            key = (sure[i], often[i], more[i], besides)
            piece = kept(block, name, key)
            if piece is None:
                certain = [*sure[i].candidates, *candidates_of(often[i])]
                stating = stated(certain, [*self._doubtful(lane, i, *more[i]), *besides])
                piece = keep(block, name, key, Piece(block, stating))
            pieces.append(piece)
        return pieces

    def _said(self, lane: Lane, name: str, places: list[Piece], words: int, extra: Doubt) -> Evidence:
        """What the places say; they are counted anew only where they are others than the last time."""
        starts = lane.layout.starts
        known = lane.tallies.get(name)
        if known is None or known[0] != places:
            found = tally((item.candidate for item in assembled(lane, places)), self.store.weights)
            # where an item lies is told from the start of its chunk
            shown = [(lane.layout.at(candidate.start), candidate, weight) for candidate, weight in found.items[:SHOWN]]
            firsts = [(i, shifted(candidate, -starts[i]), weight) for i, candidate, weight in shown]
            known = lane.tallies[name] = (places, found, firsts)
        items = tuple((shifted(candidate, starts[i]), weight) for i, candidate, weight in known[2])
        now = msgspec.structs.replace(known[1], items=items)
        return evidence_of(now, words, self.store.weights, extra, self._house.pivot)

    def _others(
        self, lane: Lane, more: Sequence[tuple[Found_, Found_, Extra]], often: Sequence[Found_] = ()
    ) -> list[Weighed]:
        """The doubtful places."""
        pieces = []
        for i, block in enumerate(lane.near):
            also = often[i] if often else None
            piece = kept(block, "others", (also, more[i]))
            if piece is None:
                doubtful = surmised([*candidates_of(also), *self._doubtful(lane, i, *more[i])])
                piece = keep(block, "others", (also, more[i]), Piece(block, doubtful))
            pieces.append(piece)
        return assembled(lane, pieces)

    def _evidence_of_lane(self, lane: Lane, sure: Sequence[Found]) -> Evidence:
        """As `_evidence_of_long`."""
        scale = self.store.weights["evidence"]
        words = lane.whole.words
        nothing: list[tuple[Found_, Found_, Extra]] = [(None, None, ())] * len(lane.near)
        none: list[Found_] = [None] * len(lane.near)
        alone = self._places(lane, sure, none, nothing, name="alone")
        densest = self._said(lane, "alone", alone, words, Doubt(scale["highest"]))
        if densest.log_odds <= scale["lowest"]:
            return densest
        sample = self._lane(document_from_text(lane.whole.prose[: plain.SAMPLE]), "sample")
        often, more = sample.looks("often", "segment"), self._more(sample)
        beside: dict[int, list[Candidate]] = {}
        for i, block in enumerate(sample.near):
            by = sample.layout.starts[i] - block.at
            for candidate in chain(candidates_of(often[i]), self._doubtful(sample, i, *more[i])):
                if candidate.level == "sure":
                    at = lane.layout.at(candidate.start + by)
                    shift = by + lane.near[at].at - lane.layout.starts[at]
                    beside.setdefault(at, []).append(shifted(candidate, shift))
        places = self._places(lane, sure, none, nothing, beside)
        others = self._others(sample, more, often)
        extra = density((item.candidate for item in others), sample.whole.words, self.store.weights)
        return self._said(lane, "places", places, words, extra)
