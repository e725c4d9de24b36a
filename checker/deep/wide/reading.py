"""Words that a machine went wrong on, by how the model reads the text, where no rule knows a better word."""

from __future__ import annotations

from collections.abc import Iterator

from checker.analysis.analysis import Analysis
from checker.deep.reading import Reading
from checker.detectors.rule import LogicRule
from checker.finding import Candidate

LEAST = -0.7
"""Log-odds from which a word is a candidate."""
MOST_WORDS = 4
"""Words of one candidate."""


def _none(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    """Nothing: the candidates come from a reading, see `stretches`."""
    return iter(())


RULE = LogicRule(
    id="reading.all.weighed",
    category="other",
    severity="major",
    about="Words that the language model of --deep reads as it reads the faults that were marked in machine translation, "
    "where no rule knows a better word. There is no suggestion: an editor must look.",
    source="a net over the model's states, fitted on marked articles (checker/deep/reading.py)",
    detect=_none,
    match=(),
    no=(),
    suspect_only=True,
)


def stretches(reading: Reading, prose: str) -> Iterator[Candidate]:
    """The words of a reading that are likely enough a machine's, neighbours together."""
    first = last = -1
    for n, odds in enumerate(reading.odds):
        if odds <= LEAST:
            continue
        near = first >= 0 and n == last + 1 and n - first < MOST_WORDS
        if near and prose[reading.ends[last] : reading.starts[n]] in (" ", ""):
            last = n
            continue
        if first >= 0:
            yield _candidate(reading, first, last, prose)
        first = last = n
    if first >= 0:
        yield _candidate(reading, first, last, prose)


def _candidate(reading: Reading, first: int, last: int, prose: str) -> Candidate:
    start, end = reading.starts[first], reading.ends[last]
    message = f"“{prose[start:end]}” reads like a machine's; no rule knows a better word"
    return RULE.candidate(start, end, "possible", (), message)
