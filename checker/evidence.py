"""What the sure faults of a document say it is: clean, pivoted through a language, or spun."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from checker.finding import Candidate, EvidenceItem, Verdict, VerdictPivot

SHOWN = 20
"""Faults that a verdict names."""
MOST_TOLD = 3
"""Languages that may explain a place for it to tell something of the language."""
DOUBTFUL_SHARE = 0.2
"""A likely place's part in the evidence for a language; a sure fault has 1 to 2.5."""


class Evidence(msgspec.Struct, frozen=True):
    """The document's posterior. `log_odds` of being laundered; `pivots` share of each language in the evidence."""

    log_odds: float
    pivots: dict[str, float]
    items: tuple[tuple[Candidate, float], ...]

    def verdict(self, to_source: Any) -> Verdict:
        """The verdict for the report, with offsets in the source."""
        items = []
        for candidate, weight in self.items[:SHOWN]:
            start, end = to_source(candidate.start, candidate.end)
            items.append(EvidenceItem(candidate.rule, start, end, round(weight, 2)))
        laundered = logistic(self.log_odds)
        pivot = None
        if self.pivots and laundered >= 0.5:
            language, share = max(self.pivots.items(), key=lambda item: (item[1], item[0]))
            pivot = VerdictPivot(language, round(share, 2))
        return Verdict(round(laundered, 3), pivot, tuple(items))


def logistic(log_odds: float) -> float:
    """Probability of log-odds."""
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, log_odds))))


class Doubt(msgspec.Struct, frozen=True):
    """What the doubtful places of a document say, in log-odds, and what each language explains of them.

    `dense` compares good English only with heavily laundered text, and can speak without a sure fault.
    """

    log_odds: float = 0.0
    dense: float = 0.0
    pivots: Mapping[str, float] = {}


NO_DOUBT = Doubt()


def density(candidates: Iterable[Candidate], words: int, weights: Mapping[str, Any]) -> Doubt:
    """What the density of doubtful places says: good English has some too, but far fewer.

    Poisson rates are compared, of good English and of laundered text, each class of places trusted in part because places
    are not independent; what one rule says again counts once.
    """
    told = {candidate.rule: (kind, candidate.pivots) for candidate in candidates if (kind := _doubtful(candidate))}
    counts = Counter(kind for kind, _ in told.values())
    total = sum(_told(rate, counts[kind], words) for kind, rate in weights["density"].items())
    dense = _told(weights["dense"], counts["likely"], words)
    pivots: dict[str, float] = {}
    for kind, explained in told.values():
        if kind == "likely":
            _share_out(DOUBTFUL_SHARE, explained, pivots)
    return Doubt(_bounded(total, weights), _bounded(dense, weights), pivots)


def _bounded(log_odds: float, weights: Mapping[str, Any]) -> float:
    """The log-odds, cut off at both ends."""
    scale = weights["evidence"]
    return max(float(scale["lowest"]), min(float(scale["highest"]), log_odds))


def _share_out(weight: float, explained: Sequence[tuple[str, str]], pivots: dict[str, float]) -> None:
    """Gives each language that explains a place its part of the place's weight; what all do alike tells none."""
    if len(explained) > MOST_TOLD:
        return
    for language, _ in explained:
        pivots[language] = pivots.get(language, 0.0) + weight / len(explained)


def _doubtful(candidate: Candidate) -> str:
    """The class of a place that is not sure: likely, or possible with a rare word; otherwise an empty text."""
    if candidate.level == "possible":
        return "rare" if candidate.rarity >= RARE else ""
    return "likely" if candidate.level == "likely" else ""


def _told(rate: Mapping[str, Any], count: int, words: int) -> float:
    """What so many places in so many words say for laundered text, in log-odds: of two Poisson rates, trusted in part."""
    clean, laundered = rate["clean"] / 1e4, rate["laundered"] / 1e4
    told: float = rate["trust"] * (count * math.log(laundered / clean) - (laundered - clean) * words)
    return told


