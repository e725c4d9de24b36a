"""Passages that a machine went wrong in, by how the model reads the text, where no rule knows a better word."""

from __future__ import annotations

from collections.abc import Iterator

from checker.analysis.analysis import Analysis
from checker.deep.reading import LOWEST, Reading, of_any
from checker.detectors.rule import LogicRule
from checker.finding import Candidate

FIRST, BESIDE, STRANGE = -1.5, -3.0, 0.0
"""Log-odds from which a word begins a passage; from which one beside it is taken in while the passage is not likely
enough; and from which it is taken in whatever the passage is."""
LEAST, ENOUGH = -0.7, 1.3
"""Log-odds of a passage, from which it is a candidate, and from which it needs no more words."""
MOST_WORDS = 6
"""Words of a passage."""


def _none(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    """Nothing: the candidates come from a reading, see `passages`."""
    return iter(())


RULE = LogicRule(
    id="reading.all.weighed",
    category="other",
    severity="major",
    about="A passage of up to six words that the language model of --deep reads as it reads the faults that were marked in "
    "machine translation, where no rule knows a better word. There is no suggestion: an editor must look.",
    source="a net over the model's states, fitted on marked articles (checker/deep/reading.py)",
    detect=_none,
    match=(),
    no=(),
    suspect_only=True,
)


def passages(reading: Reading, prose: str) -> list[Candidate]:
    """The shortest passages of a text of which the reading says that a machine is likely to have gone wrong in them: the
    likeliest word first, each with the likelier neighbours that it needs."""
    odds = reading.odds
    taken = [False] * len(odds)
    # is the word beside the one before it, with nothing but a space between?
    beside = [False, *(_near(reading, n, prose) for n in range(1, len(odds))), False]
    found = []
    for n in sorted(range(len(odds)), key=lambda n: -odds[n]):
        if odds[n] <= FIRST:
            break
        if taken[n]:
            continue
        first, behind = n, n + 1
        while behind - first < MOST_WORDS:
            left = odds[first - 1] if beside[first] and not taken[first - 1] else LOWEST
            right = odds[behind] if beside[behind] and not taken[behind] else LOWEST
            if max(left, right) <= (BESIDE if of_any(odds[first:behind]) < ENOUGH else STRANGE):
                break
            first, behind = (first - 1, behind) if left > right else (first, behind + 1)
        taken[first:behind] = [True] * (behind - first)
        if of_any(odds[first:behind]) > LEAST:
            found.append(_candidate(reading, first, behind - 1, prose))
    return sorted(found, key=lambda candidate: candidate.start)


def _near(reading: Reading, n: int, prose: str) -> bool:
    return prose[reading.ends[n - 1] : reading.starts[n]] in (" ", "")


def _candidate(reading: Reading, first: int, last: int, prose: str) -> Candidate:
    start, end = _begin(prose, reading.starts[first]), reading.ends[last]
    message = f"“{prose[start:end]}” reads like a machine's; no rule knows anything better"
    return RULE.candidate(start, end, "possible", (), message)


def _begin(prose: str, start: int) -> int:
    """Where the word begins whose ending ("'s") stands here."""
    if prose[start] in "'’":
        while start and prose[start - 1].isalnum():
            start -= 1
    return start
