"""What holds for one file of a run: the options, else the settings of its project, else the defaults."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import msgspec

from checker.cli.inputs import Settings, UsageProblem
from checker.config.find import Found, found_for
from checker.finding import CATEGORIES, SEVERITIES, Candidate
from checker.house.house import House
from checker.results.cache import digest


class FileSettings(msgspec.Struct, frozen=True, eq=False):
    """What holds for one file. `select` and `ignore` name rules, beginnings of rule ids, categories, severities.

    `root` is the folder of the project; `key` a digest of all that changes what our own rules find, empty where no
    results are kept. `languagetool` is the choice of LanguageTool.
    """

    lowest: float
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    format_in: str | None
    encoding: str | None
    max_bytes: int
    packs: tuple[Path, ...]
    house: House
    root: Path
    key: bytes
    languagetool: str = "off"

    def wants(self, candidate: Candidate) -> bool:
        """Do `select` and `ignore` let the candidate through?"""
        if self.select and not any(_names(name, candidate) for name in self.select):
            return False
        return not any(_names(name, candidate) for name in self.ignore)


def for_file(path: str, settings: Settings) -> FileSettings:
    """What holds for a file; standard input has the settings of the current folder. Raises ConfigError."""
    if settings.changes is not None:  # what changed does not bear on what is set
        settings = msgspec.structs.replace(settings, changes=None)
    return _merged(found_for(os.getcwd() if path == "-" else path), settings)


@lru_cache(maxsize=1024)
def _merged(found: Found, settings: Settings) -> FileSettings:
    config = found.config
    lowest = config.thresholds[settings.threshold] if settings.lowest is None else settings.lowest
    select = config.select if settings.select is None else settings.select
    ignore = config.ignore if settings.ignore is None else settings.ignore
    packs = tuple(dict.fromkeys((*config.packs, *settings.packs)))
    house = config.house
    key = b""
    if settings.results is not None:
        parts = (lowest, select, ignore, settings.format_in, settings.encoding, house, list(map(str, packs)))
        key = digest(msgspec.json.encode(parts))
    return FileSettings(
        lowest,
        select,
        ignore,
        settings.format_in,
        settings.encoding,
        settings.max_bytes,
        packs,
        house,
        config.root,
        key,
        _languagetool(config.languagetool, settings),
    )


def _languagetool(set_in_files: str, settings: Settings) -> str:
    wanted = settings.languagetool
    if wanted.choice is not None:
        return wanted.choice
    return "auto" if wanted.required and set_in_files == "off" else set_in_files


def refuse_unknown_names(path: str, settings: Settings) -> None:
    """Raise UsageProblem for a name in the options or in the settings of a file that is no rule, category, severity."""
    _refuse(found_for(os.getcwd() if path == "-" else path), settings)


@lru_cache(maxsize=1024)
def _refuse(found: Found, settings: Settings) -> None:
    packs = tuple(dict.fromkeys((*found.config.packs, *settings.packs)))
    items = found.items
    for key, given, known in (
        ("select", settings.select, (*CATEGORIES, *SEVERITIES)),
        ("ignore", settings.ignore, (*CATEGORIES, *SEVERITIES)),
        ("severity", None, CATEGORIES),
        ("confidence", None, ()),
    ):
        if given is not None:
            named = dict.fromkeys(given, "")
        else:
            named = {name: f"{origin.place}: {key}: " for name, origin in items.get(key, {}).items()}
        kinds = {"severity": "rule, family or category", "confidence": "rule or family"}
        what = kinds.get(key, "rule, family, category or severity")
        _refuse_unknown({n: p for n, p in named.items() if n not in known}, what, known, packs)


def _refuse_unknown(named: dict[str, str], what: str, more: Iterable[str], packs: tuple[Path, ...]) -> None:
    if not named:
        return
    rules = _rule_names(packs)
    for name, place in named.items():
        if name not in rules and not name.startswith(("style.house.", "languagetool.")):
            from checker.packs.errors import nearest

            raise UsageProblem(
                f"{place}{name!r} is no {what}{nearest(name, sorted({*more, *rules}))}; "
                "`mtlint rules list` shows the rules"
            )


@lru_cache(maxsize=8)
def _rule_names(packs: tuple[Path, ...]) -> frozenset[str]:
    """The ids of all rules, and what they begin with: family, family.pivot."""
    from checker.api import engine
    from checker.python_rules import python_rules

    names = {"style", "style.house", "languagetool"}
    for rule in [rule.id for _, rule in python_rules()] + engine(packs).store.ids:
        parts = rule.split(".")
        names.update(".".join(parts[: n + 1]) for n in range(len(parts)))
    return frozenset(names)


def _names(name: str, candidate: Candidate) -> bool:
    return name in (candidate.category, candidate.severity, candidate.rule) or candidate.rule.startswith(f"{name}.")
