"""Findings and word-level diffs for people, in colour where the terminal has it."""

from __future__ import annotations

from collections.abc import Iterable

from checker.api import Report
from checker.edits import edits_for
from checker.finding import PIVOTS, SEVERITIES, Finding
from checker.report.lines import Line, Output, cells
from checker.report.printable import printable

_STYLE = {"critical": "bold red", "major": "yellow", "minor": "cyan"}
_MOST_SUGGESTIONS = 4


def show_findings(out: Output, path: str, report: Report) -> None:
    """One block a finding: place, severity, rule, confidence, the line with the fault underlined, the suggestions."""
    if not report.findings:
        return
    source = report.document.source
    lines: list[Line] = [[(printable(path), "bold underline")]]
    for finding in report.findings:
        style = _STYLE[finding.severity]
        lines.append(
            [
                (f"  {finding.line}:{finding.column}  ", ""),
                (finding.severity, style),
                (f"  {finding.confidence:.2f}  ", ""),
                (finding.rule, "dim"),
            ]
        )
        shown, underline = excerpt(source, finding, max(40, out.width - 6))
        lines += [[("    ", ""), *shown], [("    " + underline, style)]]
        message = "    " + printable(finding.message)
        if finding.pivot is not None and finding.pivot.phrase and finding.pivot.phrase not in finding.message:
            message += f" ({PIVOTS.get(finding.pivot.language, finding.pivot.language)} “{finding.pivot.phrase}”)"
        lines.append([(message, "")])
        if finding.suggestions:
            line: Line = [("    → ", "")]
            for n, suggestion in enumerate(finding.suggestions[:_MOST_SUGGESTIONS]):
                line += [
                    ("   " if n else "", ""),
                    (printable(suggestion.replacement) or "(delete)", "green"),
                    (f" {suggestion.confidence:.2f}", "dim"),
                ]
            lines.append(line)
        lines.append([])
    out.show(lines)
    out.flush()


def excerpt(source: str, finding: Finding, width: int) -> tuple[Line, str]:
    """The source line around a finding, cut to the width, and the underline for it."""
    before = max(source.rfind("\n", 0, finding.start), source.rfind("\r", 0, finding.start)) + 1
    stops = [i for i in (source.find("\n", finding.end), source.find("\r", finding.end)) if i >= 0]
    after = min(stops, default=len(source))
    room = max(10, width - (finding.end - finding.start) - 2)
    left = max(before, finding.start - room // 2)
    right = min(after, finding.end + room - (finding.start - left))
    head = ("…" if left > before else "") + printable(source[left : finding.start])
    text = printable(finding.text)
    tail = printable(source[finding.end : right]) + ("…" if right < after else "")
    return [(head, ""), (text, _STYLE[finding.severity]), (tail, "")], " " * cells(head) + "^" * max(1, cells(text))


def show_summary(out: Output, results: Iterable[tuple[str, Report]]) -> None:
    """Counts by severity, and each file's verdict."""
    counts = dict.fromkeys(SEVERITIES, 0)
    files = words = suppressed = baselined = 0
    lines: list[Line] = []
    for path, report in results:
        files += 1
        words += report.words
        suppressed += report.left_out.suppressed
        baselined += report.left_out.baselined
        for finding in report.findings:
            counts[finding.severity] += 1
        verdict = report.verdict
        if verdict.laundered >= 0.5:
            way = "machine translation"
            if verdict.pivot is not None:
                name = PIVOTS.get(verdict.pivot.language, verdict.pivot.language)
                way = name if verdict.pivot.language == "spun" else f"machine translation through {name}"
                way += f" ({verdict.pivot.confidence:.2f})"
            lines.append([(f"{printable(path)}: laundered {verdict.laundered:.2f}, by {way}", "")])
    total = sum(counts.values())
    parts = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    noun = "finding" if total == 1 else "findings"
    said = f"{total} {noun}" + (f" ({parts})" if parts else "")
    said += f" in {files} file{'s' * (files != 1)}, {words:,} words"
    said += f"; {suppressed} suppressed" if suppressed else ""
    said += f"; {baselined} in the baseline left out" if baselined else ""
    out.show([*lines, [(said, "")]])


def show_diff(out: Output, path: str, report: Report, lowest: float) -> int:
    """The changed lines with `[-old-]{+new+}` in place and the reason for each below; how many edits there are."""
    document = report.document
    edits = edits_for(report.findings, lowest)
    if not edits:
        return 0
    source = document.source
    out.show([[(printable(path), "bold underline")]])
    at = 0
    while at < len(edits):
        first = max(source.rfind("\n", 0, edits[at][0].start), source.rfind("\r", 0, edits[at][0].start)) + 1
        line: Line = []
        position = first
        notes: list[Finding] = []
        while at < len(edits):
            edit, finding = edits[at]
            if notes and any(mark in source[position : edit.start] for mark in "\n\r"):
                break
            line.append((printable(source[position : edit.start]), ""))
            if edit.end > edit.start:
                line.append((f"[-{printable(source[edit.start : edit.end])}-]", "red"))
            if edit.replacement:
                line.append((f"{{+{printable(edit.replacement)}+}}", "green"))
            position = edit.end
            if not notes or notes[-1] is not finding:
                notes.append(finding)
            at += 1
        stops = [i for i in (source.find("\n", position), source.find("\r", position)) if i >= 0]
        line.append((printable(source[position : min(stops, default=len(source))]), ""))
        number = document.line_column(first)[0]
        out.show([[(f"@@ line {number} @@", "bold cyan")]])
        out.show([line], wrap=True)
        reasons: list[Line] = []
        for finding in notes:
            replacement = finding.suggestions[0].replacement
            note: Line = [
                ("  ", ""),
                (printable(finding.text) or "(nothing)", "red"),
                (" → ", ""),
                (printable(replacement) or "(delete)", "green"),
                (f"  {finding.suggestions[0].confidence:.2f}  {finding.rule}", "dim"),
            ]
            if finding.pivot is not None and finding.pivot.phrase:
                note.append((f"  {finding.pivot.language} “{finding.pivot.phrase}”", "dim"))
            reasons.append(note)
        out.show([*reasons, []])
    return len(edits)
