"""How well words fit where they stand: the strength of their ties to their neighbours."""

from __future__ import annotations

from collections.abc import Sequence

from checker.analysis import tags as t
from checker.analysis.collocations import NEXT, OBJECT, Collocations
from checker.analysis.sentence import Sentence
from checker.analysis.tokens import words

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


def gains(replacements: Sequence[str], sentence: Sentence, start: int, end: int, table: Collocations) -> list[float]:
    """By how many nats each replacement of tokens `start:end` fits better than the text."""
    text = [lower for lower in sentence.lowers[start:end] if lower not in _LOOSE]
    have = fit(text, sentence, start, end, table)
    return [fit(words(replacement), sentence, start, end, table) - have for replacement in replacements]
