"""The state of a review and what changes it. Knows no screen, no disk and no clock.

Every change is a `Step`, which can be undone and done again without limit. A finding is named by its `Key`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from checker.api import Report
from checker.review.decision import Decision, acceptance, edits_of
from checker.review.walk import Item, Key, Walk


class Change(msgspec.Struct, frozen=True):
    """What was decided of a finding before and after a step; None is undecided."""

    key: Key
    before: Decision | None
    after: Decision | None


class Step(msgspec.Struct, frozen=True):
    """Decisions made by one key press; `label` says it in words."""

    label: str
    changes: tuple[Change, ...]


class Session(Walk):
    """The files under review with what is decided; the methods that decide return the step that they made."""

    def __init__(self, reports: Mapping[str, Report]) -> None:
        super().__init__(reports)
        self.past: list[Step] = []
        self.future: list[Step] = []

    # --- deciding ---

    def decide(self, item: Item, decision: Decision | None, label: str) -> Step:
        """Decide one finding; None takes a decision back."""
        return self.apply(label, {item.key: decision})

    def accept(self, item: Item, choice: int = 0) -> Step | None:
        """Accept a suggestion, numbered from 0; None where it cannot be put in place."""
        decision = acceptance(item.document, item.finding, choice)
        return None if decision is None else self.decide(item, decision, f"accept “{decision.text}”")

    def edit(self, item: Item, text: str) -> Step | None:
        """Replace by a text written by hand; None where that cannot be put in place."""
        decision = Decision("edit", text=text)
        if edits_of(item.document, item.finding, decision) is None:
            return None
        return self.decide(item, decision, f"write “{text}”")

    def reject(self, item: Item) -> Step:
        """There is no fault here."""
        return self.decide(item, Decision("reject"), f"reject “{item.finding.text}”")

    def skip(self, item: Item) -> Step:
        """Leave it for later."""
        return self.decide(item, Decision("skip"), f"leave “{item.finding.text}” for later")

    def clear(self, item: Item) -> Step:
        """Take the decision back."""
        return self.decide(item, None, f"take the decision on “{item.finding.text}” back")

    def dismiss(self, item: Item, kind: str) -> Step:
        """Say that a word is right everywhere, or ignore a finding or its rule; decides all that this is about."""
        finding = item.finding
        labels = {
            "word": f"“{finding.text}” is right everywhere",
            "ignore": f"ignore “{finding.text}” here",
            "ignore-file": f"ignore {finding.rule} in this file",
            "ignore-project": f"ignore {finding.rule} in the project",
        }
        return self.apply(labels[kind], self.rejectable(item, kind))

    def acceptable(self, *, rule: str | None = None, confidence: float = 0.0) -> dict[Key, Decision | None]:
        """What accepting the first suggestions of a rule, or from a confidence on, would decide: of open findings."""
        found: dict[Key, Decision | None] = {}
        for item in self.items:
            decision = self.decision(item)
            if decision is not None and decision.kind != "skip":
                continue
            if (rule is None or item.finding.rule == rule) and item.finding.confidence >= confidence:
                first = acceptance(item.document, item.finding)
                if first is not None:
                    found[item.key] = first
        return found

    def rejectable(self, item: Item, kind: str) -> dict[Key, Decision | None]:
        """What a kind of dismissal, said of one finding, would decide of this and the open ones."""

        def meant(other: Item) -> bool:
            if kind == "ignore":
                return other is item
            if kind == "word":
                return other.finding.text == item.finding.text
            same = other.finding.rule == item.finding.rule
            return same and (kind == "ignore-project" or other.key.path == item.key.path)

        made = msgspec.convert({"kind": kind}, Decision)
        found: dict[Key, Decision | None] = {}
        for other in self.items:
            decision = self.decision(other)
            if meant(other) and (other is item or decision is None or decision.kind == "skip"):
                found[other.key] = made
        return found

    def apply(self, label: str, wanted: Mapping[Key, Decision | None]) -> Step:
        """Make several decisions as one step."""
        changes = tuple(
            Change(key, self.decisions.get(key), after)
            for key, after in wanted.items()
            if self.decisions.get(key) != after
        )
        step = Step(label, changes)
        if changes:
            self.past.append(step)
            self.future.clear()
            self._set((change.key, change.after) for change in changes)
        return step

    def undo(self) -> Step | None:
        """Take the last step back and stand where it was made; the reverse step, or None if there is nothing."""
        return self._turn(self.past, self.future, "undo")

    def redo(self) -> Step | None:
        """Make the step again that was last undone."""
        return self._turn(self.future, self.past, "redo")

    def _turn(self, source: list[Step], target: list[Step], word: str) -> Step | None:
        if not source:
            return None
        step = source.pop()
        target.append(reverse(step))
        back = reverse(step)
        self._set((change.key, change.after) for change in back.changes)
        if back.changes and back.changes[0].key in self.index:
            self.at = self.index[back.changes[0].key]
        return Step(f"{word}: {step.label}", back.changes)

    def remake(self, turn: str, step: Step) -> None:
        """Make a step of an earlier review again; `turn` is "do", "undo" or "redo"."""
        source, target = (self.past, self.future) if turn == "undo" else (self.future, self.past)
        if turn == "do":
            self.past.append(step)
            self.future.clear()
        elif source:
            target.append(reverse(source.pop()))
        self._set((change.key, change.after) for change in step.changes)

    def _set(self, values: Iterable[tuple[Key, Decision | None]]) -> None:
        for key, decision in values:
            if decision is None:
                self.decisions.pop(key, None)
            else:
                self.decisions[key] = decision

    # --- a file that changed ---

    def replace(self, path: str, report: Report, moved: Mapping[str, str]) -> None:
        """Put a new report in a file's place; `moved` maps old fingerprints to new ones, others lose their decision."""

        def renamed(key: Key) -> Key | None:
            if key.path != path:
                return key
            return Key(path, moved[key.fingerprint]) if key.fingerprint in moved else None

        def steps(old: Sequence[Step]) -> list[Step]:
            kept = []
            for step in old:
                changes = tuple(
                    msgspec.structs.replace(change, key=key) for change in step.changes if (key := renamed(change.key))
                )
                if changes:
                    kept.append(Step(step.label, changes))
            return kept

        here = self.current
        decisions = {key: decision for old, decision in self.decisions.items() if (key := renamed(old))}
        self.past, self.future, self.decisions = steps(self.past), steps(self.future), decisions
        self.reports[path] = report
        self._arrange()
        key = renamed(here.key) if here is not None else None
        self.go(self.index.get(key, self.at) if key is not None else self.at)


def reverse(step: Step) -> Step:
    """The step that takes a step back."""
    return Step(step.label, tuple(Change(c.key, c.after, c.before) for c in reversed(step.changes)))
