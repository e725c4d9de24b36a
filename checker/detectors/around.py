"""Looking with a regular expression only where something stands that its matches hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checker.analysis.analysis import Analysis


def around(
    pattern: re.Pattern[str], analysis: Analysis, places: Iterable[int], before: int, after: int = 48
) -> Iterator[re.Match[str]]:
    """Matches of a pattern that hold one of the places (in order), each once, outside foreign text.

    They begin up to `before` characters ahead of the place and end up to `after` behind it.
    """
    flat = analysis.flat
    done = -1
    for at in places:
        start = max(at - before, done, 0)
        while start > 0 and start > done and flat[start - 1].isalnum() and at - start < before + 12:
            start -= 1  # do not begin inside a word or number
        for match in pattern.finditer(flat, start, at + after):
            if match.start() <= at < match.end() and match.start() > done:
                done = match.start()
                if not analysis.is_foreign(match.start(), match.end()):
                    yield match


def places_of(words: Iterable[str], analysis: Analysis) -> list[int]:
    """Where any of the words begins, sorted."""
    flat, found = analysis.flat, set()
    for word in words:
        at = flat.find(word)
        while at >= 0:
            found.add(at)
            at = flat.find(word, at + 1)
    return sorted(found)
