"""What is said of a finding under the mouse: why, which word of which language, how sure, and how that came about."""

from __future__ import annotations

import re

from checker.api import Report
from checker.finding import PIVOTS, Finding

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def hover(finding: Finding, report: Report, markdown: bool) -> str:
    """The text for one finding, as Markdown or plain."""
    bold = "**" if markdown else ""

    def said(text: str) -> str:
        return _SPECIAL.sub(r"\\\1", text) if markdown else text

    def code(text: str) -> str:
        return f"`{text}`" if markdown and "`" not in text else said(text)

    lines = [f"{bold}{said(finding.message)}{bold}"]
    if finding.suggestions:
        shown = [f"“{said(s.replacement) or '(delete)'}” {s.confidence:.2f}" for s in finding.suggestions]
        lines.append(f"Suggested: {', '.join(shown)}")
    if finding.pivot is not None:
        language = PIVOTS.get(finding.pivot.language, finding.pivot.language)
        phrase = f" “{said(finding.pivot.phrase)}”" if finding.pivot.phrase else ""
        lines.append(f"Source word: {language}{phrase}")
    lines.append(f"Confidence {finding.confidence:.2f}, {finding.severity}, rule {code(finding.rule)}")
    if finding.terms:
        terms = [f"{term.value:+.2f} {said(term.name)}" for term in finding.terms]
        total = sum(term.value for term in finding.terms)
        lines.append(f"In log-odds: {', '.join(terms)}, together {total:+.2f}")
    verdict = report.verdict
    lines.append(
        f"The document went through a machine with probability {verdict.laundered:.2f}"
        + (f", most likely from {PIVOTS.get(verdict.pivot.language, verdict.pivot.language)}" if verdict.pivot else "")
    )
    return "\n\n".join(lines)
