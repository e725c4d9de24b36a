"""Reviewdog's diagnostic format (rdjson). Positions are lines of git and bytes of UTF-8, from 1, the end excluded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from checker.api import Report
from checker.document import DocumentError
from checker.finding import Finding
from checker.report.places import ByteLines, one_edit, relative
from checker.report.wording import as_utf8, message_of

if TYPE_CHECKING:
    from checker.report.formats import Found

SEVERITIES = {"critical": "ERROR", "major": "WARNING", "minor": "INFO"}


def render(found: Found) -> bytes:
    """The report as UTF-8; a file that cannot be read is a diagnostic without a range."""
    rows: list[dict[str, Any]] = []
    for path, result in found:
        name = as_utf8(relative(path))
        if isinstance(result, DocumentError):
            rows.append(
                {
                    "message": as_utf8(str(result)),
                    "location": {"path": name},
                    "severity": "ERROR",
                    "code": {"value": f"mtlint.{result.kind}"},
                }
            )
            continue
        lines = ByteLines(result.document.source)
        rows += [_diagnostic(name, finding, result, lines) for finding in result.findings]
    whole = msgspec.json.encode({"source": {"name": "mtlint"}, "diagnostics": rows})
    return msgspec.json.format(whole, indent=1) + b"\n"


def _diagnostic(path: str, finding: Finding, report: Report, lines: ByteLines) -> dict[str, Any]:
    row: dict[str, Any] = {
        "message": as_utf8(message_of(finding)),
        "location": {"path": path, "range": _range(lines, finding.start, finding.end)},
        "severity": SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
    }
    edit = one_edit(finding, report.document)
    if edit is not None:
        row["suggestions"] = [{"range": _range(lines, edit.start, edit.end), "text": edit.replacement}]
    return row


def _range(lines: ByteLines, start: int, end: int) -> dict[str, dict[str, int]]:
    return {
        name: dict(zip(("line", "column"), lines.place(offset), strict=True))
        for name, offset in (("start", start), ("end", end))
    }
