"""The values by which a project changes what the engine finds."""

from __future__ import annotations

import msgspec

from checker.finding import Severity


class House(msgspec.Struct, frozen=True):
    """A project's own judgement; hashable, and the same for the same settings.

    No fault lies in `words` (words, names, phrases). `prefer` holds pairs (what the project does not write, what it
    writes). `variant` is "any", "american" or "british". Names in `severity` are rules, beginnings of rule ids or
    categories, those in `shifts` rules or beginnings, each with what it adds to the confidence in log-odds. `pivot` is
    the way that the texts are known to have come.
    """

    words: tuple[str, ...] = ()
    prefer: tuple[tuple[str, str], ...] = ()
    variant: str = "any"
    severity: tuple[tuple[str, Severity], ...] = ()
    shifts: tuple[tuple[str, float], ...] = ()
    pivot: str | None = None


PLAIN = House()
"""A project without an opinion."""
