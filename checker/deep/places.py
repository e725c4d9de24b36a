"""Which alternatives of which candidates are weighed: all of the rules', the likeliest of the wide ones, and pairs."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from checker.deep.place import Place
from checker.finding import Weighed

FAR = 4.0
"""Nats by which the first token of a rule's proposal may be less likely than the text's."""
FAR_WIDE, FAR_ORDER = 2.0, 7.0
MOST_PAIR = 2
LEAST_PAIR = 0.1
"""Confidence from which a candidate is weighed beside its neighbours."""
NEAR = 12
"""Code points between two candidates that are weighed together as well."""


class Pair(msgspec.Struct, frozen=True):
    """Two candidates weighed together: their numbers, and the numbers of their proposals in each alternative."""

    first: int
    second: int
    proposals: tuple[tuple[int, int], ...]


def is_wide(rule: str) -> bool:
    """Is this a rule whose candidates only a model can judge?"""
    return ".weighed" in rule


def _is_own(item: Weighed) -> bool:
    return bool(item.candidate.proposals) and not is_wide(item.candidate.rule)


def places_of(weighed: Sequence[Weighed]) -> list[Place]:
    """A place for each candidate, with its proposals in their order."""
    found = []
    for item in weighed:
        candidate = item.candidate
        texts = tuple(proposal.text for proposal in candidate.proposals)
        if not is_wide(candidate.rule):
            found.append(Place(candidate.start, candidate.end, texts, 3, -FAR))
            continue
        family = candidate.rule.partition(".")[0]
        most = 2 if family in ("sense", "order") else 1
        found.append(Place(candidate.start, candidate.end, texts, most, -FAR_ORDER if family == "order" else -FAR_WIDE))
    return found


def pairs_of(prose: str, weighed: Sequence[Weighed]) -> tuple[list[Pair], list[Place]]:
    """Neighbouring candidates of rules, and a place for each such pair."""
    own = [n for n, item in enumerate(weighed) if item.confidence >= LEAST_PAIR and _is_own(item)]
    own.sort(key=lambda n: (weighed[n].candidate.start, weighed[n].candidate.end))
    pairs, places = [], []
    for at, n in enumerate(own):
        first = weighed[n].candidate
        for m in own[at + 1 : at + 6]:
            second = weighed[m].candidate
            if second.start < first.end or first.end == first.start:
                continue
            if second.start - first.end > NEAR or "\n" in prose[first.end : second.start]:
                break
            between = prose[first.end : second.start]
            chosen = [
                (i, j)
                for i in range(min(MOST_PAIR, len(first.proposals)))
                for j in range(min(MOST_PAIR, len(second.proposals)))
            ]
            texts = tuple(first.proposals[i].text + between + second.proposals[j].text for i, j in chosen)
            pairs.append(Pair(n, m, tuple(chosen)))
            places.append(Place(first.start, second.end, texts, 2, -FAR))
    return pairs, places
