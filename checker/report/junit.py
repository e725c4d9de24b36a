"""JUnit's XML, which CI services show as tests: a suite for each file, a failed case for each finding."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from checker.document import DocumentError
from checker.report.places import region, relative
from checker.report.wording import as_xml, message_of

if TYPE_CHECKING:
    from checker.report.formats import Found


def render(found: Found) -> bytes:
    """The report as UTF-8; a file without a finding is a case that passes, one that cannot be read an error."""
    root = ElementTree.Element("testsuites", name="mtlint")
    totals = {"tests": 0, "failures": 0, "errors": 0}
    for path, result in found:
        name = as_xml(relative(path))
        suite = ElementTree.SubElement(root, "testsuite", name=name)
        failures = errors = 0
        if isinstance(result, DocumentError):
            errors = 1
            case = ElementTree.SubElement(suite, "testcase", name="read", classname=name, file=name, time="0")
            said = as_xml(str(result))
            ElementTree.SubElement(case, "error", message=said, type=result.kind).text = said
        else:
            failures = len(result.findings)
            for finding in result.findings:
                place = region(result.document, finding.start, finding.end)
                title = f"{finding.rule} {place.line}:{place.column}"
                case = ElementTree.SubElement(suite, "testcase", name=title, classname=name, file=name)
                case.set("line", str(place.line))
                case.set("time", "0")
                said = as_xml(message_of(finding))
                failure = ElementTree.SubElement(case, "failure", message=said, type=finding.severity)
                failure.text = f"{name}:{place.line}:{place.column}: {said}"
            if not failures:
                ElementTree.SubElement(suite, "testcase", name="no finding", classname=name, file=name, time="0")
        counts = {"tests": max(1, failures), "failures": failures, "errors": errors}
        for key, count in counts.items():
            suite.set(key, str(count))
            totals[key] += count
        suite.set("skipped", "0")
        suite.set("time", "0")
    for key, count in totals.items():
        root.set(key, str(count))
    ElementTree.indent(root)
    whole: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return whole + b"\n"
