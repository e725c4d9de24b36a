"""The application: keys to decisions, decisions to the journal, the session to the screen."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.widgets import Footer

from checker.document import DocumentError
from checker.report.printable import printable
from checker.review import words
from checker.review.desk import Desk
from checker.review.query import USE, QueryError, read_query
from checker.review.save import Saver
from checker.review.screen.article import ArticleView
from checker.review.screen.dialogs import AskText, Choose, Show
from checker.review.screen.keys import bindings, help_lines
from checker.review.screen.panel import FaultPanel, Progress, SuggestionRow
from checker.review.session import Step
from checker.review.walk import Item, Key

THEMES = ("textual-dark", "textual-light", "ansi-dark")
WATCH = 2.0
"""Seconds between two looks at the disk and at other reviewers."""


class ReviewApp(App[None]):
    """The review of a desk; `resume` answers the question whether to resume, None asks it."""

    TITLE = "mtlint review"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [*bindings()]
    CSS = """
    #progress { height: 2; background: $panel; color: $foreground; padding: 0 1; }
    #main { height: 1fr; layout: vertical; }
    .-wide #main { layout: horizontal; }
    #article { height: 1fr; width: 1fr; }
    #panel { height: 14; border-top: solid $primary; }
    .-short #panel { height: 55%; }
    .-wide #panel { height: 1fr; width: 44%; max-width: 80; border-top: none; border-left: solid $primary; }
    """

    def __init__(self, desk: Desk, saver: Saver, resume: bool | None = None) -> None:
        # without colour nothing but the terminal's own is used; marks tell the rest
        super().__init__(ansi_color=True if os.environ.get("NO_COLOR") else None)
        self.desk, self.saver, self.session = desk, saver, desk.session
        self._resume = resume
        self._met: set[str] = set()
        self._warned: set[str] = set()
        self._found = ""
        self.theme = _theme()

    def compose(self) -> ComposeResult:
        """Progress, article and panel, keys."""
        yield Progress(self.desk)
        with Container(id="main"):
            yield ArticleView(self.session)
            yield FaultPanel(self.session)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Resume or ask; then watch the world outside."""
        if hasattr(signal, "SIGTERM") and os.name != "nt":
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, self.exit)
        self.set_interval(WATCH, self._watch)
        self.set_interval(30, self.desk.still_here)
        waiting = self.desk.resumable
        if waiting is None:
            self._begin()
        elif self._resume is not None:
            self._take_up("y" if self._resume else "n")
        else:
            count = f"{waiting.decisions} decision{'s' * (waiting.decisions != 1)}"
            files = f"{waiting.files} file{'s' * (waiting.files != 1)}"
            self.push_screen(
                Choose(
                    f"{count} of {waiting.since} in {files} were not saved",
                    [("y", "resume where it stood"), ("n", "begin anew; the old decisions are set aside")],
                ),
                self._take_up,
            )

    def _take_up(self, answer: str | None) -> None:
        if answer == "n":
            self.desk.start_anew()
        else:
            self.desk.resume()
        self._begin()

    def _begin(self) -> None:
        self.saver.recall()
        self._show()
        self._watch()

    # --- showing ---

    def _show(self) -> None:
        self.query_one(Progress).show()
        self.query_one(ArticleView).show()
        self.query_one(FaultPanel).show()
        if self.desk.unfit_shown < len(self.desk.unfit):
            lines = words.unfit_lines(self.desk.unfit[self.desk.unfit_shown :])
            self.desk.unfit_shown = len(self.desk.unfit)
            self.push_screen(Show("These decisions no longer fit the text", lines))

    def say(self, text: str, bad: bool = False) -> None:
        """A short message in the corner."""
        self.notify(printable(text), severity="warning" if bad else "information", timeout=4, markup=False)

    def _watch(self) -> None:
        progress = self.screen_stack[0].query_one(Progress)
        others = self.desk.others()
        if others != progress.others:
            progress.others = others
            progress.show()
        for line in words.met(others):
            if line not in self._met:
                self._met.add(line)
                self.say(line, bad=True)
        item = self.session.current
        if item is not None and item.key.path not in self._warned and self.desk.changed_on_disk(item.key.path):
            self._warned.add(item.key.path)
            self.say(f"{item.key.path} changed on disk: R reads it again and moves your decisions along", bad=True)

    # --- deciding ---

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
        self._show()
        if not self.session.counts().open:
            self.say("All faults are decided. S saves, d shows what that changes.")

    def _on(self, action: Callable[[Item], Any]) -> None:
        if self.session.current is not None:
            action(self.session.current)

    def action_accept(self, choice: int) -> None:
        """Accept a suggestion, numbered from 0."""

        def accept(item: Item) -> None:
            if choice >= len(item.finding.suggestions):
                self.say(f"there is no suggestion {choice + 1}; e writes one", bad=True)
            else:
                self._decided(self.session.accept(item, choice), "that cannot be put in place without touching markup")

        self._on(accept)

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

        self._on(edit)

    def action_reject(self) -> None:
        """No fault."""
        self._on(lambda item: self._decided(self.session.reject(item)))

    def action_skip(self) -> None:
        """Later."""
        self._on(lambda item: self._decided(self.session.skip(item)))

    def action_clear(self) -> None:
        """Take the decision back and stay."""

        def clear(item: Item) -> None:
            self.desk.record(self.session.clear(item))
            self._show()

        self._on(clear)

    def action_undo(self) -> None:
        """The last step back."""
        self._turned(self.desk.undo(), "nothing to undo")

    def action_redo(self) -> None:
        """And forth."""
        self._turned(self.desk.redo(), "nothing to redo")

    def _turned(self, step: Step | None, nothing: str) -> None:
        self.say(step.label if step is not None else nothing)
        self._show()

    def action_accept_rule(self) -> None:
        """All of the current rule."""
        self._on(
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

        self._on(ask)

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
        self._on(lambda item: self._decided(self.session.dismiss(item, "word")))

    def action_ignore(self, kind: str) -> None:
        """Ignore the finding or its rule."""
        self._on(lambda item: self._decided(self.session.dismiss(item, kind)))

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

        self._on(ask)

    # --- moving ---

    def _moved(self, moved: bool, nothing: str = "there is none") -> None:
        if moved:
            self._show()
        else:
            self.say(nothing)

    def action_move(self, by: int) -> None:
        """Next, previous."""
        self._moved(self.session.move(by), "no further fault in that direction")

    def action_move_open(self, by: int) -> None:
        """Next, previous that is open."""
        self._moved(self.session.move_undecided(by), "no other open fault")

    def action_move_severity(self, by: int) -> None:
        """Next, previous of this severity."""
        self._moved(self.session.move_severity(by), "no other open fault of this severity")

    def action_move_file(self, by: int) -> None:
        """Next, previous file."""
        self._moved(self.session.move_file(by), "no further file in that direction")

    def action_scroll(self, by: int) -> None:
        """The article, by almost a page."""
        view = self.query_one(ArticleView)
        view.scroll_relative(y=by * max(1, view.size.height - 2), animate=False)

    def action_go(self) -> None:
        """To a number."""

        def go(text: str | None) -> None:
            if text is None:
                return
            if text.strip().isdecimal() and 1 <= int(text) <= len(self.session.items):
                self.session.go(int(text) - 1)
                self._show()
            else:
                self.say(f"faults are numbered from 1 to {len(self.session.items)}", bad=True)

        self.push_screen(AskText("To which fault?"), go)

    def action_search(self) -> None:
        """Search; the last words stand there, so / Enter goes on."""

        def search(text: str | None) -> None:
            if text:
                self._found = text
                self._moved(self.session.search(text), f"nothing found for “{text}”")

        self.push_screen(AskText("Search", self._found), search)

    def action_filter(self) -> None:
        """Show only some."""

        def narrow(text: str | None) -> None:
            if text is None:
                return
            try:
                query = read_query(text)
            except QueryError as error:
                self.say(str(error), bad=True)
                return
            before = self.session.query
            shown = self.session.filter(query)
            if not shown:
                self.session.filter(before)
                self.say("no fault fits that filter; it is as it was", bad=True)
            else:
                self.say(f"{shown} of {len(self.session.items)} faults shown")
            self._show()

        self.push_screen(AskText("Show only", self.session.query.written, f"{USE}. Empty shows all."), narrow)

    def on_article_view_chosen(self, event: ArticleView.Chosen) -> None:
        """A click in the article."""
        self.session.go(self.session.index[event.key])
        self._show()

    def on_suggestion_row_accepted(self, event: SuggestionRow.Accepted) -> None:
        """A click on a suggestion."""
        self.action_accept(event.choice)

    # --- all else ---

    def action_changes(self) -> None:
        """What a save changes."""

        def show(item: Item) -> None:
            lines = words.changes(self.session, item.key.path)
            self.push_screen(Show(f"Changes in {printable(item.key.path)}", lines or ["none so far"]))

        self._on(show)

    def action_save(self) -> None:
        """Write the articles."""
        self._save()

    def _save(self) -> bool:
        saving = self.saver.save()
        lines = words.saved(saving)
        if saving.problems:
            self.push_screen(Show("Not all could be saved" if not saving.reread else "Saving", lines))
        else:
            self.say("\n".join(lines))
        self._warned.clear()
        self._show()
        return not saving.problems

    def action_reread(self) -> None:
        """Take the file up as it is on disk."""

        def reread(item: Item) -> None:
            path = item.key.path
            if not self.desk.changed_on_disk(path):
                self.say(f"{path} is as it was read")
                return
            try:
                unfit = self.desk.reread(path)
            except DocumentError as error:
                self.say(str(error), bad=True)
                return
            self._warned.discard(path)
            self.say(f"{path} was read again" + (f"; {unfit} decisions no longer fit" if unfit else ""))
            self._show()

        self._on(reread)

    def action_theme(self) -> None:
        """The next theme."""
        self.theme = THEMES[(THEMES.index(self.theme) + 1) % len(THEMES)]
        self._show()

    def action_help(self) -> None:
        """The keys."""
        self.push_screen(Show("Keys", help_lines()))

    def action_leave(self) -> None:
        """Quit; asks if decisions are not saved."""
        if isinstance(self.screen, AskText | Show | Choose):
            self.screen.dismiss(None)
            return
        if not any(self.desk.unsaved(path) for path in self.session.reports):
            self.exit()
            return

        def take(answer: str | None) -> None:
            if answer == "k" or (answer == "s" and self._save()):
                self.exit()

        kept = "quit without saving; decisions are kept for the next time"
        if self.desk.trouble:
            kept = "quit without saving; decisions are LOST, they could not be written down"
        self.push_screen(Choose("There are decisions that are not saved", [("s", "save and quit"), ("k", kept)]), take)


def _theme() -> str:
    """Dark, or light where the terminal tells so; MTLINT_THEME (dark, light, terminal) chooses."""
    chosen = os.environ.get("MTLINT_THEME", "")
    named = dict(zip(("dark", "light", "terminal"), THEMES, strict=True))
    if chosen in named:
        return named[chosen]
    # COLORFGBG is "foreground;background": 7 and 15 are the light ones of the palette
    return named["light" if os.environ.get("COLORFGBG", "").rpartition(";")[2] in ("7", "15") else "dark"]
