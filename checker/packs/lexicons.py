"""Reads the shared lexicons of `rules/lexicons`: tables of names, word classes, word frequencies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from checker.packs.errors import PackError
from checker.packs.source import Loader

Table = list[dict[str, Any]]

_COUNTRY_CLASSES = {"country": ("name", "aliases"), "demonym": ("adj",), "nationality": ("people",)}


def read_table(path: Path, text: str) -> Table | dict[str, list[str]]:
    """The `rows:` of a lexicon file; raises PackError where it is not of that form."""
    try:
        data = yaml.load(text, Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise PackError(
            str(path), mark.line + 1 if mark else 1, mark.column + 1 if mark else 1, f"not valid YAML: {error.problem}"
        ) from None
    if not isinstance(data, dict) or "rows" not in data:
        raise PackError(str(path), 1, 1, "a lexicon is a mapping with `lexicon:`, `source:` and `rows:`")
    rows: Table | dict[str, list[str]] = data["rows"]
    return rows


def read_words(text: str) -> list[str]:
    """One word a line; lines that begin with # are comments."""
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def read_frequency(text: str) -> dict[str, float]:
    """Words per million."""
    return {word: float(rate) for word, rate in (line.split() for line in read_words(text))}


def word_classes(tables: dict[str, Table], plain: dict[str, list[str]]) -> dict[str, list[str]]:
    """Class name to its items, as patterns name them with @."""
    classes = {name: [str(item) for item in items] for name, items in plain.items()}
    for row in tables.get("countries", []):
        for name, keys in _COUNTRY_CLASSES.items():
            for key in keys:
                value = row.get(key) or []
                for item in [value] if isinstance(value, str) else value:
                    classes.setdefault(name, []).append(item)
    classes["person"] = sorted(
        {str(row[key]) for row in tables.get("persons", []) for key in ("name", "surname") if row.get(key)}
    )
    classes["human"] = [str(noun) for noun in tables.get("person-nouns", [])]
    classes["city"] = [str(name) for name in tables.get("cities", [])]
    classes["institution"] = sorted(
        {str(row[key]) for row in tables.get("institutions", []) for key in ("name", "acronym") if row.get(key)}
    )
    return {name: sorted(set(items)) for name, items in classes.items() if items}
