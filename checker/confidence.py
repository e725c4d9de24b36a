"""From a candidate and the document's evidence to a confidence, as a sum of named log-odds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from checker.evidence import Evidence, logistic
from checker.finding import SPUN, Candidate, Proposal, Term

T = TypeVar("T")
EVIDENCE = "evidence"
"""Name of the term that says what the document is."""
FIT_MOST = 6.0
LEAST_SPUN = 0.1
"""Share of the evidence from which a document may be spun."""
LEAST_MAIN, LEAST_LIKELY = 0.35, 0.1
"""Share of the evidence that the likeliest language must exceed for the others to count less, and from which a language is
likely beside it."""
NEARLY = 0.8
"""Part of the likeliest language's share from which another is as likely."""
NO_SHIFTS: Mapping[str, float] = {}


def terms(
    candidate: Candidate, evidence: Evidence, weights: Mapping[str, Any], shifts: Mapping[str, float] = NO_SHIFTS
) -> tuple[Term, ...]:
    """The addends of a candidate's confidence: base of its level, the rule's offset, the evidence, the pivot.

    `shifts` are a project's own offsets, by rule or by the beginning of a rule's id.
    """
    level = weights["levels"][candidate.level]
    found = [Term(f"base ({candidate.level})", level["base"])]
    offset = by_rule(candidate.rule, weights["offsets"])
    if offset:
        found.append(Term("rule", offset))
    shift = by_rule(candidate.rule, shifts)
    if shift:
        found.append(Term("the project's settings", shift))
    if level.get("rarity") and candidate.rarity:
        found.append(Term("rarity of the word", round(level["rarity"] * candidate.rarity, 3)))
    own = by_rule(candidate.rule, weights["fits"])
    fit = level.get("fit", 0.0) if own is None else own
    if fit and candidate.fit:
        # beyond a few nats a stronger tie says no more
        found.append(Term("fit of the words", round(fit * max(-FIT_MOST, min(FIT_MOST, candidate.fit)), 3)))
    weight = level["evidence"]
    if evidence.log_odds < 0 and candidate.level == "sure" and candidate.rule.partition(".")[0] in weights["wording"]:
        weight = weights["wording_against"]
    found.append(Term(EVIDENCE, round(weight * evidence.log_odds, 3)))
    mismatch = _mismatch(candidate, evidence, weights)
    if mismatch is not None:
        found.append(mismatch)
    return tuple(found)


def _mismatch(candidate: Candidate, evidence: Evidence, weights: Mapping[str, Any]) -> Term | None:
    """What a candidate loses that speaks of another pivot than the document's."""
    # no list of names is whole: one known in German may have come through Spanish
    told = candidate.pivots if candidate.category != "name-exonym" else ()
    if candidate.level == "sure" or not told or not evidence.pivots:
        return None
    scale = weights["evidence"]
    languages = {language for language, _ in told}
    if languages == {SPUN}:
        return None if may_be_spun(evidence) else Term("not spun", scale["not_spun"])
    if candidate.rule in weights["main_pivot"]:
        return None if languages & main_pivots(evidence) else Term("other pivot", scale["not_main"])
    likely = likely_pivots(evidence)
    return None if likely is None or languages & likely else Term("other pivot", scale["pivot_mismatch"])


def with_parts(candidate: Candidate, weights: Mapping[str, Any]) -> Candidate:
    """The candidate with its proposals' parts of the probability scaled by how often its family's were right."""
    family = by_rule(candidate.rule, weights["first_right"])
    if family is None or not candidate.proposals:
        return candidate
    scale = family[candidate.level]
    proposals = tuple(Proposal(proposal.text, round(proposal.share * scale, 4)) for proposal in candidate.proposals)
    return msgspec.structs.replace(candidate, proposals=proposals)


def likely_pivots(evidence: Evidence) -> frozenset[str] | None:
    """The languages with a share in the evidence; None where no language has enough of it."""
    if max(evidence.pivots.values(), default=0.0) <= LEAST_MAIN:
        return None
    return frozenset(language for language, share in evidence.pivots.items() if share >= LEAST_LIKELY)


def main_pivots(evidence: Evidence) -> frozenset[str]:
    """The likeliest language, and those hardly less likely."""
    least = NEARLY * max(evidence.pivots.values(), default=0.0)
    return frozenset(language for language, share in evidence.pivots.items() if share >= least)


def may_be_spun(evidence: Evidence) -> bool:
    """Does anything say that the document is spun?"""
    return evidence.pivots.get(SPUN, 0.0) >= LEAST_SPUN


def confidence(found: tuple[Term, ...]) -> float:
    """Probability of a sum of log-odds."""
    return logistic(sum(term.value for term in found))


def highest(level: str, weights: Mapping[str, Any], log_odds: float, shifts: Mapping[str, float] = NO_SHIFTS) -> float:
    """The most that any candidate of a level can reach with the document's evidence."""
    row = weights["levels"][level]
    offsets = weights["offsets"]
    most = max([0.0, *offsets.values()]) + FIT_MOST * row.get("fit", 0.0)
    for rule, fit in weights["fits"].items():  # a fit that weighs more goes with an offset of its own
        most = max(most, (by_rule(rule, offsets) or 0.0) + FIT_MOST * fit)
    most += max([0.0, *shifts.values()]) + 2.0 * row.get("rarity", 0.0)
    return logistic(row["base"] + most + row["evidence"] * log_odds)


def by_rule(rule: str, table: Mapping[str, T]) -> T | None:
    """What a table says of a rule: the longest beginning of its id that stands there."""
    parts = rule.split(".")
    for n in range(len(parts), 0, -1):
        found = table.get(".".join(parts[:n]))
        if found is not None:
            return found
    return None
