"""Brings LanguageTool's findings into a report: the resolver decides where both saw a fault."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable

import msgspec

from checker.confidence import confidence
from checker.document import Document
from checker.finding import Candidate, Edit, Finding, Proposal, Suggestion, Term, Weighed, fingerprint
from checker.resolver import resolve

AGREED = 0.7
"""In log-odds, what it adds that LanguageTool proposes the very fix of one of our rules; see docs/languagetool.md."""
USED_FROM = 0.5
"""A first suggestion with a smaller share is shown, and put in place by nobody but a person."""


def joined(
    document: Document, ours: tuple[Finding, ...], theirs: Iterable[Weighed], lowest: float
) -> tuple[Finding, ...]:
    """Our findings with those of LanguageTool (offsets in the prose), in the order of the text."""
    in_prose = {}
    placed = []
    for item in theirs:
        placed.append(_placed(document, item))
        in_prose[_key(placed[-1].candidate)] = item.candidate
    ours, left = _agreed(document, ours, placed)
    if not left:
        return ours
    own = {_key(item.candidate): finding for finding in ours for item in (_weighed(finding),)}
    repeats: Counter[tuple[str, str, str, str]] = Counter()
    found = []
    for item in resolve([*(_weighed(finding) for finding in ours), *left]):
        candidate = item.candidate
        mine = own.get(_key(candidate))
        if mine is None:
            if item.confidence >= lowest:
                found.append(_finding(document, item, in_prose[_key(candidate)], repeats))
        elif len(candidate.proposals) != len(mine.suggestions):
            found.append(msgspec.structs.replace(mine, suggestions=_suggestions(item)))
        else:
            found.append(mine)
    return tuple(found)


def _key(candidate: Candidate) -> tuple[str, int, int]:
    return candidate.rule, candidate.start, candidate.end


def _placed(document: Document, item: Weighed) -> Weighed:
    """The item with offsets in the source, its suggestions as the format writes them."""
    start, end = document.to_source(item.candidate.start, item.candidate.end)
    proposals = tuple(Proposal(document.escape(one.text), one.share) for one in item.candidate.proposals)
    candidate = msgspec.structs.replace(item.candidate, start=start, end=end, proposals=proposals)
    return msgspec.structs.replace(item, candidate=candidate)


def _weighed(finding: Finding) -> Weighed:
    """A finding as the resolver takes it; offsets in the source."""
    whole = finding.confidence or 1.0
    proposals = tuple(Proposal(one.replacement, one.confidence / whole) for one in finding.suggestions)
    candidate = Candidate(
        rule=finding.rule,
        start=finding.start,
        end=finding.end,
        level="sure",
        proposals=proposals,
        message=finding.message,
        category=finding.category,
        severity=finding.severity,
    )
    return Weighed(candidate, finding.confidence, finding.terms)


def _agreed(
    document: Document, ours: tuple[Finding, ...], theirs: list[Weighed]
) -> tuple[tuple[Finding, ...], list[Weighed]]:
    """Our findings, the surer where LanguageTool proposes the same; and what it found besides."""
    starts = [finding.start for finding in ours]
    found = list(ours)
    left = []
    for item in theirs:
        candidate = item.candidate
        i = bisect_right(starts, max(candidate.start, candidate.end - 1)) - 1
        near = [n for n in (i, i - 1) if n >= 0]
        same = next((n for n in near if _same_fix(document, ours[n], candidate)), None)
        if same is None:
            if not any(_worse(item, ours[n]) for n in near):
                left.append(item)
        elif found[same] is ours[same]:  # one agreement counts, two of its rules are no second opinion
            found[same] = _surer(ours[same], candidate)
    return tuple(found), left


def _worse(item: Weighed, mine: Finding) -> bool:
    """Is it the guess of a dictionary where one of our rules knows more? It would only add wrong suggestions."""
    candidate = item.candidate
    if candidate.end <= mine.start or mine.end <= candidate.start:
        return False
    first = max((proposal.share for proposal in candidate.proposals), default=0.0)
    return first < USED_FROM and item.confidence <= mine.confidence


def _same_fix(document: Document, mine: Finding, theirs: Candidate) -> bool:
    """Do the first suggestions make the same text?"""
    if not mine.suggestions or not theirs.proposals or mine.end < theirs.start or theirs.end < mine.start:
        return False
    low, high = min(mine.start, theirs.start), max(mine.end, theirs.end)
    source = document.source

    def made(start: int, end: int, fix: str) -> str:
        text = source[low:start] + fix + source[end:high]
        return " ".join(text.replace("\u2019", "'").split())

    first = max(theirs.proposals, key=lambda proposal: proposal.share).text
    return made(mine.start, mine.end, mine.suggestions[0].replacement) == made(theirs.start, theirs.end, first)


def _surer(finding: Finding, theirs: Candidate) -> Finding:
    terms = (*finding.terms, Term(f"LanguageTool proposes the same ({theirs.rule})", AGREED))
    raised = max(finding.confidence, round(confidence(terms), 3)) if finding.terms else finding.confidence
    by = raised / finding.confidence if finding.confidence else 1.0
    return msgspec.structs.replace(
        finding,
        confidence=raised,
        terms=terms,
        message=f"{finding.message}; LanguageTool proposes the same",
        suggestions=tuple(
            Suggestion(one.replacement, round(min(raised, one.confidence * by), 3)) for one in finding.suggestions
        ),
    )


def _suggestions(item: Weighed) -> tuple[Suggestion, ...]:
    ranked = sorted(item.candidate.proposals, key=lambda proposal: -proposal.share)
    return tuple(Suggestion(one.text, round(one.share * item.confidence, 3)) for one in ranked)


def _finding(
    document: Document, item: Weighed, in_prose: Candidate, repeats: Counter[tuple[str, str, str, str]]
) -> Finding:
    """A finding of LanguageTool from the candidate in the source, and as it stood in the prose."""
    candidate = item.candidate
    source = document.source
    text = source[candidate.start : candidate.end]
    before = source[max(0, candidate.start - 24) : candidate.start].split()[-2:]
    after = source[candidate.end : candidate.end + 24].split()[:2]
    key = (candidate.rule, text, " ".join(before), " ".join(after))
    repeats[key] += 1
    line, column = document.line_column(candidate.start)
    return Finding(
        rule=candidate.rule,
        category=candidate.category,
        severity=candidate.severity,
        start=candidate.start,
        end=candidate.end,
        line=line,
        column=column,
        text=text,
        message=candidate.message,
        confidence=round(item.confidence, 3),
        suggestions=_suggestions(item),
        pivot=None,
        fingerprint=fingerprint(*key, repeats[key]),
        edits=_edits(document, in_prose),
        terms=item.terms,
    )


def _edits(document: Document, candidate: Candidate) -> tuple[Edit, ...]:
    """The first suggestion as edits of the source, if it is likelier than not to be the one; offsets in the prose."""
    first = max(candidate.proposals, key=lambda proposal: proposal.share, default=None)
    if first is None or first.share < USED_FROM:
        return ()
    text = first.text.replace("'", "\u2019") if document.curly else first.text
    found = document.edits(candidate.start, candidate.end, text) or []
    return tuple(Edit(*edit) for edit in found if document.source[edit[0] : edit[1]] != edit[2])
