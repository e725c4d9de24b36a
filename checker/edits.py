"""Edits of a source, and their application."""

from __future__ import annotations

from collections.abc import Iterable

from checker.finding import Edit, Finding


def edits_for(findings: Iterable[Finding], lowest: float) -> list[tuple[Edit, Finding]]:
    """The edits of the findings that reach the confidence, each with its finding, in the order of the text."""
    chosen = [(edit, finding) for finding in findings if finding.confidence >= lowest for edit in finding.edits]
    return sorted(chosen, key=lambda item: item[0])


def apply_edits(source: str, edits: Iterable[Edit]) -> str:
    """The source with every edit made; raises ValueError where two overlap."""
    pieces = []
    at = 0
    for edit in sorted(edits):
        if edit.start < at:
            raise ValueError(f"edits overlap at {edit.start}")
        pieces += [source[at : edit.start], edit.replacement]
        at = edit.end
    return "".join([*pieces, source[at:]])
