"""From arguments to files and settings."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import msgspec

from checker.document import FORMATS, SUFFIXES
from checker.finding import CATEGORIES, SEVERITIES, Candidate

if TYPE_CHECKING:
    from checker.vcs.changes import Changes
    from checker.vcs.staged import Staged

_NOT_PROSE = frozenset("node_modules site-packages __pycache__ venv build dist".split())
"""Folders that hold other people's files, which a walk leaves out; naming one of them still checks it."""


class UsageProblem(Exception):
    """An argument that cannot be right; the message says which and what to do."""


class Settings(msgspec.Struct, frozen=True):
    """What holds for a run. `select` and `ignore` name rules, beginnings of rule ids, categories, severities.

    With `changes` only findings on changed lines count, with `staged` the files are read as they are staged.
    """

    lowest: float
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    format_in: str | None
    encoding: str | None
    max_bytes: int
    packs: tuple[Path, ...]
    jobs: int
    changes: Changes | None = None
    staged: Staged | None = None

    def wants(self, candidate: Candidate) -> bool:
        """Do --select and --ignore let the candidate through?"""
        if self.select and not any(_names(name, candidate) for name in self.select):
            return False
        return not any(_names(name, candidate) for name in self.ignore)


def settings(
    lowest: float,
    select: Sequence[str] | None,
    ignore: Sequence[str] | None,
    format_in: str | None,
    encoding: str | None,
    max_bytes: int,
    packs: Sequence[Path] | None,
    jobs: int,
) -> Settings:
    """Settings from the options; raises UsageProblem for what cannot be right."""
    if not 0 <= lowest <= 1:  # typer's own range lets "nan" through
        raise UsageProblem(f"--min-confidence {lowest}: must be a number from 0 to 1")
    if format_in is not None and format_in not in FORMATS:
        raise UsageProblem(f"--format-in {format_in}: unknown format; known are {', '.join(sorted(FORMATS))}")
    if encoding is not None:
        try:
            b"a".decode(encoding)
        except UnicodeError:
            pass  # a text encoding, in which one byte is not enough
        except LookupError:  # unknown, or a codec that makes no text, such as base64
            raise UsageProblem(f"--encoding {encoding}: unknown encoding; try utf-8, cp1252 or latin-1") from None
    for place in packs or ():
        if not place.exists():
            raise UsageProblem(f"--packs {place}: no such file or folder")
    return Settings(
        lowest,
        _names_in(select, packs),
        _names_in(ignore, packs),
        format_in,
        encoding,
        max_bytes,
        tuple(packs or ()),
        jobs,
    )


def _names_in(values: Sequence[str] | None, packs: Sequence[Path] | None) -> tuple[str, ...]:
    names = tuple(name.strip() for value in values or () for name in value.split(",") if name.strip())
    unknown = [name for name in names if name not in CATEGORIES and name not in SEVERITIES]
    if unknown:
        known = _rule_names(tuple(packs or ()))
        for name in unknown:
            if name not in known:
                from checker.packs.errors import nearest

                raise UsageProblem(
                    f"{name!r} is no rule, family, category or severity"
                    f"{nearest(name, sorted({*CATEGORIES, *SEVERITIES, *known}))}; `mtlint rules list` shows the rules"
                )
    return names


def _rule_names(packs: tuple[Path, ...]) -> set[str]:
    """The ids of all rules, and what they begin with: family, family.pivot."""
    from checker.api import engine
    from checker.detectors.registry import logic_rules

    store = engine(packs).store
    names: set[str] = set()
    for rule in [rule.id for rule in logic_rules()] + store.ids:
        parts = rule.split(".")
        names.update(".".join(parts[: n + 1]) for n in range(len(parts)))
    return names


def _names(name: str, candidate: Candidate) -> bool:
    return name in (candidate.category, candidate.severity, candidate.rule) or candidate.rule.startswith(f"{name}.")


def expand(paths: Sequence[str]) -> Iterator[str]:
    """The files that the arguments name, each once, in order. A folder gives the files of known suffixes below it."""
    seen: set[str] = set()
    for path in paths:
        for name in _expand_one(path):
            key = name if name == "-" else os.path.realpath(name)
            if key not in seen:
                seen.add(key)
                yield name


def in_walk(below: str) -> bool:
    """Would a folder's walk give the file of this name below the folder?"""
    *folders, name = PurePath(below).parts
    return (
        not any(part.startswith(".") for part in (*folders, name))
        and not _NOT_PROSE.intersection(folders)
        and PurePath(name).suffix.lower() in SUFFIXES
    )


def _expand_one(path: str) -> Iterator[str]:
    if path == "-":
        yield path
    elif os.path.isdir(path):
        found = False
        # links to folders are not followed, so a loop of links ends
        for folder, folders, files in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _NOT_PROSE)
            for name in sorted(files):
                if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                    found = True
                    yield os.path.join(folder, name)
        if not found:
            raise UsageProblem(
                f"{path}: the folder holds no file of a known kind ({', '.join(sorted(filter(None, SUFFIXES)))})"
            )
    elif not os.path.lexists(path) and glob.has_magic(path):
        matches = sorted(glob.glob(path, recursive=True))
        if not matches:
            raise UsageProblem(f"{path}: nothing matches the pattern")
        for name in matches:
            if os.path.isfile(name):
                yield name
    else:
        yield path
