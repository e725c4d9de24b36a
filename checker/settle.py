"""Fixes that make a new fault, or uncover one, are joined with its fix, so that fixing twice changes nothing.

Two languages' rules can meet in one phrase: the first writes "opposite the previous year", which the second knows as a
calque. What a second run would find in the fixed text is found here, and belongs to the first run's findings.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

import msgspec

from checker.document import Document
from checker.finding import Proposal, Weighed

MOST_ROUNDS = 4


class Patch(msgspec.Struct, frozen=True):
    """A chosen fix: old prose `start:end` becomes `text`, which stands at `new_start:new_end` of the fixed prose."""

    start: int
    end: int
    text: str
    new_start: int
    new_end: int
    item: Weighed


def settled(
    prose: str,
    offset: int,
    chosen: list[Weighed],
    recheck: Callable[[str], list[Weighed]],
    only_met: bool = False,
) -> list[Weighed]:
    """The findings, those joined whose fixes meet a finding of the fixed prose.

    `prose` is the part of a document from `offset` on; `chosen` are its findings, without overlaps, in the order of the
    text. `recheck` gives what would be fixed in a text; with `only_met` what does not touch a fix is left aside, because
    `recheck` judges by less than the findings were judged by.
    """
    own = [moved(item, -offset) for item in chosen]
    joined = _settled(prose, own, recheck, only_met)
    return chosen if joined == own else [moved(item, offset) for item in joined]


def moved(item: Weighed, by: int) -> Weighed:
    """The finding with its offsets moved."""
    if not by:
        return item
    candidate = item.candidate
    there = msgspec.structs.replace(candidate, start=candidate.start + by, end=candidate.end + by)
    return msgspec.structs.replace(item, candidate=there)


def _settled(
    prose: str, chosen: list[Weighed], recheck: Callable[[str], list[Weighed]], only_met: bool
) -> list[Weighed]:
    for _ in range(MOST_ROUNDS):
        patches, fixed = _apply(prose, chosen)
        again = [item for item in recheck(fixed) if item.candidate.proposals] if patches else []
        if only_met:
            again = [item for item in again if _meets(item, patches)]
        if not again:
            return chosen
        joined = chosen
        for item in reversed(again):
            joined = _join(joined, patches, fixed, item)
        if joined == chosen:
            return chosen
        chosen = joined
    return chosen


def _first(item: Weighed) -> str:
    return max(item.candidate.proposals, key=lambda proposal: proposal.share).text


def _apply(prose: str, chosen: list[Weighed]) -> tuple[list[Patch], str]:
    pieces: list[str] = []
    patches = []
    at = length = 0
    for item in chosen:
        candidate = item.candidate
        if not candidate.proposals:
            continue
        between, text = prose[at : candidate.start], _first(item)
        length += len(between)
        patches.append(Patch(candidate.start, candidate.end, text, length, length + len(text), item))
        pieces += [between, text]
        length += len(text)
        at = candidate.end
    return patches, "".join([*pieces, prose[at:]])


def _meets(item: Weighed, patches: list[Patch]) -> bool:
    start, end = item.candidate.start, item.candidate.end
    return any(patch.new_start < end and start < patch.new_end for patch in patches)


def _join(chosen: list[Weighed], patches: list[Patch], fixed: str, item: Weighed) -> list[Weighed]:
    """The findings with one of the fixed prose brought in."""
    start, end = item.candidate.start, item.candidate.end
    met = [patch for patch in patches if patch.new_start < end and start < patch.new_end]
    low, high = min([start, *(p.new_start for p in met)]), max([end, *(p.new_end for p in met)])
    text = fixed[low:start] + _first(item) + fixed[end:high]
    old_low, old_high = _old(low, patches), _old(high, patches)
    best = max([patch.item for patch in met], key=lambda one: one.confidence, default=item)
    candidate = msgspec.structs.replace(
        best.candidate, start=old_low, end=old_high, proposals=(Proposal(text, best.candidate.proposals[0].share),)
    )
    joined = msgspec.structs.replace(best, candidate=candidate)
    if met and met[0].item not in chosen:
        return chosen  # joined already with a finding behind it
    others = [one for one in chosen if one.candidate.end <= old_low or one.candidate.start >= old_high]
    return sorted([*others, joined], key=lambda one: one.candidate.start)


def _old(offset: int, patches: list[Patch]) -> int:
    """The offset of the old prose for one of the fixed prose that lies in no patch, or at its edge."""
    shift = 0
    for patch in patches:
        if patch.new_end <= offset:
            shift = patch.end - patch.new_end
        elif patch.new_start <= offset:
            return patch.start
        else:
            break
    return offset + shift


def stretches_of(document: Document, chosen: list[Weighed]) -> list[tuple[int, int, list[Weighed]]]:
    """The segments of the prose that hold findings, with these; those joined that one finding spans."""
    found: list[tuple[int, int, list[Weighed]]] = []
    for item in chosen:
        start = document.segment_at(item.candidate.start).start
        end = max(document.segment_at(max(item.candidate.start, item.candidate.end - 1)).end, item.candidate.end)
        inside = [item]
        if found and start < found[-1][1]:
            first, last, before = found.pop()
            before.append(item)
            start, end, inside = first, max(end, last), before
        found.append((start, end, inside))
    return found


def with_joined(resolved: list[Weighed], chosen: list[Weighed], joined: list[Weighed]) -> list[Weighed]:
    """All findings, with the joined ones in the place of those that they were joined from."""
    gone = {id(item) for item in chosen}
    starts = [item.candidate.start for item in joined]

    def covered(item: Weighed) -> bool:
        i = (
            bisect_left(starts, item.candidate.end) - 1
        )  # the joined have no overlaps: only the last before the end counts
        return i >= 0 and joined[i].candidate.end > item.candidate.start

    others = [item for item in resolved if id(item) not in gone and not covered(item)]
    return sorted([*others, *joined], key=lambda item: item.candidate.start)
