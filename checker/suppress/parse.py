"""Reads the comments of a document that speak to mtlint; loaded only where a source names mtlint at all."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

import msgspec

from checker.suppress.comments import NONE, Comments, Suppression, Unread

_COMMENT = re.compile(r"<!--\s*mtlint\s*:(?P<rest>.*?)-->", re.DOTALL)
_REASON = re.compile(r"(?:^|\s)--(?:\s|$)|\s—\s")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")
KINDS = ("off", "on", "off-next-line")
FORMATS = ("markdown", "html")


def comments_in(source: str, form: str) -> Comments:
    """The comments of a source in a format; none in plain text, which is published as it stands."""
    if form not in FORMATS:
        return NONE
    found = list(_COMMENT.finditer(source))
    if found:
        found = _outside_code(found, source, form)
    suppressions: list[Suppression] = []
    unread: list[Unread] = []
    for comment in found:
        said, *more = _REASON.split(comment["rest"], maxsplit=1)
        what, *rules = said.replace(",", " ").split() or [""]
        names = tuple(dict.fromkeys(rules))
        start, end = comment.span()
        if what == "off-next-line":
            suppressions.append(Suppression(start, *_next_line(source, end), names, "".join(more).strip()))
        elif what == "off":
            suppressions.append(Suppression(start, end, len(source), names, "".join(more).strip()))
        elif what == "on":
            if not _end(suppressions, names, start, len(source)):
                unread.append(Unread(start, "mtlint: on: nothing is off here; remove the comment"))
        else:
            unread.append(Unread(start, f"mtlint: {what or '(nothing)'}: unknown; known are {', '.join(KINDS)}"))
    return Comments(tuple(suppressions), tuple(unread))


def _outside_code(found: Iterable[re.Match[str]], source: str, form: str) -> list[re.Match[str]]:
    # the syntax trees are loaded only for the few documents that have such comments
    if form == "html":
        from checker.document.html import comment_spans

        starts = {low for low, _ in comment_spans(source)}
        return [comment for comment in found if comment.start() in starts]
    from checker.document.markdown import code_spans

    spans = sorted(code_spans(source))
    lows = [low for low, _ in spans]

    def in_code(at: int) -> bool:
        i = bisect_right(lows, at) - 1
        return i >= 0 and at < spans[i][1]

    return [comment for comment in found if not in_code(comment.start())]


def _next_line(source: str, at: int) -> tuple[int, int]:
    """The first line behind the comment's own that holds something."""
    own = _LINE.match(source, at)
    low = own.end() if own else len(source)
    while low < len(source):
        line = _LINE.match(source, low)
        assert line is not None
        if line.group().strip():
            return low, line.end()
        low = line.end()
    return len(source), len(source)


def _end(suppressions: list[Suppression], names: tuple[str, ...], at: int, end: int) -> bool:
    """End what `on` ends among those that reach to the end; tell whether there was any."""
    ended = False
    for n, suppression in enumerate(suppressions):
        if suppression.high != end or suppression.low >= end:
            continue
        left = [rule for rule in suppression.rules if not any(_holds(name, rule) for name in names)]
        if not names or (suppression.rules and not left):
            suppressions[n] = msgspec.structs.replace(suppression, high=at)
            ended = True
        elif not suppression.rules or left != list(suppression.rules):
            more = tuple((name, at) for name in names)
            suppressions[n] = msgspec.structs.replace(suppression, ended=(*suppression.ended, *more))
            ended = True
    return ended


def _holds(name: str, rule: str) -> bool:
    return name == rule or rule.startswith(f"{name}.")
