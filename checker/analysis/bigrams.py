"""Which words stand behind which in English, and how much likelier than anywhere: tables of word pairs, a bigram model.

All values are natural logarithms. The lift of a pair is by how much its second word is likelier behind the first than
anywhere; pairs of small or no lift are not in a table and count 0.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence

import msgspec

SCALE = 20
"""Steps of a nat in which the values are stored."""
LEAST_LOG = -18.0
"""What a word counts that the model does not know; the rarest that it knows have -17.6."""


class PairData(msgspec.Struct, frozen=True):
    """A compiled table: `words` by number, and for each first word its partners, each row (packed numbers of 16 bits in
    their order, their lifts as bytes)."""

    words: list[str]
    next: dict[str, tuple[bytes, bytes]]


class BigramData(msgspec.Struct, frozen=True):
    """A compiled model: the pairs, and the logarithms of the words' own probabilities, times -SCALE."""

    pairs: PairData
    logs: list[int]


Row = tuple["array[int]", bytes]
"""The numbers of a word's partners, in their order, and their lifts."""

_NONE: Row = (array("H"), b"")


class Pairs:
    """Lifts of word pairs; a row is searched as it is stored."""

    def __init__(self, data: PairData) -> None:
        self._data = data
        self._numbers = {word: number for number, word in enumerate(data.words)}
        self._rows: dict[str, Row] = {}

    def row(self, first: str) -> Row:
        """The partners of a word."""
        found = self._rows.get(first)
        if found is None:
            packed = self._data.next.get(first)
            found = self._rows[first] = _NONE if packed is None else (array("H", packed[0]), packed[1])
        return found

    def lift(self, first: str, second: str) -> float:
        """The lift of a pair in nats; 0 for a pair that is not in the table."""
        number = self._numbers.get(second)
        return 0.0 if number is None else _lift(self.row(first), number)

    def lifts(self, rows: Sequence[Row], second: str) -> list[float]:
        """The lifts of one second word behind each of several first ones, given by their partners."""
        number = self._numbers.get(second)
        return [0.0] * len(rows) if number is None else [_lift(row, number) for row in rows]

    def ties(self, before: str, words: Sequence[str], after: str) -> float:
        """Nats by which the words are likelier between two others (empty: none is known there) than anywhere."""
        return self.lift(before, words[0]) + self.lift(words[-1], after)

    def inside(self, words: Sequence[str]) -> float:
        """The lifts of the words behind each other, together."""
        return sum(map(self.lift, words, words[1:]))


def _lift(row: Row, number: int) -> float:
    """The lift of the word of this number behind the one whose partners are given; 0 where it is none of them."""
    numbers, lifts = row
    at = bisect_left(numbers, number)
    return lifts[at] / SCALE if at < len(numbers) and numbers[at] == number else 0.0


class Bigrams(Pairs):
    """The pairs of words next to each other, with the probabilities of the words themselves."""

    def __init__(self, data: BigramData) -> None:
        super().__init__(data.pairs)
        self._logs = data.logs

    def log(self, word: str) -> float:
        """Logarithm of the probability of a word (lower case) anywhere."""
        number = self._numbers.get(word)
        return LEAST_LOG if number is None else self._logs[number] / -SCALE

    def chain(self, words: Sequence[str]) -> float:
        """Logarithm of the probability of the words, one behind the other, anywhere."""
        return sum(map(self.log, words)) + self.inside(words)
