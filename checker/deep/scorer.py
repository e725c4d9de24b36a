"""By how many nats a model likes each alternative better than the text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from checker.deep.place import Place, Weight
from checker.deep.windows import Window, sentence_starts, windows

if TYPE_CHECKING:
    from checker.deep.model import Beginning, Branch, Model
    from checker.deep.tokens import Tokens

BEHIND = 10
"""Most tokens behind a change by which it is judged; the sentence's end comes first."""
BATCH = 256
"""Tokens of branches that run together."""

Told = Callable[[int, int], None]


class Scorer(Protocol):
    """Weighs alternatives in their text."""

    @property
    def key(self) -> str:
        """The model's identity: what the weights of a text depend on besides the text."""
        ...

    def weigh(self, text: str, places: Sequence[Place]) -> list[Weight]:
        """For each place the difference in nats between each alternative and the text."""
        ...


class _Change:
    """An alternative as tokens: `branch` in place of the text's tokens `start` to `end`."""

    __slots__ = ("branch", "end", "nats", "start")

    def __init__(self, start: int, end: int, branch: tuple[int, ...]) -> None:
        self.start, self.end, self.branch = start, end, branch
        self.nats = 0.0


class LlamaScorer:
    """The scorer over a llama model."""

    def __init__(self, model: Model) -> None:
        self._model = model

    @property
    def key(self) -> str:
        """The model's identity."""
        return self._model.key

    def weigh(self, text: str, places: Sequence[Place]) -> list[Weight]:
        """For each place the difference in nats between each alternative and the text."""
        found: list[Weight | None] = [None] * len(places)
        for number, weight in self.weigh_by_window(text, places):
            found[number] = weight
        return [weight if weight is not None else Weight((), ()) for weight in found]

    def weigh_by_window(self, text: str, places: Sequence[Place]) -> Iterator[tuple[int, Weight]]:
        """The number of each place with its weight, as soon as it is known, in the order of the text."""
        tokens = self._model.tokenizer(text)
        starts = sentence_starts(text, tokens)
        order = sorted(range(len(places)), key=lambda i: places[i].start)
        next_place = 0
        for window in windows(starts):
            limit = tokens.starts[window.end] if window.end < len(tokens.ids) else len(text) + 1
            inside: list[int] = []
            while next_place < len(order) and places[order[next_place]].start < limit:
                inside.append(order[next_place])
                next_place += 1
            if inside:
                yield from self._window(text, tokens, starts, window, [(i, places[i]) for i in inside])

    def _window(
        self, text: str, tokens: Tokens, starts: list[int], window: Window, inside: list[tuple[int, Place]]
    ) -> Iterator[tuple[int, Weight]]:
        changes: dict[tuple[int, int, tuple[int, ...]], _Change] = {}
        wanted: list[tuple[int, list[_Change | None]]] = []
        for number, place in inside:
            row: list[_Change | None] = []
            for alternative in place.alternatives:
                change = self._change(text, tokens, starts, window, place, alternative)
                if change is not None:
                    change = changes.setdefault((change.start, change.end, change.branch), change)
                row.append(change)
            wanted.append((number, row))
        if changes:
            self._weigh(tokens, window, list(changes.values()))
        for number, row in wanted:
            nats = tuple(round(change.nats, 3) if change is not None else 0.0 for change in row)
            yield number, Weight(nats, nats)

    def _change(
        self, text: str, tokens: Tokens, starts: list[int], window: Window, place: Place, alternative: str
    ) -> _Change | None:
        """The tokens that an alternative changes; None where it changes none."""
        start, end = place.start, place.end
        spaced = start > 0 and text[start - 1] == " "
        if spaced and (alternative[:1] == " " or (not alternative and text[end : end + 1] == " ")):
            start -= 1  # no two spaces
        first = bisect_right(tokens.starts, start - 1 if start and text[start - 1] == " " else start) - 1
        first = max(first, window.first)
        while first > window.first and tokens.words[first - 1] == tokens.words[first]:
            first -= 1
        behind = bisect_left(tokens.starts, end, lo=first)
        last = min(behind + BEHIND, starts[min(bisect_left(starts, behind), len(starts) - 1)], len(tokens.ids))
        last = max(last, behind)
        while last < len(tokens.ids) and last > first and tokens.words[last - 1] == tokens.words[last]:
            last += 1
        until = max(end, tokens.ends[last - 1] if last > first else end)
        ids = self._model.tokenizer.ids(text[tokens.starts[first] : start] + alternative + text[end:until])
        same = 0
        while same < len(ids) and first + same < last and ids[same] == tokens.ids[first + same]:
            same += 1
        if same == len(ids) and first + same == last:
            return None
        return _Change(first + same, last, tuple(ids[same:]))

    def _weigh(self, tokens: Tokens, window: Window, changes: list[_Change]) -> None:
        """Fill in the nats of the changes of a window."""
        from checker.deep.model import Branch

        model = self._model
        end = max(window.end, max(change.end for change in changes))
        ids = [model.shape.first_token, *tokens.ids[window.first : end]]
        beginning = model.begin(ids)
        # the state at position p of the beginning foretells token window.first + p
        foretold: list[list[int]] = [[token] for token in ids[1:]]
        column: dict[int, int] = {}
        for change in changes:
            if not change.branch:
                continue
            row = change.start - window.first
            if row == len(foretold):
                foretold.append([0])
            if change.branch[0] not in foretold[row]:
                foretold[row].append(change.branch[0])
            column[id(change)] = foretold[row].index(change.branch[0])
        first_row = min(change.start for change in changes) - window.first
        width = max(map(len, foretold))
        targets = [row + [0] * (width - len(row)) for row in foretold[first_row:]]
        told = model.logp(beginning.hidden[first_row : first_row + len(targets)], targets)
        for change in changes:
            row = change.start - window.first - first_row
            length = change.end - change.start
            change.nats = -float(told[row : row + length, 0].sum())
            if change.branch:
                change.nats += float(told[row, column[id(change)]])
        longer = sorted((c for c in changes if len(c.branch) > 1), key=lambda c: c.start)
        for batch in _batches(longer):
            branches = [Branch(c.start - window.first + 1, c.branch[:-1]) for c in batch]
            self._continue(beginning, batch, branches)

    def _continue(self, beginning: Beginning, batch: list[_Change], branches: list[Branch]) -> None:
        import numpy as np

        states = self._model.branch(beginning, branches)
        told = self._model.logp(np.concatenate(states), [[token] for c in batch for token in c.branch[1:]])[:, 0]
        at = 0
        for change in batch:
            length = len(change.branch) - 1
            change.nats += float(told[at : at + length].sum())
            at += length


def _batches(changes: list[_Change]) -> Iterator[list[_Change]]:
    batch: list[_Change] = []
    size = 0
    for change in changes:
        if batch and size + len(change.branch) - 1 > BATCH:
            yield batch
            batch, size = [], 0
        batch.append(change)
        size += len(change.branch) - 1
    if batch:
        yield batch


def open_scorer(model: str | None = None, threads: int = 2) -> Any:
    """The scorer over a model, by name or by path; raises `DeepProblem`."""
    from checker.deep.convert import ready
    from checker.deep.find import find_model
    from checker.deep.model import Model

    return LlamaScorer(Model(ready(find_model(model)), threads))


__all__ = ["LlamaScorer", "Path", "Place", "Scorer", "Weight", "open_scorer"]
