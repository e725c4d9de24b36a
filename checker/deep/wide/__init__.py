"""What a machine confuses everywhere, proposed only where a model weighs it: without one it would be noise."""

from __future__ import annotations

from collections.abc import Iterator

from checker.analysis.analysis import Analysis
from checker.detectors.rule import LogicRule
from checker.finding import Candidate


def wide_rules() -> tuple[LogicRule, ...]:
    """The rules whose candidates only a model can judge."""
    from checker.deep.wide import order, reading, senses, small_words, verbs

    return (*small_words.RULES, *verbs.RULES, *order.RULES, *senses.RULES, reading.RULE)


def wide_candidates(analysis: Analysis) -> Iterator[Candidate]:
    """The candidates of all these rules in a document."""
    for rule in wide_rules():
        yield from rule.detect(rule, analysis, False)
