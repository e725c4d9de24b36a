"""From a document to its findings: sure rules, evidence, the rules that need it, confidence, resolution."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

import msgspec

from checker.analysis.analysis import Analysis
from checker.analysis.english import English
from checker.analysis.memory import Memory
from checker.confidence import confidence, highest, terms, with_parts
from checker.detectors.registry import logic_rules
from checker.document import Document, document_from_text
from checker.evidence import Doubt, Evidence, asks, density, weigh, with_swapped
from checker.finding import Candidate, Edit, Finding, Pivot, Suggestion, Verdict, Weighed, fingerprint
from checker.house.dress import dressed
from checker.house.house import PLAIN, House
from checker.house.vocabulary import without_known
from checker.match.fit import fitted
from checker.match.runner import Shares, run_rules
from checker.packs.store import Store
from checker.resolver import resolve
from checker.settle import settled, stretches_of, with_joined

Selector = Callable[[Candidate], bool]


SAMPLE = 24_000
"""Code points from the start of a document by which the density of its doubtful places is judged."""


class Result(msgspec.Struct, frozen=True):
    """What one document holds; findings in the order of the text. `verdict_log_odds` is of being laundered."""

    findings: tuple[Finding, ...]
    verdict: Verdict
    words: int
    verdict_log_odds: float = 0.0


class Judge(Protocol):
    """What weighs candidates beyond the rules, as a language model does."""

    def wants(self, log_odds: float) -> bool:
        """Is a document with this evidence weighed?"""
        ...

    def wide(self, analysis: Analysis) -> Iterable[Candidate]:
        """Further candidates, which only the judge can tell from good English."""
        ...

    def believed(self, log_odds: float) -> float:
        """The evidence by which the candidates are weighed."""
        ...

    def __call__(self, prose: str, weighed: Sequence[Weighed], log_odds: float) -> list[Weighed]:
        """The candidates of a document with the judge's terms; `log_odds` are the document's own."""
        ...


class Engine:
    """The loaded packs with what is shared between documents. Not changed by checking."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._english: English | None = None

    @property
    def english(self) -> English:
        """The lexicon and tagger, loaded when first needed."""
        if self._english is None:
            self._english = English(self.store.lexicon)
        return self._english

    def check(
        self,
        document: Document,
        lowest: float = 0.5,
        select: Selector | None = None,
        house: House = PLAIN,
        silenced: Selector | None = None,
        judge: Judge | None = None,
    ) -> Result:
        """Findings of at least confidence `lowest`; with 0 every candidate, gated or not.

        `select` leaves findings out of the result; the evidence is the whole document's all the same. `house` is what
        the project holds right. Fixes of the rules that are `silenced` somewhere in the document join no other's. The
        `judge` weighs the candidates before they are resolved.
        """
        memory = Memory()
        resolved, evidence, words = self._resolved(document, lowest, house, judge=judge, memory=memory)
        judged = judge is not None and judge.wants(evidence.log_odds)

        def wanted(items: list[Weighed]) -> list[Weighed]:
            return [i for i in items if i.confidence >= lowest and (select is None or select(i.candidate))]

        if lowest > 0:
            chosen = wanted(resolved)
            # of a long document each paragraph that changes is looked at again by itself, with its evidence
            long = len(document.prose) > SAMPLE

            def recheck(prose: str) -> list[Weighed]:
                known = evidence if long else None
                again = self._resolved(document_from_text(prose), lowest, house, known, memory=memory)
                return [i for i in wanted(again[0]) if silenced is None or not silenced(i.candidate)]

            if long:
                joined = []
                for start, end, inside in stretches_of(document, chosen):
                    joined += settled(document.prose[start:end], start, inside, recheck, only_met=judged)
            else:
                joined = settled(document.prose, 0, chosen, recheck, only_met=judged)
            if joined != chosen:
                resolved = with_joined(resolved, chosen, joined)
        findings = self._findings(resolved, document, evidence, lowest, select)
        return Result(findings, evidence.verdict(document.to_source), words, evidence.log_odds)

    def _resolved(
        self,
        document: Document,
        lowest: float,
        house: House,
        known: Evidence | None = None,
        judge: Judge | None = None,
        memory: Memory | None = None,
    ) -> tuple[list[Weighed], Evidence, int]:
        """(findings without overlaps, evidence, words) of a document; of at least confidence `lowest` all are there.

        With `known` that evidence is taken, as of a part of a document.
        """
        analysis = Analysis(document, self.store, self.english, memory)
        weights = self.store.weights
        shifts = dict(house.shifts)

        def own(candidates: Iterable[Candidate]) -> list[Candidate]:
            return list(without_known(candidates, document.prose, house.words))

        sure = own(self._candidates(analysis, sure_only=True))
        often: list[Candidate] | None = None
        more: list[Candidate] | None = None
        suspected: list[Candidate] | None = None
        if known is not None:
            evidence = known
        elif len(document.prose) <= SAMPLE:
            often, more = own(self._frequent(analysis)), own(self._candidates(analysis, sure_only=False))
            sure += often
            evidence = self._evidence(sure, more, analysis.words, analysis.words, house.pivot)
            if asks(evidence, weights):
                suspected = own(self._suspected(analysis))
                evidence = with_swapped(evidence, suspected, analysis.words, weights)
        else:
            evidence = self._evidence_of_long(document, sure, analysis.words, house)
        found = sure
        if judge is not None and not judge.wants(evidence.log_odds):
            judge = None
        if judge is not None or self._doubtful_reach(lowest, evidence, shifts):
            if often is None:
                sure += own(self._frequent(analysis))
            if more is None:
                more = own(self._candidates(analysis, sure_only=False))
            suspect = evidence.log_odds > 0 or lowest == 0 or judge is not None
            if suspect:
                more += own(self._suspected(analysis)) if suspected is None else suspected
            found = united(sure, more)
            if suspect:
                found = [fitted(candidate, analysis) for candidate in found]
        if judge is not None:
            found = [*found, *own(judge.wide(analysis))]
        believed = evidence
        if judge is not None:
            believed = msgspec.structs.replace(evidence, log_odds=judge.believed(evidence.log_odds))
        ready = list(dressed(weighed_by(found, believed, weights, shifts), document.prose, house))
        if judge is not None:
            ready = judge(document.prose, ready, evidence.log_odds)
        return resolve(ready, document.prose), evidence, analysis.words

    def _doubtful_reach(self, lowest: float, evidence: Evidence, shifts: Mapping[str, float]) -> bool:
        """Can a candidate that is not sure reach the confidence `lowest` with that evidence?"""
        weights = self.store.weights
        levels = ("likely", "possible")
        return max(highest(level, weights, evidence.log_odds, shifts) for level in levels) >= lowest

    def _candidates(self, analysis: Analysis, sure_only: bool) -> Iterable[Candidate]:
        index = self.store.sure if sure_only else self.store.more
        shares: Shares = self.store.weights["first_share"]
        yield from run_rules(analysis, index, sure_only, shares)
        for rule in logic_rules():
            if not rule.suspect_only:
                yield from rule.detect(rule, analysis, sure_only)

    def _frequent(self, analysis: Analysis) -> Iterable[Candidate]:
        """Sure candidates of the rules whose words are frequent."""
        shares: Shares = self.store.weights["first_share"]
        return run_rules(analysis, self.store.often, True, shares)

    def _suspected(self, analysis: Analysis) -> Iterable[Candidate]:
        """Candidates of the rules that look only at a document that is suspect."""
        for rule in logic_rules():
            if rule.suspect_only:
                yield from rule.detect(rule, analysis, False)

    def _evidence_of_long(self, document: Document, sure: list[Candidate], words: int, house: House) -> Evidence:
        """The evidence of a document longer than SAMPLE, whose beginning alone is searched for doubtful places.

        Where not even the densest beginning could make the document suspect, it is not searched.
        """
        scale = self.store.weights["evidence"]
        densest = self._evidence(sure, [], 0, words, house.pivot, Doubt(scale["highest"]))
        if densest.log_odds <= scale["lowest"]:
            return densest
        sample = Analysis(document_from_text(document.prose[:SAMPLE]), self.store, self.english)
        doubtful = [*self._frequent(sample), *self._candidates(sample, sure_only=False)]
        known = list(without_known(doubtful, sample.prose, house.words))
        return self._evidence(sure, known, sample.words, words, house.pivot)

    def _evidence(
        self,
        sure: list[Candidate],
        doubtful: list[Candidate],
        sampled: int,
        words: int,
        expected: str | None,
        extra: Doubt | None = None,
    ) -> Evidence:
        """Each place speaks once, by its likeliest explanation.

        `doubtful` are the candidates of `sampled` words, among which are sure ones of rules with frequent words. What
        their density says can be given as `extra`.
        """
        places, others = resolve(stated(sure, doubtful)), resolve(surmised(doubtful))
        return self._weighed(places, others, sampled, words, expected, extra)

    def _weighed(
        self,
        places: Iterable[Weighed],
        others: Iterable[Weighed],
        sampled: int,
        words: int,
        expected: str | None,
        extra: Doubt | None = None,
    ) -> Evidence:
        """The evidence of what was resolved of `stated` and of `surmised`."""
        weights = self.store.weights
        if extra is None:
            extra = density((w.candidate for w in others), sampled, weights)
        return weigh((w.candidate for w in places), words, weights, extra, expected)

    def _findings(
        self,
        resolved: Iterable[Weighed],
        document: Document,
        evidence: Evidence,
        lowest: float,
        select: Selector | None,
    ) -> tuple[Finding, ...]:
        findings = []
        repeats: Counter[tuple[str, str, str, str]] = Counter()
        for item in resolved:
            candidate = item.candidate
            key = key_of(candidate, document)
            repeats[key] += 1
            if item.confidence >= lowest and (select is None or select(candidate)):
                findings.append(finding_of(item, key, repeats[key], document, evidence))
        return tuple(findings)


