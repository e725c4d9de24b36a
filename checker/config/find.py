"""Finds, reads and checks the settings that hold for a file, and tells where each value comes from."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from checker.config.values import KEYS, OVERRIDE_PATHS, Config, Key
from checker.packs.errors import nearest

NAMES = ("mtlint.toml", "pyproject.toml")


class ConfigError(Exception):
    """A settings file that cannot be right; the message names file, line, cause and remedy."""


class Origin(msgspec.Struct, frozen=True):
    """A value that holds and where it was set: `place` is "default" or `file:line`."""

    value: Any
    place: str


class Override(msgspec.Struct, frozen=True):
    """Settings for the paths that match one of the globs."""

    globs: tuple[str, ...]
    values: dict[str, Any]
    places: dict[str, str]


class File(msgspec.Struct, frozen=True):
    """A settings file: its own values, each with its place, and its overrides in order."""

    path: Path
    values: dict[str, Any]
    places: dict[str, str]
    overrides: tuple[Override, ...]


def config_for(path: str | Path) -> Config:
    """The settings of the nearest settings file upward from a file or folder, its overrides applied."""
    origins = load(path)
    root = _file_of(_folder(path))
    return Config(root=root.path.parent if root else None, **{key: origin.value for key, origin in origins.items()})


def load(path: str | Path) -> dict[str, Origin]:
    """Each field of Config with its value for the path and the place that set it."""
    found = {
        field.name: Origin(field.default, "default") for field in msgspec.structs.fields(Config) if field.name != "root"
    }
    found |= {"severity": Origin({}, "default"), "prefer": Origin({}, "default"), "confidence": Origin({}, "default")}
    file = _file_of(_folder(path))
    if file is None:
        return found
    relative = _relative(path, file.path.parent)
    _merge(found, file.values, file.places)
    for override in file.overrides:
        if any(_matches(relative, glob) for glob in override.globs):
            _merge(found, override.values, override.places)
    return found


def excluded(path: str | Path) -> bool:
    """Does the settings file above the path leave it out of a folder's walk?"""
    file = _file_of(_folder(path))
    if file is None:
        return False
    relative = _relative(path, file.path.parent)
    return any(_matches(relative, glob) for glob in file.values.get("exclude", ()))


def _merge(found: dict[str, Origin], values: Mapping[str, Any], places: Mapping[str, str]) -> None:
    for key, value in values.items():
        found[key] = Origin(value, places[key])


def _folder(path: str | Path) -> Path:
    whole = Path(path).absolute()
    return whole if whole.is_dir() else whole.parent


def _relative(path: str | Path, root: Path) -> str:
    try:
        return Path(path).absolute().relative_to(root).as_posix()
    except ValueError:
        return Path(path).name


def _matches(relative: str, glob: str) -> bool:
    """`drafts/` and `drafts/**` hold all below; a glob without a slash holds at any depth."""
    glob = glob.rstrip("/") + "/**" if glob.endswith("/") else glob
    if "/" not in glob:
        return fnmatchcase(relative.rsplit("/", 1)[-1], glob) or fnmatchcase(relative, glob)
    return fnmatchcase(relative, glob) or fnmatchcase(relative, glob.replace("**/", ""))


@lru_cache(maxsize=4096)
def _file_of(folder: Path) -> File | None:
    for name in NAMES:
        path = folder / name
        if path.is_file():
            file = _read(path)
            if file is not None:
                return file
    # the root of a repository ends the search: a stranger's settings above it do not hold
    if folder.parent == folder or (folder / ".git").exists():
        return None
    return _file_of(folder.parent)


def _read(path: Path) -> File | None:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read ({error}); it must be a UTF-8 text") from None
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from None
    table = "tool.mtlint" if path.name == "pyproject.toml" else ""
    if table:
        if "mtlint" not in data.get("tool", {}):
            return None
        data = data["tool"]["mtlint"]
    return _checked(path, text, data, table)


def _checked(path: Path, text: str, data: dict[str, Any], table: str) -> File:
    lines = _Lines(text, path, table)
    overrides = data.pop("overrides", [])
    values, places = _values(data, lines, path, overriding=False)
    if not isinstance(overrides, list) or not all(isinstance(item, dict) for item in overrides):
        raise ConfigError(f"{lines.place('overrides')}: overrides must be tables: [[{_dotted(table, 'overrides')}]]")
    made = []
    for number, item in enumerate(overrides):
        here = lines.override(number)
        globs = item.pop(OVERRIDE_PATHS, None)
        if not _strings(globs) or not globs:
            raise ConfigError(f"{here.place(OVERRIDE_PATHS)}: an override needs `paths`, a list of globs")
        own, where = _values(item, here, path, overriding=True)
        made.append(Override(tuple(globs), own, where))
    return File(path, values, places, tuple(made))


