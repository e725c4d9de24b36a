"""A compiled table of words or phrases: those of its keys that a text has are found without reading the rows of others."""

from __future__ import annotations

from binascii import crc32
from collections.abc import Mapping, Set
from typing import Any

import msgspec

from checker.packs.hashed import Block, Hashed, V, hashed

MANY = 20_000
"""Names from which a table decodes all its keys to know which of them it has."""


class Shelved(msgspec.Struct, frozen=True, array_like=True):
    """A table: its rows by their keys, the keys one a line, and a bit for each of their hashes."""

    rows: Block
    keys: memoryview
    bits: bytes


class Shelves(Hashed[V]):
    """The table that `shelved` encoded."""

    def __init__(self, shelved: Shelved, kind: Any) -> None:
        super().__init__(shelved.rows, kind)
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


def shelved(index: Mapping[str, Any]) -> Shelved:
    """The table as `Shelves` reads it. One bit in sixteen is set, or fewer."""
    size = 1024
    while size < 16 * len(index):
        size *= 2
    bits = bytearray(size // 8)
    for key in index:
        bit = crc32(key.encode()) & (size - 1)
        bits[bit >> 3] |= 1 << (bit & 7)
    return Shelved(hashed(index), memoryview("\n".join(index).encode()), bytes(bits))
