"""What an editor decides of one finding, and what that does to the text."""

from __future__ import annotations

from typing import Literal

import msgspec

from checker.document import Document
from checker.finding import Edit, Finding

Kind = Literal["accept", "edit", "reject", "skip", "word", "ignore", "ignore-file", "ignore-project"]
"""Accept a suggestion; write a replacement by hand; not a fault here; later; the word is right everywhere; the finding
is ignored here, the rule in this file, the rule in the project."""

MENDING = ("accept", "edit")
REJECTING = ("reject", "word", "ignore", "ignore-file", "ignore-project")
NAMES: dict[str, str] = {
    "accept": "accepted",
    "edit": "edited by hand",
    "reject": "rejected",
    "skip": "left for later",
    "word": "right everywhere",
    "ignore": "ignored here",
    "ignore-file": "rule ignored in this file",
    "ignore-project": "rule ignored in the project",
}


class Decision(msgspec.Struct, frozen=True, omit_defaults=True):
    """`choice` counts suggestions from 0 and goes with "accept"; `text` is the replacement of "accept" and "edit"."""

    kind: Kind
    choice: int = 0
    text: str = ""

    @property
    def mends(self) -> bool:
        """Does it change the text?"""
        return self.kind in MENDING

    @property
    def rejects(self) -> bool:
        """Does it say that there is no fault?"""
        return self.kind in REJECTING


def edits_of(document: Document, finding: Finding, decision: Decision | None) -> tuple[Edit, ...] | None:
    """The edits of the source that a decision asks for; None where they cannot be told from the markup inside."""
    if decision is None or not decision.mends:
        return ()
    known = decision.choice < len(finding.suggestions) and finding.suggestions[decision.choice].replacement
    if decision.kind == "accept" and decision.choice == 0 and known == decision.text and finding.edits:
        return finding.edits  # what `mtlint fix` does, and no more
    span = _prose_span(document, finding)
    if span is None:
        return None
    text = decision.text if decision.kind == "edit" else _plain(document, decision.text)
    if "'" in text and document.curly:
        text = text.replace("'", "\u2019")
    found = document.edits(*span, text)
    if found is None:
        return None
    return tuple(Edit(*edit) for edit in found if document.source[edit[0] : edit[1]] != edit[2])


def acceptance(document: Document, finding: Finding, choice: int = 0) -> Decision | None:
    """The decision for the suggestion numbered from 0; None where there is none, or it cannot be put in place."""
    if not 0 <= choice < len(finding.suggestions):
        return None
    decision = Decision("accept", choice, finding.suggestions[choice].replacement)
    return decision if edits_of(document, finding, decision) else None


def _plain(document: Document, text: str) -> str:
    """A suggestion as prose: it is written as the format wants it."""
    if document.format != "html":
        return text
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _prose_span(document: Document, finding: Finding) -> tuple[int, int] | None:
    """The span of the prose that a finding's span of the source came from; None if none maps to exactly that."""
    if not document.runs:
        return finding.start, finding.end
    start = end = None
    for run in document.runs:
        stop = run.source + run.source_length
        even = run.length == run.source_length
        if start is None and run.source <= finding.start < max(stop, run.source + 1):
            start = run.prose + (finding.start - run.source if even else 0)
        if run.source < finding.end <= stop:
            end = run.prose + (finding.end - run.source if even else run.length)
    if finding.start == finding.end:
        end = start
    if start is None or end is None or document.to_source(start, end) != (finding.start, finding.end):
        return None
    return start, end
