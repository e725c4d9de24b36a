"""Does a context hold around a match?"""

from __future__ import annotations

from collections.abc import Set
from typing import Protocol

from checker.analysis import tags as t
from checker.analysis.english import English
from checker.analysis.sentence import Sentence
from checker.match.elements import Context, WordSet
from checker.match.matcher import ClassTable, class_end

WINDOW = 5
"""How many tokens `before` and `after` reach."""


class Surroundings(Protocol):
    """What a context reads besides the sentence."""

    @property
    def english(self) -> English:
        """The lexicon and tagger."""

    def word_class(self, name: str) -> ClassTable:
        """The items of a shared word class."""

    def in_document(self, words: WordSet) -> str:
        """What of the set stands anywhere in the document; empty if nothing does."""


class Whole(Protocol):
    """What a document answers of itself."""

    @property
    def vocabulary(self) -> Set[str]:
        """The document's words in scan form."""

    def has_phrase(self, phrase: tuple[frozenset[str], ...]) -> bool:
        """Does the phrase stand anywhere in the document?"""

    def has_class(self, name: str) -> str:
        """The first item of a word class that stands anywhere in the document, in whatever case; empty if none does."""


def holds(context: Context, sentence: Sentence, start: int, end: int, around: Surroundings) -> str:
    """Name and word of the first position that holds, such as `next: war`; empty where none does.

    `start` and `end` are token indices of the match, half-open.
    """
    n = len(sentence)
    if context.next is not None:
        found = _at(context.next, sentence, end, around) if end < n else ""
        i = _skip_function(sentence, end, 1, n)
        if not found and end < i < n:
            found = _at(context.next, sentence, i, around)
        if found:
            return f"next: {found}"
    if context.prev is not None:
        found = _ending_at(context.prev, sentence, start - 1, around) if start else ""
        i = _skip_function(sentence, start - 1, -1, -1)
        if not found and 0 <= i < start - 1:
            found = _ending_at(context.prev, sentence, i, around)
        if found:
            return f"prev: {found}"
    if context.after is not None:
        found = _within(context.after, sentence, end, min(n, end + WINDOW), around)
        if found:
            return f"after: {found}"
    if context.before is not None:
        found = _within(context.before, sentence, max(0, start - WINDOW), start, around)
        if found:
            return f"before: {found}"
    if context.near is not None:
        found = _within(context.near, sentence, 0, start, around) or _within(context.near, sentence, end, n, around)
        if found:
            return f"near: {found}"
    if context.inside is not None:
        found = _within(context.inside, sentence, start, end, around)
        if found:
            return f"inside: {found}"
    if context.document is not None:
        found = around.in_document(context.document)
        if found:
            return f"document: {found}"
    return ""


def _skip_function(sentence: Sentence, i: int, step: int, stop: int) -> int:
    """Past one determiner, possessive or hyphen."""
    if i != stop and 0 <= i < len(sentence):
        lower = sentence.lowers[i]
        if lower == "-" or t.FUNCTION.get(lower, 0) & (t.DET | t.POSS):
            following = i + step
            if 0 <= following < len(sentence):
                return following
    return i


def _at(words: WordSet, sentence: Sentence, i: int, around: Surroundings) -> str:
    lower = sentence.lowers[i]
    if lower in words.words or _tagged(words, sentence, i, around):
        return lower
    for phrase in words.phrases.get(lower, ()):
        if _phrase_at(phrase, sentence, i):
            return " ".join(sentence.lowers[i : i + len(phrase)])
    for name in words.classes:
        end = class_end(around.word_class(name), sentence, i)
        if end > i:
            return " ".join(sentence.texts[i:end])
    return ""


def _ending_at(words: WordSet, sentence: Sentence, i: int, around: Surroundings) -> str:
    lower = sentence.lowers[i]
    if lower in words.words or _tagged(words, sentence, i, around):
        return lower
    if words.phrases:
        for begin in range(i - 1, max(-1, i - 4), -1):
            for phrase in words.phrases.get(sentence.lowers[begin], ()):
                if begin + len(phrase) == i + 1 and _phrase_at(phrase, sentence, begin):
                    return " ".join(sentence.lowers[begin : i + 1])
    for name in words.classes:
        table = around.word_class(name)
        for begin in range(i, max(-1, i - 4), -1):
            if class_end(table, sentence, begin) == i + 1:
                return " ".join(sentence.texts[begin : i + 1])
    return ""


def _within(words: WordSet, sentence: Sentence, start: int, end: int, around: Surroundings) -> str:
    lowers = sentence.lowers
    plain, phrases = words.words, words.phrases
    for i in range(start, end):
        lower = lowers[i]
        if lower in plain or (words.mask and _tagged(words, sentence, i, around)):
            return lower
        if lower in phrases:
            for phrase in phrases[lower]:
                if i + len(phrase) <= end and _phrase_at(phrase, sentence, i):
                    return " ".join(lowers[i : i + len(phrase)])
    for name in words.classes:
        table = around.word_class(name)
        for i in range(start, end):
            stop = class_end(table, sentence, i)
            if i < stop <= end:
                return " ".join(sentence.texts[i:stop])
    return ""


def _tagged(words: WordSet, sentence: Sentence, i: int, around: Surroundings) -> bool:
    return bool(words.mask) and bool(around.english.tag(sentence, i) & words.mask)


def _phrase_at(phrase: tuple[frozenset[str], ...], sentence: Sentence, i: int) -> bool:
    j = i
    for n, forms in enumerate(phrase):
        if n and j < len(sentence) and sentence.texts[j] == "-":
            j += 1
        if j >= len(sentence) or sentence.lowers[j] not in forms:
            return False
        j += 1
    return True


def found_in(words: WordSet, whole: Whole) -> str:
    """The first word, phrase or item of a class of the set that stands anywhere in the document; else empty."""
    for word in words.words:
        if word in whole.vocabulary:
            return word
    for phrase in {phrase for phrases in words.phrases.values() for phrase in phrases}:
        if whole.has_phrase(phrase):
            return " ".join(min(forms) for forms in phrase)
    for name in words.classes:
        item = whole.has_class(name)
        if item:
            return item
    return ""
