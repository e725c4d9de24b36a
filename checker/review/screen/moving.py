"""The keys that go from fault to fault."""

from __future__ import annotations

from checker.review.query import USE, QueryError, read_query
from checker.review.screen.article import ArticleView
from checker.review.screen.base import DeskApp
from checker.review.screen.dialogs import AskText


class Moving(DeskApp):
    """Next, previous, by severity, by file, search, filter."""

    _found = ""
    """What was searched for last."""

    def _moved(self, moved: bool, nothing: str = "there is none") -> None:
        if moved:
            self.show_all()
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
                self.show_all()
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
            self.show_all()

        self.push_screen(AskText("Show only", self.session.query.written, f"{USE}. Empty shows all."), narrow)

    def on_article_view_chosen(self, event: ArticleView.Chosen) -> None:
        """A click in the article."""
        self.session.go(self.session.index[event.key])
        self.show_all()
