"""A highlighted rich representation for notebooks."""

from __future__ import annotations

from html import escape

from checker.api import Report

_COLOUR = {"critical": "#f4b6b6", "major": "#f6dfa4", "minor": "#bfe3ea"}


def highlighted(report: Report) -> str:
    """The source as HTML with its faults marked; the explanation in the title of each mark."""
    source = report.document.source
    pieces = []
    at = 0
    for finding in report.findings:
        fixes = ", ".join(f"{s.replacement or '(delete)'} {s.confidence:.2f}" for s in finding.suggestions[:3])
        title = escape(f"{finding.message} → {fixes} [{finding.rule} {finding.confidence:.2f}]", quote=True)
        pieces.append(escape(source[at : finding.start]))
        pieces.append(
            f'<mark style="background:{_COLOUR[finding.severity]}" title="{title}">{escape(finding.text)}</mark>'
        )
        at = finding.end
    pieces.append(escape(source[at:]))
    return f'<div style="white-space:pre-wrap">{"".join(pieces)}</div>'
