"""The settings that hold for a file, and where each value comes from."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from checker.config import project
from checker.config.errors import ConfigError
from checker.config.origin import Items, Origin
from checker.config.project import Project, project_of
from checker.config.values import THRESHOLDS, Config
from checker.finding import Severity

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_DEFAULTS: Items = {
    "thresholds": {name: Origin(value) for name, value in THRESHOLDS.items()},
    "variant": {"": Origin("any")},
    "pivot": {"": Origin(None)},
    "languagetool": {"": Origin("off")},
}


class Found(msgspec.Struct, frozen=True, eq=False):
    """The settings of a file with the place of each item."""

    config: Config
    items: Items


def config_for(path: str | Path) -> Config:
    """The settings of a file or folder: its project's, with the overrides that hold for it; raises ConfigError."""
    return found_for(path).config


def found_for(path: str | Path) -> Found:
    """The settings of a file or folder with their places; the same object for the same settings."""
    owner = project_of(path)
    if owner.file is None or not owner.file.overrides:
        return _merged(owner, ())
    below = _below(path, owner.root)
    overrides = owner.file.overrides
    return _merged(owner, tuple(n for n, one in enumerate(overrides) if matches(one.globs, below)))


def has_excludes(folder: str | Path) -> bool:
    """Does the project of a folder leave out anything of a walk?"""
    owner = project_of(folder)
    return owner.file is not None and "exclude" in owner.file.items


def excluded(path: str | Path) -> bool:
    """Does the project leave the file or folder out of a walk?"""
    owner = project_of(path)
    if owner.file is None or "exclude" not in owner.file.items:
        return False
    below = _below(path, owner.root)
    if os.path.isdir(path):
        below += "/"
    return matches(tuple(owner.file.items["exclude"]), below)


def matches(globs: tuple[str, ...], below: str) -> bool:
    """Does one of the patterns, as in .gitignore, take the path below the project's folder?"""
    return _spec(globs).match_file(below)


def forget() -> None:
    """Read settings anew when they are next asked for."""
    project.forget()
    _merged.cache_clear()


@lru_cache(maxsize=256)
def _spec(globs: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # only projects with patterns need it

    return GitIgnoreSpec.from_lines(globs)


def _below(path: str | Path, root: Path) -> str:
    return os.path.relpath(os.path.abspath(path), root).replace(os.sep, "/")


@lru_cache(maxsize=1024)
def _merged(owner: Project, overrides: tuple[int, ...]) -> Found:
    items: Items = dict(_DEFAULTS)
    if owner.file is None and not owner.words:
        return Found(_config(owner.root, items), items)
    from checker.config.read import words_of

    layers = [owner.words]
    if owner.file is not None:
        layers += [owner.file.items, *(owner.file.overrides[n].items for n in overrides)]
    for layer in layers:
        _add(items, layer)
        listed = words_of(layer)
        if listed:
            _add(items, {"words": listed})
    _refuse_circles(items.get("prefer", {}))
    return Found(_config(owner.root, items), items)


def _add(items: Items, layer: Items) -> None:
    from checker.config.keys import KEYS

    for name, own in layer.items():
        items[name] = {**items.get(name, {}), **own} if KEYS[name].adds else own


def _config(root: Path, items: Items) -> Config:
    def table(name: str) -> dict[str, Origin]:
        return items.get(name, {})

    def values(name: str) -> Mapping[str, object]:
        return {item: origin.value for item, origin in table(name).items()}

    return Config(
        root=root,
        select=tuple(table("select")),
        ignore=tuple(table("ignore")),
        exclude=tuple(table("exclude")),
        thresholds={name: float(origin.value) for name, origin in table("thresholds").items()},
        severity=msgspec.convert(values("severity"), dict[str, Severity]),
        confidence={rule: float(origin.value) for rule, origin in table("confidence").items()},
        pivot=items["pivot"][""].value,
        packs=tuple(origin.value for origin in table("packs").values()),
        words=frozenset(word.strip() for word in table("words")),
        vocabularies=tuple(origin.value for origin in table("vocabularies").values()),
        prefer={entry: origin.value.strip() for entry, origin in table("prefer").items()},
        variant=items["variant"][""].value,
        languagetool=items["languagetool"][""].value,
    )


def _refuse_circles(prefer: Mapping[str, Origin]) -> None:
    """Raise ConfigError where house style would write A for B and B for A: no text could be right."""
    if not prefer:
        return
    from checker.house.phrases import Phrases

    phrases = Phrases(prefer)

    def leads_to(entry: str) -> Iterable[str]:
        fix = prefer[entry].value
        return (found for _, _, found in phrases.occurrences(fix) if found != entry or fix.strip() == entry.strip())

    for entry in prefer:
        seen: set[str] = set()
        ahead = list(leads_to(entry))
        while ahead:
            at = ahead.pop()
            if at == entry:
                raise ConfigError(
                    f"{prefer[entry].place}: prefer: {entry!r} becomes {prefer[entry].value!r}, which leads back to it; "
                    "remove one of the two"
                )
            if at not in seen:
                seen.add(at)
                ahead += leads_to(at)
