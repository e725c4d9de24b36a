"""What all parts of the application share: the desk, the screen's parts, short messages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App

from checker.report.printable import printable
from checker.review import words
from checker.review.desk import Desk
from checker.review.screen.article import ArticleView
from checker.review.screen.dialogs import Show
from checker.review.screen.panel import FaultPanel, Progress
from checker.review.walk import Item


class DeskApp(App[None]):
    """An application over a desk."""

    def __init__(self, desk: Desk, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self.desk, self.session = desk, desk.session

    def show_all(self) -> None:
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

    def on_current(self, action: Callable[[Item], Any]) -> None:
        """Do something with the current fault, if there is one."""
        if self.session.current is not None:
            action(self.session.current)