def _values(data: dict[str, Any], lines: _Lines, path: Path, overriding: bool) -> tuple[dict[str, Any], dict[str, str]]:
    values: dict[str, Any] = {}
    places: dict[str, str] = {}
    words: frozenset[str] = frozenset()
    for name, value in data.items():
        place = lines.place(name)
        key = KEYS.get(name)
        if key is None or (overriding and not key.override):
            known = [n for n, k in KEYS.items() if k.override or not overriding]
            where = " in an override" if overriding else ""
            raise ConfigError(
                f"{place}: unknown key {name!r}{where}{nearest(name, known)}; known are {', '.join(known)}"
            )
        read = _value(name, key, value, place, path.parent)
        if name in ("words", "vocabularies"):
            words |= read
            values["words"], places["words"] = words, place
        else:
            values[name], places[name] = read, place
    return values, places


def _value(name: str, key: Key, value: Any, place: str, root: Path) -> Any:
    def wrong(wanted: str) -> ConfigError:
        return ConfigError(f"{place}: {name} must be {wanted}, not {value!r}")

    if key.kind in ("names", "globs", "strings", "paths"):
        if not _strings(value):
            raise wrong("a list of texts")
        if key.kind == "paths":
            paths = tuple(root / item for item in value)
            for item in paths:
                if not item.exists():
                    raise ConfigError(f"{place}: {name}: {item} does not exist")
            return _listed(paths) if name == "vocabularies" else paths
        return frozenset(value) if key.kind == "strings" else tuple(value)
    if key.kind == "confidence":
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise wrong("a number from 0 to 1")
        return float(value)
    if key.kind == "choice":
        if value not in key.choices:
            raise wrong(f"one of {', '.join(key.choices)}")
        return value
    if not isinstance(value, dict):
        raise wrong("a table")
    if key.kind == "shifts":
        if not all(isinstance(v, int | float) and not isinstance(v, bool) for v in value.values()):
            raise wrong("a table of numbers")
        return {k: float(v) for k, v in value.items()}
    if not all(isinstance(v, str) for v in value.values()):
        raise wrong("a table of texts")
    for item in value.values():
        if key.choices and item not in key.choices:
            raise wrong(f"a table whose values are {', '.join(key.choices)}")
    return dict(value)


def _listed(paths: tuple[Path, ...]) -> frozenset[str]:
    """The words of plain lists: one a line, lines that begin with # are comments."""
    found: set[str] = set()
    for path in paths:
        try:
            lines = path.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"{path}: cannot be read as a list of words ({error})") from None
        found.update(line.strip() for line in lines if line.strip() and not line.startswith("#"))
    return frozenset(found)


def _strings(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _dotted(table: str, key: str) -> str:
    return f"{table}.{key}" if table else key


class _Lines:
    """Where the keys of a table stand in a TOML text, which the parser does not tell."""

    def __init__(self, text: str, path: Path, table: str, start: int = 0) -> None:
        self._lines = text.splitlines()
        self._path = path
        self._table = table
        self._start = start

    def place(self, key: str) -> str:
        """`file:line` of a key, or of its own table."""
        bare = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*(?:=|\.)""")
        header = re.compile(rf"\s*\[\[?\s*{re.escape(_dotted(self._table, key))}\s*\]")
        own = self._start == 0 and not self._table
        for number, line in enumerate(self._lines[self._start :], self._start + 1):
            if line.lstrip().startswith("["):
                if header.match(line):
                    return f"{self._path}:{number}"
                own = bool(re.match(rf"\s*\[\[?\s*{re.escape(self._table)}\s*\]", line)) and self._start == 0
                if self._start and number > self._start:
                    break
            elif (own or self._start) and bare.match(line):
                return f"{self._path}:{number}"
        return f"{self._path}:{max(1, self._start)}"

    def override(self, number: int) -> _Lines:
        """The same for the n-th override."""
        wanted = re.compile(rf"\s*\[\[\s*{re.escape(_dotted(self._table, 'overrides'))}\s*\]\]")
        heads = [n for n, line in enumerate(self._lines, 1) if wanted.match(line)]
        start = heads[number] if number < len(heads) else 1
        return _Lines("\n".join(self._lines), self._path, _dotted(self._table, "overrides"), start)
