"""The text that is staged, as a checkout would write it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import msgspec

from checker.vcs.changes import Changes
from checker.vcs.git import git


class Staged(msgspec.Struct, frozen=True):
    """Copies of staged files below `folder`, by their names below `root`, both real paths."""

    root: str
    folder: str

    def place(self, path: str) -> str:
        """Where the staged text of a path of the working tree lies."""
        return os.path.join(self.folder, Changes(self.root, {}).name(path))


@contextmanager
def staged_copies(changes: Changes, names: Iterable[str]) -> Iterator[Staged]:
    """Copies of the staged files of these names below the root, for as long as the context lasts; raises GitError.

    Git writes them, so line ends, encodings and other filters are those that the working tree has.
    """
    wanted = b"".join(os.fsencode(name.replace(os.sep, "/")) + b"\0" for name in names)
    with tempfile.TemporaryDirectory(prefix="mtlint-staged-") as folder:
        if wanted:
            git(changes.root, ["checkout-index", "--quiet", "-z", "--stdin", f"--prefix={folder}/"], wanted)
        yield Staged(changes.root, os.path.realpath(folder))
