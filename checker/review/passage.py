"""A stretch of an article in pieces, as both faces show it: text, faults, fixes in place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from checker.edits import apply_edits
from checker.finding import Edit
from checker.review.decision import Decision, edits_of
from checker.review.walk import Item, Walk

What = Literal["text", "fault", "later", "fixed", "rejected", "old", "new"]
"""Plain text; an undecided fault; one left for later; a replacement that was decided; a fault that is none; of the
current finding what stands there and what would."""

_BLANK = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?=\r|\n)")


class Piece(msgspec.Struct, frozen=True):
    """Text of one kind; `item` is the finding that it belongs to."""

    text: str
    what: What
    item: Item | None = None


def replacement(item: Item, decision: Decision | None) -> str | None:
    """What stands in the finding's place after a decision; None where nothing changes."""
    finding = item.finding
    edits = edits_of(item.document, finding, decision)
    if not edits:
        return None
    moved = (Edit(e.start - finding.start, e.end - finding.start, e.replacement) for e in edits)
    return apply_edits(finding.text, moved)


def proposed(item: Item, choice: int = 0) -> str | None:
    """What a suggestion would put in the finding's place; None where it cannot be put there."""
    if choice >= len(item.finding.suggestions):
        return None
    return replacement(item, Decision("accept", choice, item.finding.suggestions[choice].replacement))


def pieces(walk: Walk, items: Sequence[Item], source: str, low: int, high: int, current: Item | None) -> list[Piece]:
    """The source from `low` to `high` with what is decided in place; `items` are the file's, in order."""
    found: list[Piece] = []
    at = low
    for item in items:
        start, end = item.finding.start, item.finding.end
        if end < low or start < at:
            continue
        if start > high or end > high:
            break
        found.append(Piece(source[at:start], "text"))
        found += _of(walk, item, item is current)
        at = end
    found.append(Piece(source[at:high], "text"))
    return [piece for piece in found if piece.text or piece.what != "text"]


def _of(walk: Walk, item: Item, current: bool) -> list[Piece]:
    decision, text = walk.decision(item), item.finding.text
    if current:
        new = replacement(item, decision) if decision is not None else proposed(item)
        return [Piece(text, "old", item), *([Piece(new, "new", item)] if new else [])]
    if decision is None:
        return [Piece(text, "fault", item)]
    if decision.mends:
        new = replacement(item, decision)
        return [Piece(text if new is None else new, "fixed", item)]
    return [Piece(text, "later" if decision.kind == "skip" else "rejected", item)]


def paragraph(item: Item, most: int = 700) -> tuple[int, int, bool, bool]:
    """(start, end) of the paragraph around a finding, cut to about `most` code points, and whether either end is cut."""
    source, start, end = item.document.source, item.finding.start, item.finding.end
    window = max(0, start - 4 * most)
    breaks = [match.end() for match in _BLANK.finditer(source, window, start)]
    low = breaks[-1] if breaks else window
    after = _BLANK.search(source, end, end + 4 * most)
    high = after.start() if after else min(len(source), end + 4 * most)
    while low < start and source[low].isspace():
        low += 1
    while high > end and source[high - 1].isspace():
        high -= 1
    room = max(20, most - (end - start))
    left = max(low, min(start - room // 2, high - most))
    right = min(high, max(end + room // 2, left + most))
    if left > low:
        left = max(left, source.rfind(" ", low, min(start, left + 20)) + 1)
    if right < high:
        space = source.find(" ", max(end, right - 20), right)
        right = space if space > 0 else right
    return left, right, left > low, right < high
