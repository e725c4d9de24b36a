"""Backtracking over a sentence's tokens. Gaps and repetitions are bounded, so the work per start is bounded too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

import regex

from checker.analysis.english import English
from checker.analysis.sentence import Sentence
from checker.match.elements import (
    Capture,
    Choice,
    Class,
    Element,
    Gap,
    Optional,
    Sequence,
    Tag,
    TokenRegex,
    Word,
)

Captures = Mapping[str, tuple[int, int]]
ClassTable = Mapping[str, tuple[tuple[str, ...], ...]]
"""First token of an item to the token tuples of all items that open with it, longest first."""


class Resources(Protocol):
    """What matching reads besides the sentence."""

    @property
    def english(self) -> English:
        """The lexicon and tagger."""

    def word_class(self, name: str) -> ClassTable:
        """The items of a shared word class."""


def match_at(
    elements: Sequence, sentence: Sentence, start: int, resources: Resources
) -> Iterator[tuple[int, Captures]]:
    """Ends (token index, exclusive) and captures of the matches that begin with token `start`."""
    return _match(elements, 0, sentence, start, {}, resources)


def class_end(table: ClassTable, sentence: Sentence, i: int) -> int:
    """End of the longest item of a class at token `i`, or -1."""
    lowers = sentence.lowers
    for item in table.get(lowers[i], ()):
        n = len(item)
        if tuple(lowers[i : i + n]) == item:
            return i + n
    return -1


def _match(
    elements: Sequence, at: int, s: Sentence, i: int, captures: Captures, res: Resources
) -> Iterator[tuple[int, Captures]]:
    if at == len(elements):
        yield i, captures
        return
    element = elements[at]
    last = at + 1 == len(elements)
    if isinstance(element, Optional):
        for end, caught in _match(element.items, 0, s, i, captures, res):
            if end > i:
                yield from _match(elements, at + 1, s, end if last else _skip_hyphen(s, end), caught, res)
        yield from _match(elements, at + 1, s, i, captures, res)
        return
    if isinstance(element, Choice):
        for option in element.options:
            for end, caught in _match(option, 0, s, i, captures, res):
                yield from _match(elements, at + 1, s, end if last else _skip_hyphen(s, end), caught, res)
        return
    if isinstance(element, Capture):
        for end, caught in _match(element.items, 0, s, i, captures, res):
            named = {**caught, element.name: (i, end)}
            yield from _match(elements, at + 1, s, end if last else _skip_hyphen(s, end), named, res)
        return
    if isinstance(element, Gap):
        j = i
        for _ in range(element.most + 1):
            yield from _match(elements, at + 1, s, j, captures, res)
            if j >= len(s) or not (s.texts[j][0].isalnum() or s.texts[j] in ("-", "'s", "'")):
                return
            j += 1
        return
    end = _step(element, s, i, res)
    if end >= 0:
        yield from _match(elements, at + 1, s, end if last else _skip_hyphen(s, end), captures, res)


def _step(element: Element, s: Sentence, i: int, res: Resources) -> int:
    if i >= len(s):
        return -1
    if isinstance(element, Word):
        text = s.texts[i] if element.exact else s.lowers[i]
        if text in element.forms and (not element.mask or res.english.tag(s, i) & element.mask):
            return i + 1
        return -1
    if isinstance(element, Tag):
        return i + 1 if res.english.tag(s, i) & element.mask else -1
    if isinstance(element, Class):
        return class_end(res.word_class(element.name), s, i)
    assert isinstance(element, TokenRegex)
    return i + 1 if regex.fullmatch(element.pattern, s.texts[i]) else -1


def _skip_hyphen(s: Sentence, i: int) -> int:
    """Words of a phrase may be joined by a hyphen."""
    return i + 1 if i + 1 < len(s) and s.texts[i] == "-" else i
