"""All rules that are written in Python."""

from __future__ import annotations

from functools import cache

from checker.detectors.rule import LogicRule


@cache
def logic_rules() -> tuple[LogicRule, ...]:
    """The rules in the order in which a document is looked over; results do not depend on it."""
    from checker.detectors import (
        abbreviations,
        articles,
        cases,
        dates,
        durations,
        equivalents,
        exonyms,
        foreign_words,
        forms,
        near_names,
        numbers,
        phrases,
        possessives,
        pronouns,
        references,
        swaps,
        tense,
        terms,
        titles,
        typography,
        word_order,
    )

    modules = (
        typography,
        numbers,
        dates,
        exonyms,
        near_names,
        cases,
        possessives,
        titles,
        articles,
        abbreviations,
        tense,
        durations,
        word_order,
        pronouns,
        references,
        equivalents,
        swaps,
        terms,
        phrases,
        foreign_words,
        forms,
    )
    return tuple(rule for module in modules for rule in module.RULES)
