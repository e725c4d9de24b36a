"""Where a machine went wrong, by how the language model reads the text: a small net over its states, word by word.

The model was not made for this, but what it knows of a word and of the words behind it tells a good deal: a net of one
hidden layer finds the marked faults of articles that it was not fitted on (`tools/fit_reading.py`).
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from checker.deep.tokens import Tokens
from checker.results.cache import digest

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

FILE = Path(__file__).with_name("reading.npz")
BEFORE, BEHIND = 2, 3
"""Words before and behind a word whose surprise tells something of it."""
STATES = 3
"""The states of the word itself and of the words behind it."""
MOST_SURPRISE = 25.0
"""Nats beyond which a word is no more surprising."""
LOWEST, HIGHEST = -6.0, 4.0
"""Log-odds beyond which more says no more."""
PART = 1000
"""Words whose features are in memory together."""
AROUND = 8
"""Words on both sides with which a word is compared: where all is strange, one strange word is less of a fault."""


class Reading(msgspec.Struct, frozen=True, array_like=True):
    """The words of a text: half-open places in code points, and the log-odds that a fault lies there."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    odds: tuple[float, ...]

    def at(self, start: int, end: int) -> float:
        """The highest log-odds of the words of a place; an empty place is that of the words on both sides of it."""
        first, behind = self._words(start, end)
        return max(self.odds[first:behind], default=LOWEST)

    def around(self, start: int, end: int) -> float:
        """The mean log-odds of a place and the words around."""
        first, behind = self._words(start, end)
        near = self.odds[max(0, first - AROUND) : behind + AROUND] or (LOWEST,)
        return sum(near) / len(near)

    def within(self, start: int, end: int) -> float:
        """The log-odds that a fault lies at any of the words of a place, as if they knew nothing of one another."""
        first, behind = self._words(start, end)
        return of_any(self.odds[first:behind] or (LOWEST,))

    def _words(self, start: int, end: int) -> tuple[int, int]:
        first, behind = bisect_right(self.ends, start), bisect_left(self.starts, end)
        return (first, behind) if first < behind else (max(0, first - 1), first + 1)


def of_any(odds: Iterable[float]) -> float:
    """The log-odds that any of several things is so that know nothing of one another."""
    return math.log(math.expm1(sum(math.log1p(math.exp(one)) for one in odds)))


class Word(msgspec.Struct, frozen=True):
    """A word of a text: its place in code points, and its tokens from `first` to `last`."""

    start: int
    end: int
    first: int
    last: int


def words_of(text: str, tokens: Tokens) -> list[Word]:
    """The words of a text, without what has neither letter nor digit."""
    found = []
    first = 0
    for n in range(len(tokens.ids)):
        if n + 1 < len(tokens.ids) and tokens.words[n + 1] == tokens.words[n]:
            continue
        start, end = tokens.starts[first], tokens.ends[n]
        shown = text[start:end].lstrip()
        if any(sign.isalnum() for sign in shown):
            found.append(Word(end - len(shown), end, first, n))
        first = n + 1
    return found


def features(words: Sequence[Word], logp: Floats, states: Any) -> Floats:
    """What the net reads of each word (words, features): the surprise of the words around, its number of tokens, its
    state and those of the words behind it. `logp` (tokens) in nats, `states` (tokens, width)."""
    import numpy as np

    first, last = (np.array([getattr(word, name) for word in words]) for name in ("first", "last"))
    total = np.concatenate([[0.0], np.cumsum(logp, dtype=np.float64)])
    surprise = np.clip(total[last + 1] - total[first], -MOST_SURPRISE, 0) / 5

    def at(offset: int) -> Any:
        return np.clip(np.arange(len(words)) + offset, 0, len(words) - 1)

    numbers = np.stack([*(surprise[at(n)] for n in range(-BEFORE, BEHIND + 1)), (last - first) / 2], axis=1)
    found: Floats = np.concatenate([numbers, *(states[last[at(n)]] for n in range(STATES))], axis=1, dtype=np.float32)
    return found


class Net:
    """A net of one hidden layer for one model's states: `mean` and `scale` of the features, then weights and biases."""

    def __init__(self, arrays: dict[str, Any]) -> None:
        self.arrays = arrays

    def odds(self, words: Sequence[Word], logp: Floats, states: Any) -> list[float]:
        """The log-odds of a fault at each word."""
        found: list[float] = []
        for n in range(0, len(words), PART):
            # with the neighbours of the first and the last
            first = max(0, n - BEFORE)
            part = self._odds(features(words[first : n + PART + BEHIND], logp, states))
            found += [round(float(one), 2) for one in part[n - first :][:PART]]
        return found

    def _odds(self, features: Floats) -> Floats:
        import numpy as np

        a = self.arrays
        hidden = np.maximum((features - a["mean"]) / a["scale"] @ a["inner"] + a["inner_bias"], 0)
        found: Floats = np.clip(hidden @ a["outer"] + a["outer_bias"], LOWEST, HIGHEST)
        return found


@cache
def net_key() -> bytes:
    """What tells the net from another one."""
    return digest(FILE.read_bytes())


@lru_cache(maxsize=1)
def net_of(model: str) -> Net | None:
    """The net that was fitted on the states of this model (its key); None where there is none."""
    import numpy as np

    with np.load(FILE) as kept:
        if str(kept["model"]) != model:
            return None
        return Net({name: kept[name].astype(np.float32) for name in kept.files if name != "model"})
