"""Which of several overlapping findings stands. Deterministic, whatever order they come in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

import msgspec

from checker.beside import beside, overlap
from checker.finding import Candidate, Proposal, Weighed

ALTERNATIVE_SHARE = 0.25
"""What a suggestion keeps of its share when its own finding gives way to another over the same words."""


def resolve(weighed: Iterable[Weighed], prose: str | None = None) -> list[Weighed]:
    """Findings without overlaps, in the order of the text.

    The likelier finding stands; a larger one that is nearly as likely contains the smaller. Where two rules give the
    same fix for the same words they are one finding. The fixes of a finding that gives way over the same words are
    kept as alternatives. With the `prose` that the offsets address, findings that change different words stand beside
    each other.
    """
    kept: list[Weighed] = []
    starts: list[int] = []
    merged = [(_merged(group), len(group)) for group in _groups(weighed)]
    for item, _ in sorted(merged, key=_rank):
        candidate = item.candidate
        i = bisect_left(starts, candidate.start)
        behind = bisect_right(starts, candidate.end, i)
        rivals = [n for n in range(max(0, i - 1), behind) if overlap(kept[n].candidate, candidate)]
        if not rivals:
            kept.insert(i, item)
            starts.insert(i, candidate.start)
            continue
        both = beside(item, [kept[n] for n in rivals], prose) if prose is not None else None
        if both is not None:
            first = rivals[0]
            kept[first : rivals[-1] + 1] = both
            starts[first : rivals[-1] + 1] = [one.candidate.start for one in both]
            continue
        for n in rivals:
            other = kept[n].candidate
            if (other.start, other.end) == (candidate.start, candidate.end):
                kept[n] = msgspec.structs.replace(kept[n], candidate=_with_alternatives(other, candidate))
    return kept


def _rank(merged: tuple[Weighed, int]) -> tuple[float, int, int, int, int, str]:
    """Smaller for what stands rather; of findings as likely, what more rules agree on, or offers more."""
    item, rules = merged
    candidate = item.candidate
    length = candidate.end - candidate.start
    # a larger span counts as a little likelier: its fix holds the smaller one
    size = min(length, 60) / 60
    likely = item.confidence + 0.12 * size
    return (-likely, -length, candidate.start, -rules, -len(candidate.proposals), candidate.rule)


def _groups(weighed: Iterable[Weighed]) -> Iterable[list[Weighed]]:
    """The findings that give the same first fix for the same span."""
    groups: dict[tuple[int, int, str], list[Weighed]] = {}
    for item in weighed:
        first = item.candidate.proposals[0].text if item.candidate.proposals else ""
        groups.setdefault((item.candidate.start, item.candidate.end, first), []).append(item)
    return groups.values()


def _merged(group: list[Weighed]) -> Weighed:
    """One finding for all rules that give the same first fix for the same span."""
    group.sort(key=lambda item: (-item.confidence, item.candidate.rule))
    best = group[0]
    candidate = best.candidate
    pivots = dict(candidate.pivots)
    for other in group[1:]:
        for language, phrase in other.candidate.pivots:
            pivots.setdefault(language, phrase)
        candidate = _with_alternatives(candidate, other.candidate)
    return msgspec.structs.replace(best, candidate=msgspec.structs.replace(candidate, pivots=tuple(pivots.items())))


def _with_alternatives(winner: Candidate, loser: Candidate) -> Candidate:
    known = {proposal.text for proposal in winner.proposals}
    more = [proposal for proposal in loser.proposals if proposal.text not in known]
    if not more:
        return winner
    # only one of them can be right: together they get no more than the winner's own leave over
    left = max(0.0, 1.0 - sum(proposal.share for proposal in winner.proposals))
    wanted = ALTERNATIVE_SHARE * sum(proposal.share for proposal in more)
    scale = ALTERNATIVE_SHARE * min(1.0, left / wanted) if wanted else 0.0
    added = tuple(Proposal(proposal.text, proposal.share * scale) for proposal in more)
    return msgspec.structs.replace(winner, proposals=winner.proposals + added)
