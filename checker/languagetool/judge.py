"""From what LanguageTool suspects to weighed candidates: noise left out, the project's judgement applied."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from checker.analysis.analysis import Analysis
from checker.confidence import by_rule, confidence
from checker.finding import Candidate, Proposal, Weighed
from checker.house.dress import dressed
from checker.house.house import House
from checker.house.vocabulary import without_known
from checker.languagetool.matches import Suspect
from checker.languagetool.noise import Knowledge
from checker.languagetool.weights import row_of, shares, terms

if TYPE_CHECKING:
    from checker.api import Report

LAUNDERED = 0.5
"""From this probability on a document's quotations went through the machine as well."""


def weighed(found: Iterable[Suspect], report: Report, house: House, packs: tuple[Path, ...]) -> list[Weighed]:
    """The suspects that are no noise, each with its confidence; offsets in the prose."""
    from checker.api import engine

    made = engine(packs)
    document = report.document
    laundered = report.verdict.laundered
    knowledge = Knowledge(Analysis(document, made.store, made.english), clean=laundered < LAUNDERED)
    shifts = dict(house.shifts)
    items = []
    for suspect in found:
        if knowledge.reason(suspect):
            continue
        row = row_of(suspect, knowledge.variety(suspect))
        addends = terms(row, laundered, by_rule(suspect.rule, shifts))
        parts = shares(len(suspect.fixes), row.share)
        candidate = Candidate(
            rule=suspect.rule,
            start=suspect.start,
            end=suspect.end,
            level="possible",
            proposals=tuple(Proposal(fix, part) for fix, part in zip(suspect.fixes, parts, strict=True)),
            message=f"{suspect.message.rstrip('.')} (LanguageTool)",
            category=suspect.category,
            severity=suspect.severity,
        )
        items.append(Weighed(candidate, confidence(addends), addends))
    known = {id(one) for one in without_known([item.candidate for item in items], document.prose, house.words)}
    plain = House(variant=house.variant, severity=house.severity)  # house style has been looked for already
    return dressed([item for item in items if id(item.candidate) in known], document.prose, plain)
