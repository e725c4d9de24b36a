"""From an open document to its findings, by the settings of its project and of the client."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

import msgspec

from checker.api import Report, engine
from checker.config.find import forget as forget_settings
from checker.config.find import found_for
from checker.document import Document, document_from_text
from checker.finding import CATEGORIES, SEVERITIES, Candidate
from checker.house.house import House
from checker.incremental import Incremental
from checker.lsp.options import Options
from checker.problem import Problem
from checker.suppress.comments import NONE, Comments, comments_in, named
from checker.suppress.filter import accepted, kept


class SettingsProblem(Problem):
    """What a project or a client sets and cannot be right; the message names place, cause and remedy."""


class Held(msgspec.Struct, frozen=True, eq=False):
    """What holds for a document. `root` is the folder of its project."""

    lowest: float
    fix: float
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    packs: tuple[Path, ...]
    house: House
    root: Path
    baseline: bool

    @property
    def key(self) -> tuple[object, ...]:
        """What the candidates depend on."""
        return (self.lowest, self.select, self.ignore, self.packs, self.house)


class Checked(msgspec.Struct, frozen=True, eq=False):
    """The findings of one revision of a document, and what held for it."""

    revision: int
    version: int | None
    report: Report
    held: Held


class Checker:
    """Checks one document again and again. Not for several threads at once."""

    def __init__(self) -> None:
        self._engine: Incremental | None = None
        self._key: tuple[object, ...] = ()
        self._select: Callable[[Candidate], bool] | None = None
        self._comments: Comments = NONE
        self._silenced: Callable[[Candidate], bool] | None = None

    def check(self, source: str, name: str, form: str, path: str | None, held: Held) -> Report:
        """The report of a text; raises Problem, PackError and DocumentError."""
        if self._engine is None or self._key != held.key:
            self._engine = Incremental(engine(held.packs), held.house)
            self._key = held.key
            self._select = _selector(held.select, held.ignore)
        document: Document = document_from_text(source, name=name, format=form)
        comments = comments_in(source, form)
        if comments != self._comments:
            self._comments, self._silenced = comments, comments.silence if comments.suppressions else None
        result = self._engine.check(document, held.lowest, self._select, held.house, self._silenced)
        report = Report(document, result.findings, result.verdict, result.words)
        return kept(path or "-", report, held.root, comments, held.baseline)


def held_for(path: str | None, folder: str | None, options: Options) -> Held:
    """What holds for a file, or for a document without one in a folder; raises Problem."""
    found = found_for(path or folder or os.getcwd())
    config = found.config
    lowest = config.thresholds["check"] if options.min_confidence is None else options.min_confidence
    fix = config.thresholds["fix"] if options.fix_confidence is None else options.fix_confidence
    select = config.select if options.select is None else options.select
    ignore = config.ignore if options.ignore is None else options.ignore
    packs = tuple(dict.fromkeys(config.packs))
    places = {
        name: f"{origin.place}: " for key in ("select", "ignore") for name, origin in found.items.get(key, {}).items()
    }
    for name in (*select, *ignore):
        _refuse_unknown(name, places.get(name, "the editor's settings: "), packs)
    return Held(lowest, fix, select, ignore, packs, options.house(config.house), config.root, options.baseline)


def forget() -> None:
    """Read settings, accepted findings and words anew when they are next asked for."""
    forget_settings()
    accepted.cache_clear()


def _selector(select: tuple[str, ...], ignore: tuple[str, ...]) -> Callable[[Candidate], bool] | None:
    if not select and not ignore:
        return None

    def wants(candidate: Candidate) -> bool:
        if select and not any(named(name, candidate) for name in select):
            return False
        return not any(named(name, candidate) for name in ignore)

    return wants


def _refuse_unknown(name: str, place: str, packs: tuple[Path, ...]) -> None:
    known: Iterable[str] = (*CATEGORIES, *SEVERITIES)
    if name in known or name.startswith("style.house.") or name in _rule_names(packs):
        return
    from checker.packs.errors import nearest

    raise SettingsProblem(
        f"{place}{name!r} is no rule, family, category or severity{nearest(name, sorted({*known, *_rule_names(packs)}))}; "
        "`mtlint rules list` shows the rules"
    )


@lru_cache(maxsize=8)
def _rule_names(packs: tuple[Path, ...]) -> frozenset[str]:
    from checker.detectors.registry import logic_rules

    names = {"style", "style.house"}
    for rule in [rule.id for rule in logic_rules()] + engine(packs).store.ids:
        parts = rule.split(".")
        names.update(".".join(parts[: n + 1]) for n in range(len(parts)))
    return frozenset(names)
