"""A part of a document, looked over with what the whole document answers; it remembers what it asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterator, Mapping
from functools import cached_property
from typing import Any

from checker.analysis.analysis import Analysis, class_forms
from checker.analysis.inventory import Inventory
from checker.analysis.sentence import Sentence
from checker.document import Document
from checker.match.elements import WordSet
from checker.packs.store import Store

Query = tuple[str, Any]
"""What is asked, and of which word or set; see `answer`."""
Span = tuple[int, int]


class Sets:
    """The word sets that contexts asked for, by number."""

    def __init__(self, store: Store) -> None:
        self.by_number: dict[int, WordSet] = {}
        self._store = store
        self._words: dict[int, frozenset[str]] = {}

    def words(self, number: int) -> frozenset[str]:
        """All words, in scan form, that bear on whether anything of the set stands in a document."""
        known = self._words.get(number)
        if known is None:
            words = self.by_number[number]
            found = set(words.words)
            for phrases in words.phrases.values():
                found.update(word for phrase in phrases for forms in phrase for word in forms)
            for name in words.classes:
                found.update(word for _, form in class_forms(self._store, name) for forms in form for word in forms)
            known = self._words[number] = frozenset(found)
        return known

    def number(self, words: WordSet) -> int:
        """The set's number; the set is kept, so that the number stays its own."""
        self.by_number[id(words)] = words
        return id(words)


def answer(whole: Analysis, query: Query, sets: Sets) -> object:
    """What the document answers."""
    kind, key = query
    if kind == "count":
        return whole.inventory.capitals.get(key, 0)
    if kind == "has":
        return key in whole.inventory.capitals
    if kind == "context":
        return whole.in_document(sets.by_number[key])
    if kind == "acronym":
        return key in whole.inventory.acronyms
    if kind == "spelled":
        return key in whole.inventory.spelled_out
    if kind == "bearer":
        return whole.bearers.get(key)
    return whole.few_capitals


class Part(Analysis):
    """The analysis of a window of a document; only what starts in `own` is looked for by those that ask for it.

    `document` holds the window as its prose, `bounds` the sentences of its segments.
    """

    def __init__(
        self,
        whole: Analysis,
        sets: Sets,
        document: Document,
        own: Span,
        bounds: Mapping[int, list[Span]],
        foreign: list[Span],
    ) -> None:
        super().__init__(document, whole.store, whole.english, whole.memory)
        self.whole = whole
        self.own = own
        self.asked: dict[Query, object] = {}
        self._sets = sets
        self._bounds.update(bounds)
        self._spans = foreign

    def ask(self, kind: str, key: Any = None) -> Any:
        """What the whole document answers, remembered."""
        query = (kind, key)
        found = self.asked[query] = answer(self.whole, query, self._sets)
        return found

    @cached_property
    def inventory(self) -> Inventory:
        """The document's names."""
        return _Names(self)

    def in_document(self, words: WordSet) -> str:
        """What of a context's words stands anywhere in the document."""
        found: str = self.ask("context", self._sets.number(words))
        return found

    @property
    def few_capitals(self) -> bool:
        """Has the document next to no capitals?"""
        found: bool = self.ask("few")
        return found

    @cached_property
    def bearers(self) -> Mapping[str, str]:
        """Gender of surnames, by the whole document."""
        return _Bearers(self)

    @property
    def foreign(self) -> list[Span]:
        """Spans that are not English."""
        return self._spans

    def sentence_over(self, start: int, end: int) -> Sentence | None:
        """The sentence that holds the whole of `start:end`; None also where that starts outside what is looked over."""
        return super().sentence_over(start, end) if self.own[0] <= start < self.own[1] else None

    def own_sentences(self) -> Iterator[Sentence]:
        """The sentences of the part itself that are not foreign."""
        return (s for s in super().sentences() if self.own[0] <= s.start < self.own[1])

    def sentences(self) -> Iterator[Sentence]:
        """As `own_sentences`."""
        return self.own_sentences()


class _Names(Inventory):
    """The names of a document, asked by a part of it."""

    def __init__(self, part: Part) -> None:
        super().__init__(part.prose, part.raw_words, part.english)
        self._own = super().capitals
        self._counts: Any = _Counts(part)
        self._part = part

    @property
    def capitals(self) -> Counter[str]:
        """How often each capitalised word stands in the document."""
        counts: Counter[str] = self._counts
        return counts

    @property
    def here(self) -> Collection[str]:
        """The capitalised words of the part."""
        return self._own.keys()

    @property
    def acronyms(self) -> Any:
        """The acronyms that the document defines, to look words up in."""
        return _Asked(self._part, "acronym")

    @property
    def spelled_out(self) -> Any:
        """The acronyms whose initials the document spells out, to look words up in."""
        return _Asked(self._part, "spelled")


class _Asked(Container[str]):
    def __init__(self, part: Part, kind: str) -> None:
        self._part = part
        self._kind = kind

    def __contains__(self, word: object) -> bool:
        found: bool = self._part.ask(self._kind, word)
        return found


class _Counts(_Asked):
    """Looks like the counter of capitalised words, as far as rules use it."""

    def __init__(self, part: Part) -> None:
        super().__init__(part, "has")

    def __getitem__(self, word: str) -> int:
        found: int = self._part.ask("count", word)
        return found

    def get(self, word: str, default: int = 0) -> int:
        """The count of a word."""
        return self[word] or default


class _Bearers(Mapping[str, str]):
    def __init__(self, part: Part) -> None:
        self._part = part

    def __getitem__(self, word: str) -> str:
        found: str | None = self._part.ask("bearer", word)
        if found is None:
            raise KeyError(word)
        return found

    def __iter__(self) -> Iterator[str]:
        raise TypeError("a part knows the bearers of names only one by one")

    def __len__(self) -> int:
        return len(self._part.whole.bearers)
