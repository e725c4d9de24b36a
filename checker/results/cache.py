"""Findings kept by what made them: the file's content, the settings, the packs and mtlint itself.

An entry is a small file under the name of its key, written aside and renamed: a second process sees the whole entry or
none, and nobody waits for a lock. An entry holds a digest of itself; a damaged one counts as none. Entries lie in 256
folders, each of bounded size; the least recently used ones are dropped.
"""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

import msgspec

from checker.finding import Finding, Verdict
from checker.suppress.comments import Comments

FORMAT = 1
"""Version of the entries; to be raised with every change of what they hold."""

MOST_ENTRIES = 128
"""In one of the 256 folders."""
MOST_BYTES = 1 << 20
"""In one of the 256 folders; a larger entry is not kept."""
_DIGEST = 16
_DAY = 86_400.0


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """What the engine found in a document, before anything is left out."""

    encoding: str
    words: int
    verdict: Verdict
    findings: tuple[Finding, ...]
    comments: Comments


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Entry).decode


def digest(*parts: bytes) -> bytes:
    """A digest of the parts, each told apart from its neighbours."""
    from hashlib import blake2b

    made = blake2b(digest_size=_DIGEST)
    for part in parts:
        made.update(len(part).to_bytes(8, "little"))
        made.update(part)
    return made.digest()


class ResultCache:
    """The entries below a folder. Nothing that goes wrong with a cache is an error."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = os.fspath(folder)

    def get(self, key: bytes) -> Entry | None:
        """The entry of a key, or None."""
        path = self._path(key)
        try:
            with open(path, "rb") as stream:
                content = stream.read()
                age = time.time() - os.fstat(stream.fileno()).st_mtime
        except OSError:
            return None
        payload = content[_DIGEST:]
        if digest(key, payload) != content[:_DIGEST]:
            return None
        try:
            entry = _decode(payload)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None
        if age > _DAY:  # what is used stays
            with contextlib.suppress(OSError):
                os.utime(path)
        return entry

    def put(self, key: bytes, entry: Entry) -> None:
        """Keep an entry."""
        try:
            payload = _encode(entry)
        except UnicodeEncodeError:  # half of a surrogate pair, from a damaged file
            return
        if len(payload) > MOST_BYTES // 2:
            return
        path = self._path(key)
        shelf = os.path.dirname(path)
        fresh = os.path.join(shelf, f".{os.getpid()}-{key.hex()}")
        try:
            os.makedirs(shelf, mode=0o700, exist_ok=True)
            try:
                with open(fresh, "wb") as stream:
                    stream.write(digest(key, payload) + payload)
                os.replace(fresh, path)
            except OSError:
                os.unlink(fresh)
                raise
            _shrink(shelf)
        except OSError:
            return

    def _path(self, key: bytes) -> str:
        name = key.hex()
        return os.path.join(self.folder, name[:2], name[2:])


def _shrink(shelf: str) -> None:
    """Drop the entries that were longest not used, a quarter at once, where a folder has grown too large."""
    with os.scandir(shelf) as listing:
        entries = list(listing)
    sizes = []
    for entry in entries:
        with contextlib.suppress(OSError):  # another process was quicker
            status = entry.stat()
            sizes.append((status.st_mtime, status.st_size, entry.path))
    total = sum(size for _, size, _ in sizes)
    if len(sizes) <= MOST_ENTRIES and total <= MOST_BYTES:
        return
    left = len(sizes)
    for _, size, path in sorted(sizes):
        if left <= MOST_ENTRIES * 3 // 4 and total <= MOST_BYTES * 3 // 4:
            break
        with contextlib.suppress(OSError):
            os.unlink(path)
        left -= 1
        total -= size
