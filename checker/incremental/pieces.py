"""What single chunks of a document hold, weighed and without overlaps, kept for as long as it holds."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from checker.confidence import likely_pivots, main_pivots, may_be_spun
from checker.evidence import Evidence
from checker.finding import Candidate, Weighed
from checker.incremental.blocks import Block, Found
from checker.incremental.lane import Lane
from checker.resolver import resolve
from checker.settle import moved

Found_ = Found | None
Extra = tuple[Candidate, ...]
Signature = tuple[float, frozenset[str] | None, frozenset[str], bool]


class Piece:
    """What one block holds: `weighed` with overlaps, `resolved` without; does any of it reach out of the chunk?

    `findings` are no places of evidence: those that change different words stand beside each other.
    """

    __slots__ = ("before", "behind", "findings", "moved", "resolved", "weighed")

    def __init__(self, block: Block, weighed: list[Weighed], findings: bool = False) -> None:
        self.weighed = weighed
        self.findings = findings
        self.resolved = resolve(weighed, block.document.prose if findings else None)
        self.before = any(_before(item.candidate, block) for item in weighed)
        self.behind = any(_behind(item.candidate, block) for item in weighed)
        self.moved: tuple[int, list[Weighed]] = (0, self.resolved)

    def at(self, base: int) -> list[Weighed]:
        """The resolved, moved by `base`."""
        if self.moved[0] != base:
            self.moved = (base, [moved(item, base) for item in self.resolved])
        return self.moved[1]


def _before(candidate: Candidate, block: Block) -> bool:
    return candidate.start < block.at or candidate.start == candidate.end == block.at


def _behind(candidate: Candidate, block: Block) -> bool:
    return candidate.end > block.end or candidate.start == candidate.end == block.end


def signature_of(evidence: Evidence) -> Signature:
    """What of the evidence the confidence of a candidate depends on; see `checker.confidence.terms`."""
    return evidence.log_odds, likely_pivots(evidence), main_pivots(evidence), may_be_spun(evidence)


def candidates_of(found: Found_) -> tuple[Candidate, ...]:
    """The candidates of a look, or none where it was not needed."""
    return () if found is None else found.candidates


def shifted(candidate: Candidate, by: int) -> Candidate:
    """The candidate with its offsets moved."""
    if not by:
        return candidate
    return msgspec.structs.replace(candidate, start=candidate.start + by, end=candidate.end + by)


def kept(block: Block, name: str, key: tuple[object, ...]) -> Piece | None:
    """What was made of the same before."""
    known = block.cache.get(name)
    if known is None or known[0] != key:
        return None
    piece: Piece = known[1]
    return piece


def keep(block: Block, name: str, key: tuple[object, ...], piece: Piece) -> Piece:
    """Keep a piece for `kept`; where it holds what the one before held, that one stays, and all that was made of it."""
    known = block.cache.get(name)
    if known is not None and known[1].weighed == piece.weighed:
        piece = known[1]
    block.cache[name] = (key, piece)
    return piece


def linked(pieces: Sequence[Piece], i: int) -> bool:
    """Does a finding reach from a chunk into the next, or back from that?"""
    return i + 1 < len(pieces) and (pieces[i].behind or pieces[i + 1].before)


def between(lane: Lane, pieces: Sequence[Piece], i: int, j: int) -> list[Weighed]:
    """What the chunks `i` to `j`, which are linked, hold; offsets in the document."""
    starts = lane.layout.starts
    if i == j:
        return pieces[i].at(starts[i] - lane.near[i].at)
    bases = [(n, starts[n] - lane.near[n].at) for n in range(i, j + 1)]
    weighed = (moved(item, base) for n, base in bases for item in pieces[n].weighed)
    return resolve(weighed, lane.whole.prose if pieces[i].findings else None)


def assembled(lane: Lane, pieces: Sequence[Piece]) -> list[Weighed]:
    """What the pieces hold, offsets in the document."""
    found: list[Weighed] = []
    i = 0
    while i < len(pieces):
        j = i
        while linked(pieces, j):
            j += 1
        found += between(lane, pieces, i, j)
        i = j + 1
    return found
