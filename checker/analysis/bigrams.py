"""Which words stand behind which in English, and how much likelier than anywhere: tables of word pairs, a bigram model.

All values are natural logarithms. The lift of a pair is by how much its second word is likelier behind the first than
anywhere; pairs of small or no lift are not in a table and count 0.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

import msgspec

SCALE = 20
"""Steps of a nat in which the values are stored."""
LEAST_LOG = -18.0
"""What a word counts that the model does not know; the rarest that it knows have -17.6."""
ENTRY = struct.Struct("<HB")


class PairData(msgspec.Struct, frozen=True):
    """A compiled table: `words` by number, and for each first word the packed (number, lift) of its partners."""

    words: list[str]
    next: dict[str, bytes]


class BigramData(msgspec.Struct, frozen=True):
    """A compiled model: the pairs, and the logarithms of the words' own probabilities, times -SCALE."""

    pairs: PairData
    logs: list[int]


class Pairs:
    """Lifts of word pairs, unpacked word by word when asked for."""

    def __init__(self, data: PairData) -> None:
        self._data = data
        self._unpacked: dict[str, dict[str, float]] = {}

    def partners(self, first: str) -> Mapping[str, float]:
        """The words that English favours behind `first`, with their lifts in nats."""
        found = self._unpacked.get(first)
        if found is None:
            packed, words = self._data.next.get(first, b""), self._data.words
            found = self._unpacked[first] = {words[n]: value / SCALE for n, value in ENTRY.iter_unpack(packed)}
        return found

    def lift(self, first: str, second: str) -> float:
        """The lift of a pair in nats; 0 for a pair that is not in the table."""
        return self.partners(first).get(second, 0.0)

    def ties(self, before: str, words: Sequence[str], after: str) -> float:
        """Nats by which the words are likelier between two others (empty: none is known there) than anywhere."""
        return self.lift(before, words[0]) + self.lift(words[-1], after)

    def inside(self, words: Sequence[str]) -> float:
        """The lifts of the words behind each other, together."""
        return sum(map(self.lift, words, words[1:]))


class Bigrams(Pairs):
    """The pairs of words next to each other, with the probabilities of the words themselves."""

    def __init__(self, data: BigramData) -> None:
        super().__init__(data.pairs)
        self._logs = dict(zip(data.pairs.words, data.logs, strict=True))

    def log(self, word: str) -> float:
        """Logarithm of the probability of a word (lower case) anywhere."""
        found = self._logs.get(word)
        return LEAST_LOG if found is None else found / -SCALE

    def chain(self, words: Sequence[str]) -> float:
        """Logarithm of the probability of the words, one behind the other, anywhere."""
        return sum(map(self.log, words)) + self.inside(words)
