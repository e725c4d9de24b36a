"""What a project's judgement makes of the weighed candidates: severities, spelling, house style."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import msgspec

from checker.confidence import by_rule
from checker.finding import Candidate, Proposal, Severity, Weighed
from checker.house.house import House
from checker.house.vocabulary import without_known


def dressed(weighed: Iterable[Weighed], prose: str, house: House) -> list[Weighed]:
    """The candidates with the project's severities and spelling, and what its house style adds; offsets in `prose`."""
    found = list(weighed)
    if house.variant != "any":
        found = [item for one in found if (item := _spelt(one, prose, house.variant)) is not None]
    if house.prefer:
        from checker.house.style import unpreferred

        words = house.words
        styled = {
            (item.candidate.start, item.candidate.rule): item
            for item in unpreferred(prose, house.prefer, dict(house.shifts))
        }
        kept = without_known((item.candidate for item in styled.values()), prose, words)
        found += [styled[(candidate.start, candidate.rule)] for candidate in kept]
    if house.severity:
        found = [_graded(item, house) for item in found]
    return found


def _spelt(item: Weighed, prose: str, variant: str) -> Weighed | None:
    """The item with its fixes in the variant; None where the only difference was the spelling."""
    from checker.house.spelling import speller

    spelled = speller(variant)
    assert spelled is not None
    candidate = item.candidate
    text = prose[candidate.start : candidate.end]
    proposals: dict[str, Proposal] = {}
    for proposal in candidate.proposals:
        fix = spelled(proposal.text, text)
        if fix == text:
            continue
        before = proposals.get(fix)
        proposals[fix] = Proposal(fix, proposal.share + (before.share if before else 0.0))
    if candidate.proposals and not proposals:
        return None
    if tuple(proposals.values()) == candidate.proposals:
        return item
    return msgspec.structs.replace(
        item, candidate=msgspec.structs.replace(candidate, proposals=tuple(proposals.values()))
    )


def _graded(item: Weighed, house: House) -> Weighed:
    severity = severity_of(item.candidate, house)
    if severity == item.candidate.severity:
        return item
    return msgspec.structs.replace(item, candidate=msgspec.structs.replace(item.candidate, severity=severity))


def severity_of(candidate: Candidate, house: House) -> Severity:
    """The severity that the project gives: by the rule, else the longest beginning of its id, else the category."""
    table = _severities(house.severity)
    return by_rule(candidate.rule, table) or table.get(candidate.category) or candidate.severity


@lru_cache(maxsize=64)
def _severities(pairs: tuple[tuple[str, Severity], ...]) -> dict[str, Severity]:
    return dict(pairs)
