"""Where packs and what is made of them lie; kept apart, so that a look at the cache loads no pack."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


def pack_files(places: Iterable[Path]) -> list[Path]:
    """The YAML and word-list files of the places, sorted, each once."""
    found: dict[Path, None] = {}
    for place in places:
        if place.is_dir():
            for path in sorted(place.rglob("*")):
                if path.suffix in (".yaml", ".yml", ".txt") and path.is_file():
                    found[path] = None
        else:
            found[place] = None
    return list(found)


def cache_folder() -> Path:
    """Where compiled packs are kept: MTLINT_CACHE_DIR, or the user's cache folder."""
    chosen = os.environ.get("MTLINT_CACHE_DIR")
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("mtlint")
