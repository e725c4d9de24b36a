"""What a client sets: in `initializationOptions`, or under `mtlint` of its configuration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from checker.finding import PIVOTS
from checker.house.house import House
from checker.packs.errors import nearest

VARIANTS = ("any", "american", "british")
SECTION = "mtlint"
"""The name of our part of a client's configuration."""


class Options(msgspec.Struct, frozen=True):
    """A client's settings; None where they leave it to the project.

    `fix_confidence` is from where on "fix all" takes a fix. With `pull` diagnostics are sent only when asked for.
    """

    min_confidence: float | None = None
    fix_confidence: float | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    pivot: str | None = None
    variant: str | None = None
    words: tuple[str, ...] = ()
    baseline: bool = True
    pull: bool = False

    def house(self, project: House) -> House:
        """The project's judgement with what the client says."""
        return msgspec.structs.replace(
            project,
            words=tuple(sorted({*project.words, *self.words})),
            pivot=self.pivot or project.pivot,
            variant=self.variant or project.variant,
        )


_NAMES = {
    "minConfidence": "min_confidence",
    "fixConfidence": "fix_confidence",
    "select": "select",
    "ignore": "ignore",
    "pivot": "pivot",
    "variant": "variant",
    "words": "words",
    "baseline": "baseline",
    "diagnostics": "pull",
}
KEYS = tuple(_NAMES)


def read_options(given: object, before: Options | None = None) -> tuple[Options, list[str]]:
    """(the settings in what a client sent, what is wrong with it); what is wrong is as in `before`, or the default.

    A table with the one key "mtlint" holds them as well. None and what a client leaves out change nothing.
    """
    options = before or Options()
    if given is None:
        return options, []
    if not isinstance(given, Mapping):
        return options, [f"settings must be a table with keys such as minConfidence, not {_shown(given)}"]
    if set(given) == {SECTION}:
        return read_options(given[SECTION], before)
    found: dict[str, Any] = {}
    wrong = []
    for name, value in given.items():
        if name not in _NAMES:
            wrong.append(f"unknown setting {name!r}{nearest(str(name), list(KEYS))}; known are {', '.join(KEYS)}")
        elif value is not None:
            problem = _problem(name, value)
            if problem:
                wrong.append(f"{name}: {problem}")
            else:
                found[_NAMES[name]] = _value(name, value)
    return msgspec.structs.replace(options, **found), wrong


def _problem(name: str, value: object) -> str:
    if name in ("minConfidence", "fixConfidence"):
        number = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
        return "" if number else f"must be a number from 0 to 1, not {_shown(value)}"
    if name in ("select", "ignore", "words"):
        texts = isinstance(value, list | tuple) and all(isinstance(item, str) and item.strip() for item in value)
        return "" if texts else f"must be a list of texts, not {_shown(value)}"
    if name == "baseline":
        return "" if isinstance(value, bool) else f"must be true or false, not {_shown(value)}"
    choices = {"pivot": tuple(PIVOTS), "variant": VARIANTS, "diagnostics": ("push", "pull")}[name]
    return "" if value in choices else f"must be one of {', '.join(choices)}, not {_shown(value)}"


def _value(name: str, value: Any) -> object:
    if isinstance(value, list | tuple):
        return tuple(item.strip() for item in value) or (() if name == "words" else None)
    return value == "pull" if name == "diagnostics" else value


def _shown(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 40 else shown[:37] + "..."
