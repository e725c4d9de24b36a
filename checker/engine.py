"""From a document to its findings: sure rules, evidence, the rules that need it, confidence, resolution."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable

import msgspec

from checker.analysis.analysis import Analysis
from checker.analysis.english import English
from checker.confidence import confidence, highest, terms
from checker.detectors.registry import logic_rules
from checker.document import Document, document_from_text
from checker.evidence import Evidence, density, weigh
from checker.finding import Candidate, Edit, Finding, Pivot, Suggestion, Verdict, fingerprint
from checker.match.fit import fitted
from checker.match.runner import Shares, run_rules
from checker.packs.store import Store
from checker.resolver import Weighed, resolve
from checker.settle import settled

Selector = Callable[[Candidate], bool]


SAMPLE = 24_000
"""Code points from the start of a document by which the density of its doubtful places is judged."""


MOST_STRETCHES = 20
"""Paragraphs looked at again one by one; where more change, the whole document at once costs less."""


class Result(msgspec.Struct, frozen=True):
    """What one document holds; findings in the order of the text. `verdict_log_odds` is of being laundered."""

    findings: tuple[Finding, ...]
    verdict: Verdict
    words: int
    verdict_log_odds: float = 0.0


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

    def check(self, document: Document, lowest: float = 0.5, select: Selector | None = None) -> Result:
        """Findings of at least confidence `lowest`; with 0 every candidate, gated or not.

        `select` leaves findings out of the result; the evidence is the whole document's all the same.
        """
        resolved, evidence, words = self._resolved(document, lowest)

        def wanted(items: list[Weighed]) -> list[Weighed]:
            return [i for i in items if i.confidence >= lowest and (select is None or select(i.candidate))]

        if lowest > 0:
            chosen = wanted(resolved)
            # of a long document only the paragraphs that change are looked at again, with its evidence
            long = len(document.prose) > SAMPLE

            def recheck(prose: str) -> list[Weighed]:
                again = self._resolved(document_from_text(prose), lowest, evidence if long else None)
                return wanted(again[0])

            stretches = _stretches(document, chosen) if long else []
            if not long or len(stretches) > MOST_STRETCHES:
                stretches = [(0, len(document.prose))]
            joined = []
            for start, end in stretches:
                inside = [i for i in chosen if start <= i.candidate.start and i.candidate.end <= end]
                joined += settled(document.prose[start:end], start, inside, recheck)
            if joined != chosen:
                resolved = _with_joined(resolved, chosen, joined)
        findings = self._findings(resolved, document, evidence, lowest, select)
        return Result(findings, evidence.verdict(document.to_source), words, evidence.log_odds)

    def _resolved(
        self, document: Document, lowest: float, known: Evidence | None = None
    ) -> tuple[list[Weighed], Evidence, int]:
        """(findings without overlaps, evidence, words) of a document; of at least confidence `lowest` all are there.

        With `known` that evidence is taken, as of a part of a document.
        """
        analysis = Analysis(document, self.store, self.english)
        weights = self.store.weights
        sure = list(self._candidates(analysis, sure_only=True))
        often: list[Candidate] | None = None
        more: list[Candidate] | None = None
        if known is not None:
            evidence = known
        elif len(document.prose) <= SAMPLE:
            often, more = list(self._frequent(analysis)), list(self._candidates(analysis, sure_only=False))
            sure += often
            evidence = self._evidence(sure, more, analysis.words, analysis.words)
        else:
            evidence = self._evidence_of_long(document, sure, analysis.words)
        found = sure
        if max(highest(level, weights, evidence.log_odds) for level in ("likely", "possible")) >= lowest:
            if often is None:
                sure += self._frequent(analysis)
            if more is None:
                more = list(self._candidates(analysis, sure_only=False))
            suspect = evidence.log_odds > 0 or lowest == 0
            if suspect:
                more += self._suspected(analysis)
            taken = {(c.rule, c.start, c.end) for c in sure}
            found = sure + [c for c in more if (c.rule, c.start, c.end) not in taken]
            if suspect:
                found = [fitted(candidate, analysis) for candidate in found]
        weighed = []
        for candidate in found:
            addends = terms(candidate, evidence, weights)
            weighed.append(Weighed(candidate, confidence(addends), addends))
        return resolve(weighed), evidence, analysis.words

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

    def _evidence_of_long(self, document: Document, sure: list[Candidate], words: int) -> Evidence:
        """The evidence of a document longer than SAMPLE, whose beginning alone is searched for doubtful places.

        Where not even the densest beginning could make the document suspect, it is not searched.
        """
        weights = self.store.weights
        scale = weights["evidence"]
        places = [w.candidate for w in resolve(Weighed(c, 0.9, ()) for c in sure)]
        if weigh(places, words, weights, scale["highest"]).log_odds <= scale["lowest"]:
            return weigh(places, words, weights)
        sample = Analysis(document_from_text(document.prose[:SAMPLE]), self.store, self.english)
        doubtful = [*self._frequent(sample), *self._candidates(sample, sure_only=False)]
        return self._evidence(sure, doubtful, sample.words, words)

    def _evidence(self, sure: list[Candidate], doubtful: list[Candidate], sampled: int, words: int) -> Evidence:
        """Each place speaks once, by its likeliest explanation.

        `doubtful` are the candidates of `sampled` words, among which are sure ones of rules with frequent words.
        """
        weights = self.store.weights
        known = {(c.rule, c.start, c.end) for c in sure}
        more = [c for c in doubtful if c.level == "sure" and (c.rule, c.start, c.end) not in known]
        places = resolve(Weighed(c, 0.9, ()) for c in [*sure, *more])
        others = resolve(Weighed(c, 0.5 if c.level == "likely" else 0.1, ()) for c in doubtful)
        extra = density((w.candidate for w in others), sampled, weights)
        return weigh((w.candidate for w in places), words, weights, extra)

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
            prose = document.prose
            segment = document.segment_at(candidate.start)
            before = prose[max(segment.start, candidate.start - 24) : candidate.start].split()[-2:]
            after = prose[candidate.end : min(max(segment.end, candidate.end), candidate.end + 24)].split()[:2]
            key = (candidate.rule, prose[candidate.start : candidate.end], " ".join(before), " ".join(after))
            repeats[key] += 1
            if item.confidence < lowest or (select is not None and not select(candidate)):
                continue
            start, end = document.to_source(candidate.start, candidate.end)
            line, column = document.line_column(start)
            findings.append(
                Finding(
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
                    fingerprint=fingerprint(*key, repeats[key]),
                    edits=_edits(candidate, document),
                    terms=item.terms,
                    rarity=candidate.rarity,
                    fit=candidate.fit,
                )
            )
        return tuple(findings)


def _stretches(document: Document, chosen: list[Weighed]) -> list[tuple[int, int]]:
    """The segments of the prose that hold findings, those joined that one finding spans."""
    found: list[tuple[int, int]] = []
    for item in chosen:
        start = document.segment_at(item.candidate.start).start
        end = max(document.segment_at(max(item.candidate.start, item.candidate.end - 1)).end, item.candidate.end)
        if found and start < found[-1][1]:
            start, end = found[-1][0], max(end, found.pop()[1])
        found.append((start, end))
    return found


def _with_joined(resolved: list[Weighed], chosen: list[Weighed], joined: list[Weighed]) -> list[Weighed]:
    """All findings, with the joined ones in the place of those that they were joined from."""
    gone = {id(item) for item in chosen}
    starts = [item.candidate.start for item in joined]

    def covered(item: Weighed) -> bool:
        i = (
            bisect_left(starts, item.candidate.end) - 1
        )  # the joined have no overlaps: only the last before the end counts
        return i >= 0 and joined[i].candidate.end > item.candidate.start

    others = [item for item in resolved if id(item) not in gone and not covered(item)]
    return sorted([*others, *joined], key=lambda item: item.candidate.start)


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
