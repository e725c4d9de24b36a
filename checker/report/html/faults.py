"""The list of faults: each with what is wrong, why, how sure that is, and what to write."""

from __future__ import annotations

from checker.api import Report
from checker.finding import PIVOTS, Finding
from checker.report.html.escape import attribute, text

MOST_SUGGESTIONS = 5


def family(rule: str) -> str:
    """The first part of a rule's id."""
    return rule.split(".", 1)[0]


def faults(number: int, report: Report) -> str:
    """The faults of the file with that number, as a list."""
    rows = "\n".join(_card(f"{number}-{n}", n, finding) for n, finding in enumerate(report.findings))
    return f'<ol class="cards">\n{rows}\n</ol>'


def _card(name: str, n: int, finding: Finding) -> str:
    data = {
        "severity": finding.severity,
        "family": family(finding.rule),
        "category": finding.category,
        "confidence": f"{finding.confidence:.4f}",
    }
    attributes = " ".join(f'data-{key}="{attribute(value)}"' for key, value in data.items())
    shown = finding.text if len(finding.text) <= 200 else finding.text[:200] + "…"
    quoted = f"<q>{text(shown)}</q>" if shown.strip() else "a place between words"
    return (
        f'<li class="card {finding.severity}" id="c{name}" {attributes} tabindex="-1" aria-labelledby="t{name}">\n'
        f'<h4 id="t{name}"><span class="number">{n + 1}</span> {quoted} '
        f'<span class="severity">{finding.severity}</span></h4>\n'
        f"<p>{text(finding.message)}</p>\n"
        f"{_suggestions(finding)}"
        f"{_source_word(finding)}"
        f'<p class="fine"><span class="confidence">confidence {finding.confidence:.2f}</span> {_bar(finding.confidence)} '
        f"<span>{text(finding.category.replace('-', ' '))}</span> <code>{text(finding.rule)}</code> "
        f'<a class="back" href="#m{name}">line {finding.line}, column {finding.column}</a></p>\n'
        "</li>"
    )


def _suggestions(finding: Finding) -> str:
    if not finding.suggestions:
        return '<p class="none">No suggestion: this needs an editor.</p>\n'
    rows = "".join(
        f"<li>{f'<b>{text(s.replacement)}</b>' if s.replacement else '<i>delete it</i>'} "
        f'<span class="number">{s.confidence:.2f}</span></li>'
        for s in finding.suggestions[:MOST_SUGGESTIONS]
    )
    return f'<ul class="suggestions" aria-label="Suggestions">{rows}</ul>\n'


def _source_word(finding: Finding) -> str:
    pivot = finding.pivot
    if pivot is None or (pivot.phrase and pivot.phrase in finding.message):  # said already
        return ""
    name = PIVOTS.get(pivot.language, pivot.language)
    if pivot.language == "spun":
        return f'<p class="pivot">From {text(name)}{f": <q>{text(pivot.phrase)}</q>" if pivot.phrase else ""}</p>\n'
    phrase = f': <q lang="{attribute(pivot.language)}">{text(pivot.phrase)}</q>' if pivot.phrase else ""
    return f'<p class="pivot">From {text(name)}{phrase}</p>\n'


def _bar(confidence: float) -> str:
    """A small bar; its number stands beside it."""
    width = max(0, min(40, round(40 * confidence)))
    return (
        '<svg class="bar" width="40" height="8" aria-hidden="true" focusable="false">'
        f'<rect class="track" width="40" height="8"/><rect class="fill" width="{width}" height="8"/></svg>'
    )
