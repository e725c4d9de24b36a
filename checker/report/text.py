"""The terminal's report as plain text, for a file."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from checker.api import Report
from checker.document import DocumentError
from checker.report.lines import Output
from checker.report.printable import printable
from checker.report.terminal import show_findings, show_summary

if TYPE_CHECKING:
    from checker.report.formats import Found

WIDTH = 120


def render(found: Found) -> bytes:
    """The findings of each file and the summary, without colour; files that could not be read come last."""
    stream = io.StringIO()
    out = Output(stream, WIDTH)
    for path, result in found:
        if isinstance(result, Report):
            show_findings(out, path, result)
    show_summary(out, [(path, result) for path, result in found if isinstance(result, Report)])
    for _, result in found:
        if isinstance(result, DocumentError):
            stream.write(f"not checked: {printable(str(result))}\n")
    return stream.getvalue().encode("utf-8", "backslashreplace")
