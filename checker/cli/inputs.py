"""From arguments to files and options."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import msgspec

from checker.config.find import excluded, has_excludes
from checker.document import FORMATS, MAX_BYTES, SUFFIXES
from checker.packs.files import cache_folder
from checker.problem import Problem

if TYPE_CHECKING:
    from checker.deep.choice import DeepChoice
    from checker.vcs.changes import Changes
    from checker.vcs.staged import Staged

_NOT_PROSE = frozenset("node_modules site-packages __pycache__ venv build dist".split())
"""Folders that hold other people's files, which a walk leaves out; naming one of them still checks it."""


class UsageProblem(Problem):
    """An argument that cannot be right; the message says which and what to do."""


class LanguageTool(msgspec.Struct, frozen=True):
    """What the options say of LanguageTool: None leaves the choice to the settings of each file's project.

    `at` holds, for the workers of a run, the address and the key of each choice's server.
    """

    choice: str | None = None
    required: bool = False
    at: tuple[tuple[str, str, bytes], ...] = ()


class Settings(msgspec.Struct, frozen=True):
    """What the options of a run say; None where they leave it to the settings of each file's project.

    `threshold` names the command whose threshold holds. `results` is the folder of the result cache, None where none is
    used. Without `baseline` nothing is left out because a baseline holds it. With `changes` only findings on changed
    lines count, with `staged` the files are read as they are staged.
    With `deep` a language model weighs the candidates.
    """

    threshold: str
    lowest: float | None
    select: tuple[str, ...] | None
    ignore: tuple[str, ...] | None
    format_in: str | None
    encoding: str | None
    max_bytes: int
    packs: tuple[Path, ...]
    jobs: int
    results: str | None = None
    baseline: bool = True
    changes: Changes | None = None
    staged: Staged | None = None
    languagetool: LanguageTool = LanguageTool()
    deep: DeepChoice | None = None

    @property
    def narrowed(self) -> bool:
        """Do the options show other findings than the project's settings would?"""
        return self.lowest is not None or self.select is not None or self.ignore is not None


def settings(
    threshold: str,
    lowest: float | None,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    format_in: str | None = None,
    encoding: str | None = None,
    max_bytes: int = MAX_BYTES,
    packs: Sequence[Path] | None = None,
    jobs: int = 1,
    cache: bool = True,
    cache_dir: Path | None = None,
    baseline: bool = True,
    languagetool: str | None = None,
    languagetool_required: bool = False,
    deep: DeepChoice | None = None,
) -> Settings:
    """Settings from the options; raises UsageProblem for what cannot be right."""
    if lowest is not None and not 0 <= lowest <= 1:  # typer's own range lets "nan" through
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
    if cache_dir is not None and cache_dir.exists() and not cache_dir.is_dir():
        raise UsageProblem(f"--cache-dir {cache_dir}: is no folder; name one, which need not exist")
    if languagetool is not None:
        from checker.languagetool.choice import wrong_with

        problem = wrong_with(languagetool)
        if problem:
            raise UsageProblem(f"--languagetool {languagetool}: {problem}")
        if languagetool == "off" and languagetool_required:
            raise UsageProblem("--languagetool-required: needs a LanguageTool; give --languagetool auto, local or URL")
    return Settings(
        threshold,
        lowest,
        _split(select),
        _split(ignore),
        format_in,
        encoding,
        max_bytes,
        tuple(packs or ()),
        jobs,
        str((cache_dir or cache_folder()) / "results") if cache else None,
        baseline,
        languagetool=LanguageTool(languagetool, languagetool_required),
        deep=deep,
    )


def _split(values: Sequence[str] | None) -> tuple[str, ...] | None:
    if not values:
        return None
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


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
        from checker.report.outputs import is_report

        found = False
        # links to folders are not followed, so a loop of links ends
        for folder, folders, files in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _NOT_PROSE)
            names = [name for name in sorted(files) if not name.startswith(".") and _suffix(name) in SUFFIXES]
            if has_excludes(folder):
                folders[:] = [name for name in folders if not excluded(os.path.join(folder, name))]
                found = found or bool(names)
                names = [name for name in names if not excluded(os.path.join(folder, name))]
            for name in names:
                found = True
                if not (name.lower().endswith((".html", ".htm")) and is_report(os.path.join(folder, name))):
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


def _suffix(name: str) -> str:
    return os.path.splitext(name)[1].lower()
