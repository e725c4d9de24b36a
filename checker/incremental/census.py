"""The words of a document, counted chunk by chunk so that an edit counts only what it changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache
from itertools import pairwise

from checker.analysis.inventory import capitalised
from checker.incremental.layout import Chunk
from checker.match.prefilter import scan_form


class Counted:
    """The words of a chunk, as separated by white space and in scan form."""

    __slots__ = ("raw", "scan")

    def __init__(self, text: str) -> None:
        self.raw = text.split()
        self.scan = scan_form(text).split()


@lru_cache(maxsize=65_536)
def _capitalised(word: str) -> tuple[str, ...]:
    return () if word.islower() or word.isdigit() else tuple(capitalised(word))


class Census:
    """Counts of a document's words (`raw`, by white space), their scan forms, pairs of these, and capitalised words."""

    def __init__(self) -> None:
        self.raw: Counter[str] = Counter()
        self.words: Counter[str] = Counter()
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.capitals: Counter[str] = Counter()
        self.total = 0
        self._counted: dict[str, Counted] = {}

    def change(self, old: Sequence[Chunk], new: Sequence[Chunk], same: int, rest: int) -> frozenset[str]:
        """Count the chunks `new`, of which the first `same` and the last `rest` are as in `old`.

        The words of whose neighbourhood something changed.
        """
        gone = self._around(old, same, len(old) - rest)
        come = self._around(new, same, len(new) - rest)
        for (raw, scan), by in ((gone, -1), (come, 1)):
            self.total += by * len(raw)
            _add(self.raw, raw, by)
            _add(self.capitals, (bare for word in raw for bare in _capitalised(word)), by)
            _add(self.words, scan[1:-1], by)
            _add(self.pairs, ((a, b) for a, b in pairwise(scan) if a and b), by)
        if len(self._counted) > 4 * len(new) + 256:
            texts = {chunk.text for chunk in new}
            self._counted = {text: found for text, found in self._counted.items() if text in texts}
        return frozenset(gone[1]) | frozenset(come[1])

    def _around(self, chunks: Sequence[Chunk], low: int, high: int) -> tuple[list[str], list[str]]:
        """(words by white space of `chunks[low:high]`, scan words with the one before and the one behind, or "")."""
        raw: list[str] = []
        scan: list[str] = []
        for chunk in chunks[low:high]:
            counted = self._of(chunk)
            raw += counted.raw
            scan += counted.scan
        before = next((found[-1] for i in range(low - 1, -1, -1) if (found := self._of(chunks[i]).scan)), "")
        behind = next((found[0] for i in range(high, len(chunks)) if (found := self._of(chunks[i]).scan)), "")
        return raw, [before, *scan, behind]

    def _of(self, chunk: Chunk) -> Counted:
        found = self._counted.get(chunk.text)
        if found is None:
            found = self._counted[chunk.text] = Counted(chunk.text)
        return found


def _add(counts: Counter, items: Iterable, by: int) -> None:  # type: ignore[type-arg]
    for item in items:
        now = counts[item] + by
        if now:
            counts[item] = now
        else:
            del counts[item]


class Pairs(Set[str]):
    """The pairs of neighbouring words, written with a space between."""

    def __init__(self, pairs: Counter[tuple[str, str]]) -> None:
        self._pairs = pairs

    def __contains__(self, pair: object) -> bool:
        first, _, second = str(pair).partition(" ")
        return (first, second) in self._pairs

    def __iter__(self) -> Iterator[str]:
        return map(" ".join, self._pairs)

    def __len__(self) -> int:
        return len(self._pairs)
