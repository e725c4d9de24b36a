"""What the article is, and what says so."""

from __future__ import annotations

from checker.api import Report
from checker.finding import PIVOTS, Verdict
from checker.report.html.escape import text

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


def verdict(number: int, report: Report) -> str:
    """The verdict of the file with that number with its evidence."""
    items = sorted(report.verdict.evidence, key=lambda item: -abs(item.weight))
    shown = f'<p class="verdict">{text(verdict_line(report.verdict))}</p>'
    if not items:
        return f"{shown}\n<p>There is no evidence: no fault in it is one that only a machine makes.</p>"
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
    noun = "fault that only a machine makes" if len(items) == 1 else "faults that only a machine makes"
    return (
        f"{shown}\n<details><summary>The evidence: {len(items)} {noun}</summary>\n"
        "<p>The weight says how strongly a fault speaks: 2.3 makes a machine ten times as likely as before.</p>\n"
        '<table class="evidence"><thead><tr><th scope="col">Words</th><th scope="col">Line</th>'
        '<th scope="col">Rule</th><th scope="col">Weight</th></tr></thead>\n'
        f"<tbody>{''.join(rows)}</tbody></table></details>"
    )
