"""The candidates of a document, weighed by the model before they are resolved."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import accumulate, combinations
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from checker.confidence import EVIDENCE, confidence
from checker.deep.choice import Mode
from checker.deep.errors import DeepProblem
from checker.deep.kept import Kept
from checker.deep.place import Place, Weight
from checker.deep.places import Group, groups_of, is_read, is_wide, places_of
from checker.deep.reading import Reading
from checker.deep.weights import Row, Weights, cut, kind_of
from checker.finding import Candidate, Proposal, Term, Weighed
from checker.problem import Problem

if TYPE_CHECKING:
    from checker.analysis.analysis import Analysis
    from checker.deep.scorer import Scorer

TERM = "language model"
TRANSLATED = 2.0
"""Log-odds of a document of which the user says that a machine translated it."""
LEAST, HOPED = 0.4, 6.0
"""Confidence that a candidate must have, or reach by so many nats, to be weighed where the text was read."""
SURE = 0.9
"""Confidence from which what a rule finds is not doubted: a model takes many a corrupted name for good English."""
SHOWN = 0.5
"""Confidence from which a candidate with a suggestion stands before one that is the reading alone."""
SAVE_EVERY = 5.0
"""Seconds after which what is done is kept."""

Tell = Callable[[int, int], None]
Chosen = tuple[tuple[int, int], ...]
"""Proposals that stand together: the number of a candidate, and of its proposal."""


class Judge:
    """Weighs with a model that is opened when first needed, which documents `mode` says.

    `left` counts the places that the budget left. Weights are kept in `folder`, if there is one.
    """

    def __init__(
        self,
        model: str,
        opened: Callable[[], Scorer],
        weights: Weights,
        *,
        mode: Mode = "suspect",
        folder: Path | None = None,
        budget: float | None = None,
        tell: Tell | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.mode = mode
        self.left = 0
        self.model = model
        self._opened = cache(opened)
        self._weights = weights
        self._folder = folder
        self._budget = budget
        self._tell = tell
        self._clock = clock
        self._spent = 0.0
        self._kept: tuple[str, Kept] | None = None

    def wants(self, log_odds: float) -> bool:
        """Is a document with this evidence weighed?"""
        return self.mode != "suspect" or log_odds > 0

    def believed(self, log_odds: float) -> float:
        """The evidence by which the candidates of a document are weighed: the user may know better."""
        return max(log_odds, TRANSLATED) if self.mode == "translated" else log_odds

    def doubt(self, log_odds: float) -> float:
        """What the evidence says against a document being laundered, as log-odds of at most 0."""
        return min(0.0, self.believed(log_odds))

    def told(self, log_odds: float) -> bool:
        """Is it only the user who says that a machine translated a document with this evidence?"""
        return self.mode == "translated" and log_odds <= 0

    def wide(self, analysis: Analysis) -> Iterator[Candidate]:
        """Candidates that only a model can judge."""
        from checker.deep.wide import wide_candidates
        from checker.deep.wide.reading import passages

        yield from wide_candidates(analysis)
        prose = analysis.document.prose
        reading = self.reading(prose)
        if reading is not None:
            yield from passages(reading, prose)

    def __call__(self, prose: str, weighed: Sequence[Weighed], log_odds: float = 0.0) -> list[Weighed]:
        """The candidates with the model's term, their proposals in its order, in a document whose own evidence has these
        log-odds. What was not weighed stays as it was; of the wide ones it falls away."""
        places = places_of(weighed)
        groups, joint = groups_of(prose, weighed)
        reading = self.reading(prose)
        doubt, told = self.doubt(log_odds), self.told(log_odds)
        for n in hopeless(weighed, self._weights, reading, doubt):
            places[n] = Place(places[n].start, places[n].end, ())
        found = self._weigh(prose, [*places, *joint], weighed, groups)
        return judged(weighed, found[: len(places)], groups, found[len(places) :], self._weights, reading, doubt, told)

    def reading(self, prose: str) -> Reading | None:
        """How the model reads a text; None where no net knows the model's states, or the budget did not suffice."""
        if self._weights.model != self.model:
            return None
        kept = self._keeper(prose)
        if kept.reading is None and not self._is_spent(0.0):
            begun = self._clock()

            def go_on(done: int, total: int) -> bool:
                if self._tell is not None:
                    self._tell(done, total)
                return not self._is_spent(self._clock() - begun)

            try:
                with _stopping():
                    found = self._opened().read(prose, go_on)
            finally:
                self._spent += self._clock() - begun
            if self._tell is not None:
                self._tell(1, 1)
            if found is not None:
                kept.reading = found
                kept.save()
        return kept.reading

    def _keeper(self, prose: str) -> Kept:
        """What is kept of a text; the last one stays at hand."""
        if self._kept is None or self._kept[0] != prose:
            self._kept = prose, Kept(self.model, prose, self._folder)
        return self._kept[1]

    def _is_spent(self, more: float) -> bool:
        return self._budget is not None and self._spent + more >= self._budget

    def _weigh(
        self, prose: str, places: list[Place], weighed: Sequence[Weighed], groups: Sequence[Group]
    ) -> list[Weight | None]:
        """The weight of each place; None of one without alternatives."""
        kept = self._keeper(prose)
        found: list[Weight | None] = [None] * len(places)
        missing = []
        for n, place in enumerate(places):
            if place.alternatives:
                found[n] = kept[place]
                if found[n] is None:
                    missing.append(n)
        if not missing:
            return found
        if self._budget is not None:
            missing.sort(key=lambda n: -_value(n, weighed, groups))
        begun = saved = self._clock()
        done = 0
        try:
            if self._is_spent(0.0):
                return found
            with _stopping():
                scorer = self._opened()
                for n, weight in scorer.weigh_by_window(prose, [places[n] for n in missing], self._budget is not None):
                    found[missing[n]] = kept[places[missing[n]]] = weight
                    done += 1
                    if self._tell is not None:
                        self._tell(done, len(missing))
                    now = self._clock()
                    if now - saved > SAVE_EVERY:
                        kept.save()
                        saved = now
                    if self._is_spent(now - begun):
                        break
        finally:
            self._spent += self._clock() - begun
            self.left += len(missing) - done
            kept.save()
        return found


