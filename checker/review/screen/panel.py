"""The current fault: its paragraph with the fix in place, suggestions, explanation; and the line of progress."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from checker.report.printable import printable
from checker.review import words
from checker.review.desk import Desk
from checker.review.passage import paragraph, pieces
from checker.review.presence import Reviewer
from checker.review.session import Session

_KINDS = ("critical", "major", "minor", "later", "fixed", "old", "new", "dim", "decided")


class SuggestionRow(Static):
    """A suggestion with its number and confidence; a click accepts it."""

    class Accepted(Message):
        """The suggestion with this number, from 0, was clicked."""

        def __init__(self, choice: int) -> None:
            super().__init__()
            self.choice = choice

    def __init__(self, choice: int) -> None:
        super().__init__(classes="suggestion" if choice else "suggestion gap")
        self._choice = choice

    def on_click(self) -> None:
        """Accept it."""
        self.post_message(self.Accepted(self._choice))


class FaultPanel(VerticalScroll):
    """Shows the current fault of a session."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"panel--{kind}" for kind in _KINDS}
    DEFAULT_CSS = """
    FaultPanel { background: $surface; color: $foreground; padding: 0 1; scrollbar-size-vertical: 1; }
    FaultPanel > .panel--critical { color: $text-error; text-style: bold; }
    FaultPanel > .panel--major { color: $text-warning; text-style: bold; }
    FaultPanel > .panel--minor { color: $text-primary; text-style: bold; }
    FaultPanel > .panel--later { color: $foreground 70%; }
    FaultPanel > .panel--fixed { color: $text-success; }
    FaultPanel > .panel--old { color: $text-error; text-style: strike; }
    FaultPanel > .panel--new { color: $text-success; text-style: bold; }
    FaultPanel > .panel--dim { color: $foreground 70%; }
    FaultPanel > .panel--decided { text-style: bold; }
    FaultPanel .gap { margin-top: 1; }
    FaultPanel .suggestion:hover { background: $boost; text-style: bold; }
    .-short FaultPanel .gap { margin-top: 0; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(id="panel")
        self.can_focus = False
        self._session = session

    def compose(self) -> ComposeResult:
        """Head, decision, paragraph, suggestions, explanation."""
        yield Static(id="head")
        yield Static(id="decided")
        yield Static(id="passage", classes="gap")
        yield Static(id="few", classes="gap")
        for choice in range(9):
            yield SuggestionRow(choice)
        yield Static(id="why", classes="gap")

    def show(self) -> None:
        """Write the current fault down."""
        item = self._session.current
        if item is None:
            return
        finding, style = item.finding, self._style
        head = Text()
        head.append(finding.severity, style(finding.severity)).append(f"  {finding.confidence:.2f}  ")
        head.append(finding.rule, style("dim"))
        self._put("#head", head)
        decision = words.decided(self._session.decision(item))
        self._put("#decided", Text(decision and f"→ {decision}", style("decided")))
        low, high, cut_low, cut_high = paragraph(item, self._room())
        text = Text("…" * cut_low)
        for piece in pieces(self._session, self._session.in_file(item.key.path), item.document.source, low, high, item):
            shown = printable(piece.text)
            if piece.what in ("old", "new"):
                text.append(f"[-{shown}-]" if piece.what == "old" else f"{{+{shown}+}}", style(piece.what))
            else:
                text.append(shown, style("fixed") if piece.what == "fixed" else "")
        self._put("#passage", text.append("…" * cut_high))
        few = "" if finding.suggestions else "No suggestion: e writes one."
        self._put("#few", Text(few, style("dim")))
        for choice, row in enumerate(self.query(SuggestionRow)):
            row.display = choice < len(finding.suggestions)
            if row.display:
                suggestion = finding.suggestions[choice]
                line = Text(f"{choice + 1}  ", style("dim"))
                line.append(printable(suggestion.replacement) or "(delete)", style("new"))
                row.update(line.append(f"  {suggestion.confidence:.2f}", style("dim")))
        self._put("#why", Text(words.explained(finding)))
        self.scroll_home(animate=False)

    def _room(self) -> int:
        """Code points of the paragraph that leave room for the rest."""
        height = max(3, self.size.height - 10)
        return max(160, min(900, height * max(20, self.size.width - 3)))

    def _put(self, name: str, text: Text) -> None:
        part = self.query_one(name, Static)
        part.display = bool(text.plain)
        part.update(text)

    def _style(self, kind: str) -> Style:
        return self.get_component_rich_style(f"panel--{kind}", partial=True)

    def on_resize(self) -> None:
        """Another size leaves another room."""
        self.show()


class Progress(Static):
    """One line on where one is, one on what is left."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="progress")
        self._desk = desk
        self.others: Mapping[str, Sequence[Reviewer]] = {}
        """Who else reviews which of the files."""

    def show(self) -> None:
        """Count anew."""
        session = self._desk.session
        item = session.current
        if item is None:
            return
        counts = session.counts()
        paths = list(session.reports)
        done = counts.total - counts.open
        bar = 20 if self.size.width >= 100 else 8 if self.size.width >= 70 else 0
        filled = round(bar * done / max(1, counts.total))
        first = Text()
        first.append(printable(item.key.path), "bold")
        if len(paths) > 1:
            first.append(f"  file {paths.index(item.key.path) + 1}/{len(paths)}")
        first.append(f"  fault {session.at + 1}/{counts.total}  ")
        first.append("█" * filled + "░" * (bar - filled) + " " * bool(bar)).append(f"done {done}/{counts.total}")
        if any(self._desk.unsaved(path) for path in paths):
            first.append("  not saved", "bold")
        others = sorted({other.person for other in self.others.get(item.key.path, ())})
        if others:
            first.append(f"  also reviewed by {printable(', '.join(others))}", "bold")
        second = Text(f"{words.tally(counts)}  ·  {words.severities(counts, short=self.size.width < 80)}")
        if session.query.written:
            second.append(f"  ·  filter: {session.query.written}", "bold")
        if self._desk.trouble:
            second = Text(f"! {self._desk.trouble}", "bold reverse")
        self.update(Text("\n", no_wrap=True, overflow="ellipsis").join([first, second]))

    def on_resize(self) -> None:
        """Another width, another bar."""
        self.show()
