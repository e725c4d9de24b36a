"""What both faces say in the same words."""

from __future__ import annotations

from collections.abc import Mapping

from checker.finding import PIVOTS, SEVERITIES, Finding
from checker.report.printable import printable
from checker.review.decision import NAMES, Decision
from checker.review.journal import Unfit
from checker.review.passage import replacement
from checker.review.presence import Reviewer
from checker.review.save import Saving
from checker.review.session import Session
from checker.review.walk import Counts, Key


def explained(finding: Finding) -> str:
    """The explanation, with the source word where the explanation does not hold it."""
    message = printable(finding.message)
    if finding.pivot is not None and finding.pivot.phrase and finding.pivot.phrase not in finding.message:
        message += (
            f" ({PIVOTS.get(finding.pivot.language, finding.pivot.language)} “{printable(finding.pivot.phrase)}”)"
        )
    return message


def decided(decision: Decision | None) -> str:
    """A decision in words; empty where there is none."""
    if decision is None:
        return ""
    return NAMES[decision.kind] + (f": “{printable(decision.text) or '(delete)'}”" if decision.mends else "")


def tally(counts: Counts) -> str:
    """`27 open, 5 accepted, 2 rejected, 1 for later`."""
    parts = [f"{counts.undecided} open"]
    for number, name in ((counts.mended, "accepted"), (counts.rejected, "rejected"), (counts.later, "for later")):
        if number:
            parts.append(f"{number} {name}")
    return ", ".join(parts)


LETTERS = {"critical": "C", "major": "M", "minor": "m"}
"""How a severity is written where there is little room."""


def severities(counts: Counts, short: bool = False) -> str:
    """`critical 3  major 20  minor 4`, of those that are open; `C 3  M 20  m 4` if it must be short."""
    return "  ".join(f"{LETTERS[name] if short else name} {counts.by_severity[name]}" for name in SEVERITIES)


def preview(session: Session, wanted: Mapping[Key, Decision | None]) -> list[str]:
    """A line for each finding that a step would decide."""
    lines = []
    for key, decision in wanted.items():
        item = session.items[session.index[key]]
        finding = item.finding
        place = f"{printable(key.path)}:{finding.line}:{finding.column}"
        new = replacement(item, decision)
        if new is None:
            lines.append(f"{place}  {printable(finding.text)}  {finding.rule}")
        else:
            added = f"{{+{printable(new)}+}}" if new else ""
            lines.append(f"{place}  [-{printable(finding.text)}-]{added}  {finding.confidence:.2f}")
    return lines


def changes(session: Session, path: str) -> list[str]:
    """A line for each finding of a file that is decided to be mended."""
    wanted = {item.key: d for item in session.in_file(path) if (d := session.decision(item)) is not None and d.mends}
    return preview(session, wanted)


def unfit_lines(unfit: list[tuple[str, Unfit]]) -> list[str]:
    """Two lines for each decision that no longer fits: what it was, and why it does not fit."""
    lines = []
    for path, one in unfit:
        lines.append(f"{printable(path)}: “{printable(one.anchor.text)}” {decided(one.decision)}  {one.anchor.rule}")
        lines.append(f"    {one.why}")
    return lines


def saved(saving: Saving) -> list[str]:
    """What a save did, a line each."""
    lines = [f"saved {printable(path)}" for path in saving.written]
    lines += [printable(note) for note in saving.notes]
    lines += [printable(problem) for problem in saving.problems]
    return lines or ["nothing to write: the articles are as decided; decisions are noted"]


def met(others: Mapping[str, list[Reviewer]]) -> list[str]:
    """Who else reviews, a line each."""
    files: dict[str, list[str]] = {}
    for path, found in others.items():
        for other in found:
            files.setdefault(str(other), []).append(printable(path))
    return [
        f"{printable(name)} also reviews {', '.join(paths[:3])}" + (f" and {len(paths) - 3} more" if paths[3:] else "")
        for name, paths in files.items()
    ]
