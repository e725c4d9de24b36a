"""A sentence and its tokens as parallel lists, the form that matching reads fastest."""

from __future__ import annotations

import regex

from checker.analysis.tokens import tokenize

# A stop ends a sentence when white space and something that can open one follow; abbreviations do not.
_END = regex.compile(r"""[.!?…]["')\]»]*(?=\s+["'(\[«“‘]*[\p{Lu}\d])|\n(?=\s*\n)|\n(?=[-•*–]\s)""")
_ABBREVIATION = regex.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Rev|Hon|Jr|Sr|vs|No|Nos|Jan|Feb|Mar|Apr|Jun"
    r"|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Inc|Ltd|Co|Corp|approx|cf|al|e\.g|i\.e|p|pp|vol|fig|ed|eds|M|Mme)|\b\p{Lu})\.$"
)
MAX_SENTENCE = 2000
"""Code points after which a sentence is cut at white space, so that no text makes matching slow."""


class Sentence:
    """Tokens of `prose[start:end]`; `starts` and `ends` are offsets in the prose, `lowers` the lower-case texts."""

    __slots__ = ("end", "ends", "first", "lowers", "start", "starts", "tags", "texts")

    def __init__(self, prose: str, start: int, end: int) -> None:
        self.start = start
        self.end = end
        tokens = tokenize(prose[start:end])
        self.starts = [start + s for s, _, _ in tokens]
        self.ends = [start + e for _, e, _ in tokens]
        self.texts = [t for _, _, t in tokens]
        self.lowers = [t.lower() for t in self.texts]
        self.tags: list[int] = [-1] * len(tokens)
        self.first = 0 if not tokens or self.texts[0][0].isalnum() else self._first_word()

    def _first_word(self) -> int:
        return next((i for i, text in enumerate(self.texts) if text[0].isalnum()), 0)

    def __len__(self) -> int:
        return len(self.texts)

    def around(self, start: int, end: int) -> tuple[str, str]:
        """The words (lower case) before and behind the tokens `start` to `end`; empty where there is none."""
        before = self.lowers[start - 1] if start > self.first else ""
        return before, self.lowers[end] if end < len(self.lowers) else ""

    def token_at(self, offset: int) -> int:
        """Index of the first token that ends after `offset` (prose)."""
        from bisect import bisect_right

        return bisect_right(self.ends, offset)


def sentence_bounds(prose: str, start: int, end: int) -> list[tuple[int, int]]:
    """Half-open bounds of the sentences of `prose[start:end]`, which cover it without gaps."""
    bounds = []
    at = start
    for match in _END.finditer(prose, start, end):
        stop = match.end()
        if match.group()[0] == "." and _ABBREVIATION.search(prose, max(at, stop - 12), stop):
            continue
        bounds.extend(_cut(prose, at, stop))
        at = stop
    if at < end:
        bounds.extend(_cut(prose, at, end))
    return bounds


def _cut(prose: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces = []
    while end - start > MAX_SENTENCE:
        space = prose.rfind(" ", start + MAX_SENTENCE // 2, start + MAX_SENTENCE)
        cut = space + 1 if space > 0 else start + MAX_SENTENCE
        pieces.append((start, cut))
        start = cut
    pieces.append((start, end))
    return pieces
