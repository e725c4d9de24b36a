"""Suppressions in Markdown and HTML: `<!-- mtlint: off RULE ... -- reason -->`, `on`, `off-next-line`.

Without rules a comment holds for all of them. `off` holds until `on`, or until the end; `off-next-line` for the next
line that is not blank. A rule is named whole or by the beginning of its id, its category or its severity, as in
`--ignore`. Comments in code are none.
"""

from __future__ import annotations

import msgspec

from checker.finding import Candidate, Finding


class Suppression(msgspec.Struct, frozen=True, array_like=True):
    """A comment at `start` of the source that silences `rules` (all if empty) between `low` and `high`.

    From the offsets in `ended` on the rules beside them are heard again.
    """

    start: int
    low: int
    high: int
    rules: tuple[str, ...]
    reason: str
    ended: tuple[tuple[str, int], ...] = ()


class Unread(msgspec.Struct, frozen=True, array_like=True):
    """A comment at `start` of the source that says nothing that can be done."""

    start: int
    message: str


class Comments(msgspec.Struct, frozen=True, array_like=True):
    """What the comments of a document say to mtlint."""

    suppressions: tuple[Suppression, ...] = ()
    unread: tuple[Unread, ...] = ()

    def silence(self, candidate: Candidate) -> bool:
        """Is the candidate's rule silenced somewhere in the document?"""
        return any(not one.rules or any(named(name, candidate) for name in one.rules) for one in self.suppressions)


NONE = Comments()


def comments_in(source: str, form: str) -> Comments:
    """The comments of a source in a format; none in plain text, which is published as it stands."""
    if "mtlint" not in source:
        return NONE
    from checker.suppress import parse

    return parse.comments_in(source, form)


def silenced(finding: Finding, suppression: Suppression) -> bool:
    """Does the suppression cover the finding?"""
    if not suppression.low <= finding.start < suppression.high:
        return False
    if suppression.rules and not any(named(rule, finding) for rule in suppression.rules):
        return False
    return not any(at <= finding.start and named(rule, finding) for rule, at in suppression.ended)


def named(name: str, finding: Finding | Candidate) -> bool:
    """Is the name the finding's rule, the beginning of it, its category or its severity?"""
    return name in (finding.rule, finding.category, finding.severity) or finding.rule.startswith(f"{name}.")
