"""Findings as the diagnostics of the protocol, made as plain values: there may be thousands at each keystroke."""

from __future__ import annotations

from typing import Any

from checker.api import Report
from checker.finding import Finding
from checker.lsp.text import Text

SOURCE = "mtlint"
SEVERITIES = {"critical": 1, "major": 2, "minor": 3}
"""Error, warning, information."""

Range = dict[str, dict[str, int]]


def diagnostics_of(report: Report, text: Text) -> list[dict[str, Any]]:
    """The diagnostics of a report, in the order of the text."""
    return [diagnostic(finding, text) for finding in report.findings]


def diagnostic(finding: Finding, text: Text) -> dict[str, Any]:
    """One finding; `data` holds its fingerprint and its confidence."""
    return {
        "range": range_of(text, finding.start, finding.end),
        "severity": SEVERITIES[finding.severity],
        "code": finding.rule,
        "source": SOURCE,
        "message": finding.message,
        "data": {"fingerprint": finding.fingerprint, "confidence": finding.confidence},
    }


def range_of(text: Text, start: int, end: int) -> Range:
    """The range between two offsets."""
    line, character = text.position(start)
    last, behind = text.position(end)
    return {"start": {"line": line, "character": character}, "end": {"line": last, "character": behind}}
