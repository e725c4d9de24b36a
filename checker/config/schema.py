"""The JSON Schema of a settings file, for editors."""

from __future__ import annotations

from typing import Any

from checker.config.keys import KEYS, OVERRIDE_PATHS, OVERRIDES, Key


def json_schema() -> dict[str, Any]:
    """The schema of mtlint.toml, which is also that of [tool.mtlint]."""
    own = {name: _schema_of(key) for name, key in KEYS.items()}
    narrowed = {name: schema for name, schema in own.items() if KEYS[name].override}
    paths = {
        "type": "array",
        "items": {"type": "string", "pattern": r"\S"},
        "minItems": 1,
        "description": "Patterns as in .gitignore, below this file's folder.",
    }
    overrides = {
        "type": "array",
        "description": "Settings for some paths only; later ones win.",
        "items": {
            "type": "object",
            "additionalProperties": False,
            "required": [OVERRIDE_PATHS],
            "properties": {OVERRIDE_PATHS: paths} | narrowed,
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Settings of mtlint",
        "description": "mtlint.toml, or the table [tool.mtlint] of pyproject.toml",
        "type": "object",
        "additionalProperties": False,
        "properties": own | {OVERRIDES: overrides},
    }


def _schema_of(key: Key) -> dict[str, Any]:
    filled = {"type": "string", "pattern": r"\S"}
    texts: dict[str, Any] = {"type": "array", "items": filled}
    schemas: dict[str, dict[str, Any]] = {
        "names": texts,
        "globs": texts,
        "paths": texts,
        "words": texts,
        "thresholds": {
            "type": "object",
            "additionalProperties": False,
            "properties": {name: {"type": "number", "minimum": 0, "maximum": 1} for name in key.choices},
        },
        "choice": {"enum": list(key.choices)},
        "severities": {"type": "object", "additionalProperties": {"enum": list(key.choices)}},
        "texts": {"type": "object", "propertyNames": filled, "additionalProperties": filled},
        "backend": {"type": "string", "pattern": r"^(auto|off|local|https?://\S+)$"},
        "shifts": {"type": "object", "additionalProperties": {"type": "number"}},
    }
    return schemas[key.kind] | {"description": key.about}
