"""The form of a rule that is written in Python: the same fields as in a pack, and a function that finds candidates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

import msgspec

from checker.analysis.analysis import Analysis
from checker.finding import Candidate, Level, Proposal, Severity

Reach = Literal["segment", "back", "document"]
Detect = Callable[["LogicRule", Analysis, bool], Iterator[Candidate]]


class LogicRule(msgspec.Struct, frozen=True):
    """A rule with logic.

    `detect(rule, analysis, sure_only)` yields candidates; with `sure_only` it may leave out those below level sure.
    `match` holds pairs (text, text after the fixes), `no` good English that stays silent at level sure.
    A rule with `suspect_only` looks at documents only that the evidence makes suspect. `reach` tells what a candidate
    depends on besides the facts of the document that an `Analysis` answers (names, words, acronyms): the paragraph
    where it stands and few characters around, or also the sentences before, or the whole text.
    """

    id: str
    category: str
    severity: Severity
    about: str
    source: str
    detect: Detect
    match: tuple[tuple[str, str], ...]
    no: tuple[str, ...]
    pivot: str | None = None
    suspect_only: bool = False
    reach: Reach = "segment"

    def candidate(
        self,
        start: int,
        end: int,
        level: Level,
        fixes: tuple[str, ...],
        message: str,
        *,
        pivots: tuple[tuple[str, str], ...] = (),
        gate: str = "",
        severity: Severity | None = None,
        category: str | None = None,
        first_share: float = 0.85,
        rarity: float = 0.0,
        fit: float = 0.0,
    ) -> Candidate:
        """A candidate of this rule; offsets in the prose."""
        proposals = []
        share = first_share
        for fix in dict.fromkeys(fixes):
            proposals.append(Proposal(fix, share))
            share = (1 - first_share) * 0.6 if len(proposals) == 1 else share / 2
        return Candidate(
            rule=self.id,
            start=start,
            end=end,
            level=level,
            proposals=tuple(proposals),
            message=message,
            category=category or self.category,
            severity=severity or self.severity,
            pivots=pivots,
            gate=gate,
            rarity=rarity,
            fit=fit,
        )
