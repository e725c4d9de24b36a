"""What a project can set, with the defaults; the one place that names the keys."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from checker.finding import PIVOTS, SEVERITIES


class Config(msgspec.Struct, frozen=True):
    """The settings that hold for one file.

    `root` is the folder of the settings file, None where there is none. Names in `select`, `ignore` and `severity` are
    rules, beginnings of rule ids, categories or (not in `severity`) severities. `words` are never part of a finding's
    fault; `phrases` likewise, as whole phrases.
    """

    root: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    check: float = 0.5
    diff: float = 0.5
    fix: float = 0.9
    severity: Mapping[str, str] = {}
    pivot: str | None = None
    packs: tuple[Path, ...] = ()
    words: frozenset[str] = frozenset()
    prefer: Mapping[str, str] = {}
    variant: str = "any"
    confidence: Mapping[str, float] = {}


class Key(msgspec.Struct, frozen=True):
    """One key of a settings file: what it takes, and a sentence about it for the schema and the messages."""

    kind: str
    about: str
    choices: tuple[str, ...] = ()
    override: bool = True


VARIANTS = ("any", "american", "british")
KEYS: dict[str, Key] = {
    "select": Key("names", "Only these rules, beginnings of rule ids, categories or severities."),
    "ignore": Key("names", "Not these rules, beginnings of rule ids, categories or severities."),
    "exclude": Key(
        "globs", "Files that a folder's walk leaves out, as globs below this file's folder.", override=False
    ),
    "check": Key("confidence", "Show findings from this confidence on (0 to 1)."),
    "diff": Key("confidence", "Show fixes in a diff from this confidence on (0 to 1)."),
    "fix": Key("confidence", "Apply fixes from this confidence on (0 to 1)."),
    "severity": Key("severities", "Severity by rule, beginning of a rule id, or category.", SEVERITIES),
    "pivot": Key("choice", "The language that the texts are known to have gone through.", tuple(PIVOTS)),
    "packs": Key("paths", "Folders or files with rule packs of your own, relative to this file.", override=False),
    "words": Key("strings", "Words, names and phrases that are right here."),
    "vocabularies": Key("paths", "Lists of words, names and phrases, one a line, relative to this file."),
    "prefer": Key("texts", "House style: what to write instead, by word or phrase."),
    "variant": Key("choice", "The variant of English that suggestions and house style keep to.", VARIANTS),
    "confidence": Key("shifts", "What a rule's confidence is moved by, in log-odds; `mtlint learn` writes it."),
}
OVERRIDE_PATHS = "paths"


def json_schema() -> dict[str, Any]:
    """The JSON Schema of mtlint.toml, which is also that of [tool.mtlint]."""
    own = {name: _schema_of(key) for name, key in KEYS.items()}
    narrowed = {name: schema for name, schema in own.items() if KEYS[name].override}
    globs = {"type": "array", "items": {"type": "string"}, "description": "Globs below this file's folder."}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "mtlint settings",
        "type": "object",
        "additionalProperties": False,
        "properties": own
        | {
            "overrides": {
                "type": "array",
                "description": "Settings for some paths only; later ones win.",
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": [OVERRIDE_PATHS],
                    "properties": {OVERRIDE_PATHS: globs} | narrowed,
                },
            }
        },
    }


def _schema_of(key: Key) -> dict[str, Any]:
    strings: dict[str, Any] = {"type": "array", "items": {"type": "string"}}
    schemas: dict[str, dict[str, Any]] = {
        "names": strings,
        "globs": strings,
        "paths": strings,
        "strings": strings,
        "confidence": {"type": "number", "minimum": 0, "maximum": 1},
        "choice": {"enum": list(key.choices)},
        "severities": {"type": "object", "additionalProperties": {"enum": list(key.choices)}},
        "texts": {"type": "object", "additionalProperties": {"type": "string"}},
        "shifts": {"type": "object", "additionalProperties": {"type": "number"}},
    }
    return schemas[key.kind] | {"description": key.about}
