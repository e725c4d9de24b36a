"""Reports that other programs read: SARIF, GitHub annotations, GitLab code quality, rdjson, JUnit, Checkstyle.

Each takes (path, report or error) pairs and gives UTF-8. Paths are written with slashes, as they were given.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from typing import Any
from xml.etree import ElementTree

from checker import __version__
from checker.api import Report
from checker.document import DocumentError
from checker.finding import Finding

Found = Sequence[tuple[str, Report | DocumentError]]
_SARIF_LEVEL = {"critical": "error", "major": "warning", "minor": "note"}
_GITHUB = {"critical": "error", "major": "warning", "minor": "notice"}
_GITLAB = {"critical": "critical", "major": "major", "minor": "minor"}
_RDJSON = {"critical": "ERROR", "major": "WARNING", "minor": "INFO"}
_CHECKSTYLE = {"critical": "error", "major": "warning", "minor": "info"}


def sarif(found: Found) -> bytes:
    """SARIF 2.1.0; columns count Unicode code points, fixes are the first suggestion."""
    rules: dict[str, dict[str, Any]] = {}
    results = []
    problems = []
    for path, result in found:
        uri = _uri(path)
        if isinstance(result, DocumentError):
            problems.append(
                {"level": "error", "message": {"text": _clean(str(result))}, "descriptor": {"id": result.kind}}
            )
            continue
        for finding in result.findings:
            rules.setdefault(
                finding.rule,
                {
                    "id": finding.rule,
                    "shortDescription": {"text": finding.category},
                    "defaultConfiguration": {"level": _SARIF_LEVEL[finding.severity]},
                },
            )
            results.append(_sarif_result(uri, finding, result, list(rules).index(finding.rule)))
    run = {
        "tool": {"driver": {"name": "mtlint", "version": __version__, "rules": list(rules.values())}},
        "columnKind": "unicodeCodePoints",
        "results": results,
        "invocations": [{"executionSuccessful": not problems, "toolExecutionNotifications": problems}],
    }
    return _json({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]})


def _sarif_result(uri: str, finding: Finding, report: Report, index: int) -> dict[str, Any]:
    location = {"uri": uri}
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _SARIF_LEVEL[finding.severity],
        "rank": round(100 * finding.confidence, 1),
        "message": {"text": _clean(message_of(finding))},
        "locations": [{"physicalLocation": {"artifactLocation": location, "region": _region(finding, report)}}],
        "partialFingerprints": {"mtlint/v1": finding.fingerprint},
    }
    if finding.edits:
        replacements = [
            {
                "deletedRegion": {"charOffset": edit.start, "charLength": edit.end - edit.start},
                "insertedContent": {"text": edit.replacement},
            }
            for edit in finding.edits
        ]
        result["fixes"] = [
            {
                "description": {"text": _clean(f"write “{finding.suggestions[0].replacement}”")},
                "artifactChanges": [{"artifactLocation": location, "replacements": replacements}],
            }
        ]
    return result


def _region(finding: Finding, report: Report) -> dict[str, int]:
    line, column = end_of(finding, report)
    return {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": line,
        "endColumn": column,
        "charOffset": finding.start,
        "charLength": finding.end - finding.start,
    }


def github(found: Found) -> bytes:
    """Workflow commands, which GitHub shows as annotations."""
    lines = []
    for path, result in found:
        file = _property(os.fspath(path).replace("\\", "/"))
        if isinstance(result, DocumentError):
            lines.append(f"::error file={file}::{_data(str(result))}")
            continue
        for finding in result.findings:
            line, column = end_of(finding, result)
            place = f"file={file},line={finding.line},endLine={line},col={finding.column},endColumn={column}"
            title = _property(f"{finding.rule} {finding.confidence:.2f}")
            lines.append(f"::{_GITHUB[finding.severity]} {place},title={title}::{_data(message_of(finding))}")
    return _text(lines)


def gitlab(found: Found) -> bytes:
    """GitLab's code quality report."""
    rows = []
    for path, result in found:
        if isinstance(result, DocumentError):
            rows.append(_gitlab(path, 1, 1, "mtlint.error", str(result), "blocker", result.kind))
            continue
        for finding in result.findings:
            severity = _GITLAB[finding.severity]
            line, _ = end_of(finding, result)
            message = message_of(finding)
            rows.append(_gitlab(path, finding.line, line, finding.rule, message, severity, finding.fingerprint))
    return _json(rows)