def asks(evidence: Evidence, weights: Mapping[str, Any]) -> bool:
    """Could the swapped terms make the document suspect? Something must speak for it, but not enough."""
    return bool(evidence.items) and float(weights["swapped"]["from"]) <= evidence.log_odds <= 0


def with_swapped(
    evidence: Evidence, candidates: Iterable[Candidate], words: int, weights: Mapping[str, Any]
) -> Evidence:
    """The evidence with what the density of swapped terms says for it; that there are few says nothing against it."""
    rate = weights["swapped"]
    count = len({c.message for c in candidates if c.rule == rate["rule"] and c.fit >= rate["fit"]})
    told = _told(rate, count, words)
    if told <= 0:
        return evidence
    return msgspec.structs.replace(evidence, log_odds=evidence.log_odds + min(told, rate["most"]))


RARE = 1.0
"""From this rarity on a word that is only possibly wrong counts for the density."""


EXPECTED = 3.0
"""What it adds, in log-odds, that a project expects its texts to have come through a pivot: more likely than not, until
a long text without faults speaks against it."""

EXPECTED_SHARE = 1.6
"""The expected pivot's part in the evidence for a language, as much as one sure fault of that language."""


def weigh(
    candidates: Iterable[Candidate],
    words: int,
    weights: Mapping[str, Any],
    doubtful: Doubt = NO_DOUBT,
    expected: str | None = None,
) -> Evidence:
    """Evidence by density: each sure fault speaks for a machine, each thousand words without one against it.

    `doubtful` is what the density of doubtful places says; `expected` the pivot that the texts are known to have.
    """
    return evidence_of(tally(candidates, weights), words, weights, doubtful, expected)


class Tally(msgspec.Struct, frozen=True):
    """What the sure faults of a document say, whatever its length: their weights together, by language, and one by one."""

    weight: float
    pivots: dict[str, float]
    items: tuple[tuple[Candidate, float], ...]


def tally(candidates: Iterable[Candidate], weights: Mapping[str, Any]) -> Tally:
    """The tally of the sure among the candidates; `items` by weight, then by place."""
    scale = weights["evidence"]
    by_category = weights["evidence_by_category"]
    seen: Counter[tuple[str, str]] = Counter()
    pivots: dict[str, float] = {}
    items = []
    total = 0.0
    for candidate in candidates:
        if candidate.level != "sure":
            continue
        key = (candidate.rule, candidate.message)
        weight = by_category.get(candidate.category, scale["weight"])
        if seen[key]:
            weight *= scale["repeat"]
        seen[key] += 1
        total += weight
        items.append((candidate, weight))
        _share_out(weight, candidate.pivots, pivots)
    items.sort(key=lambda item: (-item[1], item[0].start))
    return Tally(total, pivots, tuple(items))


def evidence_of(
    found: Tally, words: int, weights: Mapping[str, Any], doubtful: Doubt = NO_DOUBT, expected: str | None = None
) -> Evidence:
    """The evidence of a document of so many words; arguments as of `weigh`."""
    scale = weights["evidence"]
    known = found.weight + (EXPECTED if expected else 0.0)
    total = scale["prior"] + known - scale["rate_per_1000"] * words / 1000
    total += max(min(doubtful.log_odds, scale["doubtful_alone"] + known), min(doubtful.dense, scale["dense_alone"]))
    pivots = dict(found.pivots)
    for language, share in doubtful.pivots.items():
        pivots[language] = pivots.get(language, 0.0) + share
    if expected:
        pivots[expected] = pivots.get(expected, 0.0) + EXPECTED_SHARE
    # add-one smoothing: one explained fault does not settle the language
    mass = sum(value for _, value in sorted(pivots.items())) + 1.0
    return Evidence(
        log_odds=_bounded(total, weights),
        pivots={language: value / mass for language, value in sorted(pivots.items())},
        items=found.items,
    )
