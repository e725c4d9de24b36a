"""What a project can set, with the defaults."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from checker.finding import Severity
from checker.house.house import House

THRESHOLDS: Mapping[str, float] = {"check": 0.5, "diff": 0.5, "fix": 0.9}
"""The confidence from which on each command takes a finding, where nothing else is said."""


class Config(msgspec.Struct, frozen=True, eq=False):
    """The settings that hold for one file.

    `root` is the folder of the project. Names in `select`, `ignore` and `severity` are rules, beginnings of rule ids,
    categories or (not in `severity`) severities; those in `confidence` rules and beginnings, with log-odds. `words` are
    the project's words, names and phrases, those of its `vocabularies` among them.
    """

    root: Path
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    thresholds: Mapping[str, float] = msgspec.field(default_factory=lambda: dict(THRESHOLDS))
    severity: Mapping[str, Severity] = {}
    confidence: Mapping[str, float] = {}
    pivot: str | None = None
    packs: tuple[Path, ...] = ()
    words: frozenset[str] = frozenset()
    vocabularies: tuple[Path, ...] = ()
    prefer: Mapping[str, str] = {}
    variant: str = "any"
    languagetool: str = "off"

    @property
    def house(self) -> House:
        """What of it the engine takes into account."""
        return House(
            words=tuple(sorted(self.words)),
            prefer=tuple(sorted(self.prefer.items())),
            variant=self.variant,
            severity=tuple(sorted(self.severity.items())),
            shifts=tuple(sorted(self.confidence.items())),
            pivot=self.pivot,
        )
