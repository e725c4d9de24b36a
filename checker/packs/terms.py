"""Reads `rules/lexicons/terms.txt`: the fixed terms and names of news English, one a line, names with capitals."""

from __future__ import annotations

from collections.abc import Iterable


def build_terms(lines: Iterable[str]) -> dict[str, list[str]]:
    """The terms by their first words in lower case; raises ValueError for a line that is no term of several words."""
    found: dict[str, list[str]] = {}
    for line in lines:
        first, _, rest = line.partition(" ")
        if not rest and "-" not in first:
            raise ValueError(f"terms.txt: {line!r} is not a term of several words")
        found.setdefault(first.lower(), []).append(line)
    return found
