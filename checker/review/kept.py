"""What an earlier review of a file left behind, and where its decisions belong now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from checker.api import Report
from checker.document import Document, document_from_text
from checker.review.anchors import anchored
from checker.review.decision import Decision
from checker.review.journal import Anchor, Contents, Unfit, digest, read_journal
from checker.review.session import Session
from checker.review.walk import Key

Check = Callable[[Document], Report]
"""The findings of a document, by the settings of the run."""


class Kept(msgspec.Struct, frozen=True):
    """What an earlier review of a file left behind."""

    file: Path
    contents: Contents


class Resumable(msgspec.Struct, frozen=True):
    """Decisions that wait to be resumed: how many, in how many files, since when."""

    decisions: int
    files: int
    since: str


class Placed(msgspec.Struct, frozen=True):
    """Where the decisions of a journal belong.

    `report` is that of the text that they are about: the journal's base, if the file is as it was or as the review
    itself saved it, else the file as it is. `moved` maps the journal's fingerprints to those of the report, `saved` are
    the decisions that the file holds already.
    """

    report: Report
    moved: Mapping[str, str]
    unfit: tuple[Unfit, ...]
    saved: Mapping[str, Decision]


def kept_of(files: list[Path]) -> list[Kept]:
    """The journals among the files that hold decisions."""
    kept = [Kept(file, contents) for file in files if (contents := read_journal(file)) is not None]
    return [one for one in kept if one.contents.decisions or one.contents.unfit]


def placed(path: str, contents: Contents, report: Report, check: Check, back: bool = True) -> Placed:
    """Find the places of a journal's decisions; `report` is that of the file as it is on disk.

    Without `back` they are put there, even if the file is the review's own work.
    """
    base, source, decided = contents.base, report.document.source, contents.decisions
    ours = contents.saved == digest(source)
    if source != base.source and back:
        old = check(document_from_text(base.source, path, base.format, base.encoding))
        known = {finding.fingerprint for finding in old.findings}
        before = Session({path: old})
        before.decisions = {Key(path, name): decision for name, (_, decision) in decided.items() if name in known}
        # a kill between the article and the journal leaves a text that the decisions make, but no word of it
        if ours or before.text(path) == source:
            report = old
    touched: dict[str, tuple[Anchor, Decision | None]] = {
        change.anchor.fingerprint: (change.anchor, None) for step in contents.steps for change in step.changes
    }
    found = anchored(base.source, [*(touched | decided).values()], report)
    saved: dict[str, Decision] = {}
    if ours and contents.settled:
        saved = {found.moved[name]: decision for name, (_, decision) in decided.items() if name in found.moved}
    return Placed(report, found.moved, (*contents.unfit, *found.unfit), saved)
