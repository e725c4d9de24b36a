"""The JSON report, version 1. Other tools read it, so it only grows; report.schema.json beside this
module describes it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Literal

import msgspec

from checker import __version__
from checker.api import Report
from checker.document import DocumentError
from checker.finding import Pivot, Severity, Suggestion, Verdict


class Tool(msgspec.Struct, frozen=True):
    """Who made the report."""

    name: str
    version: str


class FindingRow(msgspec.Struct, frozen=True):
    """A finding; offsets are half-open code points of the file, line and column count from 1."""

    rule: str
    category: str
    severity: Severity
    start: int
    end: int
    line: int
    column: int
    text: str
    message: str
    confidence: float
    suggestions: tuple[Suggestion, ...]
    pivot: Pivot | None
    fingerprint: str


class ErrorRow(msgspec.Struct, frozen=True):
    """Why a file could not be checked."""

    kind: str
    message: str


class CheckedFile(msgspec.Struct, frozen=True):
    """A file that was checked."""

    path: str
    encoding: str
    words: int
    verdict: Verdict
    findings: tuple[FindingRow, ...]


class FailedFile(msgspec.Struct, frozen=True):
    """A file that could not be checked."""

    path: str
    error: ErrorRow


class JsonReport(msgspec.Struct, frozen=True):
    """The whole report; `files` holds a CheckedFile or a FailedFile for each."""

    version: Literal[1]
    tool: Tool
    files: tuple[object, ...]


def render(results: Iterable[tuple[str, Report | DocumentError]]) -> bytes:
    """The report over (path, result) pairs, as UTF-8 on one line."""
    return json_report(results) + b"\n"


def json_report(results: Iterable[tuple[str, Report | DocumentError]]) -> bytes:
    """The report over (path, result) pairs, as UTF-8."""
    files = tuple(_file(path, result) for path, result in results)
    return msgspec.json.encode(JsonReport(1, Tool("mtlint", __version__), files))


def _file(path: str, result: Report | DocumentError) -> CheckedFile | FailedFile:
    path = os.fsencode(path).decode("utf-8", "backslashreplace")
    if isinstance(result, DocumentError):
        return FailedFile(path, ErrorRow(result.kind, str(result).encode("utf-8", "backslashreplace").decode()))
    rows = tuple(
        FindingRow(**{name: getattr(finding, name) for name in FindingRow.__struct_fields__})
        for finding in result.findings
    )
    return CheckedFile(path, result.document.encoding, result.words, result.verdict, rows)
