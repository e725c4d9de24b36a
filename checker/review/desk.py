"""A review at work: the session with its journals, the signs for other reviewers, resuming and saving."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from checker.api import Report
from checker.document import DocumentError, read_document
from checker.review.anchors import anchor_of, anchored
from checker.review.decision import Decision
from checker.review.journal import (
    FORMAT,
    Base,
    Journal,
    Made,
    Moved,
    Saved,
    Unfit,
    digest,
    journal_files,
)
from checker.review.kept import Check, Kept, Resumable, kept_of, placed
from checker.review.presence import Presence, Reviewer, reviewers
from checker.review.session import Change, Session, Step
from checker.review.walk import Key


class Desk:
    """Files under review. `reports` are those of the files as they are on disk."""

    def __init__(self, reports: Mapping[str, Report], check: Check, folder: Path) -> None:
        self.check = check
        self.session = Session(reports)
        self.unfit: list[tuple[str, Unfit]] = []
        self.unfit_shown = 0
        self.on_disk = {path: report.document.source for path, report in reports.items()}
        self.saved: dict[str, dict[Key, Decision]] = {path: {} for path in reports}
        self._kept: dict[str, list[Kept]] = {}
        self._journals: dict[str, Journal] = {}
        self._based: set[str] = set()
        self._signs: dict[str, tuple[int, int, int]] = {}
        self._number = time.time_ns()
        self.presences: dict[str, Presence] = {}
        for path in reports:
            self._take_place(path, folder)

    def _take_place(self, path: str, folder: Path) -> None:
        main, further = journal_files(folder, path)
        used = {other.journal for other in reviewers(path)}
        free = [file for file in (main, *further) if str(file) not in used]
        number = 2
        own = main
        while str(own) in used:
            own = main.with_name(f"{main.stem}-{number}.jsonl")
            number += 1
        self._journals[path] = Journal(own)
        self._kept[path] = kept_of(free)
        self.presences[path] = Presence(path, str(own))
        self.presences[path].enter()

    # --- what is waiting ---

    @property
    def resumable(self) -> Resumable | None:
        """The decisions of an earlier review that was not saved; None where there are none."""
        kept = [(path, one) for path, several in self._kept.items() for one in several]
        if not kept:
            return None
        return Resumable(
            sum(len(one.contents.decisions) + len(one.contents.unfit) for _, one in kept),
            len({path for path, _ in kept}),
            min(one.contents.base.at for _, one in kept),
        )

    def start_anew(self) -> None:
        """Leave earlier decisions; their journals are set aside, not deleted."""
        for several in self._kept.values():
            for one in several:
                Journal(one.file).set_aside()
        self._kept.clear()

    def resume(self) -> None:
        """Take the decisions of the earlier review up, steps and all; those that fit nowhere are in `unfit`."""
        parts: list[tuple[str, Made, Mapping[str, str]]] = []
        for path, several in self._kept.items():
            for number, one in enumerate(several):
                moved = self._resume_one(path, one, first=number == 0)
                parts += [(path, step, moved) for step in one.contents.steps]
        self._replay(sorted(parts, key=lambda part: part[1].number))
        for path, several in self._kept.items():
            if several and (
                len(several) > 1 or several[0].file != self._journals[path].file or path not in self._based
            ):
                self._rebase_journal(path)
                for one in several:
                    if one.file != self._journals[path].file and self.trouble is None:
                        one.file.unlink(missing_ok=True)
        self._kept.clear()
        self.session.settle()

    def _resume_one(self, path: str, kept: Kept, first: bool) -> Mapping[str, str]:
        """Old fingerprints with the present ones; the file's report goes back to the journal's base where it may."""
        report = self.session.reports[path]
        # a second journal of the same file follows the first
        found = placed(path, kept.contents, report, self.check, back=first)
        if found.report is not report:
            self.session.replace(path, found.report, {})
        self.unfit += [(path, one) for one in found.unfit]
        if first:
            self.saved[path] = {Key(path, name): decision for name, decision in found.saved.items()}
            if found.report.document.source == kept.contents.base.source and kept.file == self._journals[path].file:
                self._based.add(path)
        return found.moved

    def _replay(self, parts: Iterable[tuple[str, Made, Mapping[str, str]]]) -> None:
        """Make the steps of the journals again; what one step did in several files is one step again."""
        joined: dict[int, tuple[Made, list[Change]]] = {}
        for path, made, moved in parts:
            changes = joined.setdefault(made.number, (made, []))[1]
            for change in made.changes:
                name = moved.get(change.anchor.fingerprint)
                if name is not None:
                    changes.append(Change(Key(path, name), change.before, change.after))
        for made, changes in joined.values():
            self._number = max(self._number, made.number)
            if changes:
                self.session.remake(made.turn, Step(made.label, tuple(changes)))

    # --- deciding ---

    def record(self, step: Step | None, turn: str = "do") -> bool:
        """Write a step down; False if it could not be (see `trouble`)."""
        if step is None or not step.changes:
            return True
        self._number = max(self._number + 1, time.time_ns())
        by_path: dict[str, list[Moved]] = {}
        for change in step.changes:
            item = self.session.items[self.session.index[change.key]]
            moved = Moved(anchor_of(item.finding), change.before, change.after)
            by_path.setdefault(change.key.path, []).append(moved)
        for path, changes in by_path.items():
            self._journals[path].append(*self._base(path), Made(self._number, turn, step.label, tuple(changes)))
        return self.trouble is None

    def undo(self) -> Step | None:
        """Undo a step, and write that down."""
        step = self.session.undo()
        self.record(step, "undo")
        return step

    def redo(self) -> Step | None:
        """Make a step again, and write that down."""
        step = self.session.redo()
        self.record(step, "redo")
        return step

    def _base(self, path: str) -> list[Base]:
        """The record that a journal must begin with, if it is not there yet."""
        if path in self._based:
            return []
        self._based.add(path)
        document = self.session.reports[path].document
        at = time.strftime("%Y-%m-%d %H:%M")
        shown = path.encode("utf-8", "backslashreplace").decode()
        return [Base(FORMAT, shown, at, document.format, document.encoding, document.source)]

    def _rebase_journal(self, path: str) -> None:
        """Begin the journal anew on the present text, with the decisions that hold."""
        self._based.discard(path)
        self._number = max(self._number + 1, time.time_ns())
        changes = tuple(
            Moved(anchor_of(item.finding), None, decision)
            for item in self.session.in_file(path)
            if (decision := self.session.decision(item)) is not None
        )
        carried = [Made(self._number, "do", "decisions carried over", changes)] if changes else []
        left = [one for name, one in self.unfit if name == path]
        self._journals[path].append(*self._base(path), *carried, *left)

    @property
    def trouble(self) -> str | None:
        """Why decisions are not on disk; None where they are."""
        return next((journal.trouble for journal in self._journals.values() if journal.trouble), None)

    # --- the world outside ---

    def changed_on_disk(self, path: str) -> bool:
        """Is a file not as it was read or saved? It is read only where its date says that it was written."""
        try:
            status = os.stat(path)
        except OSError:
            return True
        sign = status.st_mtime_ns, status.st_size, status.st_ino
        if self._signs.get(path) != sign:
            if self._source_on_disk(path) != self.on_disk[path]:
                return True
            self._signs[path] = sign
        return False

    def _source_on_disk(self, path: str) -> str | None:
        document = self.session.reports[path].document
        try:
            return read_document(path, document.format, document.encoding).source
        except DocumentError:
            return None

    def reread(self, path: str) -> int:
        """Take a file up as it is on disk now; how many decisions no longer fit. Raises DocumentError."""
        old = self.session.reports[path].document
        document = read_document(path, old.format, old.encoding)
        report = self.check(document)
        keys = {c.key for step in (*self.session.past, *self.session.future) for c in step.changes}
        touched = [item for item in self.session.in_file(path) if item.key in keys or self.session.decision(item)]
        found = anchored(
            old.source, [(anchor_of(item.finding), self.session.decision(item)) for item in touched], report
        )
        self.session.replace(path, report, found.moved)
        self.on_disk[path] = document.source
        self.saved[path] = {}
        self.unfit += [(path, one) for one in found.unfit]
        self._rebase_journal(path)
        return len(found.unfit)

    def others(self, path: str | None = None) -> dict[str, list[Reviewer]]:
        """Who else reviews which of the files, or one of them."""
        asked = self.presences if path is None else {path: self.presences[path]}
        return {name: found for name, presence in asked.items() if (found := presence.others())}

    def still_here(self) -> None:
        """Tell other hosts that this review goes on."""
        for presence in self.presences.values():
            presence.renew()

    # --- ending ---

    def unsaved(self, path: str) -> bool:
        """Are there decisions in a file that a save would write down?"""
        return self.saved[path] != self._decided(path)

    def _decided(self, path: str) -> dict[Key, Decision]:
        return {key: d for key, d in self.session.decisions.items() if key.path == path and d.kind != "skip"}

    def mark_saved(self, path: str, text: str) -> None:
        """A file was written with all that goes with it."""
        self.saved[path] = self._decided(path)
        self.on_disk[path] = text
        if path in self._based:
            self._journals[path].append(Saved(digest(text)))

    def close(self) -> None:
        """The review ends. Journals of which all is saved go; others stay, to be resumed."""
        for path, journal in self._journals.items():
            if path in self._based and not self.unsaved(path):
                if any(name == path for name, _ in self.unfit):
                    journal.set_aside()
                else:
                    journal.remove()
        self.leave()

    def leave(self) -> None:
        """Take the signs for other reviewers away; all else stays."""
        for presence in self.presences.values():
            presence.leave()
