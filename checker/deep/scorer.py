"""By how many nats a model likes each alternative better than the text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from checker.deep.parallel import in_order
from checker.deep.place import Place, Weight
from checker.deep.reading import Net, Reading, words_of
from checker.deep.windows import Window, sentence_starts, windows

if TYPE_CHECKING:
    from checker.deep.model import Beginning, Model
    from checker.deep.tokens import Tokens

BEHIND = 10
"""Most tokens behind a change by which it is judged; the sentence's end comes first."""
LEAD = 3
"""Tokens behind a change by which it is judged first; only what is then not far worse than the text goes on."""
FAR = 3.0
"""Nats that count as far worse."""
MOST_STATE = 6e4
"""What a number of 16 bits holds."""
BATCH = 128
"""Tokens of branches that run together."""

MOST_BEGUN = 16
"""Windows whose keys and values stay in memory from the reading to the weighing; of SmolLM2 135M 9 MB each."""

GoOn = Callable[[int, int], bool]
"""Told (tokens read, all tokens): is there time for more?"""


class Scorer(Protocol):
    """Weighs alternatives in their text."""

    @property
    def key(self) -> str:
        """The model's identity: what the weights of a text depend on besides the text."""
        ...

    def weigh(self, text: str, places: Sequence[Place]) -> list[Weight]:
        """For each place the difference in nats between each alternative and the text."""
        ...

    def weigh_by_window(
        self, text: str, places: Sequence[Place], first_first: bool = False
    ) -> Iterator[tuple[int, Weight]]:
        """The same with the number of each place, as soon as it is known; with `first_first` the parts of the text that
        hold the first places come first."""
        ...

    def read(self, text: str, go_on: GoOn) -> Reading | None:
        """How the model reads a text; None where no net knows its states, or `go_on` said no."""
        ...


class _Change:
    """An alternative as tokens: `branch` in place of the text's tokens `start` to `end`."""

    __slots__ = ("branch", "end", "first", "lead", "nats", "new", "own_lead", "start", "whole")

    def __init__(self, start: int, end: int, branch: tuple[int, ...]) -> None:
        self.start, self.end, self.branch = start, end, branch
        self.first = self.nats = self.new = 0.0
        self.lead = self.own_lead = 0
        self.whole = False


