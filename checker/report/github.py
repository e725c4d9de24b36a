"""Workflow commands of GitHub Actions, which the service shows as annotations beside the lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.api import Report
from checker.document import DocumentError
from checker.finding import Finding
from checker.report.places import region, relative
from checker.report.wording import as_utf8, message_of, one_line

if TYPE_CHECKING:
    from checker.report.formats import Found

COMMANDS = {"critical": "error", "major": "warning", "minor": "notice"}


def render(found: Found) -> bytes:
    """A line a finding; columns are code points from 1, the last one included."""
    lines = []
    for path, result in found:
        file = relative(path, "GITHUB_WORKSPACE")
        if isinstance(result, DocumentError):
            lines.append(_command("error", {"file": file, "title": f"mtlint: {result.kind}"}, str(result)))
        else:
            lines += [_annotation(file, finding, result) for finding in result.findings]
    return "".join(f"{line}\n" for line in lines).encode()


def _annotation(file: str, finding: Finding, report: Report) -> str:
    place = region(report.document, finding.start, finding.end)
    properties = {"file": file, "line": str(place.line), "endLine": str(place.end_line)}
    if place.line == place.end_line:  # the runner drops columns of more than one line, with a warning
        properties["col"] = str(place.column)
        properties["endColumn"] = str(max(place.column, place.end_column - 1))
    properties["title"] = f"{finding.rule} ({finding.confidence:.2f})"
    return _command(COMMANDS[finding.severity], properties, message_of(finding))


def _command(name: str, properties: dict[str, str], message: str) -> str:
    return f"::{name} {','.join(f'{key}={_property(value)}' for key, value in properties.items())}::{_data(message)}"


def _data(text: str) -> str:
    return as_utf8(one_line(text)).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
