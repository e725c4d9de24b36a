"""Suppressions in Markdown and HTML: `<!-- mtlint: off RULE ... -- reason -->`, `on`, `off-next-line`.

Without rules a comment holds for all of them. `off` holds until `on`, or until the end; a rule is named whole or by the
beginning of its id, as in `--ignore`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from checker.finding import Finding

_COMMENT = re.compile(r"<!--\s*mtlint\s*:\s*(?P<what>[\w-]+)(?P<rest>.*?)-->", re.DOTALL)
KINDS = ("off", "on", "off-next-line")


class Suppression(msgspec.Struct, frozen=True):
    """A comment at `start:end` of the source that silences `rules` (all if empty) between `low` and `high`."""

    start: int
    end: int
    low: int
    high: int
    rules: tuple[str, ...]
    reason: str


def suppressions(source: str) -> tuple[list[Suppression], list[tuple[int, int, str]]]:
    """(the suppressions of a Markdown or HTML source, the comments that cannot be read with what is wrong)."""
    found: list[Suppression] = []
    unread: list[tuple[int, int, str]] = []
    comments = list(_COMMENT.finditer(source))
    for number, comment in enumerate(comments):
        what = comment["what"]
        rules, _, reason = comment["rest"].partition("--")
        names = tuple(rules.replace(",", " ").split())
        if what not in KINDS:
            unread.append((*comment.span(), f"mtlint: {what}: unknown; known are {', '.join(KINDS)}"))
        elif what == "off-next-line":
            low, high = _next_line(source, comment.end())
            found.append(Suppression(*comment.span(), low, high, names, reason.strip()))
        elif what == "off":
            high = _ends(source, comments[number + 1 :], names)
            found.append(Suppression(*comment.span(), comment.end(), high, names, reason.strip()))
    return found, unread


def silenced(finding: Finding, suppression: Suppression) -> bool:
    """Does the suppression cover the finding?"""
    if not suppression.low <= finding.start < suppression.high:
        return False
    return not suppression.rules or any(
        finding.rule == rule or finding.rule.startswith(f"{rule}.") for rule in suppression.rules
    )


def _next_line(source: str, at: int) -> tuple[int, int]:
    """The first line behind the comment's own that holds something."""
    low = source.find("\n", at)
    while low >= 0:
        high = source.find("\n", low + 1)
        line = source[low + 1 : high if high >= 0 else len(source)]
        if line.strip():
            return low + 1, low + 1 + len(line)
        low = high
    return len(source), len(source)


def _ends(source: str, later: Sequence[re.Match[str]], names: tuple[str, ...]) -> int:
    for comment in later:
        others = tuple(comment["rest"].partition("--")[0].replace(",", " ").split())
        if comment["what"] == "on" and (not others or set(names) <= set(others)):
            return comment.start()
    return len(source)
