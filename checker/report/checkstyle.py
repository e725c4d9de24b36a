"""Checkstyle's XML, which many CI services and editors read."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from checker.document import DocumentError
from checker.report.places import region, relative
from checker.report.wording import as_xml, message_of

if TYPE_CHECKING:
    from checker.report.formats import Found

SEVERITIES = {"critical": "error", "major": "warning", "minor": "info"}


def render(found: Found) -> bytes:
    """The report as UTF-8; a file that cannot be read has an error on its first line."""
    root = ElementTree.Element("checkstyle", version="4.3")
    for path, result in found:
        file = ElementTree.SubElement(root, "file", name=as_xml(relative(path)))
        if isinstance(result, DocumentError):
            _error(file, 1, 1, "error", str(result), result.kind)
            continue
        for finding in result.findings:
            place = region(result.document, finding.start, finding.end)
            severity = SEVERITIES[finding.severity]
            _error(file, place.line, place.column, severity, message_of(finding), finding.rule)
    ElementTree.indent(root)
    whole: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return whole + b"\n"


def _error(file: ElementTree.Element, line: int, column: int, severity: str, message: str, source: str) -> None:
    attributes = {
        "line": str(line),
        "column": str(column),
        "severity": severity,
        "message": as_xml(message),
        "source": f"mtlint.{source}",
    }
    ElementTree.SubElement(file, "error", attributes)
