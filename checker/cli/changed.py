"""--staged and --changed-since: the files to check, and the settings that leave out what did not change."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

import msgspec

from checker.cli.inputs import Settings, UsageProblem, expand, in_walk
from checker.config.find import excluded
from checker.vcs.changes import Changes, changes_since, staged_changes
from checker.vcs.git import NoRepository, top_of
from checker.vcs.staged import staged_copies

Limited = tuple[list[str], Settings]


@contextmanager
def limited(settings: Settings, paths: Sequence[str], since: str | None, staged: bool) -> Iterator[Limited]:
    """The changed files among those that the paths name (all of the repository without paths), and their settings.

    With `staged` the staged texts lie in a temporary folder while the context lasts. Raises Problem.
    """
    if staged and since is not None:
        raise UsageProblem("--staged and --changed-since do not go together; give one of them")
    if "-" in paths:
        option = "--staged" if staged else "--changed-since"
        raise UsageProblem(f"{option}: standard input (-) has no history; name files, or leave the option out")
    with ExitStack() as stack:
        root = _root(paths)
        changes = staged_changes(root) if staged else changes_since(root, since or "")
        files = list(_chosen(changes, paths, staged))
        settings = msgspec.structs.replace(settings, changes=changes)
        if staged:
            names = [name for name in map(changes.name, files) if name in changes.lines]
            copies = stack.enter_context(staged_copies(changes, names))
            settings = msgspec.structs.replace(settings, staged=copies)
            # what git keeps of a link or a submodule is no prose
            places = {path: copies.place(path) for path in files}
            files = [path for path in files if not os.path.islink(places[path]) and not os.path.isdir(places[path])]
        yield files, settings


def _root(paths: Sequence[str]) -> str:
    """The working tree of the current folder; where that has none, of the first path."""
    try:
        return top_of(os.curdir)
    except NoRepository:
        if not paths:
            raise
    first = paths[0]
    return top_of(first if os.path.isdir(first) else os.path.dirname(first) or os.curdir)


def _chosen(changes: Changes, paths: Sequence[str], staged: bool) -> Iterator[str]:
    """Each changed file once, as the user would write it."""
    changed = sorted(name for name, ranges in changes.lines.items() if ranges)
    seen: set[str] = set()
    everything: Sequence[str | None] = [None]
    for path in paths or everything:
        for file in _of_one(changes, changed, path, staged):
            name = changes.name(file)
            if name not in seen:
                seen.add(name)
                yield file


def _of_one(changes: Changes, changed: Sequence[str], path: str | None, staged: bool) -> Iterator[str]:
    name = "" if path is None else changes.name(path)
    if path is None or os.path.isdir(path):
        below = name and name + os.sep
        for other in changed:
            if other.startswith(below) and in_walk(rest := other[len(below) :]):
                file = os.path.relpath(os.path.join(changes.root, other)) if path is None else os.path.join(path, rest)
                there = staged or (os.path.isfile(file) and not os.path.islink(file))
                if there and not excluded(file):
                    yield os.path.normpath(file)
        return
    for file in [path] if name in changes.lines else expand([path]):
        # what is not there is left to the reading of it to complain about
        if changes.of(file) or not os.path.lexists(file):
            yield file
