"""Which alternatives of which candidates are weighed: all of the rules', the likeliest of the wide ones, pairs and triples."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import msgspec

from checker.deep.place import Place
from checker.finding import Weighed

FAR = 4.0
"""Nats by which the first token of a rule's proposal may be less likely than the text's."""
FAR_WIDE, FAR_ORDER = 2.0, 7.0
MOST_TOGETHER = 2
"""Proposals of each candidate that are tried beside its neighbours'."""
LEAST_TOGETHER = 0.1
"""Confidence from which a candidate is weighed beside its neighbours."""
NEAR = 12
"""Code points between two candidates that are weighed together as well."""


class Group(msgspec.Struct, frozen=True):
    """Neighbouring candidates weighed together, pairs or triples: their numbers, and the numbers of their proposals in
    each alternative."""

    members: tuple[int, ...]
    proposals: tuple[tuple[int, ...], ...]


def is_wide(rule: str) -> bool:
    """Is this a rule whose candidates only a model can judge?"""
    return ".weighed" in rule


def is_read(rule: str) -> bool:
    """Is this the rule whose candidates are the model's reading alone?"""
    return rule.startswith("reading.")


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


def groups_of(prose: str, weighed: Sequence[Weighed]) -> tuple[list[Group], list[Place]]:
    """Pairs of neighbouring candidates of rules, then triples, and a place for each of them."""
    beside = _neighbours(prose, weighed)
    pairs = [(n, m) for n, others in beside.items() for m in others]
    triples = [(n, m, last) for n, m in pairs for last in beside.get(m, ())]
    groups, places = [], []
    for members in (*pairs, *triples):
        candidates = [weighed[n].candidate for n in members]
        first = candidates[0]
        chosen = tuple(product(*(range(min(MOST_TOGETHER, len(one.proposals))) for one in candidates)))
        texts = []
        for numbers in chosen:
            text = first.proposals[numbers[0]].text
            for before, one, number in zip(candidates, candidates[1:], numbers[1:], strict=False):
                text += prose[before.end : one.start] + one.proposals[number].text
            texts.append(text)
        groups.append(Group(members, chosen))
        places.append(Place(first.start, candidates[-1].end, tuple(texts), 2, -FAR))
    return groups, places


def _neighbours(prose: str, weighed: Sequence[Weighed]) -> dict[int, list[int]]:
    """For each candidate of a rule those that follow it closely; numbers of `weighed`."""
    own = [n for n, item in enumerate(weighed) if item.confidence >= LEAST_TOGETHER and _is_own(item)]
    own.sort(key=lambda n: (weighed[n].candidate.start, weighed[n].candidate.end))
    found: dict[int, list[int]] = {}
    for at, n in enumerate(own):
        first = weighed[n].candidate
        for m in own[at + 1 : at + 6]:
            second = weighed[m].candidate
            if second.start < first.end or first.end == first.start:
                continue
            if second.start - first.end > NEAR or "\n" in prose[first.end : second.start]:
                break
            found.setdefault(n, []).append(m)
    return found
