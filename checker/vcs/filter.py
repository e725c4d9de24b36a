"""Of a report, what stands on lines that changed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable

import msgspec

from checker.api import Report
from checker.finding import Finding
from checker.vcs.changes import Changes
from checker.vcs.patch import WHOLE, Ranges


def on_changed_lines(changes: Changes) -> Callable[[str, Report], Report]:
    """A filter that keeps the findings of which a changed line holds a part. The verdict stays that of the document."""

    def kept(path: str, report: Report) -> Report:
        ranges = changes.of(path)
        if ranges == WHOLE:
            return report
        findings = _touching(report.document.source, report.findings, ranges)
        return msgspec.structs.replace(report, findings=findings)

    return kept


def _touching(source: str, findings: tuple[Finding, ...], ranges: Ranges) -> tuple[Finding, ...]:
    # git ends lines at LF only, a finding's own line number counts lone CRs too
    breaks = [match.start() for match in re.finditer("\n", source)] if findings and ranges else []
    firsts = [first for first, _ in ranges]
    kept = []
    for finding in findings:
        low = bisect_left(breaks, finding.start) + 1
        high = bisect_left(breaks, max(finding.start, finding.end - 1)) + 1
        before = bisect_right(firsts, high) - 1
        if before >= 0 and ranges[before][1] >= low:
            kept.append(finding)
    return tuple(kept)
