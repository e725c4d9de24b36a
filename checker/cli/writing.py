"""The text that `mtlint fix` writes."""

from __future__ import annotations

from checker.api import Report
from checker.document.write import write_source as write_fixed
from checker.edits import apply_edits, edits_for

__all__ = ["fixed_text", "write_fixed"]


def fixed_text(report: Report, lowest: float) -> tuple[str, int]:
    """The source with the edits from a confidence on, and how many they are."""
    chosen = edits_for(report.findings, lowest)
    fixed = {(finding.start, finding.end) for _, finding in chosen}
    return apply_edits(report.document.source, (edit for edit, _ in chosen)), len(fixed)