def _gitlab(path: str, line: int, end: int, rule: str, message: str, severity: str, key: str) -> dict[str, Any]:
    own = hashlib.blake2b(f"{path}\x1f{key}".encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return {
        "description": _clean(message),
        "check_name": rule,
        "fingerprint": own,
        "severity": severity,
        "location": {"path": _clean(path.replace("\\", "/")), "lines": {"begin": line, "end": end}},
    }


def rdjson(found: Found) -> bytes:
    """Reviewdog's diagnostic format; columns count UTF-8 bytes, as it asks for."""
    rows = []
    for path, result in found:
        name = _clean(path.replace("\\", "/"))
        if isinstance(result, DocumentError):
            failed: dict[str, Any] = {"message": _clean(str(result)), "location": {"path": name}, "severity": "ERROR"}
            rows.append(failed)
            continue
        source = result.document.source
        for finding in result.findings:
            region = _byte_range(source, finding.start, finding.end)
            rows.append(
                {
                    "message": _clean(message_of(finding)),
                    "location": {"path": name, "range": region},
                    "severity": _RDJSON[finding.severity],
                    "code": {"value": finding.rule},
                    "suggestions": [
                        {"range": _byte_range(source, edit.start, edit.end), "text": edit.replacement}
                        for edit in finding.edits[:1]
                        if len(finding.edits) == 1
                    ],
                }
            )
    return _json({"source": {"name": "mtlint"}, "diagnostics": rows})


def junit(found: Found) -> bytes:
    """JUnit's XML: a suite for each file, a failed case for each finding."""
    suites = ElementTree.Element("testsuites", name="mtlint")
    for path, result in found:
        name = _xml(path)
        if isinstance(result, DocumentError):
            suite = ElementTree.SubElement(suites, "testsuite", name=name, tests="1", failures="0", errors="1")
            case = ElementTree.SubElement(suite, "testcase", name="read", classname=name)
            ElementTree.SubElement(case, "error", message=_xml(str(result)), type=result.kind)
            continue
        count = len(result.findings)
        numbers = {"tests": str(max(1, count)), "failures": str(count), "errors": "0"}
        suite = ElementTree.SubElement(suites, "testsuite", name=name, **numbers)
        for finding in result.findings:
            title = f"{finding.rule} {finding.line}:{finding.column}"
            case = ElementTree.SubElement(suite, "testcase", name=title, classname=name, file=name)
            case.set("line", str(finding.line))
            failure = ElementTree.SubElement(case, "failure", message=_xml(message_of(finding)), type=finding.severity)
            failure.text = _xml(f"{path}:{finding.line}:{finding.column}: {message_of(finding)}")
        if not count:
            ElementTree.SubElement(suite, "testcase", name="no finding", classname=name)
    return _xml_bytes(suites)


def checkstyle(found: Found) -> bytes:
    """Checkstyle's XML."""
    root = ElementTree.Element("checkstyle", version="4.3")
    for path, result in found:
        file = ElementTree.SubElement(root, "file", name=_xml(path))
        if isinstance(result, DocumentError):
            attributes = {"line": "1", "severity": "error", "message": _xml(str(result)), "source": "mtlint.error"}
            ElementTree.SubElement(file, "error", attributes)
            continue
        for finding in result.findings:
            attributes = {
                "line": str(finding.line),
                "column": str(finding.column),
                "severity": _CHECKSTYLE[finding.severity],
                "message": _xml(message_of(finding)),
                "source": f"mtlint.{finding.rule}",
            }
            ElementTree.SubElement(file, "error", attributes)
    return _xml_bytes(root)


FORMATS: dict[str, Callable[[Found], bytes]] = {
    "sarif": sarif,
    "github": github,
    "gitlab": gitlab,
    "rdjson": rdjson,
    "junit": junit,
    "checkstyle": checkstyle,
}


def message_of(finding: Finding) -> str:
    """One line: the explanation, the suggestions, the confidence."""
    shown = ", ".join(f"“{s.replacement}”" if s.replacement else "delete it" for s in finding.suggestions[:3])
    return f"{finding.message}{f'; suggested: {shown}' if shown else ''} (confidence {finding.confidence:.2f})"


def end_of(finding: Finding, report: Report) -> tuple[int, int]:
    """(line, column) directly behind a finding, from 1, in code points; a line ends with \\n, \\r\\n or \\r."""
    text = report.document.source[finding.start : finding.end].replace("\r\n", "\n").replace("\r", "\n")
    breaks = text.count("\n")
    if not breaks:
        return finding.line, finding.column + finding.end - finding.start
    return finding.line + breaks, len(text) - text.rfind("\n")


def _byte_range(source: str, start: int, end: int) -> dict[str, Any]:
    def place(offset: int) -> dict[str, int]:
        before = source[:offset].replace("\r\n", "\n").replace("\r", "\n")
        column = len(before[before.rfind("\n") + 1 :].encode("utf-8", "surrogatepass")) + 1
        return {"line": before.count("\n") + 1, "column": column}

    return {"start": place(start), "end": place(end)}


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(os.fsencode(path.replace("\\", "/") if os.name == "nt" else path), safe="/:@!$&'()*+,;=~")


def _clean(text: str) -> str:
    """The text as UTF-8 can hold it."""
    return text.encode("utf-8", "backslashreplace").decode()


def _data(text: str) -> str:
    return _clean(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _xml(text: str) -> str:
    """The text without what XML 1.0 forbids."""
    return "".join(c if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff") else "\ufffd" for c in _clean(text))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def _text(lines: Sequence[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _xml_bytes(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root)
    whole: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return whole + b"\n"
