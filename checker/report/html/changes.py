"""Before and after, side by side: the lines that the first suggestions change."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from checker.api import Report
from checker.finding import Edit
from checker.report.html.escape import text


class _Row(msgspec.Struct):
    """Lines that edits touch: half-open span of the source, edits with the index of their finding."""

    start: int
    end: int
    edits: list[tuple[Edit, int]]


def changes(number: int, report: Report) -> str:
    """A table with a row for each changed line of the file with that number; a remark where nothing changes."""
    rows = _rows(report)
    if not rows:
        return '<p class="none">There is no suggestion to put in.</p>'
    source = report.document.source
    body = []
    for row in rows:
        names = " ".join(dict.fromkeys(f"{number}-{index}" for _, index in row.edits))
        line = report.document.line_column(row.start)[0]
        before, after = _before(source, row, number), _after(source, row, number)
        body.append(
            f'<tr data-of="{names}"><th scope="row"><span class="vh">line </span>{line}</th>'
            f'<td dir="auto">{before}</td><td dir="auto">{after}</td></tr>'
        )
    return (
        '<table class="changes"><thead><tr><th scope="col">Line</th><th scope="col">Before</th>'
        '<th scope="col">After</th></tr></thead>\n<tbody>\n' + "\n".join(body) + "\n</tbody></table>"
    )


def _rows(report: Report) -> list[_Row]:
    document = report.document
    edits = sorted((edit, index) for index, finding in enumerate(report.findings) for edit in finding.edits)
    breaks = _line_starts(document.source)
    rows: list[_Row] = []
    at = 0
    for edit, index in edits:
        if edit.start < at:  # two candidates for one place: the first is shown
            continue
        at = edit.end
        low = breaks[bisect_left(breaks, edit.start + 1) - 1]
        following = bisect_left(breaks, max(edit.end, edit.start + 1))
        high = breaks[following] if following < len(breaks) else len(document.source)
        if rows and low < rows[-1].end:
            rows[-1].end = max(rows[-1].end, high)
            rows[-1].edits.append((edit, index))
        else:
            rows.append(_Row(low, high, [(edit, index)]))
    return rows


def _line_starts(source: str) -> Sequence[int]:
    starts = [1 if source.startswith("\ufeff") else 0]
    at = 0
    for line in source.replace("\r\n", " \n").replace("\r", "\n").split("\n")[:-1]:
        at += len(line) + 1
        starts.append(at)
    return starts


def _before(source: str, row: _Row, number: int) -> str:
    pieces = []
    at = row.start
    for edit, index in row.edits:
        pieces.append(text(source[at : edit.start]))
        if edit.end > edit.start:
            pieces.append(f'<del data-of="{number}-{index}">{text(source[edit.start : edit.end])}</del>')
        at = edit.end
    return "".join(pieces) + text(source[at : row.end].rstrip("\r\n"))


def _after(source: str, row: _Row, number: int) -> str:
    pieces = []
    at = row.start
    for edit, index in row.edits:
        pieces.append(text(source[at : edit.start]))
        if edit.replacement:
            pieces.append(f'<ins data-of="{number}-{index}">{text(edit.replacement)}</ins>')
        at = edit.end
    return "".join(pieces) + text(source[at : row.end].rstrip("\r\n"))
