"""How well words fit where they stand: the strength of their ties to their neighbours."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from checker.analysis import tags as t
from checker.analysis.analysis import Analysis
from checker.analysis.collocations import NEXT, OBJECT, Collocations
from checker.analysis.sentence import Sentence
from checker.analysis.tokens import words
from checker.finding import Candidate, Proposal

_SKIPPED = t.DET | t.POSS
_LOOSE = frozenset(("'s", "'", "-"))


def fit(tokens: Sequence[str], sentence: Sentence, start: int, end: int, table: Collocations) -> float:
    """Strength in nats of the ties of `tokens` (lower case), put in the place of `start:end`, with their neighbours."""
    lowers = sentence.lowers
    before = lowers[start - 1] if start > sentence.first else ""
    after = lowers[end] if end < len(lowers) else ""
    if not tokens:
        return table.strength(NEXT, before, after)
    total = table.strength(NEXT, before, tokens[0]) + table.strength(NEXT, tokens[-1], after)
    if t.FUNCTION.get(before, 0) & _SKIPPED and start > 1:
        total += table.strength(OBJECT, lowers[start - 2], tokens[0])
    if t.FUNCTION.get(after, 0) & _SKIPPED and end + 1 < len(lowers):
        total += table.strength(OBJECT, tokens[-1], lowers[end + 1])
    return total


def fitted(candidate: Candidate, analysis: Analysis) -> Candidate:
    """The candidate with its proposals in the order in which they fit their neighbours, and how well the first does.

    The order that the rule's author gave counts too, for a sure rule more.
    """
    sentence = analysis.sentence_at(candidate.start)
    if sentence is None or candidate.fit or not candidate.proposals or candidate.end <= candidate.start:
        return candidate
    start, end = sentence.token_at(candidate.start), sentence.token_at(candidate.end - 1) + 1
    if end > len(sentence) or sentence.starts[start] != candidate.start or sentence.ends[end - 1] != candidate.end:
        return candidate  # part of a token, or beyond the sentence
    table = analysis.store.collocations
    have = fit([lower for lower in sentence.lowers[start:end] if lower not in _LOOSE], sentence, start, end, table)
    proposals = candidate.proposals
    gains = [fit(words(proposal.text), sentence, start, end, table) - have for proposal in proposals]
    step = AUTHOR_SURE if candidate.level == "sure" else AUTHOR
    order = sorted(range(len(proposals)), key=lambda n: step * n - gains[n])
    shares = sorted((proposal.share for proposal in proposals), reverse=True)
    return msgspec.structs.replace(
        candidate,
        proposals=tuple(Proposal(proposals[n].text, share) for n, share in zip(order, shares, strict=True)),
        fit=round(gains[order[0]], 2),
    )


AUTHOR_SURE, AUTHOR = 3.0, 1.0
"""By how many nats a later fix must fit better than the one before it to come first."""
