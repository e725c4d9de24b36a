"""A long text in windows that the model reads one by one, each with some text before it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

import msgspec
import regex

from checker.deep.tokens import Tokens

FRESH = 128
"""Most tokens of a window that are weighed in it."""
BEFORE = 64
"""Most tokens before them that the model reads for the sake of what it is about."""

_END = regex.compile(r"(?:[.!?][\"'”’)\]]*\s+|\n\s*)(?=\S)")


class Window(msgspec.Struct, frozen=True):
    """Tokens `first` to `end`, of which those from `fresh` on are weighed here."""

    first: int
    fresh: int
    end: int


def sentence_starts(text: str, tokens: Tokens) -> list[int]:
    """The numbers of the tokens with which a sentence or a line begins, and the number of tokens at the end.

    A full stop of an abbreviation counts as an end; nothing worse follows from it than a little less context.
    """
    found = [0]
    for match in _END.finditer(text):
        number = bisect_right(tokens.ends, match.end())  # the token that holds the next sign
        if number > found[-1]:
            found.append(number)
    if found[-1] != len(tokens.ids):
        found.append(len(tokens.ids))
    return found


def windows(starts: list[int]) -> Iterator[Window]:
    """Windows over a text whose sentences begin at these tokens, the last number being that of all tokens."""
    total, fresh = starts[-1], 0
    while fresh < total:
        end = starts[bisect_right(starts, fresh + FRESH) - 1]
        if end <= fresh:
            end = min(total, fresh + FRESH)
        first = starts[bisect_left(starts, fresh - BEFORE)] if fresh else 0
        if first >= fresh:
            first = max(0, fresh - BEFORE)
        yield Window(first, fresh, end)
        fresh = end
