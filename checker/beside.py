"""Two findings that change different words of one passage stand beside each other.

"accompanied of his advocate" has a wrong preposition and a wrong noun. The rule of the first may take the second in, as
words that its fix leaves as they are; it then gives them back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from checker.finding import Candidate, Proposal, Weighed

SURE_ENOUGH = 0.85
"""Confidence of a finding that asks for words which a likelier one holds."""
FORMS = frozenset(
    (
        "acronym-lost-or-wrong",
        "agreement",
        "currency-number-format",
        "name-corrupted",
        "name-exonym",
        "possessive-lost",
        "spacing-punctuation",
    )
)
"""Categories whose fix is right whatever words stand around it."""


def beside(item: Weighed, rivals: Sequence[Weighed], prose: str) -> list[Weighed] | None:
    """The finding and the `rivals` that hold its place, without overlaps; None where they would change the same words.

    The rivals are likelier, and in the order of the text, as is the result.
    """
    if item.confidence < SURE_ENOUGH or not all(one.candidate.proposals for one in (item, *rivals)):
        return None
    own, cores = _core(item, prose), [_core(rival, prose) for rival in rivals]
    if not any(_clash(own.candidate, core.candidate, prose) for core in cores):
        return sorted([own, *cores], key=lambda one: one.candidate.start)
    if len(rivals) == 1 and item.candidate.category in FORMS:
        joined = _inside(own.candidate, rivals[0], prose)
        return None if joined is None else [joined]
    return None


def overlap(a: Candidate, b: Candidate) -> bool:
    """Do both address the same characters? Insertions touch their neighbours."""
    if a.start == a.end or b.start == b.end:
        return a.start <= b.end and b.start <= a.end
    return a.start < b.end and b.start < a.end


def _clash(a: Candidate, b: Candidate, prose: str) -> bool:
    """Do both change the same words, or one the word beside which the other adds one: "in a" before "matter"?"""
    if overlap(a, b):
        return True
    touching = a.end + 1 == b.start or b.end + 1 == a.start
    return touching and any(_adds(one, prose) for one in (a, b))


def _adds(candidate: Candidate, prose: str) -> bool:
    """Does the first fix only add words to those of the text?"""
    old, new = prose[candidate.start : candidate.end].split(" "), candidate.proposals[0].text.split(" ")
    return new[: len(old)] == old or new[-len(old) :] == old


def _core(item: Weighed, prose: str) -> Weighed:
    """The finding without the words at its edges that its first fix leaves as they are.

    Where the fix only adds words, or only takes some away, a word beside them stays.
    """
    candidate = item.candidate
    old, new = prose[candidate.start : candidate.end].split(" "), candidate.proposals[0].text.split(" ")
    most = min(len(old), len(new))
    first = last = 0
    while first < most and old[first] == new[first]:
        first += 1
    while last < most - first and old[-1 - last] == new[-1 - last]:
        last += 1
    if first + last == most:
        first, last = (first - 1, last) if first else (first, last - 1)
    rest = old[first : len(old) - last]
    if len(rest) == len(old) or " ".join(rest).lower() in ("a", "an"):  # an article follows the word behind it
        return item
    before, behind = "".join(word + " " for word in old[:first]), "".join(" " + word for word in old[len(old) - last :])
    proposals = tuple(
        Proposal(proposal.text[len(before) : len(proposal.text) - len(behind)], proposal.share)
        for proposal in candidate.proposals
        if proposal.text.startswith(before)
        and proposal.text.endswith(behind)
        and len(proposal.text) > len(before) + len(behind)
    )
    core = msgspec.structs.replace(
        candidate, start=candidate.start + len(before), end=candidate.end - len(behind), proposals=proposals
    )
    return msgspec.structs.replace(item, candidate=core)


def _inside(inner: Candidate, rival: Weighed, prose: str) -> Weighed | None:
    """The rival with the inner fix in its own, where its fix keeps the inner finding's words."""
    outer = rival.candidate
    if not (outer.start <= inner.start and inner.end <= outer.end):
        return None
    words = re.compile(rf"(?<!\w){re.escape(prose[inner.start : inner.end])}(?!\w)")
    for text in (prose[outer.start : outer.end], outer.proposals[0].text):
        if len(words.findall(text)) != 1:
            return None
    fix = inner.proposals[0].text
    proposals = tuple(Proposal(words.sub(lambda _: fix, one.text), one.share) for one in outer.proposals)
    return msgspec.structs.replace(rival, candidate=msgspec.structs.replace(outer, proposals=proposals))
