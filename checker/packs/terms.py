"""Reads `rules/lexicons/terms.txt`: the fixed terms and names of news English, one a line, names with capitals."""

from __future__ import annotations

from collections.abc import Iterable


def build_terms(lines: Iterable[str]) -> dict[str, dict[str, list[str]]]:
    """The terms by their first and their second words in lower case (the second is empty for one word with a hyphen);
    raises ValueError for a line that is no term of several words."""
    found: dict[str, dict[str, list[str]]] = {}
    for line in lines:
        first, _, rest = line.partition(" ")
        if not rest and "-" not in first:
            raise ValueError(f"terms.txt: {line!r} is not a term of several words")
        second = rest.partition(" ")[0]
        found.setdefault(first.lower(), {}).setdefault(second.lower(), []).append(line)
    return found
