"""GitLab's code quality report.

GitLab takes two entries with one fingerprint for one and compares the fingerprints of branches: they name the file and
the finding, never the line.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import msgspec

from checker.document import DocumentError
from checker.report.places import region, relative
from checker.report.wording import as_utf8, message_of

if TYPE_CHECKING:
    from checker.report.formats import Found

SEVERITIES = {"critical": "critical", "major": "major", "minor": "minor"}


def render(found: Found) -> bytes:
    """The report as UTF-8; a file that cannot be read is a blocker on its first line."""
    rows: list[dict[str, Any]] = []
    seen: dict[str, int] = {}
    for path, result in found:
        name = as_utf8(relative(path, "CI_PROJECT_DIR"))
        if isinstance(result, DocumentError):
            key = _fingerprint(name, result.kind, seen)
            rows.append(_row(name, 1, 1, f"mtlint.{result.kind}", str(result), "blocker", key))
            continue
        for finding in result.findings:
            place = region(result.document, finding.start, finding.end)
            key = _fingerprint(name, finding.fingerprint, seen)
            severity = SEVERITIES[finding.severity]
            rows.append(_row(name, place.line, place.end_line, finding.rule, message_of(finding), severity, key))
    return msgspec.json.format(msgspec.json.encode(rows), indent=1) + b"\n"


def _row(path: str, line: int, end: int, rule: str, message: str, severity: str, key: str) -> dict[str, Any]:
    return {
        "description": as_utf8(message),
        "check_name": rule,
        "fingerprint": key,
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line, "end": end}},
    }


def _fingerprint(path: str, key: str, seen: dict[str, int]) -> str:
    whole = f"{path}\x1f{key}"
    seen[whole] = seen.get(whole, 0) + 1
    return hashlib.blake2b(f"{whole}\x1f{seen[whole]}".encode(), digest_size=16).hexdigest()
