"""The keys of a settings file; the one place that names them. Loaded where there are settings."""

from __future__ import annotations

import msgspec

from checker.config.values import THRESHOLDS
from checker.finding import PIVOTS, SEVERITIES

VARIANTS = ("any", "american", "british")
OVERRIDES = "overrides"
OVERRIDE_PATHS = "paths"


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
    "languagetool": Key(
        "backend", "LanguageTool beside the rules: auto, off, local, or the address of a server.", override=False
    ),
}
