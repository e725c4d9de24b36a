"""Saving: the articles as decided, then what the decisions mean for the project."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TypeVar

import msgspec

from checker.config.project import project_root
from checker.document import DocumentError, document_from_text
from checker.document.write import write_source
from checker.finding import Finding
from checker.review.anchors import anchor_of, anchored
from checker.review.decision import Decision
from checker.review.desk import Desk
from checker.review.ledger import Entry, LedgerError, append_entries, entry_of, latest, read_ledger
from checker.review.project_files import ProjectFileError, change_ignored, change_ignored_rules, change_words
from checker.review.walk import Item, Key
from checker.suppress.accepted import IGNORE_NAME, below, entry_for
from checker.suppress.accepted import Entry as Ignored

One = TypeVar("One")
SHIFTED = "the project's settings"
"""The term of a confidence that holds the project's shift."""


class Saving(msgspec.Struct, frozen=True):
    """What a save did: files written, files that changed on disk and were read again, what failed, what was noted."""

    written: tuple[str, ...]
    reread: tuple[str, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...]


class Saver:
    """Writes a desk's decisions; knows what it wrote before, so that what is undone later is taken out again."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._roots = {path: project_root(path) for path in desk.session.reports}
        self._ledgers: dict[Path, dict[tuple[str, str], Entry]] = {}
        self._recorded: dict[Key, tuple[Decision, str]] = {}
        """What the ledger holds of this review's findings, with the fingerprints that stand there."""
        self._names: dict[Key, str | None] = {}
        """The fingerprints of rejected findings in the texts as saved; None where the finding is no more."""
        self._words: set[tuple[Path, str]] = set()
        self._ignored: set[tuple[Path, Ignored]] = set()
        self._rules: set[tuple[Path, str]] = set()

    def read(self) -> None:
        """Read what earlier reviews decided; raises LedgerError."""
        self._ledgers = {root: latest(read_ledger(root)) for root in set(self._roots.values())}

    def recall(self) -> None:
        """Findings that an earlier review rejected are rejected from the start."""
        ledgers = self._ledgers
        for item in self.desk.session.items:
            root = self._roots[item.key.path]
            entry = ledgers.get(root, {}).get((below(item.key.path, root), item.key.fingerprint))
            if entry is None:
                continue
            decision = self.desk.session.decision(item)
            if decision is None and entry.decision not in ("accept", "edit"):
                decision = self.desk.session.decisions[item.key] = Decision("reject")
                self.desk.saved[item.key.path].setdefault(item.key, decision)
                self._recorded[item.key] = decision, item.key.fingerprint
            elif decision is not None and (decision.kind, decision.text) == (entry.decision, entry.replacement):
                self._recorded[item.key] = decision, item.key.fingerprint
        self.desk.session.settle()

    def save(self) -> Saving:
        """Write all files with decisions that are not saved yet. Never raises for a file: it says what is wrong."""
        desk = self.desk
        written: list[str] = []
        reread: list[str] = []
        problems: list[str] = []
        done: list[tuple[str, str]] = []
        for path in desk.session.reports:
            if not desk.unsaved(path):
                continue
            document = desk.session.reports[path].document
            try:
                text = desk.session.text(path)
                if text != desk.on_disk[path]:
                    write_source(path, document, text, desk.on_disk[path])
                    written.append(path)
                done.append((path, text))
            except DocumentError as error:
                if error.kind != "changed":
                    problems.append(str(error))
                    continue
                self._reread(path, reread, problems)
        notes: list[str] = []
        try:
            for path, text in done:
                self._rename(path, text)
            notes = self._note({path for path, _ in done})
        except (LedgerError, ProjectFileError) as error:
            # the articles are written, the rest is not: the decisions stay unsaved and in the journal
            for path, text in done:
                desk.on_disk[path] = text
            return Saving(tuple(written), tuple(reread), (*problems, str(error)), tuple(notes))
        for path, text in done:
            desk.mark_saved(path, text)
        return Saving(tuple(written), tuple(reread), tuple(problems), tuple(notes))

    def _reread(self, path: str, reread: list[str], problems: list[str]) -> None:
        try:
            unfit = self.desk.reread(path)
        except DocumentError as error:
            problems.append(f"{error}; the decisions stay in the journal")
            return
        reread.append(path)
        lost = f"; {unfit} decision{'s' * (unfit != 1)} no longer fit" if unfit else ""
        problems.append(f"{path}: changed on disk meanwhile; it was read again, the decisions moved along{lost}")

    def _rename(self, path: str, text: str) -> None:
        """A fix beside a rejected finding changes its fingerprint: find those of the new text."""
        session = self.desk.session
        document = session.reports[path].document
        rejected = [i for i in session.in_file(path) if (d := session.decision(i)) is not None and d.rejects]
        if not rejected or text == document.source:
            self._names |= {item.key: item.key.fingerprint for item in rejected}
            return
        report = self.desk.check(document_from_text(text, document.name, document.format, document.encoding))
        found = anchored(document.source, [(anchor_of(item.finding), None) for item in rejected], report)
        # one that is ignored by now is not found any more: its name stays
        self._names |= {i.key: found.moved.get(i.key.fingerprint) or self._names.get(i.key) for i in rejected}

    def _note(self, chosen: set[str]) -> list[str]:
        """The decisions file, the vocabulary, the ignored findings and rules; what was done, in words."""
        items = [item for item in self.desk.session.items if item.key.path in chosen]
        self._ledger(items)
        fresh = [item for item in self.desk.session.items if self._is_fresh(item)]
        notes: list[str] = []
        words = {(self._root(i), " ".join(i.finding.text.split())) for i in fresh if self._kind(i) == "word"}
        for root in {root for root, _ in words ^ self._words}:
            new, gone = change_words(root, *_both(root, words, self._words))
            notes += [f"mtlint-words.txt: {_signed(new, gone)}"] if new or gone else []
        self._words = words
        ignored = {
            (self._root(i), entry_for(self._root(i) / IGNORE_NAME, i.key.path, finding, "ignored in review"))
            for i in fresh
            if self._kind(i) in ("ignore", "ignore-file") and (finding := self._as_saved(i)) is not None
        }
        for root in {root for root, _ in ignored ^ self._ignored}:
            added, removed = change_ignored(root, *_both(root, ignored, self._ignored))
            if added or removed:
                texts = _signed([f"“{e.text}”" for e in added], [f"“{e.text}”" for e in removed])
                notes.append(f"mtlint-ignore.json: {texts}")
        self._ignored = ignored
        rules = {(self._root(i), i.finding.rule) for i in fresh if self._kind(i) == "ignore-project"}
        for root in {root for root, _ in rules ^ self._rules}:
            new, gone = change_ignored_rules(root, *_both(root, rules, self._rules))
            notes += [f"settings, ignore: {_signed(new, gone)}"] if new or gone else []
        self._rules = rules
        return notes

    def _ledger(self, items: list[Item]) -> None:
        entries: dict[Path, list[Entry]] = {}
        recorded: dict[Key, tuple[Decision, str] | None] = {}
        date = time.strftime("%Y-%m-%d")
        for item in items:
            decision = self.desk.session.decision(item)
            if decision is not None and decision.kind == "skip":
                decision = None
            finding = (self._as_saved(item) if decision is not None and decision.rejects else None) or item.finding
            now = (decision, finding.fingerprint) if decision is not None else None
            before = self._recorded.get(item.key)
            if now == before:
                continue
            root, shift = self._root(item), _shift(item)
            own = entries.setdefault(root, [])
            name = below(item.key.path, root)
            if before is not None and (now is None or before[1] != now[1]):
                old = msgspec.structs.replace(finding, fingerprint=before[1])
                own.append(entry_of(name, old, None, shift, date))
            if decision is not None:
                own.append(entry_of(name, finding, decision, shift, date))
            recorded[item.key] = now
        for root, several in entries.items():
            append_entries(root, several)
        for key, value in recorded.items():
            if value is None:
                self._recorded.pop(key, None)
            else:
                self._recorded[key] = value

    def _as_saved(self, item: Item) -> Finding | None:
        """A rejected finding with the fingerprint that it has in the saved text; None where it is no more."""
        name = self._names.get(item.key, item.key.fingerprint)
        return None if name is None else msgspec.structs.replace(item.finding, fingerprint=name)

    def _root(self, item: Item) -> Path:
        return self._roots[item.key.path]

    def _kind(self, item: Item) -> str:
        decision = self.desk.session.decision(item)
        return decision.kind if decision is not None else ""

    def _is_fresh(self, item: Item) -> bool:
        """Was it decided in this review and is it written down?"""
        decision = self.desk.session.decision(item)
        recorded = self._recorded.get(item.key)
        return decision is not None and recorded is not None and recorded[0] == decision


def _both(root: Path, now: set[tuple[Path, One]], before: set[tuple[Path, One]]) -> tuple[list[One], list[One]]:
    """(what is to be added in a folder, what is to be taken out)."""
    return [one for place, one in now - before if place == root], [one for place, one in before - now if place == root]


def _signed(new: list[str], gone: list[str]) -> str:
    return ", ".join([*(f"+ {text}" for text in sorted(new)), *(f"− {text}" for text in sorted(gone))])


def _shift(item: Item) -> float:
    """What the project's settings moved the finding's confidence by, in log-odds."""
    return sum(term.value for term in item.finding.terms if term.name == SHIFTED)
