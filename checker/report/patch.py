"""Unified diffs that `git apply` and `patch` accept, with rules and confidences in the hunk headings."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Sequence

from checker.api import Report
from checker.edits import edits_for
from checker.finding import Edit

CONTEXT = 3


def patch_for(path: str, report: Report, lowest: float) -> str:
    """The hunks for a file; empty where nothing changes. Lines end as in the file; only LF ends a line for `patch`."""
    source = report.document.source
    chosen = edits_for(report.findings, lowest)
    edits = [edit for edit, _ in chosen]
    if not edits:
        return ""
    lines = source.split("\n")
    starts = [0]
    for line in lines[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    unfinished = lines[-1] != ""
    count = len(lines) if unfinished else len(lines) - 1
    changes = _changed_lines(edits, starts)
    out: list[str] = []
    shift = 0
    headings = dict(chosen)
    for group in _hunks(changes, count):
        first = max(0, group[0][0] - CONTEXT)
        last = min(count, group[-1][1] + 1 + CONTEXT)
        body: list[str] = []
        added = 0
        at = first
        said = []
        for low, high, own in group:
            body += _rows(" ", lines[at:low])
            old = "\n".join(lines[low : high + 1])
            new = old
            for edit in sorted(own, reverse=True):
                new = new[: edit.start - starts[low]] + edit.replacement + new[edit.end - starts[low] :]
                finding = headings[edit]
                said.append((edit.start, f"{finding.rule} {finding.confidence:.2f}"))
            new_lines = new.split("\n")
            ends = unfinished and high == count - 1
            body += _rows("-", old.split("\n"), ends)
            body += _rows("+", new_lines, ends)
            added += len(new_lines) - (high - low + 1)
            at = high + 1
        body += _rows(" ", lines[at:last], unfinished and last == count and at < last)
        length = last - first
        heading = ", ".join(dict.fromkeys(text for _, text in sorted(said)))
        out.append(f"@@ -{first + 1},{length} +{first + 1 + shift},{length + added} @@ {heading}\n" + "".join(body))
        shift += added
    return "".join(out)


def patch_header(path: str) -> bytes:
    """The two lines that name the file, in the encoding of the file system."""
    return _header(b"--- ", f"a/{_name(path)}") + _header(b"+++ ", f"b/{_name(path)}")


def _header(mark: bytes, name: str) -> bytes:
    raw = os.fsencode(name)
    if any(byte < 32 or byte in b'"\\\x7f' for byte in raw):  # quoted as git and patch read it
        escaped = "".join(f"\\{b:03o}" if b < 32 or b > 126 else "\\" + chr(b) if b in b'"\\' else chr(b) for b in raw)
        return mark + b'"' + escaped.encode() + b'"\n'
    return mark + raw + (b"\t\n" if b" " in raw else b"\n")


def _rows(mark: str, lines: Sequence[str], unfinished: bool = False) -> list[str]:
    rows = [f"{mark}{line}\n" for line in lines]
    if unfinished and rows:
        rows.append("\\ No newline at end of file\n")
    return rows


def _changed_lines(edits: Sequence[Edit], starts: list[int]) -> list[tuple[int, int, list[Edit]]]:
    """(first line, last line, edits) of each run of lines that edits touch; line numbers from 0."""
    runs: list[tuple[int, int, list[Edit]]] = []
    for edit in sorted(edits):
        low = bisect_right(starts, edit.start) - 1
        high = bisect_right(starts, max(edit.start, edit.end - 1)) - 1
        if runs and low <= runs[-1][1]:
            previous = runs.pop()
            runs.append((previous[0], max(previous[1], high), [*previous[2], edit]))
        else:
            runs.append((low, high, [edit]))
    return runs


def _hunks(changes: list[tuple[int, int, list[Edit]]], count: int) -> list[list[tuple[int, int, list[Edit]]]]:
    groups: list[list[tuple[int, int, list[Edit]]]] = []
    for change in changes:
        if groups and change[0] - groups[-1][-1][1] <= 2 * CONTEXT:
            groups[-1].append(change)
        else:
            groups.append([change])
    return groups


def _name(path: str) -> str:
    """The path as the patch names it: below the current folder where it is, else without its root."""
    relative = os.path.relpath(path)
    return (path.lstrip("/") if relative.startswith("..") else relative).replace(os.sep, "/")
