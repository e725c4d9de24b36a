"""Accepted findings in files of the project: single ones with a reason (mtlint-ignore.json), all of a day (a baseline).

Both hold a finding by its fingerprint, which is made of the rule, the text, the words beside it and how often that
stands before, so edits elsewhere do not matter. Both are readable and belong under version control.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from checker.document.write import write_whole
from checker.finding import Finding
from checker.problem import Problem
from checker.suppress import BASELINE_NAME, IGNORE_NAME

__all__ = ["BASELINE_NAME", "IGNORE_NAME", "Accepted", "AcceptedError", "Entry", "below", "entry_for"]
__all__ += ["read_accepted", "write_accepted"]

VERSION = 1


class AcceptedError(Problem):
    """A file of accepted findings that cannot be read; the message names file, cause and remedy."""


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One accepted finding of a file (by its path below the folder of the list).

    `also` are its fingerprints at other thresholds, where its fix may be joined with another's.
    """

    path: str
    fingerprint: str
    rule: str
    text: str
    reason: str = ""
    also: tuple[str, ...] = ()


class _Stored(msgspec.Struct, frozen=True):
    version: int
    accepted: tuple[Entry, ...]


class Accepted:
    """The entries of one list, by the files that they are about."""

    def __init__(self, file: Path, entries: Iterable[Entry]) -> None:
        self.file = file
        self.entries = tuple(entries)
        self._by_path: dict[str, list[Entry]] = {}
        for entry in self.entries:
            self._by_path.setdefault(entry.path, []).append(entry)

    def of(self, path: str | Path) -> list[Entry]:
        """The entries about a file."""
        return self._by_path.get(below(path, self.file.parent), []) if self._by_path else []

    def left(self, path: str | Path, findings: Iterable[Finding]) -> tuple[list[Finding], list[Entry]]:
        """(the findings of a file that no entry accepts, the entries that accept none). Each entry accepts one."""
        entries = self.of(path)
        by_print: dict[str, list[int]] = {}
        for number, entry in enumerate(entries):
            for mark in (entry.fingerprint, *entry.also):
                by_print.setdefault(mark, []).append(number)
        used: set[int] = set()
        kept = []
        for finding in findings:
            free = next((n for n in by_print.get(finding.fingerprint, ()) if n not in used), None)
            if free is None:
                kept.append(finding)
            else:
                used.add(free)
        return kept, [entry for number, entry in enumerate(entries) if number not in used]


def read_accepted(file: Path) -> Accepted:
    """The list in a file; an empty one where there is none."""
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return Accepted(file, ())
    except OSError as error:
        raise AcceptedError(f"{file}: cannot be read: {error.strerror or error}") from None
    try:
        stored = msgspec.json.decode(data, type=_Stored)
    except msgspec.DecodeError as error:
        raise AcceptedError(
            f"{file}: is no list of accepted findings ({error}); take it from version control, or make it anew"
        ) from None
    if stored.version != VERSION:
        raise AcceptedError(f"{file}: was written by another version of mtlint ({stored.version}); make it anew")
    return Accepted(file, stored.accepted)


def write_accepted(file: Path, entries: Iterable[Entry]) -> None:
    """Write the list, sorted, whole or not at all; raises AcceptedError where that cannot be done."""
    ordered = sorted(entries, key=lambda entry: (entry.path, entry.rule, entry.text, entry.fingerprint))
    data = msgspec.json.format(msgspec.json.encode(_Stored(VERSION, tuple(ordered))), indent=1) + b"\n"
    try:
        write_whole(file, data)
    except OSError as error:
        raise AcceptedError(f"{file}: could not be written: {error.strerror or error}; it is as it was") from None


def entry_for(file: Path, path: str | Path, finding: Finding, reason: str = "", also: Iterable[str] = ()) -> Entry:
    """The entry of the list in `file` that accepts a finding of the file at `path`."""
    name = below(path, file.parent)
    return Entry(name, finding.fingerprint, finding.rule, finding.text, reason, tuple(also))


def below(path: str | Path, root: Path) -> str:
    """The path as the lists hold it: below their folder, with slashes."""
    return os.path.relpath(os.path.abspath(path), os.path.abspath(root)).replace(os.sep, "/")
