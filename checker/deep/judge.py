"""The candidates of a document, weighed by the model before they are resolved."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from checker.confidence import confidence
from checker.deep.errors import DeepProblem
from checker.deep.kept import Kept
from checker.deep.place import Place, Weight
from checker.deep.places import Group, groups_of, is_wide, places_of
from checker.deep.weights import Weights, cut, kind_of
from checker.finding import Candidate, Proposal, Term, Weighed
from checker.problem import Problem

if TYPE_CHECKING:
    from checker.analysis.analysis import Analysis
    from checker.deep.scorer import Scorer

TERM = "language model"
SAVE_EVERY = 5.0
"""Seconds after which what is done is kept."""

Tell = Callable[[int, int], None]
Chosen = tuple[tuple[int, int], ...]
"""Proposals that stand together: the number of a candidate, and of its proposal."""


class Judge:
    """Weighs with a model that is opened when first needed.

    `left` counts the places that the budget left. Weights are kept in `folder`, if there is one.
    """

    def __init__(
        self,
        model: str,
        opened: Callable[[], Scorer],
        weights: Weights,
        *,
        always: bool = False,
        folder: Path | None = None,
        budget: float | None = None,
        tell: Tell | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.always = always
        self.left = 0
        self.model = model
        self._opened = opened
        self._weights = weights
        self._folder = folder
        self._budget = budget
        self._tell = tell
        self._clock = clock
        self._spent = 0.0

    def wants(self, log_odds: float) -> bool:
        """Is a document with this evidence weighed?"""
        return self.always or log_odds > 0

    def wide(self, analysis: Analysis) -> Iterator[Candidate]:
        """Candidates that only a model can judge."""
        from checker.deep.wide import wide_candidates

        return wide_candidates(analysis)

    def __call__(self, prose: str, weighed: Sequence[Weighed]) -> list[Weighed]:
        """The candidates with the model's term, their proposals in its order. What was not weighed stays as it was;
        of the wide ones it falls away."""
        places = places_of(weighed)
        groups, joint = groups_of(prose, weighed)
        found = self._weigh(prose, [*places, *joint], weighed, groups)
        return judged(weighed, found[: len(places)], groups, found[len(places) :], self._weights)

    def _weigh(
        self, prose: str, places: list[Place], weighed: Sequence[Weighed], groups: Sequence[Group]
    ) -> list[Weight | None]:
        kept = Kept(self.model, prose, self._folder)
        found = [kept[place] for place in places]
        missing = [n for n, weight in enumerate(found) if weight is None and places[n].alternatives]
        if not missing:
            return found
        if self._budget is not None:
            missing.sort(key=lambda n: -_value(n, weighed, groups))
        begun = saved = self._clock()
        done = 0
        try:
            if self._budget is not None and self._spent >= self._budget:
                return found
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
                if self._budget is not None and self._spent + now - begun >= self._budget:
                    break
        except Problem:
            raise
        except Exception as error:  # the library's own kinds of errors
            raise DeepProblem(
                f"the language model stopped ({' '.join(str(error).split())[:120] or type(error).__name__})"
            ) from error
        finally:
            self._spent += self._clock() - begun
            self.left += len(missing) - done
            kept.save()
        return found


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
) -> list[Weighed]:
    """The candidates as the model's nats change them."""
    nats = together(weighed, found, groups, joint)
    made = []
    for item, weight, row in zip(weighed, found, nats, strict=True):
        candidate = item.candidate
        kind = weights.kinds.get(kind_of(candidate.rule, candidate.level))
        if weight is None or kind is None:
            if not is_wide(candidate.rule):
                made.append(item)
            continue
        known = [one for one in row if one is not None]
        if not known and is_wide(candidate.rule):
            continue
        best = cut(max(known, default=max(weight.nats, default=0.0) - 1.0))
        term = Term(TERM, round(kind.base + kind.nats * best, 3))
        terms = (*item.terms, term)
        made.append(Weighed(_ordered(candidate, row, kind.share, weights.order), confidence(terms), terms))
    return made


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
