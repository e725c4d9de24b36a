"""Weights kept by what made them: the model and the text. What is done stays done, however a run ends."""

from __future__ import annotations

from pathlib import Path

import msgspec

from checker.deep.place import Place, Weight
from checker.deep.reading import Reading, net_key
from checker.packs.files import cache_folder
from checker.results.cache import digest

FORMAT = 2
"""Version of what is kept; to be raised with every change of how weights are computed."""
MOST_FILES = 2_000

_encode = msgspec.msgpack.Encoder().encode


class _Content(msgspec.Struct):
    weights: dict[bytes, Weight] = {}
    reading: Reading | None = None
    net: bytes = b""


_decode = msgspec.msgpack.Decoder(_Content).decode


class Kept:
    """The weights of one text by one model, and how the model reads it, in a file of the user's cache. Nothing that goes
    wrong with it is an error; `folder` None keeps nothing."""

    def __init__(self, model: str, text: str, folder: Path | None) -> None:
        self._content = _Content()
        self._path: Path | None = None
        self._new = False
        if folder is not None:
            name = digest(str(FORMAT).encode(), model.encode(), text.encode("utf-8", "surrogatepass")).hex()
            self._path = folder / name[:2] / name[2:]
            try:
                content = self._path.read_bytes()
                if digest(content[16:]) == content[:16]:
                    self._content = _decode(content[16:])
            except (OSError, msgspec.DecodeError):
                pass

    def __len__(self) -> int:
        return len(self._content.weights)

    def __getitem__(self, place: Place) -> Weight | None:
        return self._content.weights.get(_key(place))

    def __setitem__(self, place: Place, weight: Weight) -> None:
        self._content.weights[_key(place)] = weight
        self._new = True

    @property
    def reading(self) -> Reading | None:
        """How the model reads the text, where that is known, by the net that is in use."""
        return self._content.reading if self._content.net == net_key() else None

    @reading.setter
    def reading(self, reading: Reading) -> None:
        self._content.reading, self._content.net = reading, net_key()
        self._new = True

    def save(self) -> None:
        """Write what is new, aside and renamed."""
        if self._path is None or not self._new:
            return
        import contextlib
        import os

        payload = _encode(self._content)
        fresh = self._path.with_name(f".{os.getpid()}-{self._path.name}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(digest(payload) + payload)
            os.replace(fresh, self._path)
            self._new = False
        except OSError:
            with contextlib.suppress(OSError):
                fresh.unlink()
        _shrink(self._path.parent)


def kept_folder() -> Path:
    """Where weights are kept."""
    return cache_folder() / "deep"


def _key(place: Place) -> bytes:
    return digest(_encode((place.start, place.end, place.alternatives, place.most, place.least)))[:8]


def _shrink(shelf: Path) -> None:
    """Drop the oldest files of a folder that holds too many."""
    try:
        files = sorted(shelf.iterdir(), key=lambda path: path.stat().st_mtime)
        for path in files[: max(0, len(files) - MOST_FILES // 256 - 8)]:
            path.unlink()
    except OSError:
        return
