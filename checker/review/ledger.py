"""The decisions of a project in mtlint-decisions.jsonl: readable, appended to, under version control.

One line a decision; of several lines about one finding the last holds.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

from checker.finding import Finding
from checker.problem import Problem
from checker.review.decision import Decision

NAME = "mtlint-decisions.jsonl"
What = Literal["accept", "edit", "reject", "word", "ignore", "ignore-file", "ignore-project", "withdrawn"]


class LedgerError(Problem):
    """A file of decisions that cannot be read or written; the message names file, place, cause and remedy."""


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of a finding; `path` is below the folder of the file, `confidence` is without the project's shift."""

    path: str
    rule: str
    text: str
    decision: What
    confidence: float
    fingerprint: str
    replacement: str = ""
    date: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What names the finding in the project."""
        return self.path, self.fingerprint


def read_ledger(root: Path) -> list[Entry]:
    """All entries of a project, in the order in which they were made; raises LedgerError."""
    file = root / NAME
    try:
        lines = file.read_bytes().splitlines()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise LedgerError(f"{file}: cannot be read ({error.strerror}); change its permissions") from None
    entries = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entries.append(msgspec.json.decode(line, type=Entry))
        except msgspec.DecodeError as error:
            conflict = line[:7] in (b"<<<<<<<", b"=======", b">>>>>>>")
            cause = "a merge was not resolved" if conflict else f"no decision ({error})"
            raise LedgerError(f"{file}:{number}: {cause}; mend or delete the line") from None
    return entries


def latest(entries: Iterable[Entry]) -> dict[tuple[str, str], Entry]:
    """The entries that hold."""
    found: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        found.pop(entry.key, None)
        found[entry.key] = entry
    return {key: entry for key, entry in found.items() if entry.decision != "withdrawn"}


def append_entries(root: Path, entries: Iterable[Entry]) -> None:
    """Write further entries down; raises LedgerError."""
    data = b"".join(msgspec.json.encode(entry) + b"\n" for entry in entries)
    if not data:
        return
    file = root / NAME
    try:
        with open(file, "a+b") as stream:
            if stream.tell():
                stream.seek(-1, os.SEEK_END)
                if stream.read(1) != b"\n":  # somebody's editor, or a kill, left the last line open
                    data = b"\n" + data
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise LedgerError(f"{file}: decisions cannot be written ({error.strerror}); they stay in the journal") from None


def entry_of(path: str, finding: Finding, decision: Decision | None, shift: float, date: str) -> Entry:
    """The entry of a decision; None withdraws what was said before."""
    what: What = "withdrawn" if decision is None or decision.kind == "skip" else decision.kind
    return Entry(
        path,
        finding.rule,
        finding.text,
        what,
        unshifted(finding.confidence, shift),
        finding.fingerprint,
        decision.text if decision is not None and decision.mends else "",
        date,
    )


def unshifted(confidence: float, shift: float) -> float:
    """A confidence as it was before the project's shift (log-odds)."""
    if not shift:
        return confidence
    from math import exp, log

    kept = min(max(confidence, 0.001), 0.999)
    return round(1 / (1 + exp(-(log(kept / (1 - kept)) - shift))), 3)
