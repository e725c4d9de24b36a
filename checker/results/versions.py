"""What a result depends on besides the file and the settings: mtlint itself and the packs."""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from pathlib import Path

from checker import __version__
from checker.packs.files import pack_files
from checker.results.cache import FORMAT, digest

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_BUILT_IN = os.path.join(_PACKAGE, "builtin", "packs.msgpack")


@lru_cache(maxsize=8)
def version_key(packs: tuple[Path, ...] = ()) -> bytes:
    """A digest of mtlint and of the packs: the built-in ones, and those of the user's own folders or files.

    In an installed wheel the first is the version and the compiled packs' size and time. In a checkout, where rules
    and code change without a new version, it is the size and time of each of their files. A user's own packs count by
    their content.
    """
    python = sys.implementation.cache_tag or sys.version
    parts = [f"{__version__} {FORMAT} {python}".encode()]
    if os.path.isfile(_BUILT_IN):
        parts.append(_stamp(_BUILT_IN))
    else:
        for folder in (_PACKAGE, os.path.join(os.path.dirname(_PACKAGE), "rules")):
            parts += _stamps(folder)
    if packs:
        for path in pack_files(packs):
            parts += [os.fsencode(path), path.read_bytes()]
    return digest(*parts)


def _stamps(folder: str) -> list[bytes]:
    found = []
    with os.scandir(folder) as listing:
        entries = sorted(listing, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir():
            found += [] if entry.name == "__pycache__" else _stamps(entry.path)
        elif entry.name.endswith((".py", ".yaml", ".txt", ".json")):
            found.append(_stamp(entry.path))
    return found


def _stamp(path: str) -> bytes:
    status = os.stat(path)
    return f"{path} {status.st_size} {status.st_mtime_ns}".encode("utf-8", "surrogatepass")
