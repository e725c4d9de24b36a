"""Compiled packs in the user's cache: each file holds a digest of itself, and old ones go."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

MOST_KEPT = 8
"""Compiled sets of packs that the cache keeps."""
LONGEST_KEPT = 7 * 86400
"""Seconds after which it gives one up."""

T = TypeVar("T")
_DIGEST = 32


def from_cache(path: Path, kind: type[T]) -> T | None:
    """What `to_cache` wrote; None where nothing is there, or it is not whole or of another kind."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    digest, payload = content[:_DIGEST], content[_DIGEST:]
    if _digest_of(payload) != digest:
        return None
    try:
        return msgspec.msgpack.decode(payload, type=kind)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None


def _digest_of(payload: bytes) -> bytes:
    from hashlib import blake2b

    return blake2b(payload, digest_size=_DIGEST).digest()


def to_cache(path: Path, payload: bytes) -> None:
    """Written aside and renamed, so that a second process sees the whole file or none. A full disk is no error."""
    import tempfile

    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".packs-")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(_digest_of(payload) + payload)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError:
        return
    _prune(path)


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
