"""The article on the screen, its faults marked by severity: by style and by a letter in the margin, not by colour alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from checker.finding import SEVERITIES
from checker.review.passage import pieces
from checker.review.screen.lines import Row, rows_of
from checker.review.session import Session
from checker.review.walk import Item, Key
from checker.review.words import LETTERS

MARGIN = 3
WINDOW = 100_000
"""Code points around the current fault that are laid out; a book is not laid out whole."""
_KINDS = ("critical", "major", "minor", "later", "fixed", "rejected", "old", "new", "margin")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


class ArticleView(ScrollView):
    """Shows one file of a session; `Chosen` tells that a fault was clicked."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"article--{kind}" for kind in _KINDS}
    DEFAULT_CSS = """
    ArticleView { background: $background; color: $foreground; overflow-x: hidden; overflow-y: scroll;
        scrollbar-size-vertical: 1; }
    ArticleView > .article--critical { color: $text-error; text-style: bold underline; }
    ArticleView > .article--major { color: $text-warning; text-style: underline; }
    ArticleView > .article--minor { color: $text-primary; text-style: italic underline; }
    ArticleView > .article--later { color: $foreground 70%; text-style: underline; }
    ArticleView > .article--fixed { color: $text-success; text-style: bold; }
    ArticleView > .article--rejected { color: $foreground; }
    ArticleView > .article--old { color: $text-error; text-style: reverse bold; }
    ArticleView > .article--new { color: $text-success; text-style: reverse bold; }
    ArticleView > .article--margin { color: $foreground 70%; }
    """

    class Chosen(Message):
        """A fault was clicked."""

        def __init__(self, key: Key) -> None:
            super().__init__()
            self.key = key

    def __init__(self, session: Session) -> None:
        super().__init__(id="article")
        self.can_focus = False
        self._session = session
        self._lines: list[tuple[int, int]] = []
        self._rows: list[Row] = []
        self._laid: dict[tuple[object, ...], list[Row]] = {}
        self._window: tuple[str, int, int] | None = None
        self._source: str | None = None

    def show(self) -> None:
        """Lay the article out anew around the current fault; lines that did not change are kept."""
        item = self._session.current
        width = self.scrollable_content_region.width - MARGIN - 1
        if item is None or width < 10:
            return
        path, source, at = item.key.path, item.document.source, item.finding.start
        if self._source is not source or self._window is None or not self._inside(path, at):
            low = source.rfind("\n", 0, max(0, at - WINDOW // 2)) + 1
            high = source.find("\n", min(len(source), at + WINDOW // 2))
            self._window = path, low, high if high >= 0 else len(source)
            self._source = source
            self._laid.clear()
            self._lines = [m.span() for m in _LINE.finditer(source, low, self._window[2]) if m.start() < m.end()]
        items = self._session.in_file(path)
        starts = [one.finding.start for one in items]
        first = item.document.line_column(self._lines[0][0])[0] if self._lines else 1
        self._rows = []
        kept: dict[tuple[object, ...], list[Row]] = {}
        n = 0
        while n < len(self._lines):
            low, high = self._lines[n]
            number = first + n
            begin = bisect_right(starts, low - 1)
            end = bisect_right(starts, high - 1)
            while end > begin and items[end - 1].finding.end > high and n + 1 < len(self._lines):
                n += 1  # a fault that goes over the end of a line: both lines are laid out as one
                high = self._lines[n][1]
                end = bisect_right(starts, high - 1)
            own = items[begin:end]
            key = (low, width, *((one.key, self._session.decision(one), one is item) for one in own))
            rows = self._laid.get(key)
            if rows is None:
                text_end = high
                while text_end > low and source[text_end - 1] in "\r\n":
                    text_end -= 1
                rows = rows_of(pieces(self._session, own, source, low, text_end, item), width, number)
            kept[key] = rows
            self._rows += rows
            n += 1
        self._laid = kept
        self.virtual_size = Size(width, len(self._rows))
        self.refresh()
        self._bring_into_view(item)

    def _inside(self, path: str, at: int) -> bool:
        assert self._window is not None
        name, low, high = self._window
        return name == path and low <= at <= high

    def _bring_into_view(self, item: Item) -> None:
        row = self.row_of(item)
        height = self.size.height
        if row is None or not height:
            return
        top = int(self.scroll_y)
        # two rows around the fault stay in sight
        if not top + min(2, height // 3) <= row < top + height - min(3, height // 3):
            self.scroll_to(y=max(0, row - height // 3), animate=False, force=True)

    def row_of(self, item: Item) -> int | None:
        """The row where a finding begins."""
        return next((n for n, row in enumerate(self._rows) if any(run.item is item for run in row.runs)), None)

    def on_resize(self) -> None:
        """Another width: other rows."""
        self.show()

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        number = int(self.scroll_offset.y) + y
        width = self.size.width
        background = self.rich_style
        if not 0 <= number < len(self._rows):
            return Strip.blank(width, background)
        row = self._rows[number]
        segments = [Segment(self._margin(row), background + self._style("margin"))]
        for run in row.runs:
            style = background + self._style(run.kind) if run.kind in _KINDS else background
            segments.append(Segment(run.text, style))
        return Strip(segments).adjust_cell_length(width, background)

    def _style(self, kind: str) -> Style:
        return self.get_component_rich_style(f"article--{kind}", partial=True)

    def _margin(self, row: Row) -> str:
        current = self._session.current
        arrow = "▶" if any(run.item is not None and run.item is current for run in row.runs) else " "
        kinds = {run.kind for run in row.runs}
        kinds |= {run.item.finding.severity for run in row.runs if run.item is current and run.item is not None}
        letter = next((LETTERS[kind] for kind in SEVERITIES if kind in kinds), "")
        if not letter:
            marks = (("later", "?"), ("fixed", "✓"), ("rejected", "·"))
            letter = next((mark for kind, mark in marks if kind in kinds), " ")
        return f"{arrow}{letter} "

    def on_click(self, event: Click) -> None:
        """The fault under the mouse becomes the current one."""
        number = int(self.scroll_offset.y) + event.y
        column = event.x - MARGIN
        if not 0 <= number < len(self._rows):
            return
        from rich.cells import cell_len

        for run in self._rows[number].runs:
            size = cell_len(run.text)
            if column < size:
                if run.item is not None and column >= 0:
                    self.post_message(self.Chosen(run.item.key))
                return
            column -= size
