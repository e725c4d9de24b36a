"""Which words of English belong together, and how strongly: a small language model's view, as a table.

A strength is a pointwise mutual information in nats: how much likelier the second word is behind the first than
anywhere. Two relations are known: "next", a word and the word directly behind it, and "object", a verb and the noun
behind it with an article between. Pairs that English does not favour are not in the table and count 0.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

import msgspec

NEXT, OBJECT = "next", "object"
SCALE = 20
"""Steps of a nat in which strengths are stored."""
_ENTRY = struct.Struct("<HB")


class CollocationData(msgspec.Struct, frozen=True):
    """The compiled table: `words` by number, and for each first word the packed (number, strength) of its partners."""

    words: list[str]
    next: dict[str, bytes]
    object: dict[str, bytes]


class Collocations:
    """Strengths of word pairs, unpacked word by word when asked for."""

    def __init__(self, data: CollocationData) -> None:
        self._data = data
        self._unpacked: dict[tuple[str, str], dict[str, float]] = {}

    def partners(self, relation: str, first: str) -> Mapping[str, float]:
        """The words that English favours behind `first`, with their strengths in nats."""
        key = (relation, first)
        found = self._unpacked.get(key)
        if found is None:
            packed = (self._data.next if relation == NEXT else self._data.object).get(first, b"")
            words = self._data.words
            found = self._unpacked[key] = {words[n]: value / SCALE for n, value in _ENTRY.iter_unpack(packed)}
        return found

    def strength(self, relation: str, first: str, second: str) -> float:
        """The strength of a pair in nats; 0 for a pair that is not in the table."""
        return self.partners(relation, first).get(second, 0.0)


def pack(pairs: Mapping[str, Mapping[str, float]], numbers: Mapping[str, int]) -> dict[str, bytes]:
    """The packed form of a relation; strengths beyond 12 nats are cut off."""
    return {
        first: b"".join(
            _ENTRY.pack(numbers[second], max(0, min(255, round(strength * SCALE))))
            for second, strength in sorted(seconds.items())
        )
        for first, seconds in pairs.items()
    }
