"""Findings as the diagnostics of the protocol, made as plain values: there may be thousands at each keystroke."""

from __future__ import annotations

from typing import Any

import msgspec

from checker.api import Report
from checker.finding import Finding
from checker.lsp.text import Text

SOURCE = "mtlint"
SEVERITIES = {"critical": 1, "major": 2, "minor": 3}
"""Error, warning, information."""


class Position(msgspec.Struct, frozen=True, gc=False):
    """Line and character from 0, in the agreed units."""

    line: int
    character: int


class Range(msgspec.Struct, frozen=True, gc=False):
    """What lies between two positions."""

    start: Position
    end: Position


class Data(msgspec.Struct, frozen=True, gc=False):
    """What comes back with a code action."""

    fingerprint: str
    confidence: float


class Diagnostic(msgspec.Struct, frozen=True, gc=False):
    """One finding, with the names of the protocol."""

    range: Range
    severity: int
    code: str
    source: str
    message: str
    data: Data


def diagnostics_of(report: Report, text: Text) -> list[Diagnostic]:
    """The diagnostics of a report, in the order of the text."""
    return [diagnostic(finding, text) for finding in report.findings]


def diagnostic(finding: Finding, text: Text) -> Diagnostic:
    """One finding."""
    covered = finding.text
    if text.even and "\n" not in covered and "\r" not in covered:
        # lines and columns are known already
        line, character = finding.line - 1, finding.column - 1
        range = Range(Position(line, character), Position(line, character + finding.end - finding.start))
    else:
        range = range_of(text, finding.start, finding.end)
    data = Data(finding.fingerprint, finding.confidence)
    return Diagnostic(range, SEVERITIES[finding.severity], finding.rule, SOURCE, finding.message, data)


def range_of(text: Text, start: int, end: int) -> Range:
    """The range between two offsets."""
    return Range(Position(*text.position(start)), Position(*text.position(end)))


def plain(value: Any) -> Any:
    """The value as lists and tables, for pygls."""
    return msgspec.to_builtins(value)
