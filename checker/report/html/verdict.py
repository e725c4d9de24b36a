"""What the article is, and what says so."""

from __future__ import annotations

from checker.api import Report
from checker.finding import PIVOTS, Verdict
from checker.report.html.escape import text

MOST_SHOWN = 12
_WORDS = ((0.95, "almost certainly"), (0.8, "very probably"), (0.5, "probably"))


def verdict_line(verdict: Verdict) -> str:
    """One sentence: did the text go through a machine, by which way, and how sure is that?"""
    sure = next((words for low, words in _WORDS if verdict.laundered >= low), "")
    if not sure:
        return f"Little or nothing says that this article went through a machine (probability {verdict.laundered:.2f})."
    pivot = verdict.pivot
    way = ""
    if pivot is not None:
        name = PIVOTS.get(pivot.language, pivot.language)
        how = f"by {name}" if pivot.language == "spun" else f"by machine translation through {name}"
        way = f", {how} (probability {pivot.confidence:.2f})"
    return f"This article {sure} went through a machine (probability {verdict.laundered:.2f}){way}."


def evidence(number: int, report: Report) -> str:
    """The faults that carry the verdict of the file with that number, the strongest first."""
    items = sorted(report.verdict.evidence, key=lambda item: -abs(item.weight))
    if not items:
        return '<p class="none">None: no fault in the article is one that only a machine makes.</p>'
    places = {(finding.start, finding.end): n for n, finding in reversed(list(enumerate(report.findings)))}
    rows = []
    for item in items:
        words = f"<q>{text(report.document.source[item.start : item.end])}</q>"
        index = places.get((item.start, item.end))
        if index is not None:
            words = f'<a href="#m{number}-{index}">{words}</a>'
        line = report.document.line_column(item.start)[0]
        rows.append(
            f"<tr><td>{words}</td><td>{line}</td><td><code>{text(item.rule)}</code></td>"
            f"<td>{item.weight:+.1f}</td></tr>"
        )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Words", "Line", "Rule", "Weight"))
    more = ""
    if len(rows) > MOST_SHOWN:
        more = (
            f"<details><summary>{len(rows) - MOST_SHOWN} more</summary>\n"
            f'<table class="evidence"><thead><tr>{head}</tr></thead>\n'
            f"<tbody>{''.join(rows[MOST_SHOWN:])}</tbody></table></details>"
        )
    return (
        "<p>Faults that hardly anybody but a machine makes. A weight of 2.3 makes a machine ten times as likely.</p>\n"
        f'<table class="evidence"><thead><tr>{head}</tr></thead>\n<tbody>{"".join(rows[:MOST_SHOWN])}</tbody></table>'
        f"{more}"
    )