class LlamaScorer:
    """The scorer over a llama model; `threads` windows of a text are at work at once."""

    def __init__(self, model: Model, net: Net | None = None, threads: int = 1) -> None:
        self._model = model
        self._net = net
        self._threads = threads
        self._begun: dict[tuple[int, ...], Beginning] = {}

    @property
    def key(self) -> str:
        """The model's identity."""
        return self._model.key

    def weigh(self, text: str, places: Sequence[Place]) -> list[Weight]:
        """For each place the difference in nats between each alternative and the text."""
        found: list[Weight | None] = [None] * len(places)
        for number, weight in self.weigh_by_window(text, places):
            found[number] = weight
        return [
            weight
            if weight is not None
            else Weight((0.0,) * len(place.alternatives), (False,) * len(place.alternatives))
            for place, weight in zip(places, found, strict=True)
        ]

    def weigh_by_window(
        self, text: str, places: Sequence[Place], first_first: bool = False
    ) -> Iterator[tuple[int, Weight]]:
        """The number of each place with its weight, as soon as it is known, in the order of the text; with
        `first_first` the windows with the first places come first."""
        tokens = self._model.tokenizer(text)
        starts = sentence_starts(text, tokens)
        order = sorted(range(len(places)), key=lambda i: places[i].start)
        next_place = 0
        work: list[tuple[Window, list[int]]] = []
        for window in windows(starts):
            limit = tokens.starts[window.end] if window.end < len(tokens.ids) else len(text) + 1
            inside: list[int] = []
            while next_place < len(order) and places[order[next_place]].start < limit:
                inside.append(order[next_place])
                next_place += 1
            if inside:
                work.append((window, inside))
        if first_first:
            work.sort(key=lambda one: min(one[1]))

        def weighed(one: tuple[Window, list[int]]) -> list[tuple[int, Weight]]:
            window, inside = one
            return self._window(text, tokens, starts, window, [(i, places[i]) for i in inside])

        try:
            for found in in_order(weighed, work, self._threads):
                yield from found
        finally:
            self._begun.clear()

    def read(self, text: str, go_on: GoOn) -> Reading | None:
        """How the model reads a text; None without a net, or where `go_on` said no."""
        if self._net is None:
            return None
        tokens = self.tokens(text)
        words = words_of(text, tokens)
        if not words:
            return Reading((), (), ())
        seen = self.states(text, tokens, go_on)
        if seen is None:
            return None
        starts, ends = tuple(word.start for word in words), tuple(word.end for word in words)
        return Reading(starts, ends, tuple(self._net.odds(words, *seen)))

    def tokens(self, text: str) -> Tokens:
        """The model's tokens of a text."""
        return self._model.tokenizer(text)

    def states(self, text: str, tokens: Tokens, go_on: GoOn) -> tuple[Any, Any] | None:
        """The log-probability of each token (tokens), in nats, and its state in the middle of the model (tokens, width)."""
        import numpy as np

        model = self._model
        logp = np.zeros(len(tokens.ids), np.float32)
        states = np.zeros((len(tokens.ids), model.shape.width), np.float16)
        spans = list(windows(sentence_starts(text, tokens)))
        done = 0

        def begun(window: Window) -> tuple[list[int], Beginning, Any]:
            ids = [model.shape.first_token, *tokens.ids[window.first : window.end]]
            beginning = model.begin(ids)
            before = window.fresh - window.first
            told = model.logp(beginning.hidden[before:-1], [[token] for token in ids[before + 1 :]])[:, 0]
            return ids, beginning, told

        def wanted() -> Iterator[Window]:
            for window in spans:
                if not go_on(window.fresh, len(tokens.ids)):
                    return
                yield window

        self._begun.clear()
        for window, (ids, beginning, told) in zip(spans, in_order(begun, wanted(), self._threads), strict=False):
            if done < MOST_BEGUN:
                self._begun[tuple(ids)] = beginning
            before, fresh = window.fresh - window.first, slice(window.fresh, window.end)
            states[fresh] = np.clip(beginning.middle[before + 1 :], -MOST_STATE, MOST_STATE)
            logp[fresh] = told
            done += 1
        return (logp, states) if done == len(spans) else None

    def _window(
        self, text: str, tokens: Tokens, starts: list[int], window: Window, inside: list[tuple[int, Place]]
    ) -> list[tuple[int, Weight]]:
        changes: dict[tuple[int, int, tuple[int, ...]], _Change] = {}
        wanted: list[tuple[int, list[_Change | None]]] = []
        places = dict(inside)
        for number, place in inside:
            row: list[_Change | None] = []
            for alternative in place.alternatives:
                change = self._change(text, tokens, starts, window, place, alternative)
                if change is not None:
                    change = changes.setdefault((change.start, change.end, change.branch), change)
                row.append(change)
            wanted.append((number, row))
        if changes:
            self._weigh(tokens, window, list(changes.values()), [(places[number], row) for number, row in wanted])
        found = []
        for number, row in wanted:
            nats = tuple(round(change.nats, 3) if change is not None else 0.0 for change in row)
            found.append((number, Weight(nats, tuple(change is None or change.whole for change in row))))
        return found

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

    def _weigh(
        self, tokens: Tokens, window: Window, changes: list[_Change], rows: list[tuple[Place, list[_Change | None]]]
    ) -> None:
        """Fill in the nats of the changes of a window."""
        model = self._model
        end = max(window.end, max(change.end for change in changes))
        ids = [model.shape.first_token, *tokens.ids[window.first : end]]
        beginning = self._begun.pop(tuple(ids), None) or model.begin(ids)
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
            own = told[row : row + length, 0]
            new = float(told[row, column[id(change)]]) if change.branch else 0.0
            change.first = new - float(own[0]) if len(own) else new
            change.nats = new - float(own.sum())
            change.new = new
        chosen = _screened(rows)
        for change in changes:
            change.whole = change in chosen or len(change.branch) < 2
            if not change.whole:
                change.nats = change.first
        orig = told[:, 0]
        self._stage(
            beginning, tokens, window, [c for c in changes if c in chosen and len(c.branch) > 1], orig, first_row
        )

    def _stage(
        self, beginning: Beginning, tokens: Tokens, window: Window, changes: list[_Change], own: Any, first_row: int
    ) -> None:
        """Weigh changes of more than one token: first by a few tokens behind them, then by all."""
        own_at = window.first + first_row  # the token that the first number of `own` is of
        by_place = sorted(changes, key=lambda change: change.start)
        for change in by_place:
            same = _same_end(change.branch, tokens.ids[change.start : change.end])
            change.lead = max(1, len(change.branch) - max(0, same - LEAD))
            change.own_lead = max(0, change.end - change.start - max(0, same - LEAD))
        later: dict[_Change, tuple[Any, ...]] = {}
        for batch in _batches(by_place, lead=True):
            read = self._continue(beginning, window, batch, {})
            for change, (total, past) in zip(batch, read, strict=True):
                at = change.start - own_at
                whole = change.lead == len(change.branch)
                change.new += total
                change.nats = change.new - float(own[at : at + change.own_lead].sum())
                if not whole and change.nats >= -FAR:
                    later[change] = past
                change.whole = whole or change in later
        for batch in _batches(list(later), lead=False):
            for change, (total, _) in zip(batch, self._continue(beginning, window, batch, later), strict=True):
                at = change.start - own_at
                change.nats = change.new + total - float(own[at : at + change.end - change.start].sum())

    def _continue(
        self, beginning: Beginning, window: Window, batch: list[_Change], leads: Mapping[_Change, tuple[Any, ...]]
    ) -> list[tuple[float, tuple[Any, ...]]]:
        """The log-probability of each branch's tokens from its second to the last of its lead, with the keys and values
        of all but the last; for branches of `leads`, that has those, from there to their end."""
        import numpy as np

        from checker.deep.model import Branch

        found: list[tuple[float, tuple[Any, ...]]] = [(0.0, ())] * len(batch)
        longer, branches, targets = [], [], []
        for n, change in enumerate(batch):
            given = change.branch[change.lead - 1 :] if change in leads else change.branch[: change.lead]
            if len(given) > 1:
                longer.append(n)
                at = change.start - window.first + 1
                branches.append(Branch(at, given[:-1], leads.get(change, ())))
                targets += [[token] for token in given[1:]]
        if not longer:
            return found
        read = self._model.branch(beginning, branches)
        told = self._model.logp(np.concatenate([one.hidden for one in read]), targets)[:, 0]
        at = 0
        for n, one, branch in zip(longer, read, branches, strict=True):
            found[n] = float(told[at : at + len(branch.ids)].sum()), one.past
            at += len(branch.ids)
        return found


def _same_end(one: Sequence[int], other: Sequence[int]) -> int:
    same = 0
    while same < min(len(one), len(other)) and one[-1 - same] == other[-1 - same]:
        same += 1
    return same


def _screened(rows: list[tuple[Place, list[_Change | None]]]) -> set[_Change]:
    """The changes that are weighed to their end."""
    chosen: set[_Change] = set()
    for place, row in rows:
        likely = sorted((c for c in row if c is not None and c.first >= place.least), key=lambda c: -c.first)
        chosen.update(likely[: place.most or None])
    return chosen


def _batches(changes: list[_Change], lead: bool) -> Iterator[list[_Change]]:
    batch: list[_Change] = []
    size = 0
    for change in changes:
        length = change.lead - 1 if lead else len(change.branch) - change.lead
        if batch and size + length > BATCH:
            yield batch
            batch, size = [], 0
        batch.append(change)
        size += length
    if batch:
        yield batch
