"""How sure a match of LanguageTool is, by what was counted over marked articles and good English."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

import msgspec

from checker.finding import Term
from checker.languagetool.matches import Suspect

FILE = Path(__file__).with_name("confidence.json")
"""Written by bench/languagetool_confidence.py."""


class Row(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was counted of a rule or category, and what follows.

    `right` matches touched a marked fault, `fixed` of them mended it by their first suggestion, `wrong` touched none;
    `clean` matches stood in good English. `laundered` and `human` are the confidences in a text that went through a
    machine and in one that did not; `share` is the part of the right ones that the first suggestion mends.
    """

    right: int = 0
    fixed: int = 0
    wrong: int = 0
    clean: int = 0
    laundered: float = 0.0
    human: float = 0.0
    share: float = 0.0


class Measured(msgspec.Struct, frozen=True):
    """The data file. `words` counted of laundered articles and of good English."""

    languagetool: str
    laundered_words: int
    clean_words: int
    all: Row
    categories: dict[str, Row]
    rules: dict[str, Row]


@cache
def measured() -> Measured:
    """The counts that mtlint comes with."""
    return msgspec.json.decode(FILE.read_bytes(), type=Measured)


def row_name(suspect: Suspect, variety: str) -> str:
    """The name under which a suspect is counted: its rule's, without the variant of English, and its variety."""
    name = suspect.name
    if suspect.of_dictionary:
        name = "MORFOLOGIK_RULE_EN"
    return f"{name}:{variety}" if variety else name


def row_of(suspect: Suspect, variety: str, known: Measured | None = None) -> Row:
    """The counts of a suspect's rule, else of its category, else of all rules."""
    table = known or measured()
    found = table.rules.get(row_name(suspect, variety))
    return found or table.categories.get(suspect.group) or table.all


def terms(row: Row, laundered: float, shift: float | None) -> tuple[Term, ...]:
    """The addends of a confidence, in log-odds; `laundered` is the probability that the document is, `shift` the project's."""
    chance = laundered * row.laundered + (1 - laundered) * row.human
    human = log_odds(row.human)
    found = [Term("LanguageTool's rule, in a text of a person", round(human, 3))]
    found.append(Term("evidence", round(log_odds(chance) - human, 3)))
    if shift:
        found.append(Term("the project's settings", shift))
    return tuple(found)


def log_odds(chance: float) -> float:
    """The natural logarithm of the odds, of a probability that is kept off 0 and 1."""
    bounded = min(0.999, max(0.001, chance))
    return math.log(bounded / (1 - bounded))


def shares(count: int, first: float) -> list[float]:
    """The parts of a finding's confidence that its suggestions get, in LanguageTool's order: what one leaves, the next
    gets a third of."""
    found = []
    left = 1.0
    part = first
    for _ in range(count):
        found.append(left * part)
        left -= found[-1]
        part = min(part, first) / 3
    return found
