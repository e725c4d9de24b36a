"""Which findings are shown: `critical open rule:sense file:intro >0.8 word`."""

from __future__ import annotations

import re

import msgspec

from checker.finding import SEVERITIES, Finding
from checker.review.decision import Decision

STATES = ("open", "accepted", "rejected", "later")
USE = "critical, major, minor; open, accepted, rejected, later; rule:NAME; file:NAME; >0.8; any other word"


class QueryError(ValueError):
    """A filter that cannot be read; the message says why."""


class Query(msgspec.Struct, frozen=True):
    """A finding must be of one of the severities, one of the states, and hold all the rest; what is empty asks nothing."""

    severities: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    rules: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    lowest: float = 0.0
    words: tuple[str, ...] = ()
    written: str = ""

    def takes(self, path: str, finding: Finding, decision: Decision | None) -> bool:
        """Does it let a finding through?"""
        if self.severities and finding.severity not in self.severities:
            return False
        if self.states and state_of(decision) not in self.states:
            return False
        if finding.confidence < self.lowest:
            return False
        if not all(rule in finding.rule or rule == finding.category for rule in self.rules):
            return False
        if not all(name in path for name in self.files):
            return False
        shown = f"{finding.text}\n{finding.message}".casefold()
        return all(word in shown for word in self.words)


def state_of(decision: Decision | None) -> str:
    """Of `STATES` the one that a decision means."""
    if decision is None:
        return "open"
    return "accepted" if decision.mends else "rejected" if decision.rejects else "later"


def read_query(written: str) -> Query:
    """The filter that somebody wrote; raises QueryError."""
    severities, states = set(), set()
    rules, files, words = [], [], []
    lowest = 0.0
    for part in written.split():
        name, colon, value = part.partition(":")
        if part in SEVERITIES:
            severities.add(part)
        elif part in STATES:
            states.add(part)
        elif colon and name == "rule" and value:
            rules.append(value)
        elif colon and name == "file" and value:
            files.append(value)
        elif part[0] == ">":
            if not re.fullmatch(r">=?(0(\.\d*)?|1(\.0*)?|\.\d+)", part):
                raise QueryError(f"{part}: a confidence is a number from 0 to 1, as in >0.8")
            lowest = float(part.lstrip(">="))
        else:
            words.append(part.casefold())
    return Query(
        frozenset(severities), frozenset(states), tuple(rules), tuple(files), lowest, tuple(words), written.strip()
    )
