"""What the model's nats are worth, fitted on articles with gold: see `tools/fit_deep.py`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from checker.deep.places import is_read, is_wide

LOWEST, HIGHEST = -6.0, 10.0
"""Nats beyond which more says no more."""
FILE = Path(__file__).with_name("weights.json")


class Row(msgspec.Struct, frozen=True):
    """Of one kind of candidate: the term is `base` + `nats` times the nats of the likeliest proposal, in log-odds;
    `share` is the part of its findings whose first suggestion is right.

    With a reading there come `reading` times its log-odds at the place, `around` times their mean around it, and the
    rules' own log-odds count `rules` times.
    """

    base: float
    nats: float
    share: float
    reading: float = 0.0
    around: float = 0.0
    rules: float = 1.0


class Weights(msgspec.Struct, frozen=True):
    """A row for each kind; `order` is how much a nat counts beside the log of a proposal's share in their order.

    `kinds` are for any model; `read` for the `model` (its key) whose states the net of `checker.deep.reading` knows.
    """

    order: float
    kinds: dict[str, Row]
    model: str = ""
    read: dict[str, Row] = {}


@cache
def weights() -> Weights:
    """The fitted weights."""
    return msgspec.json.decode(FILE.read_bytes(), type=Weights)


def kind_of(rule: str, level: str, told: bool = False) -> str:
    """The kind of a candidate: the rule where only a model can judge it, else its level.

    `told`: it is only the user who says that a machine translated the text. Where the rules see next to nothing, what is
    the reading alone is oftener right, so it is another kind.
    """
    if told and is_read(rule):
        return f"{rule} told"
    return rule if is_wide(rule) else level


def cut(nats: float) -> float:
    """Nats within the bounds."""
    return max(LOWEST, min(HIGHEST, nats))
