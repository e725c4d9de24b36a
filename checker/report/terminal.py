"""Findings and word-level diffs for people, in colour where the terminal has it."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from checker.api import Report
from checker.edits import edits_for
from checker.finding import PIVOTS, SEVERITIES, Finding
from checker.report.printable import printable


class Terminal(Console):
    """Standard output; a reader that went away is left to the command to report."""

    def __init__(self) -> None:
        super().__init__(highlight=False)

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


_STYLE = {"critical": "bold red", "major": "yellow", "minor": "cyan"}
_MOST_SUGGESTIONS = 4


def show_findings(console: Console, path: str, report: Report) -> None:
    """One block a finding: place, severity, rule, confidence, the line with the fault underlined, the suggestions."""
    if not report.findings:
        return
    console.print(Text(printable(path), style="bold underline"), soft_wrap=True)
    for finding in report.findings:
        head = Text(f"  {finding.line}:{finding.column}  ")
        head.append(finding.severity, style=_STYLE[finding.severity])
        head.append(f"  {finding.confidence:.2f}  ")
        head.append(finding.rule, style="dim")
        console.print(head, soft_wrap=True)
        shown, underline = excerpt(report.document.source, finding, max(40, console.width - 6))
        console.print(Text("    ").append_text(shown), soft_wrap=True)
        console.print(Text("    " + underline, style=_STYLE[finding.severity]), soft_wrap=True)
        message = Text("    ").append(printable(finding.message))
        if finding.pivot is not None and finding.pivot.phrase and finding.pivot.phrase not in finding.message:
            message.append(f" ({PIVOTS.get(finding.pivot.language, finding.pivot.language)} “{finding.pivot.phrase}”)")
        console.print(message, soft_wrap=True)
        if finding.suggestions:
            line = Text("    → ")
            for n, suggestion in enumerate(finding.suggestions[:_MOST_SUGGESTIONS]):
                line.append("   " if n else "")
                line.append(printable(suggestion.replacement) or "(delete)", style="green")
                line.append(f" {suggestion.confidence:.2f}", style="dim")
            console.print(line, soft_wrap=True)
        console.print()


def excerpt(source: str, finding: Finding, width: int) -> tuple[Text, str]:
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
    line = Text(head).append(text, style=_STYLE[finding.severity]).append(tail)
    from rich.cells import cell_len

    return line, " " * cell_len(head) + "^" * max(1, cell_len(text))


def show_summary(console: Console, results: Iterable[tuple[str, Report]]) -> None:
    """Counts by severity, and each file's verdict."""
    counts = dict.fromkeys(SEVERITIES, 0)
    files = words = suppressed = baselined = 0
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
            console.print(Text(f"{printable(path)}: laundered {verdict.laundered:.2f}, by {way}"), soft_wrap=True)
    total = sum(counts.values())
    parts = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    noun = "finding" if total == 1 else "findings"
    console.print(
        Text(
            f"{total} {noun}"
            + (f" ({parts})" if parts else "")
            + f" in {files} file{'s' * (files != 1)}, {words:,} words"
            + (f"; {suppressed} suppressed" if suppressed else "")
            + (f"; {baselined} in the baseline left out" if baselined else "")
        ),
        soft_wrap=True,
    )


def show_diff(console: Console, path: str, report: Report, lowest: float) -> int:
    """The changed lines with `[-old-]{+new+}` in place and the reason for each below; how many edits there are."""
    document = report.document
    edits = edits_for(report.findings, lowest)
    if not edits:
        return 0
    source = document.source
    console.print(Text(printable(path), style="bold underline"), soft_wrap=True)
    at = 0
    while at < len(edits):
        first = max(source.rfind("\n", 0, edits[at][0].start), source.rfind("\r", 0, edits[at][0].start)) + 1
        line = Text()
        position = first
        notes: list[Finding] = []
        while at < len(edits):
            edit, finding = edits[at]
            if notes and any(mark in source[position : edit.start] for mark in "\n\r"):
                break
            line.append(printable(source[position : edit.start]))
            if edit.end > edit.start:
                line.append(f"[-{printable(source[edit.start : edit.end])}-]", style="red")
            if edit.replacement:
                line.append(f"{{+{printable(edit.replacement)}+}}", style="green")
            position = edit.end
            if not notes or notes[-1] is not finding:
                notes.append(finding)
            at += 1
        stops = [i for i in (source.find("\n", position), source.find("\r", position)) if i >= 0]
        line.append(printable(source[position : min(stops, default=len(source))]))
        number = document.line_column(first)[0]
        console.print(Text(f"@@ line {number} @@", style="bold cyan"), soft_wrap=True)
        console.print(line, soft_wrap=not console.is_terminal)
        for finding in notes:
            replacement = finding.suggestions[0].replacement
            note = Text("  ")
            note.append(printable(finding.text) or "(nothing)", style="red").append(" → ")
            note.append(printable(replacement) or "(delete)", style="green")
            note.append(f"  {finding.suggestions[0].confidence:.2f}  {finding.rule}", style="dim")
            if finding.pivot is not None and finding.pivot.phrase:
                note.append(f"  {finding.pivot.language} “{finding.pivot.phrase}”", style="dim")
            console.print(note, soft_wrap=True)
        console.print()
    return len(edits)
