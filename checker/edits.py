"""Edits of a source, and their application."""

from __future__ import annotations

from collections.abc import Iterable

from checker.document import Document
from checker.finding import Edit, Finding


def edits_for(document: Document, findings: Iterable[Finding], lowest: float) -> list[Edit]:
    """The edits of the findings whose first suggestion reaches the confidence, in the order of the text.

    A finding that holds markup between its words is left to the user: replacing it would lose the markup.
    """
    curly = document.source.count("\u2019") > document.source.count("'")
    edits = []
    for finding in findings:
        if finding.confidence < lowest or not finding.suggestions or not finding.applicable:
            continue
        replacement = finding.suggestions[0].replacement
        if curly:
            replacement = replacement.replace("'", "\u2019")
        if replacement != finding.text:
            edits.append(Edit(finding.start, finding.end, replacement))
    return edits


def apply_edits(source: str, edits: Iterable[Edit]) -> str:
    """The source with every edit made; raises ValueError where two overlap."""
    pieces = []
    at = 0
    for edit in sorted(edits):
        if edit.start < at:
            raise ValueError(f"edits overlap at {edit.start}")
        pieces.append(source[at : edit.start])
        pieces.append(edit.replacement)
        at = edit.end
    pieces.append(source[at:])
    return "".join(pieces)
