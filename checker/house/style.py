"""House style: what a project writes instead of a word or phrase."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from checker.confidence import by_rule, confidence
from checker.document.builder import normalise
from checker.finding import Candidate, Proposal, Term, Weighed
from checker.house.phrases import Phrases

FAMILY = "style.house"
CERTAINTY = Term("the project's house style", 4.6)
"""In log-odds, 0.99: the project says so itself, whatever the document is."""


def style_rule(entry: str) -> str:
    """The id of the rule for an entry: "e-mail" gives "style.house.e-mail"."""
    slug = "-".join(re.findall(r"[^\W_]+", entry.lower()))
    return f"{FAMILY}.{slug or 'entry'}"


@lru_cache(maxsize=64)
def _preferred(prefer: tuple[tuple[str, str], ...]) -> tuple[Phrases, dict[str, str]]:
    return Phrases([entry for entry, _ in prefer]), dict(prefer)


def unpreferred(
    prose: str, prefer: tuple[tuple[str, str], ...], shifts: Mapping[str, float] | None = None
) -> Iterator[Weighed]:
    """What the project writes otherwise, longest first where two begin at one place.

    `shifts` are the project's own offsets in log-odds, by rule or by the beginning of a rule's id.
    """
    if not prefer:
        return
    phrases, instead = _preferred(prefer)
    behind = 0
    for start, end, entry in phrases.occurrences(prose):
        if start < behind or _joined(prose, start, end):
            continue
        text, fix = prose[start:end], normalise(instead[entry])
        if _stands(prose, start, entry, fix):
            continue
        if text[:1].isupper() and entry[:1].islower():
            fix = fix[:1].upper() + fix[1:]
        behind = end
        candidate = Candidate(
            rule=style_rule(entry),
            start=start,
            end=end,
            level="sure",
            proposals=(Proposal(fix, 1.0),),
            message=f"house style writes “{instead[entry]}” for “{entry}”",
            category="other",
            severity="minor",
        )
        shift = by_rule(candidate.rule, shifts or {})
        addends = (CERTAINTY, Term("the project's settings", shift)) if shift else (CERTAINTY,)
        yield Weighed(candidate, confidence(addends), addends)


def _joined(prose: str, start: int, end: int) -> bool:
    """Is the word a part of a compound, a contraction, an address or a tag?"""
    if start > 1 and prose[start - 1] in "-'@#/.&" and prose[start - 2].isalnum():
        return True
    if start and prose[start - 1] in "@#/":
        return True
    following = prose[end : end + 2]
    if len(following) == 2 and following[0] in "-@/&." and following[1].isalnum():
        return True
    return following[:1] == "'" and following[1:].isalpha() and following[1:] != "s"


def _stands(prose: str, start: int, entry: str, fix: str) -> bool:
    """Does the prose read already as it should: "internet" in "the internet", where that is the fix?"""
    at = fix.lower().find(normalise(entry).lower())
    while at >= 0:
        if at <= start and prose[start - at : start - at + len(fix)].lower() == fix.lower() and len(fix) > len(entry):
            return True
        at = fix.lower().find(normalise(entry).lower(), at + 1)
    return False
