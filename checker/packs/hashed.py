"""Compiled mappings of which a look-up reads a few bytes: keys are filed by a hash, each shelf decoded where it is used.

A cold start decodes nothing but the words of its text, and keeps no table of all words in memory.
"""

from __future__ import annotations

from array import array
from binascii import crc32
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, TypeVar

import msgspec

V = TypeVar("V")
MOST_KEPT = 50_000
"""Values that a mapping remembers; when there are more it begins anew."""


class Block(msgspec.Struct, frozen=True, array_like=True):
    """Encoded values one behind the other; `offsets` tell where each begins and the last ends (packed 32-bit numbers)."""

    parts: memoryview
    offsets: bytes

    def __len__(self) -> int:
        return len(self.offsets) // 4 - 1


class Hashed(Mapping[str, V]):
    """The mapping that `hashed` encoded."""

    def __init__(self, block: Block, kind: Any) -> None:
        self._parts = block.parts
        self._offsets = array("I", block.offsets)
        self._mask = len(block) - 1
        self._decode = msgspec.msgpack.Decoder(dict[str, kind]).decode
        self._kept: dict[str, Any] = {}

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key, or the default."""
        found = self._kept.get(key)
        if found is not None:
            return found
        try:
            shelf = crc32(key.encode()) & self._mask
        except UnicodeEncodeError:  # half a surrogate pair: no key
            return default
        offsets = self._offsets
        start, end = offsets[shelf], offsets[shelf + 1]
        if start == end:
            return default
        found = self._decode(self._parts[start:end]).get(key)
        if found is None:
            return default
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[key] = found
        return found

    def __getitem__(self, key: str) -> V:
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found  # type: ignore[no-any-return]

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key) is not None

    def __iter__(self) -> Iterator[str]:
        for shelf in range(self._mask + 1):
            start, end = self._offsets[shelf], self._offsets[shelf + 1]
            if start < end:
                yield from self._decode(self._parts[start:end])

    def __len__(self) -> int:
        return sum(1 for _ in self)


def hashed(table: Mapping[str, Any]) -> Block:
    """The table as `Hashed` reads it; no value may be None. About half of the shelves are empty."""
    size = 1
    while size < len(table):
        size *= 2
    shelves: list[dict[str, Any]] = [{} for _ in range(size)]
    for key, value in table.items():
        shelves[crc32(key.encode()) & (size - 1)][key] = value
    encode = msgspec.msgpack.Encoder().encode
    parts = [encode(shelf) if shelf else b"" for shelf in shelves]
    return Block(memoryview(b"".join(parts)), array("I", accumulate(map(len, parts), initial=0)).tobytes())


class Packed(Mapping[int, V]):
    """The values of a block by their number: nothing is read but what is looked up, and that once."""

    def __init__(self, block: Block, kind: Any) -> None:
        self._parts = block.parts
        self._offsets = array("I", block.offsets)
        self._decode = msgspec.msgpack.Decoder(kind).decode
        self._values: dict[int, V] = {}

    def __getitem__(self, number: int) -> V:
        found = self._values.get(number)
        if found is None:
            part = self._parts[self._offsets[number] : self._offsets[number + 1]]
            if not part:
                raise KeyError(number)
            found = self._values[number] = self._decode(part)
        return found

    def __iter__(self) -> Iterator[int]:
        return (n for n in range(len(self._offsets) - 1) if self._offsets[n] < self._offsets[n + 1])

    def __len__(self) -> int:
        return sum(1 for _ in self)


def packed(parts: Sequence[bytes], base: Block | None = None) -> Block:
    """A block of encoded values in the order of their numbers, behind those of `base`; an empty part is none."""
    before = array("I", base.offsets) if base else array("I", [0])
    offsets = array("I", [*before[:-1], *accumulate(map(len, parts), initial=before[-1])])
    return Block(memoryview(b"".join([base.parts if base else b"", *parts])), offsets.tobytes())
