"""SARIF 2.1.0, for code scanning services and editors.

Lines and columns are as an editor shows them: code points from 1, a byte-order mark not counted; the character offsets
count from 0 in the same way. A fix is the first suggestion. The verdict is in the property bag of each artifact.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import msgspec

from checker import __version__
from checker.api import Report
from checker.document import DocumentError
from checker.finding import Edit, Finding
from checker.report.places import region, relative
from checker.report.wording import as_utf8, message_of

if TYPE_CHECKING:
    from checker.report.formats import Found

LEVELS = {"critical": "error", "major": "warning", "minor": "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
Json = dict[str, Any]


def render(found: Found) -> bytes:
    """The report as UTF-8."""
    rules: dict[str, Json] = {}
    kinds: dict[str, Json] = {}
    artifacts: list[Json] = []
    results: list[Json] = []
    problems: list[Json] = []
    for path, result in found:
        location = {**_location(path), "index": len(artifacts)}
        if isinstance(result, DocumentError):
            artifacts.append({"location": _location(path)})
            kinds.setdefault(result.kind, _kind(result.kind))
            problems.append(
                {
                    "level": "error",
                    "message": {"text": as_utf8(str(result))},
                    "descriptor": {"id": result.kind, "index": list(kinds).index(result.kind)},
                    "locations": [{"physicalLocation": {"artifactLocation": location}}],
                }
            )
            continue
        artifacts.append(_artifact(path, result))
        for finding in result.findings:
            rules.setdefault(finding.rule, _rule(finding))
            results.append(_result(finding, result, location))
    numbers = {rule: n for n, rule in enumerate(rules)}
    for row in results:
        row["ruleIndex"] = numbers[row["ruleId"]]
    driver = {
        "name": "mtlint",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": list(rules.values()),
        "notifications": list(kinds.values()),
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "invocations": [{"executionSuccessful": not problems, "toolExecutionNotifications": problems}],
        "artifacts": artifacts,
        "results": results,
    }
    whole = msgspec.json.encode({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})
    return msgspec.json.format(whole, indent=1) + b"\n"


def _rule(finding: Finding) -> Json:
    return {
        "id": finding.rule,
        "shortDescription": {"text": finding.category.replace("-", " ")},
        "fullDescription": {"text": f"{finding.category.replace('-', ' ')}: {finding.rule}"},
        "help": {"text": f"`mtlint rules show {finding.rule}` tells what it catches and why."},
        "defaultConfiguration": {"level": LEVELS[finding.severity]},
        "properties": {"tags": [finding.category, finding.severity]},
    }


def _kind(kind: str) -> Json:
    said = {"text": f"A file could not be checked: {kind.replace('-', ' ')}."}
    return {"id": kind, "shortDescription": said, "fullDescription": said}


def _artifact(path: str, report: Report) -> Json:
    verdict = msgspec.to_builtins(report.verdict)
    del verdict["evidence"]
    return {
        "location": _location(path),
        "encoding": report.document.encoding,
        "properties": {"words": report.words, "verdict": verdict},
    }


def _result(finding: Finding, report: Report, location: Json) -> Json:
    place = {"artifactLocation": location, "region": _region(finding.start, finding.end, report, finding.text)}
    result: Json = {
        "ruleId": finding.rule,
        "level": LEVELS[finding.severity],
        "rank": round(100 * finding.confidence, 1),
        "message": {"text": as_utf8(message_of(finding))},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"mtlint/v1": finding.fingerprint},
        "properties": {"category": finding.category, "confidence": finding.confidence},
    }
    if finding.pivot is not None:
        result["properties"]["pivot"] = msgspec.to_builtins(finding.pivot)
    if finding.edits:
        said = f"write “{finding.suggestions[0].replacement}”" if finding.suggestions[0].replacement else "delete it"
        change = {"artifactLocation": location, "replacements": [_replacement(edit, report) for edit in finding.edits]}
        result["fixes"] = [{"description": {"text": said}, "artifactChanges": [change]}]
    return result


def _replacement(edit: Edit, report: Report) -> Json:
    return {
        "deletedRegion": _region(edit.start, edit.end, report),
        "insertedContent": {"text": edit.replacement},
    }


def _region(start: int, end: int, report: Report, snippet: str = "") -> Json:
    place = region(report.document, start, end)
    mark = report.document.source.startswith("\ufeff")
    found: Json = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "charOffset": max(0, start - mark),
        "charLength": max(0, end - mark) - max(0, start - mark),
    }
    if snippet:
        found["snippet"] = {"text": snippet}
    return found


def _location(path: str) -> Json:
    """Relative to the checkout where it lies in it, else the whole URI; bytes that a URI may not hold as %XX."""
    name = relative(path, "GITHUB_WORKSPACE")
    if os.path.isabs(name):
        return {"uri": Path(name).as_uri()}
    # a colon in the first part would read as the end of a scheme
    return {"uri": quote(os.fsencode(name), safe="/@!$&'()*+,;=~"), "uriBaseId": "%SRCROOT%"}
