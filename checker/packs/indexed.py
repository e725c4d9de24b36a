"""The prefilter's index as it is compiled: its keys are found in a text without reading the rows of others."""

from __future__ import annotations

from binascii import crc32
from collections.abc import Set

import msgspec

from checker.match.prefilter import Filed, Row
from checker.packs.hashed import Block, Hashed, hashed

MANY = 20_000
"""Names from which an index decodes all its keys to know which of them it has."""


class Shelved(msgspec.Struct, frozen=True, array_like=True):
    """An index of the prefilter: its rows by their keys, the keys one a line, and a bit for each of their hashes."""

    rows: Block
    keys: memoryview
    bits: bytes


class StoredIndex(Hashed[list[Row]]):
    """An encoded index, of which only the rows are read whose keys the text has."""

    def __init__(self, shelved: Shelved) -> None:
        super().__init__(shelved.rows, list[Row])
        self._keys = shelved.keys
        self._bits = shelved.bits

    def among(self, names: Set[str]) -> Set[str]:
        """Those of the names that are keys: looked up one by one, or where they are many found among all keys at once."""
        if len(names) > MANY:
            return names & set(str(self._keys, "utf-8").split("\n"))
        bits = self._bits
        mask = len(bits) * 8 - 1
        hashes = [(crc32(name.encode(errors="surrogatepass")) & mask, name) for name in names]
        return {name for bit, name in hashes if bits[bit >> 3] >> (bit & 7) & 1 and name in self}


def shelved(index: Filed) -> Shelved:
    """The index as `StoredIndex` reads it. One bit in sixteen is set, or fewer."""
    size = 1024
    while size < 16 * len(index):
        size *= 2
    bits = bytearray(size // 8)
    for key in index:
        bit = crc32(key.encode()) & (size - 1)
        bits[bit >> 3] |= 1 << (bit & 7)
    return Shelved(hashed(index), memoryview("\n".join(index).encode()), bytes(bits))
