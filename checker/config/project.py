"""Which project a file belongs to: the folder of its settings and of the files beside them."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from checker.config.lists import WORDS_NAME, read_list
from checker.config.origin import Items, Origin

if TYPE_CHECKING:
    from checker.config.read import File

NAMES = ("mtlint.toml", "pyproject.toml")


class Project(msgspec.Struct, frozen=True, eq=False):
    """A project's folder, its settings file if it has one, and the words of its list."""

    root: Path
    file: File | None
    words: Items


def project_root(path: str | Path) -> Path:
    """The folder of the project that a file or folder belongs to.

    It is the nearest folder upward that holds mtlint.toml or a pyproject.toml with [tool.mtlint], else the root of the
    git repository, else the current folder. The root of a repository ends the search: what lies above belongs to others.
    """
    return project_of(path).root


def project_of(path: str | Path) -> Project:
    """The project of a file or folder, which need not exist; raises ConfigError for settings that cannot be right."""
    whole = os.path.abspath(path)
    return _project(whole if os.path.isdir(whole) else os.path.dirname(whole))


def forget() -> None:
    """Read settings anew when they are next asked for."""
    _project.cache_clear()
    _here.cache_clear()


@lru_cache(maxsize=4096)
def _project(folder: str) -> Project:
    for name in NAMES:
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            from checker.config.read import read_file

            file = read_file(Path(path))
            if file is not None:
                return Project(Path(folder), file, _listed(folder))
    if os.path.exists(os.path.join(folder, ".git")):
        return Project(Path(folder), None, _listed(folder))
    above = os.path.dirname(folder)
    if above == folder:
        return _here(os.getcwd())
    return _project(above)


@lru_cache(maxsize=8)
def _here(folder: str) -> Project:
    return Project(Path(folder), None, _listed(folder))


def _listed(folder: str) -> Items:
    path = Path(folder, WORDS_NAME)
    if not os.path.isfile(path):
        return {}
    return {"words": {word: Origin(word, path, line) for word, line in read_list(path).items()}}
