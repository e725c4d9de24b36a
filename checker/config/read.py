"""Reads one settings file and checks every key in it."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any, NoReturn

import msgspec

from checker.config.errors import ConfigError, shown
from checker.config.keys import KEYS, OVERRIDE_PATHS, OVERRIDES, Key
from checker.config.lists import read_list
from checker.config.origin import Items, Keys, Origin, line_at


class Override(msgspec.Struct, frozen=True, eq=False):
    """Settings for the paths that match one of the globs."""

    globs: tuple[str, ...]
    items: Items


class File(msgspec.Struct, frozen=True, eq=False):
    """A settings file: its own items, and its overrides in order."""

    path: Path
    items: Items
    overrides: tuple[Override, ...]


def read_file(path: Path) -> File | None:
    """The settings in a file; None where it is a pyproject.toml without any."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{shown(path)}: cannot be read: {error.strerror or error}") from None
    inner = path.name == "pyproject.toml"
    if inner and b"mtlint" not in data:
        return None
    import tomllib  # only where there are settings

    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(
            f"{shown(path)}:{line}: byte {error.start} is not valid UTF-8; save the file as UTF-8"
        ) from None
    try:
        table: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r" \(at line (\d+), column (\d+)\)", str(error))
        where = f":{place[1]}:{place[2]}" if place else f":{text.count(chr(10)) + 1}"
        cause = str(error)[: place.start()] if place else str(error).removesuffix(" (at end of document)")
        raise ConfigError(f"{shown(path)}{where}: not valid TOML: {cause}") from None
    keys: Keys = ()
    if inner:
        for key in ("tool", "mtlint"):
            keys = (*keys, key)
            table = table.get(key)
            if table is None:
                return None
            if not isinstance(table, dict):
                raise ConfigError(f"{shown(path)}:{line_at(text, keys)}: {'.'.join(map(str, keys))} must be a table")
    return _Reader(path, text).file(table, keys)