@contextmanager
def _stopping() -> Iterator[None]:
    """Errors of the libraries as one line."""
    try:
        yield
    except Problem:
        raise
    except Exception as error:
        raise DeepProblem(
            f"the language model stopped ({' '.join(str(error).split())[:120] or type(error).__name__})"
        ) from error


def _value(n: int, weighed: Sequence[Weighed], groups: Sequence[Group]) -> float:
    """How much may change by weighing a place: most where the rules are in doubt."""
    if n < len(weighed):
        items = [weighed[n]]
    else:
        items = [weighed[m] for m in groups[n - len(weighed)].members]
    doubt = max(item.confidence * (1 - item.confidence) for item in items)
    return doubt * (0.1 if is_wide(items[0].candidate.rule) else 1.0)


def best_nats(item: Weighed, weight: Weight | None) -> list[float | None]:
    """The nats of each proposal; None where it was given up."""
    if weight is None or len(weight.nats) != len(item.candidate.proposals):
        return [None] * len(item.candidate.proposals)
    return [nats if whole else None for nats, whole in zip(weight.nats, weight.whole, strict=True)]


def together(
    weighed: Sequence[Weighed], found: Sequence[Weight | None], groups: Sequence[Group], joint: Sequence[Weight | None]
) -> list[list[float | None]]:
    """The nats of each candidate's proposals, each raised to what it gains beside its neighbours' better proposals.

    Pairs come before triples in `groups`; `joint` are their weights.
    """
    nats = [best_nats(item, weight) for item, weight in zip(weighed, found, strict=True)]
    gained: dict[Chosen, float] = {
        ((n, i),): known for n, row in enumerate(nats) for i, known in enumerate(row) if known is not None
    }
    for group, weight in zip(groups, joint, strict=True):
        if weight is None:
            continue
        for numbers, value, whole in zip(group.proposals, weight.nats, weight.whole, strict=True):
            if not whole:
                continue
            chosen = tuple(zip(group.members, numbers, strict=True))
            gained[chosen] = value
            for one in chosen if value >= 0 else ():
                # what the neighbours gain by themselves is not this one's merit
                gain = value - _most([other for other in chosen if other != one], gained)
                known = nats[one[0]][one[1]]
                if known is None or gain > known:
                    nats[one[0]][one[1]] = gain
    return nats


def _most(chosen: Sequence[tuple[int, int]], gained: Mapping[Chosen, float]) -> float:
    """The most that proposals gain together, or one of them does, or none."""
    ways = [part for n in range(1, len(chosen) + 1) for part in combinations(chosen, n)]
    return max(0.0, *(gained.get(way, 0.0) for way in ways))


