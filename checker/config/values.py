"""What a project can set, with the defaults; the one place that names the keys."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from checker.finding import PIVOTS, SEVERITIES, Severity
from checker.house.house import House

THRESHOLDS: Mapping[str, float] = {"check": 0.5, "diff": 0.5, "fix": 0.9}
"""The confidence from which on each command takes a finding, where nothing else is said."""
VARIANTS = ("any", "american", "british")
OVERRIDES = "overrides"
OVERRIDE_PATHS = "paths"


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


class Key(msgspec.Struct, frozen=True):
    """One key of a settings file: what it takes, and a sentence about it for the schema and for people.

    Items of a key that `adds` are added to those of what is overridden, in place of which others come. One that
    does not `override` holds for the whole project.
    """

    kind: str
    about: str
    choices: tuple[str, ...] = ()
    adds: bool = False
    override: bool = True


KEYS: dict[str, Key] = {
    "select": Key("names", "Only these rules, beginnings of rule ids, categories or severities."),
    "ignore": Key("names", "Not these rules, beginnings of rule ids, categories or severities.", adds=True),
    "exclude": Key("globs", "Files and folders that a walk through a folder leaves out.", override=False),
    "thresholds": Key(
        "thresholds", "The confidence (0 to 1) from which on a command takes a finding.", tuple(THRESHOLDS), adds=True
    ),
    "severity": Key("severities", "Severity by rule, beginning of a rule id, or category.", SEVERITIES, adds=True),
    "confidence": Key(
        "shifts", "What moves the confidence of a rule or a family, in log-odds; `mtlint learn` writes it.", adds=True
    ),
    "pivot": Key("choice", "The language that the texts are known to have come through.", tuple(PIVOTS)),
    "packs": Key("paths", "Folders or files with rule packs of your own, relative to this file.", override=False),
    "words": Key("words", "Words, names and phrases that are right here.", adds=True),
    "vocabularies": Key("paths", "Files with words, names and phrases, one a line, relative to this file.", adds=True),
    "prefer": Key("texts", "House style: what to write instead of a word or phrase.", adds=True),
    "variant": Key("choice", "The English that suggestions are spelt in.", VARIANTS),
}
