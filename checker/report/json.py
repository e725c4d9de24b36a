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


class UnusedRow(msgspec.Struct, frozen=True):
    """A suppression that suppresses nothing or cannot be read; line and column from 1, null where it has none."""

    file: str
    line: int | None
    column: int | None
    message: str


class CheckedFile(msgspec.Struct, frozen=True):
    """A file that was checked. `suppressed` and `baselined` count the findings that are left out."""

    path: str
    encoding: str
    words: int
    verdict: Verdict
    findings: tuple[FindingRow, ...]
    suppressed: int = 0
    baselined: int = 0
    unused_suppressions: tuple[UnusedRow, ...] = ()


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
    path = _utf8(path)
    if isinstance(result, DocumentError):
        return FailedFile(path, ErrorRow(result.kind, str(result).encode("utf-8", "backslashreplace").decode()))
    return checked_file(path, result)


def checked_file(path: str, result: Report) -> CheckedFile:
    """The report of one file; `path` as it is to be shown."""
    rows = tuple(
        FindingRow(**{name: getattr(finding, name) for name in FindingRow.__struct_fields__})
        for finding in result.findings
    )
    left = result.left_out
    unused = tuple(UnusedRow(_utf8(one.file), one.line or None, one.column or None, one.message) for one in left.unused)
    return CheckedFile(
        path,
        result.document.encoding,
        result.words,
        result.verdict,
        rows,
        left.suppressed,
        left.baselined,
        unused,
    )


def _utf8(path: str) -> str:
    """The path with what is no text in it shown by its numbers."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