def key_of(candidate: Candidate, document: Document) -> tuple[str, str, str, str]:
    """Rule, text, and the words before and after in the segment: what a fingerprint is made of."""
    prose = document.prose
    segment = document.segment_at(candidate.start)
    before = prose[max(segment.start, candidate.start - 24) : candidate.start].split()[-2:]
    after = prose[candidate.end : min(max(segment.end, candidate.end), candidate.end + 24)].split()[:2]
    return candidate.rule, prose[candidate.start : candidate.end], " ".join(before), " ".join(after)


def finding_of(
    item: Weighed, key: tuple[str, str, str, str], count: int, document: Document, evidence: Evidence
) -> Finding:
    """The finding in the source of the document, the `count`-th of its key."""
    candidate = item.candidate
    start, end = document.to_source(candidate.start, candidate.end)
    line, column = document.line_column(start)
    return Finding(
        rule=candidate.rule,
        category=candidate.category,
        severity=candidate.severity,
        start=start,
        end=end,
        line=line,
        column=column,
        text=document.source[start:end],
        message=candidate.message,
        confidence=round(item.confidence, 3),
        suggestions=tuple(
            Suggestion(document.escape(p.text), round(p.share * item.confidence, 3))
            for p in sorted(candidate.proposals, key=lambda p: -p.share)
        ),
        pivot=_pivot(candidate, evidence),
        fingerprint=fingerprint(*key, count),
        edits=_edits(candidate, document),
        terms=item.terms,
        rarity=candidate.rarity,
        fit=candidate.fit,
    )