class _Reader:
    """Turns the tables of one file into items, or says what is wrong with them."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text

    def refuse(self, keys: Keys, message: str) -> NoReturn:
        raise ConfigError(f"{shown(self.path)}:{line_at(self.text, keys)}: {message}")

    def origin(self, value: Any, keys: Keys) -> Origin:
        return Origin(value, self.path, 0, self.text, keys)

    def file(self, table: dict[str, Any], keys: Keys) -> File:
        overrides = table.pop(OVERRIDES, [])
        if not isinstance(overrides, list) or not all(isinstance(item, dict) for item in overrides):
            header = ".".join(map(str, (*keys, OVERRIDES)))
            self.refuse((*keys, OVERRIDES), f"overrides must be tables: [[{header}]]")
        items = self.items(table, keys, overriding=False)
        made = []
        for number, override in enumerate(overrides):
            own = (*keys, OVERRIDES, number)
            globs = override.pop(OVERRIDE_PATHS, None)
            if globs is None:
                self.refuse(own, 'an override needs `paths`, a list of patterns such as ["drafts/"]')
            found = self.texts(OVERRIDE_PATHS, globs, (*own, OVERRIDE_PATHS))
            if not found:
                self.refuse((*own, OVERRIDE_PATHS), "paths must not be empty: the override would never hold")
            made.append(Override(found, self.items(override, own, overriding=True)))
        return File(self.path, items, tuple(made))

    def items(self, table: dict[str, Any], keys: Keys, overriding: bool) -> Items:
        known = [name for name, key in KEYS.items() if key.override or not overriding]
        found: Items = {}
        for name, value in table.items():
            own = (*keys, name)
            if name not in known:
                self.unknown(name, [*known, OVERRIDE_PATHS if overriding else OVERRIDES], own, overriding)
            found[name] = self.value(name, KEYS[name], value, own)
        return found

    def unknown(self, name: str, known: list[str], keys: Keys, overriding: bool) -> NoReturn:
        from checker.packs.errors import nearest

        if overriding and name in KEYS:
            self.refuse(keys, f"{name!r} holds for the whole project; it cannot stand in an override")
        where = " in an override" if overriding else ""
        self.refuse(keys, f"unknown key {name!r}{where}{nearest(name, known)}; known are {', '.join(known)}")

    def value(self, name: str, key: Key, value: Any, keys: Keys) -> dict[str, Origin]:
        match key.kind:
            case "names" | "globs" | "words":
                texts = self.texts(name, value, keys)
                return {text: self.origin(text, (*keys, number)) for number, text in enumerate(texts)}
            case "paths":
                return self.paths(name, value, keys)
            case "choice":
                self.chosen(name, value, key.choices, keys)
                return {"": self.origin(value, keys)}
            case "backend":
                from checker.languagetool.choice import wrong_with

                problem = wrong_with(value) if isinstance(value, str) else wrong_with("")
                if problem:
                    self.refuse(keys, f"{name} {problem}, not {_shown(value)}")
                return {"": self.origin(value, keys)}
        if not isinstance(value, dict):
            self.refuse(keys, f"{name} must be a table, not {_shown(value)}")
        for item, inner in value.items():
            self.entry(name, key, item, inner, (*keys, item))
        return {item: self.origin(inner, (*keys, item)) for item, inner in value.items()}

    def entry(self, name: str, key: Key, item: str, value: Any, keys: Keys) -> None:
        """Check one entry of a table."""
        what = f"{name}.{item}"
        match key.kind:
            case "thresholds":
                if item not in key.choices:
                    from checker.packs.errors import nearest

                    hint = nearest(item, list(key.choices))
                    self.refuse(keys, f"unknown key {what!r}{hint}; known are {', '.join(key.choices)}")
                if not _number(value) or not 0 <= value <= 1:
                    self.refuse(keys, f"{what} must be a number from 0 to 1, not {_shown(value)}")
            case "severities":
                self.chosen(what, value, key.choices, keys)
            case "shifts":
                if isinstance(value, dict):
                    self.refuse(keys, f'{what} must be a number; a rule\'s id is written in quotes: "{item}...." = ...')
                if not _number(value):
                    self.refuse(keys, f"{what} must be a number (of log-odds), not {_shown(value)}")
            case _:
                if not isinstance(value, str) or not value.strip() or not item.strip():
                    self.refuse(keys, f"{what} must be a text that is not empty, not {_shown(value)}")

    def chosen(self, name: str, value: Any, choices: tuple[str, ...], keys: Keys) -> None:
        if isinstance(value, str) and value in choices:
            return
        from checker.packs.errors import nearest

        if isinstance(value, dict):
            self.refuse(keys, f"{name} must be one of {', '.join(choices)}; a rule's id is written in quotes")
        hint = nearest(value, list(choices)) if isinstance(value, str) else ""
        self.refuse(keys, f"{name} must be one of {', '.join(choices)}, not {_shown(value)}{hint}")

    def texts(self, name: str, value: Any, keys: Keys) -> tuple[str, ...]:
        if not isinstance(value, list):
            self.refuse(keys, f"{name} must be a list of texts, not {_shown(value)}")
        for number, item in enumerate(value):
            if not isinstance(item, str) or not item.strip():
                self.refuse(
                    (*keys, number), f"{name} must be a list of texts that are not empty; one is {_shown(item)}"
                )
        return tuple(value)

    def paths(self, name: str, value: Any, keys: Keys) -> dict[str, Origin]:
        found = {}
        for number, text in enumerate(self.texts(name, value, keys)):
            path = self.path.parent / Path(text).expanduser()
            if not path.exists():
                self.refuse((*keys, number), f"{name}: {shown(path)} does not exist; paths are relative to this file")
            found[str(path)] = self.origin(path, (*keys, number))
        return found


def words_of(items: Items) -> dict[str, Origin]:
    """The words of the lists under `vocabularies`, each with its place."""
    found = {}
    for origin in items.get("vocabularies", {}).values():
        for word, line in read_list(origin.value).items():
            found[word] = Origin(word, origin.value, line)
    return found


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:57] + "..."
