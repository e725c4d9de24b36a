"""The document's names: which capitalised words it has, how often, and which acronyms it defines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from functools import cached_property

from checker.analysis.english import English

_PUNCTUATION = ".,;:!?\"'()[]"
_WORD = re.compile(r"[^\W\d_]+(?:'(?!s\b)[^\W\d_]+)*")
_SHORT = re.compile(r"\(([A-Z][A-Za-z]{1,7})s?\)")
_LONG = re.compile(r"(?:[A-Z][\w&'-]*[ -](?:(?:of|the|and|for|on|de|des|du|la)[ ])*){1,8}[A-Z]?[\w'-]* ?$")
_SPELLED = re.compile(r"\(([A-Z]{2,6})s?[);,]")
_LONGEST = 120


def capitalised(word: str) -> list[str]:
    """The capitalised words in what stands between white space, without punctuation and a possessive 's."""
    stripped = word.strip(_PUNCTUATION)
    return [bare for bare in ((stripped,) if stripped.isalpha() else _WORD.findall(word)) if bare[0].isupper()]


class Inventory:
    """Names of a document. Counts are of exact forms: "Trump" and "Trumps" are two."""

    def __init__(self, prose: str, raw_words: Counter[str], english: English) -> None:
        self._prose = prose
        self._raw_words = raw_words
        self._english = english

    @cached_property
    def capitals(self) -> Counter[str]:
        """How often each capitalised word stands, a possessive 's left off; the parts of hyphenated words count too."""
        counts: Counter[str] = Counter()
        for word, count in self._raw_words.items():
            if word.islower() or word.isdigit():
                continue
            for bare in capitalised(word):
                counts[bare] += count
        return counts

    @property
    def here(self) -> Collection[str]:
        """The capitalised words of the part that is looked over; of a whole document all of them."""
        return self.capitals.keys()

    @cached_property
    def acronyms(self) -> dict[str, str]:
        """Acronyms that the document defines, such as "Belt and Road Initiative (BRI)", with their long forms."""
        found = {}
        for short in _SHORT.finditer(self._prose):
            long = _LONG.search(self._prose[max(0, short.start() - _LONGEST) : short.start()])
            if long is not None:
                found[short[1]] = long[0].strip()
        return found

    @cached_property
    def spelled_out(self) -> frozenset[str]:
        """Acronyms whose letters are the initials of the words before them: "upper extremity (UE)"."""
        return frozenset(
            short[1]
            for short in _SPELLED.finditer(self._prose)
            if _initials(short[1], self._prose[max(0, short.start() - _LONGEST) : short.start()])
        )

    @cached_property
    def names(self) -> frozenset[str]:
        """Capitalised words that are names rather than sentence openings: unknown as common words in lower case."""
        return frozenset(word for word in self.capitals if len(word) > 1 and word.lower() not in self._english)


def _initials(acronym: str, before: str) -> bool:
    """Are the letters of an acronym, in order, the initials of the last words before it?"""
    words = _WORD.findall(before)[-(len(acronym) + 4) :]
    letters = list(acronym.lower())
    for word in reversed(words):
        if letters and word[0].lower() == letters[-1]:
            letters.pop()
    return not letters
