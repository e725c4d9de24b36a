"""The rules, as the JSON interface and LanguageTool's clients are told of them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from sys import intern

import msgspec

from checker.api import engine
from checker.packs.source import RuleSource
from checker.python_rules import python_rules


class RuleRow(msgspec.Struct, frozen=True):
    """A rule in the list. `level` is "logic" where the rule is written in Python, "deep" where it needs `--deep`."""

    id: str
    category: str
    severity: str
    level: str
    about: str


class RuleExample(msgspec.Struct, frozen=True):
    """A text that is found and becomes `after`, or (null) stays as it is."""

    before: str
    after: str | None


class RuleDetail(msgspec.Struct, frozen=True):
    """A rule with all that is known of it; `find` and `fix` are patterns, empty where it is written in Python."""

    id: str
    category: str
    severity: str
    level: str
    about: str
    find: str
    fix: tuple[str, ...]
    pivot: str | None
    phrase: str
    source: str
    examples: tuple[RuleExample, ...]


class FamilyRow(msgspec.Struct, frozen=True):
    """Rules whose ids begin the same, as people switch them on and off; the category is that of the first."""

    id: str
    category: str
    about: str


@lru_cache(maxsize=2)
def rows(packs: tuple[Path, ...]) -> tuple[RuleRow, ...]:
    """A row for each rule, in the order of their ids."""
    found = [
        RuleRow(source.id, intern(source.category), intern(source.severity), intern(source.level), _about(source))
        for source in _sources(packs)
    ]
    found += [RuleRow(rule.id, rule.category, rule.severity, level, rule.about) for level, rule in python_rules()]
    return tuple(sorted(found, key=lambda row: row.id))


def families(packs: tuple[Path, ...]) -> list[FamilyRow]:
    """The families, each with its pivot: sense.fr, sense.es."""
    found: dict[str, FamilyRow] = {}
    for row in rows(packs):
        name = ".".join(row.id.split(".")[:2])
        found.setdefault(name, FamilyRow(name, row.category, row.about))
    return list(found.values())


@lru_cache(maxsize=512)
def detail(name: str, packs: tuple[Path, ...]) -> RuleDetail | None:
    """The rule of that id; None if there is none."""
    source = engine(packs).store.source(name)
    if source is not None:
        return RuleDetail(
            source.id,
            source.category,
            source.severity,
            source.level,
            source.about,
            source.find,
            tuple(source.fix),
            source.pivot,
            source.phrase,
            source.source,
            tuple(RuleExample(example.before, example.after) for example in source.examples),
        )
    for level, rule in python_rules():
        if rule.id == name:
            examples = [RuleExample(before, after) for before, after in rule.match]
            examples += [RuleExample(text, None) for text in rule.no]
            return RuleDetail(
                rule.id,
                rule.category,
                rule.severity,
                level,
                rule.about,
                "",
                (),
                rule.pivot,
                "",
                rule.source,
                tuple(examples),
            )
    return None


def _about(source: RuleSource) -> str:
    return intern(source.about) if source.about else source.find


def _sources(packs: tuple[Path, ...]) -> list[RuleSource]:
    """The rules as written; not kept, because a worker that kept them would grow by 140 MB."""
    store = engine(packs).store
    found: list[RuleSource] = store.sources
    del store.sources
    return found
