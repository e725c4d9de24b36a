"""Reads the tables of word pairs: `rules/lexicons/bigrams.txt` and `collocations.txt`.

A line is a first word and its partners, each behind the lift that holds until the next number, in half nats:
`rainy 14 season 12 day weather`. In the bigrams a line of a negative number holds the words of that logarithm of their
probability: `-18 of to`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from checker.analysis.bigrams import SCALE, BigramData, PairData

MOST_WORDS = 1 << 16


def build_bigrams(lines: Iterable[str]) -> BigramData:
    """The compiled model; raises ValueError for a line that is not of the form."""
    logs: dict[str, int] = {}
    rows = []
    for line in lines:
        first, *rest = line.split(" ")
        if first.startswith("-"):
            logs.update(dict.fromkeys(rest, round(-int(first) / 2 * SCALE)))
        else:
            rows.append((first, rest))
    pairs = _pairs(rows, sorted(logs))
    return BigramData(pairs, [logs[word] for word in pairs.words])


def build_pairs(lines: Iterable[str]) -> PairData:
    """The compiled table; raises ValueError for a line that is not of the form."""
    rows = [(first, rest) for first, *rest in (line.split(" ") for line in lines)]
    return _pairs(rows, sorted({word for _, rest in rows for word in rest if not word.isdigit()}))


def _pairs(rows: list[tuple[str, list[str]]], words: list[str]) -> PairData:
    if len(words) > MOST_WORDS:
        raise ValueError(f"a table of word pairs has {len(words):,} words; at most {MOST_WORDS:,} can be numbered")
    numbers = {word: number for number, word in enumerate(words)}
    table: dict[str, tuple[bytes, bytes]] = {}
    for first, partners in rows:
        packed = []
        lift = 0
        for partner in partners:
            if partner.isdigit():
                lift = min(255, round(int(partner) / 2 * SCALE))
            elif partner in numbers:
                packed.append((numbers[partner], lift))
            else:
                raise ValueError(f"{partner!r}, a partner of {first!r}, has no probability in the bigrams")
        packed.sort()
        table[first] = array("H", [number for number, _ in packed]).tobytes(), bytes(lift for _, lift in packed)
    return PairData(words, table)
