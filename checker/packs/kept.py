"""Compiled packs in the user's cache: each file holds a digest of itself, and old ones go.

What was once read through, the packs and what was compiled of them, is not read through again as long as size and time of
the last change stay: `known-*.msgpack` remembers them.
"""

from __future__ import annotations

import mmap
import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

MOST_KEPT = 8
"""Compiled sets of packs that the cache keeps."""
LONGEST_KEPT = 7 * 86400
"""Seconds after which it gives one up."""
SETTLED = 2.0
"""Seconds after its last change from which on a file's time tells it from another of the same size."""

T = TypeVar("T")
_DIGEST = 32


class Known(msgspec.Struct):
    """The key of the packs' content, and (size, nanoseconds of the last change) of the cache's files that were whole."""

    key: str
    whole: dict[str, tuple[int, int]]


class Cache:
    """What a compiler of this `version` made of the files `sources`, under `key_of` their content, in `folder`."""

    def __init__(self, folder: Path, version: str, sources: Sequence[Path], key_of: Callable[[], str]) -> None:
        self._folder = folder
        stats = [(path, path.stat()) for path in sources]
        seen = "\n".join([version, *(f"{path} {stat.st_size} {stat.st_mtime_ns}" for path, stat in stats)])
        self._settled = time.time() - max((stat.st_mtime for _, stat in stats), default=0.0) > SETTLED
        self._place = folder / f"known-{_digest_of(seen.encode('utf-8', 'surrogatepass'))[:16].hex()}.msgpack"
        known = None
        if self._settled:
            with suppress(OSError, msgspec.DecodeError):
                known = msgspec.msgpack.decode(self._place.read_bytes(), type=Known)
        self._known = known or Known(key_of(), {})

    def read(self, name: str, kind: type[T]) -> T | None:
        """What `write` wrote; None where nothing is there, or it is not whole or of another kind."""
        path = self._path(name)
        try:
            stat, content = path.stat(), memoryview(mapped(path))
        except (OSError, ValueError):  # an empty file cannot be mapped
            return None
        digest, payload = content[:_DIGEST], content[_DIGEST:]
        mark = (stat.st_size, stat.st_mtime_ns)
        known = self._known.whole.get(path.name) == mark
        if not known and _digest_of(payload) != digest:
            return None
        try:
            found = msgspec.msgpack.decode(payload, type=kind)
        except (msgspec.DecodeError, msgspec.ValidationError):
            return None
        if not known:
            self._remember(path.name, mark)
        return found

    def write(self, name: str, payload: bytes) -> None:
        """Written aside and renamed, so that a second process sees the whole file or none. A full disk is no error."""
        path = self._path(name)
        _write(path, _digest_of(payload) + payload)
        _prune(path)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}-{self._known.key}.msgpack"

    def _remember(self, name: str, mark: tuple[int, int]) -> None:
        if self._settled:
            self._known = Known(self._known.key, self._known.whole | {name: mark})
            _write(self._place, msgspec.msgpack.encode(self._known))
            _prune(self._place)


def mapped(path: Path) -> mmap.mmap:
    """The file as memory, of which only what is looked at is read."""
    with path.open("rb") as stream:
        return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)


def _digest_of(payload: bytes | memoryview) -> bytes:
    from hashlib import blake2b

    return blake2b(payload, digest_size=_DIGEST).digest()


def _write(path: Path, content: bytes) -> None:
    import tempfile

    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".packs-")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise


def _prune(newest: Path) -> None:
    """Removes what was compiled of other packs long ago, or many times since: whoever writes packs compiles often."""
    kind = newest.name.partition("-")[0]
    ages = []
    for path in newest.parent.glob(f"{kind}-*.msgpack"):
        with suppress(OSError):  # another process may have removed it
            ages.append((path.stat().st_mtime, path))
    ages.sort(reverse=True)
    for place, (age, path) in enumerate(ages):
        if path != newest and (place >= MOST_KEPT or age < ages[0][0] - LONGEST_KEPT):
            with suppress(OSError):
                path.unlink()
