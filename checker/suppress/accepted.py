"""Accepted findings in files of the project: single ones with a reason (mtlint-ignore.json), all of a day (a baseline).

Both hold a finding by its fingerprint, which is made of the rule, the text, the words beside it and how often that
stands before, so edits elsewhere do not matter. Both are readable and belong under version control.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from checker.finding import Finding

IGNORE_NAME = "mtlint-ignore.json"
BASELINE_NAME = ".mtlint-baseline.json"
VERSION = 1


class AcceptedError(Exception):
    """A file of accepted findings that cannot be read; the message names file, cause and remedy."""


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One accepted finding of a file (by its path below the folder of the list)."""

    path: str
    fingerprint: str
    rule: str
    text: str
    reason: str = ""


class Accepted:
    """The entries of one list, and those that were of use."""

    def __init__(self, file: Path, entries: Iterable[Entry]) -> None:
        self.file = file
        self.entries = list(entries)
        self._left = Counter((entry.path, entry.fingerprint) for entry in self.entries)

    def takes(self, path: str | Path, finding: Finding) -> bool:
        """Is the finding of the file accepted? Each entry accepts one."""
        key = (below(path, self.file.parent), finding.fingerprint)
        if self._left[key] <= 0:
            return False
        self._left[key] -= 1
        return True

    def unused(self, paths: Iterable[str | Path]) -> list[Entry]:
        """Entries of the given files that accepted nothing."""
        names = {below(path, self.file.parent) for path in paths}
        left = self._left.copy()
        found = []
        for entry in self.entries:
            key = (entry.path, entry.fingerprint)
            if entry.path in names and left[key] > 0:
                left[key] -= 1
                found.append(entry)
        return found


def read_accepted(file: Path) -> Accepted:
    """The list in a file; an empty one where there is none."""
    try:
        data: Any = json.loads(file.read_text("utf-8"))
        if data["version"] != VERSION:
            raise AcceptedError(f"{file}: written by another version of mtlint ({data['version']}); make it anew")
        return Accepted(file, msgspec.convert(data["accepted"], list[Entry]))
    except FileNotFoundError:
        return Accepted(file, ())
    except (OSError, ValueError, KeyError, TypeError, msgspec.ValidationError) as error:
        raise AcceptedError(f"{file}: no list of accepted findings ({error}); mend it or make it anew") from None


def write_accepted(file: Path, entries: Iterable[Entry]) -> None:
    """Write the list, sorted, whole or not at all."""
    ordered = sorted(entries, key=lambda entry: (entry.path, entry.rule, entry.text, entry.fingerprint))
    data = {"version": VERSION, "accepted": [msgspec.to_builtins(entry) for entry in ordered]}
    fresh = file.with_name(f".{file.name}.new")
    fresh.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")
    fresh.replace(file)


def entry_for(file: Path, path: str | Path, finding: Finding, reason: str = "") -> Entry:
    """The entry that accepts a finding."""
    return Entry(below(path, file.parent), finding.fingerprint, finding.rule, finding.text, reason)


def below(path: str | Path, root: Path) -> str:
    """The path as the lists hold it: below their folder, with slashes."""
    whole = Path(path).absolute()
    try:
        return whole.relative_to(root.absolute()).as_posix()
    except ValueError:
        return whole.as_posix()
