"""The application: keys to decisions, decisions to the journal, the session to the screen."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.widgets import Footer

from checker.document import DocumentError
from checker.report.printable import printable
from checker.review import words
from checker.review.desk import Desk
from checker.review.save import Saver
from checker.review.screen.article import ArticleView
from checker.review.screen.deciding import Deciding
from checker.review.screen.dialogs import AskText, Choose, Show
from checker.review.screen.keys import bindings, help_lines
from checker.review.screen.moving import Moving
from checker.review.screen.panel import FaultPanel, Progress
from checker.review.walk import Item

THEMES = ("textual-dark", "textual-light", "ansi-dark")
WATCH = 2.0
"""Seconds between two looks at the disk and at other reviewers."""


class ReviewApp(Deciding, Moving):
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
        super().__init__(desk, ansi_color=True if os.environ.get("NO_COLOR") else None)
        self.saver = saver
        self._resume = resume
        self._met: set[str] = set()
        self._warned: set[str] = set()
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
        self.show_all()
        self._watch()

    def _watch(self) -> None:
        progress = self.screen_stack[0].query_one(Progress)
        item = self.session.current
        others = self.desk.others(item.key.path if item is not None else None)
        if others != progress.others:
            progress.others = others
            progress.show()
        for line in words.met(others):
            if line not in self._met:
                self._met.add(line)
                self.say(line, bad=True)
        if item is not None and item.key.path not in self._warned and self.desk.changed_on_disk(item.key.path):
            self._warned.add(item.key.path)
            self.say(f"{item.key.path} changed on disk: R reads it again and moves your decisions along", bad=True)

    def action_changes(self) -> None:
        """What a save changes."""

        def show(item: Item) -> None:
            lines = words.changes(self.session, item.key.path)
            self.push_screen(Show(f"Changes in {printable(item.key.path)}", lines or ["none so far"]))

        self.on_current(show)

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
        self.show_all()
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
            self.show_all()

        self.on_current(reread)

    def action_theme(self) -> None:
        """The next theme."""
        self.theme = THEMES[(THEMES.index(self.theme) + 1) % len(THEMES)]
        self.show_all()

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
