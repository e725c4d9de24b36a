"""The keys that decide."""

from __future__ import annotations

from typing import Any

from checker.report.printable import printable
from checker.review import words
from checker.review.screen.base import DeskApp
from checker.review.screen.dialogs import AskText, Choose, Show
from checker.review.screen.panel import SuggestionRow
from checker.review.session import Step
from checker.review.walk import Item, Key


class Deciding(DeskApp):
    """Accept, edit, reject, later, undo, all of a rule, words and ignored rules."""

    def _decided(self, step: Step | None, nothing: str = "") -> None:
        """Write a step down and go to the next open fault."""
        if step is None:
            self.say(nothing, bad=True)
            return
        if step.changes:
            self.desk.record(step)
        if len(step.changes) > 1:
            self.say(f"{step.label}: {len(step.changes)} faults")
        self.session.move_undecided()
        self.show_all()
        if not self.session.counts().open:
            self.say("All faults are decided. S saves, d shows what that changes.")

    def action_accept(self, choice: int) -> None:
        """Accept a suggestion, numbered from 0."""

        def accept(item: Item) -> None:
            if choice >= len(item.finding.suggestions):
                self.say(f"there is no suggestion {choice + 1}; e writes one", bad=True)
            else:
                self._decided(self.session.accept(item, choice), "that cannot be put in place without touching markup")

        self.on_current(accept)

    def action_edit(self) -> None:
        """Ask for a replacement."""

        def edit(item: Item) -> None:
            decision = self.session.decision(item)
            first = item.finding.suggestions[0].replacement if item.finding.suggestions else item.finding.text
            value = decision.text if decision is not None and decision.mends else first

            def write(text: str | None) -> None:
                if text is not None:
                    self._decided(self.session.edit(item, text), "that cannot be put in place without touching markup")

            title = f"Instead of “{printable(item.finding.text)}”"
            self.push_screen(AskText(title, printable(value), "An empty line deletes it.", fresh=False), write)

        self.on_current(edit)

    def action_reject(self) -> None:
        """No fault."""
        self.on_current(lambda item: self._decided(self.session.reject(item)))

    def action_skip(self) -> None:
        """Later."""
        self.on_current(lambda item: self._decided(self.session.skip(item)))

    def action_clear(self) -> None:
        """Take the decision back and stay."""

        def clear(item: Item) -> None:
            self.desk.record(self.session.clear(item))
            self.show_all()

        self.on_current(clear)

    def action_undo(self) -> None:
        """The last step back."""
        self._turned(self.desk.undo(), "nothing to undo")

    def action_redo(self) -> None:
        """And forth."""
        self._turned(self.desk.redo(), "nothing to redo")

    def _turned(self, step: Step | None, nothing: str) -> None:
        self.say(step.label if step is not None else nothing)
        self.show_all()

    def action_accept_rule(self) -> None:
        """All of the current rule."""
        self.on_current(
            lambda item: self._accept_all(
                f"accept all of {item.finding.rule}", self.session.acceptable(rule=item.finding.rule)
            )
        )

    def action_accept_confidence(self) -> None:
        """All from a confidence on."""

        def ask(item: Item) -> None:
            def take(text: str | None) -> None:
                if text is None:
                    return
                try:
                    lowest = float(text.replace(",", "."))
                except ValueError:
                    self.say(f"{text}: a confidence is a number from 0 to 1", bad=True)
                    return
                self._accept_all(f"accept all from {lowest:g} on", self.session.acceptable(confidence=lowest))

            self.push_screen(AskText("Accept all from which confidence on?", f"{item.finding.confidence:.2f}"), take)

        self.on_current(ask)

    def _accept_all(self, label: str, wanted: dict[Key, Any]) -> None:
        if not wanted:
            self.say("nothing open to accept so", bad=True)
            return

        def take(answer: bool | None) -> None:
            if answer:
                self._decided(self.session.apply(label, wanted))

        title = f"{label[0].upper()}{label[1:]}: {len(wanted)} fault{'s' * (len(wanted) != 1)}"
        self.push_screen(Show(title, words.preview(self.session, wanted), question=True), take)

    def action_word(self) -> None:
        """The word is right everywhere."""
        self.on_current(lambda item: self._decided(self.session.dismiss(item, "word")))

    def action_ignore(self, kind: str) -> None:
        """Ignore the finding or its rule."""
        self.on_current(lambda item: self._decided(self.session.dismiss(item, kind)))

    def action_ignore_rule(self) -> None:
        """Ask where to ignore the rule."""

        def ask(item: Item) -> None:
            here = len(self.session.rejectable(item, "ignore-file"))
            everywhere = len(self.session.rejectable(item, "ignore-project"))
            answers = [
                ("f", f"in this file, to mtlint-ignore.json ({here} open here)"),
                ("p", f"in the project, to its settings ({everywhere} open in all files)"),
            ]
            kinds = {"f": "ignore-file", "p": "ignore-project"}

            def take(answer: str | None) -> None:
                if answer is not None:
                    self.action_ignore(kinds[answer])

            self.push_screen(Choose(f"Ignore {item.finding.rule}", answers), take)

        self.on_current(ask)

    def on_suggestion_row_accepted(self, event: SuggestionRow.Accepted) -> None:
        """A click on a suggestion."""
        self.action_accept(event.choice)