def judged(
    weighed: Sequence[Weighed],
    found: Sequence[Weight | None],
    groups: Sequence[Group],
    joint: Sequence[Weight | None],
    weights: Weights,
    reading: Reading | None = None,
    doubt: float = 0.0,
    told: bool = False,
) -> list[Weighed]:
    """The candidates as the model's nats change them, and how it reads the text.

    With a reading it takes the place of the rules' log-odds for what only a model can judge; of those `doubt`, the
    evidence against the document, stays. `told`: it is only the user who says that a machine translated the text.
    """
    nats = together(weighed, found, groups, joint)
    rows = weights.kinds if reading is None else weights.read
    made, read = [], []
    for item, weight, row in zip(weighed, found, nats, strict=True):
        candidate = item.candidate
        wide = is_wide(candidate.rule)
        kind = rows.get(kind_of(candidate.rule, candidate.level, told))
        if kind is not None and is_read(candidate.rule):
            read.append(_with_terms(item, candidate, _terms(item, kind, 0.0, reading, doubt)))
            continue
        if weight is None or kind is None:
            if not wide:
                made.append(item)
            continue
        best = best_of(row, weight, wide)
        if best is None:
            continue
        terms = _terms(item, kind, best, reading, doubt)
        made.append(_with_terms(item, _ordered(candidate, row, kind.share, weights.order), terms))
    shown = [one.candidate for one in made if one.confidence >= SHOWN and one.candidate.proposals]
    return [*made, *_apart(read, shown)]


def hopeless(weighed: Sequence[Weighed], weights: Weights, reading: Reading | None, doubt: float) -> frozenset[int]:
    """The numbers of the unlikely candidates that `HOPED` nats could not make likely, where a text reads as it does."""
    if reading is None:
        return frozenset()
    found = []
    for n, item in enumerate(weighed):
        candidate = item.candidate
        if is_read(candidate.rule) or (not is_wide(candidate.rule) and item.confidence >= LEAST):
            continue
        kind = weights.read.get(kind_of(candidate.rule, candidate.level))
        if kind is not None and confidence(_terms(item, kind, HOPED, reading, doubt)) < LEAST:
            found.append(n)
    return frozenset(found)


def best_of(nats: Sequence[float | None], weight: Weight, wide: bool) -> float | None:
    """The nats of the likeliest proposal; None for a wide candidate whose proposals were all given up."""
    known = [one for one in nats if one is not None]
    if not known and wide:
        return None
    return cut(max(known, default=max(weight.nats, default=0.0) - 1.0))


def inputs(item: Weighed, best: float, reading: Reading | None) -> tuple[float, float, float, float]:
    """What a row's numbers count: the nats, the reading at the place (of what is the reading alone, anywhere within it)
    and around it, the rules' log-odds but for what the evidence says against the document, which stays as it is."""
    candidate = item.candidate
    at = around = 0.0
    if reading is not None:
        at = (reading.within if is_read(candidate.rule) else reading.at)(candidate.start, candidate.end)
        around = reading.around(candidate.start, candidate.end)
    rules = sum(term.value for term in item.terms if term.name != EVIDENCE or term.value > 0)
    return best, at, around, 0.0 if is_wide(candidate.rule) else rules


def _terms(item: Weighed, kind: Row, best: float, reading: Reading | None, doubt: float) -> tuple[Term, ...]:
    best, at, around, rules = inputs(item, best, reading)
    value = kind.base + kind.nats * best + kind.reading * at + kind.around * around + (kind.rules - 1.0) * rules
    wide = is_wide(item.candidate.rule)
    if not wide and item.confidence >= SURE:
        value = max(0.0, value)
    term = Term(TERM, round(value, 3))
    if reading is None or not wide:
        return (*item.terms, term)
    return (term, Term(EVIDENCE, round(doubt, 3))) if doubt else (term,)


def _with_terms(item: Weighed, candidate: Candidate, terms: tuple[Term, ...]) -> Weighed:
    return Weighed(candidate, confidence(terms), terms)


def _apart(items: Iterable[Weighed], shown: Iterable[Candidate]) -> Iterator[Weighed]:
    """The items that touch nothing of what is shown."""
    places = sorted((candidate.start, candidate.end) for candidate in shown)
    starts = [start for start, _ in places]
    ends = list(accumulate((end for _, end in places), max))
    for item in items:
        before = bisect_left(starts, item.candidate.end)
        if not before or ends[before - 1] <= item.candidate.start:
            yield item


def _ordered(candidate: Candidate, nats: Sequence[float | None], share: float, order: float) -> Candidate:
    """The candidate with the proposals that were weighed to their end in the model's order; a wide one has no others."""
    import math

    wide = is_wide(candidate.rule)
    rows = []
    for n, (proposal, one) in enumerate(zip(candidate.proposals, nats, strict=True)):
        if one is None and wide:
            continue
        own = 0.0 if wide else math.log(max(proposal.share, 1e-3))
        rows.append((own + order * cut(one if one is not None else -6.0), -n, proposal))
    rows.sort(reverse=True)
    if wide:
        shares = [share, (1 - share) * 0.4, (1 - share) * 0.2][: len(rows)]
        rows = rows[: len(shares)]
    else:
        shares = sorted((proposal.share for proposal in candidate.proposals), reverse=True)
    proposals = tuple(Proposal(row[2].text, round(part, 4)) for row, part in zip(rows, shares, strict=True))
    return msgspec.structs.replace(candidate, proposals=proposals)
