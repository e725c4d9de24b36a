"""Where a decision belongs in a text that changed since: by fingerprint, then by the words around."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from checker.api import Report
from checker.finding import Finding
from checker.review.decision import Decision
from checker.review.journal import Anchor, Unfit

AROUND = 40
"""Code points on either side that tell one place from another."""
LEAST_ALIKE = 60.0
"""Of 100: how much the surroundings must have in common."""


class Anchored(msgspec.Struct, frozen=True):
    """Old fingerprints with their new ones; what fits nowhere; how many fixes stand in the new text already."""

    moved: Mapping[str, str]
    unfit: tuple[Unfit, ...]
    done: int


def anchor_of(finding: Finding) -> Anchor:
    """What finds a finding again."""
    return Anchor(finding.fingerprint, finding.rule, finding.text, finding.start)


def anchored(old: str, decided: Iterable[tuple[Anchor, Decision | None]], report: Report) -> Anchored:
    """Find the places of decisions made in the text `old` again in a report of a newer text."""
    new = report.document.source
    by_fingerprint = {finding.fingerprint: finding for finding in report.findings}
    moved: dict[str, str] = {}
    waiting: list[tuple[Anchor, Decision | None]] = []
    for anchor, decision in decided:
        same = by_fingerprint.get(anchor.fingerprint)
        if same is not None and same.text == anchor.text:
            moved[anchor.fingerprint] = anchor.fingerprint
        else:
            waiting.append((anchor, decision))
    taken = set(moved.values())
    unfit: list[Unfit] = []
    done = 0
    for anchor, decision in waiting:
        best = _best(old, anchor, new, [f for f in report.findings if f.fingerprint not in taken])
        if best is not None:
            moved[anchor.fingerprint] = best.fingerprint
            taken.add(best.fingerprint)
        elif decision is not None and decision.kind != "skip":
            if decision.mends and _stands(old, anchor, decision.text, new):
                done += 1
            else:
                unfit.append(Unfit(anchor, decision, _why(old, anchor, new)))
    return Anchored(moved, tuple(unfit), done)


def _best(old: str, anchor: Anchor, new: str, findings: Iterable[Finding]) -> Finding | None:
    from rapidfuzz.fuzz import ratio

    before, after = _around(old, anchor.start, anchor.start + len(anchor.text))
    best: tuple[float, int, Finding] | None = None
    for finding in findings:
        if finding.rule != anchor.rule or finding.text != anchor.text:
            continue
        own = _around(new, finding.start, finding.end)
        alike = max(ratio(before, own[0]), ratio(after, own[1]), ratio(before + after, own[0] + own[1]))
        found = (alike, -abs(finding.start - anchor.start), finding)
        if alike >= LEAST_ALIKE and (best is None or found[:2] > best[:2]):
            best = found
    return best[2] if best else None


def _around(source: str, start: int, end: int) -> tuple[str, str]:
    return source[max(0, start - AROUND) : start], source[end : end + AROUND]


def _stands(old: str, anchor: Anchor, replacement: str, new: str) -> bool:
    """Does the fix stand in the new text, between words that stood there before?"""
    before, after = old[max(0, anchor.start - 12) : anchor.start], old[anchor.start + len(anchor.text) :][:12]
    straight = new.replace("\u2019", "'")
    wanted = replacement.replace("\u2019", "'")
    return any(
        piece.replace("\u2019", "'") in straight for piece in (before + wanted, wanted + after) if len(piece) > 4
    )


def _why(old: str, anchor: Anchor, new: str) -> str:
    before, after = old[max(0, anchor.start - 12) : anchor.start], old[anchor.start + len(anchor.text) :][:12]
    if before + anchor.text in new or anchor.text + after in new:
        return "the passage is there, but mtlint finds no such fault in it now"
    return "the passage was changed or is gone"
