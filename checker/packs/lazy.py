"""Compiled mappings that are decoded value by value, or part by part: most of a table is never looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, KeysView, Mapping
from typing import Any, TypeVar

import msgspec

K = TypeVar("K")
V = TypeVar("V")
SHARD = 2
"""Letters at the beginning of a word by which `Sharded` files it."""


class Lazy(Mapping[K, V]):
    """A compiled mapping whose values are decoded one by one, when asked for."""

    def __init__(self, raw: dict[K, msgspec.Raw], decode: Callable[[msgspec.Raw], V]) -> None:
        self._raw = raw
        self._decode = decode
        self._values: dict[K, V] = {}

    def __getitem__(self, key: K) -> V:
        found = self._values.get(key)
        if found is None:
            found = self._values[key] = self._decode(self._raw[key])
        return found

    def __iter__(self) -> Iterator[K]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)

    def __contains__(self, key: object) -> bool:
        return key in self._raw

    def keys(self) -> KeysView[K]:
        """The keys, as a set."""
        return self._raw.keys()

    def get(self, key: K, default: Any = None) -> Any:
        """The value of a key, or the default."""
        found = self._values.get(key)
        return found if found is not None else self[key] if key in self._raw else default


_parts = msgspec.msgpack.Decoder(dict[str, msgspec.Raw]).decode


def lazy(raw: memoryview, kind: Any) -> Lazy[str, Any]:
    """The encoded mapping from texts to values of a kind."""
    return Lazy(_parts(raw), msgspec.msgpack.Decoder(kind).decode)


class Sharded(Mapping[str, V]):
    """A mapping filed by the first letters of its keys, so that a look-up reads a small part."""

    def __init__(self, shards: Lazy[str, dict[str, V]]) -> None:
        self._shards = shards

    def __getitem__(self, key: str) -> V:
        return self._shards[key[:SHARD]][key]

    def __iter__(self) -> Iterator[str]:
        return (key for shard in self._shards for key in self._shards[shard])

    def __len__(self) -> int:
        return sum(len(self._shards[shard]) for shard in self._shards)


def sharded(table: Mapping[str, V]) -> dict[str, dict[str, V]]:
    """The table as `Sharded` reads it."""
    shards: dict[str, dict[str, V]] = {}
    for key, value in table.items():
        shards.setdefault(key[:SHARD], {})[key] = value
    return shards
