"""How a finding's confidence came about, for `mtlint explain PATH:LINE:COLUMN`."""

from __future__ import annotations

from checker.api import Report
from checker.finding import PIVOTS, Finding


def show_explanation(path: str, finding: Finding, report: Report) -> None:
    """Print the finding, its terms in log-odds, and the document's evidence."""
    print(f"{path}:{finding.line}:{finding.column}  {finding.rule}  ({finding.category}, {finding.severity})")
    print(f"  text        “{finding.text}”")
    print(f"  why         {finding.message}")
    if finding.pivot is not None:
        phrase = f" “{finding.pivot.phrase}”" if finding.pivot.phrase else ""
        print(f"  pivot       {PIVOTS.get(finding.pivot.language, finding.pivot.language)}{phrase}")
    for suggestion in finding.suggestions:
        print(f"  suggestion  {suggestion.replacement or '(delete)'}  {suggestion.confidence:.2f}")
    print(f"  confidence  {finding.confidence:.2f}, from log-odds:")
    total = 0.0
    for term in finding.terms:
        total += term.value
        print(f"    {term.value:+6.2f}  {term.name}")
    print(f"    {total:+6.2f}  together")
    verdict = report.verdict
    print(
        f"  document    laundered with probability {verdict.laundered:.2f}; {len(verdict.evidence)} sure faults carry it"
    )
