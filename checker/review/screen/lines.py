"""An article cut into the rows of a screen."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
from rich.cells import cell_len

from checker.report.printable import printable
from checker.review.passage import Piece
from checker.review.walk import Item

_PART = re.compile(r"\s*\S+\s*|\s+")


class Run(msgspec.Struct, frozen=True):
    """A part of a row in one style; `item` is the finding it belongs to."""

    text: str
    kind: str
    item: Item | None = None


class Row(msgspec.Struct, frozen=True):
    """A row of the screen; `line` is the number of the source line from 1, `first` tells that it begins there."""

    runs: tuple[Run, ...]
    line: int
    first: bool


def rows_of(parts: Sequence[Piece], width: int, line: int) -> list[Row]:
    """The pieces of one source line as rows of at most `width` columns, broken at spaces where there are any."""
    runs = [run for piece in parts for run in _runs(piece)]
    text = "".join(run.text for run in runs)
    rows: list[Row] = []
    for number, (low, high) in enumerate(_breaks(text, max(8, width))):
        rows.append(Row(tuple(_cut(runs, low, high)), line, number == 0))
    return rows


def _runs(piece: Piece) -> list[Run]:
    text = printable(piece.text)
    severity = piece.item.finding.severity if piece.item is not None else ""
    if piece.what in ("fault", "later"):
        return [Run(text or "‸", severity if piece.what == "fault" else "later", piece.item)]
    if piece.what in ("old", "new"):
        return [Run(f"[-{text}-]" if piece.what == "old" else f"{{+{text}+}}", piece.what, piece.item)]
    return [Run(text, piece.what, piece.item)]


def _breaks(text: str, width: int) -> list[tuple[int, int]]:
    """Half-open spans of the rows."""
    if not text:
        return [(0, 0)]
    spans: list[tuple[int, int]] = []
    low = at = used = 0
    for match in _PART.finditer(text):
        part = match[0]
        size = cell_len(part.rstrip()) if part.strip() else 0
        if used and used + size > width:
            spans.append((low, at))
            low, used = at, 0
        while size > width:  # a word longer than a row
            step = _fits(text[at : match.end()], width)
            spans.append((low, at + step))
            at = low = at + step
            part = text[at : match.end()]
            size = cell_len(part.rstrip())
        used += cell_len(part)
        at = match.end()
    spans.append((low, len(text)))
    return spans


def _fits(text: str, width: int) -> int:
    """How many code points of a text fit a width; at least one."""
    used = 0
    for number, character in enumerate(text):
        used += cell_len(character)
        if used > width:
            return max(1, number)
    return len(text)


def _cut(runs: Sequence[Run], low: int, high: int) -> list[Run]:
    found: list[Run] = []
    at = 0
    for run in runs:
        start, end = max(low, at), min(high, at + len(run.text))
        if start < end:
            found.append(Run(run.text[start - at : end - at], run.kind, run.item))
        at += len(run.text)
    return found
