"""Reads `rules/lexicons/collocations.txt` into the compiled table of word pairs.

A line is a relation, a first word and its partners, each behind its strength in half nats, a number that holds until
the next one: `next general 13 assembly election 8 public`.
"""

from __future__ import annotations

from collections.abc import Iterable

from checker.analysis.collocations import NEXT, OBJECT, CollocationData, pack

MOST_WORDS = 1 << 16


def build_collocations(lines: Iterable[str]) -> CollocationData:
    """The table; raises ValueError for a line that is not of the form."""
    relations: dict[str, dict[str, dict[str, float]]] = {NEXT: {}, OBJECT: {}}
    seconds: dict[str, None] = {}
    for line in lines:
        relation, first, *partners = line.split(" ")
        if relation not in relations:
            raise ValueError(f"unknown relation {relation!r} in the collocations: {line[:60]!r}")
        pairs = relations[relation].setdefault(first, {})
        strength = 0.0
        for partner in partners:
            if partner.isdigit():
                strength = int(partner) / 2
            else:
                pairs[partner] = strength
                seconds.setdefault(partner)
    words = sorted(seconds)
    if len(words) > MOST_WORDS:
        raise ValueError(f"the collocations have {len(words):,} second words; at most {MOST_WORDS:,} can be numbered")
    numbers = {word: number for number, word in enumerate(words)}
    return CollocationData(words, pack(relations[NEXT], numbers), pack(relations[OBJECT], numbers))