def united(sure: list[Candidate], more: Iterable[Candidate]) -> list[Candidate]:
    """The sure candidates, and those of `more` that are not among them."""
    taken = {(c.rule, c.start, c.end) for c in sure}
    return sure + [c for c in more if (c.rule, c.start, c.end) not in taken]


def weighed_by(
    found: Iterable[Candidate], evidence: Evidence, weights: Mapping[str, Any], shifts: Mapping[str, float]
) -> list[Weighed]:
    """The candidates with their confidence, given the evidence, and what their suggestions have of it."""
    weighed = []
    for candidate in found:
        addends = terms(candidate, evidence, weights, shifts)
        weighed.append(Weighed(with_parts(candidate, weights), confidence(addends), addends))
    return weighed


def stated(sure: list[Candidate], doubtful: Iterable[Candidate]) -> list[Weighed]:
    """The sure candidates, and those among the doubtful that are sure, as places of evidence."""
    known = {(c.rule, c.start, c.end) for c in sure}
    more = [c for c in doubtful if c.level == "sure" and (c.rule, c.start, c.end) not in known]
    return [Weighed(c, 0.9, ()) for c in [*sure, *more]]


def surmised(doubtful: Iterable[Candidate]) -> list[Weighed]:
    """The doubtful candidates, the likely ones before the others."""
    return [Weighed(c, 0.5 if c.level == "likely" else 0.1, ()) for c in doubtful]


def _edits(candidate: Candidate, document: Document) -> tuple[Edit, ...]:
    """The first suggestion as edits of the source, with the apostrophes that the source uses."""
    if not candidate.proposals:
        return ()
    first = max(candidate.proposals, key=lambda proposal: proposal.share).text
    if "'" in first and document.curly:
        first = first.replace("'", "\u2019")
    found = document.edits(candidate.start, candidate.end, first) or []
    return tuple(Edit(*edit) for edit in found if document.source[edit[0] : edit[1]] != edit[2])


def _pivot(candidate: Candidate, evidence: Evidence) -> Pivot | None:
    """The explanation in the document's likeliest language."""
    if not candidate.pivots:
        return None
    language, phrase = max(candidate.pivots, key=lambda item: evidence.pivots.get(item[0], 0.0))
    return Pivot(language, phrase)
