"""How well words fit where they stand: the strength of their ties to their neighbours."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from checker.analysis import tags as t
from checker.analysis.analysis import Analysis
from checker.analysis.bigrams import Pairs
from checker.analysis.sentence import Sentence
from checker.analysis.tokens import looks_plural, words
from checker.finding import Candidate, Proposal
from checker.match.fixes import noun_of

_SKIPPED = t.DET | t.POSS
_LOOSE = frozenset(("'s", "'", "-"))


class Place:
    """The tokens `start:end` of a sentence, with what stands around: for trying other words in their place."""

    def __init__(self, sentence: Sentence, start: int, end: int, bigrams: Pairs, objects: Pairs) -> None:
        lowers = sentence.lowers
        self._bigrams, self._objects = bigrams, objects
        before, self._after = sentence.around(start, end)
        self._before = before
        self._verb: str | None = None
        self._noun: str | None = None
        if t.FUNCTION.get(before, 0) & _SKIPPED and start > 1:
            self._verb = lowers[start - 2]
        if t.FUNCTION.get(self._after, 0) & _SKIPPED and end + 1 < len(lowers):
            self._noun = lowers[end + 1]

    def fit(self, tokens: Sequence[str]) -> float:
        """Strength in nats of the ties of `tokens` (lower case), put in this place, with their neighbours."""
        if not tokens:
            return self._bigrams.lift(self._before, self._after)
        first, last = tokens[0], tokens[-1]
        total = self._bigrams.ties(self._before, tokens, self._after)
        if self._verb is not None:
            total += self._objects.lift(self._verb, first)
        if self._noun is not None:
            total += self._objects.lift(last, self._noun)
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
    place = Place(sentence, start, end, analysis.store.bigrams, analysis.store.collocations)
    have = place.fit([lower for lower in sentence.lowers[start:end] if lower not in _LOOSE])
    proposals = candidate.proposals
    texts = [words(proposal.text) for proposal in proposals]
    plural = _is_plural(sentence.lowers[start:end])
    gains = [place.fit(text) - have - (0.0 if _is_plural(text) == plural else DISAGREES) for text in texts]
    step = AUTHOR_SURE if candidate.level == "sure" else AUTHOR
    order = list(range(len(proposals)))
    # what follows tells a possessive from a bare name, not what is frequent
    if candidate.category != "possessive-lost":
        order.sort(key=lambda n: step * n - gains[n])
    shares = sorted((proposal.share for proposal in proposals), reverse=True)
    return msgspec.structs.replace(
        candidate,
        proposals=tuple(Proposal(proposals[n].text, share) for n, share in zip(order, shares, strict=True)),
        fit=round(gains[order[0]], 2),
    )


DISAGREES = 2.5
"""What it counts against a fix, in nats, that it is a plural and the text none, or the text and not the fix."""


def _is_plural(texts: Sequence[str]) -> bool:
    """Does the head of the words, as of a noun phrase, end like a plural?"""
    return bool(texts) and looks_plural(noun_of(texts)[-1])


AUTHOR_SURE, AUTHOR = 3.0, 1.0
"""By how many nats a later fix must fit better than the one before it to come first."""
