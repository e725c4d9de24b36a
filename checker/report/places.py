"""How reports for other programs name files and places in them."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Mapping
from itertools import pairwise

import msgspec

from checker.document import Document
from checker.finding import Edit, Finding

STANDARD_INPUT = "<stdin>"


class Region(msgspec.Struct, frozen=True):
    """Half-open, from 1: (line, column) of the first character and of the one behind the last."""

    line: int
    column: int
    end_line: int
    end_column: int


def region(document: Document, start: int, end: int) -> Region:
    """The region of a span of the source as an editor shows it: columns count code points, a byte-order mark none."""
    line, column = document.line_column(start)
    end_line, end_column = document.line_column(end)
    mark = document.source.startswith("\ufeff")
    return Region(
        line,
        max(1, column - 1) if mark and line == 1 else column,
        end_line,
        max(1, end_column - 1) if mark and end_line == 1 else end_column,
    )


class ByteLines:
    """Lines and columns of a document as git and reviewdog count them: LF ends a line, columns are bytes of UTF-8."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._starts = [0]
        at = source.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = source.find("\n", at + 1)

    def place(self, offset: int) -> tuple[int, int]:
        """(line, column) of a source offset, from 1."""
        line = bisect_right(self._starts, offset)
        before = self._source[self._starts[line - 1] : offset]
        return line, len(before.encode("utf-8", "surrogatepass")) + 1


def one_edit(finding: Finding, document: Document) -> Edit | None:
    """The edits of a finding as one, for readers that know only one; None where there is none."""
    if not finding.edits:
        return None
    edits = sorted(finding.edits)
    pieces = [edits[0].replacement]
    for previous, edit in pairwise(edits):
        pieces += [document.source[previous.end : edit.start], edit.replacement]
    return Edit(edits[0].start, edits[-1].end, "".join(pieces))


def relative(path: str, variable: str = "", environment: Mapping[str, str] = os.environ) -> str:
    """The path with slashes, relative to the folder that an environment variable names, or to the current folder.

    A path in neither stays as it was given. A service's variable names the checkout, to which its paths are relative.
    """
    if path == "-":
        return STANDARD_INPUT
    whole = os.path.abspath(path)
    for folder in (environment.get(variable, ""), os.getcwd()):
        if folder and whole.startswith(os.path.join(os.path.abspath(folder), "")):
            return os.path.relpath(whole, folder).replace(os.sep, "/")
    return path.replace(os.sep, "/")
