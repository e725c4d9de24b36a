"""The analysis of one document: everything is computed when first asked for, and once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cached_property, lru_cache
from itertools import pairwise

from checker.analysis.english import English
from checker.analysis.foreign import foreign_spans
from checker.analysis.inventory import Inventory
from checker.analysis.memory import Memory
from checker.analysis.sentence import Sentence, sentence_bounds
from checker.document import Document, Segment
from checker.match.contexts import found_in
from checker.match.elements import WordSet
from checker.match.matcher import ClassTable
from checker.match.prefilter import marks, pairs, pieces, scan_form, vocabulary
from checker.packs.store import Store

_LINE_ENDS = re.compile(r"\n+")


MOST_SENTENCES = 300
"""Sentences kept tokenised at a time, so that a long document does not fill the memory."""


Phrase = tuple[frozenset[str], ...]


@lru_cache(maxsize=256)
def class_forms(store: Store, name: str) -> list[tuple[str, Phrase]]:
    """The items of a word class, each with its words as in a scan form."""
    return [(item, tuple(frozenset((word,)) for word in scan_form(item).split())) for item in store.class_items(name)]


@lru_cache(maxsize=8)
def adjectives_of(store: Store) -> dict[str, str]:
    """Lower-case country name to its adjective."""
    found = {}
    for row in store.table("countries"):
        if row.get("adj"):
            for name in (row["name"], *(row.get("aliases") or ())):
                found[str(name).lower()] = row["adj"]
    return found


class Analysis:
    """Sentences, vocabulary and names of a document; also the resources that matching reads.

    `memory` is shared with the analyses of texts that are nearly the same.
    """

    def __init__(self, document: Document, store: Store, english: English, memory: Memory | None = None) -> None:
        self.document = document
        self.memory = Memory() if memory is None else memory
        self.prose = document.prose
        self.store = store
        self.english = english
        self._bounds: dict[int, list[tuple[int, int]]] = {}
        self._sentences: dict[int, Sentence] = {}
        self._classes: dict[str, str] = {}
        self._contexts: dict[int, tuple[WordSet, str]] = {}

    @cached_property
    def flat(self) -> str:
        """The prose with a space for each line end inside a segment, code point for code point."""
        prose = self.prose

        def flattened(ends: re.Match[str]) -> str:
            inside = ends.end() - ends.start() == 1 and ends.start() > 0 and ends.end() < len(prose)
            return " " if inside else ends.group()

        return _LINE_ENDS.sub(flattened, prose)

    @cached_property
    def scan(self) -> str:
        """The scan form of the prose; see `checker.match.prefilter`."""
        return scan_form(self.prose)

    @cached_property
    def vocabulary(self) -> Set[str]:
        """The distinct words of the scan form."""
        return vocabulary(scan_form(" ".join(self.raw_words)))

    @cached_property
    def neighbours(self) -> Set[str]:
        """The pairs of neighbouring words of the scan form."""
        return pairs(self.scan)

    @cached_property
    def raw_words(self) -> Counter[str]:
        """How often each word stands, as separated by white space; counted in pieces so that memory stays small."""
        counts: Counter[str] = Counter()
        for piece in pieces(self.prose, " "):
            counts.update(piece.split())
        return counts

    @cached_property
    def words(self) -> int:
        """How many words the prose has, as separated by white space."""
        return self.raw_words.total()

    @cached_property
    def inventory(self) -> Inventory:
        """The document's names."""
        return Inventory(self.prose, self.raw_words, self.english)

    @cached_property
    def _marks(self) -> dict[str, list[int]]:
        return marks(self.prose)

    def positions(self, *literals: str) -> list[int]:
        """Where any of the character literals begins, sorted; they must be among `prefilter.MARKS`."""
        return sorted(at for literal in literals for at in self._marks.get(literal, ()))

    @cached_property
    def residue(self) -> list[int]:
        """Where a hyphen stands behind a space and before a word, as in "double -use"."""
        prose = self.prose
        return [
            at + 1 for at in self.positions(" -") if at and prose[at - 1].isalnum() and prose[at + 2 : at + 3].isalnum()
        ]

    @cached_property
    def _segment_starts(self) -> list[int]:
        return [segment.start for segment in self.document.segments]

    def segment_at(self, offset: int) -> Segment | None:
        """The prose segment that holds the offset; None between segments."""
        i = bisect_right(self._segment_starts, offset) - 1
        if i < 0:
            return None
        segment = self.document.segments[i]
        return segment if offset < segment.end else None

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds the offset, tokenised."""
        i = bisect_right(self._segment_starts, offset) - 1
        if i < 0 or offset >= self.document.segments[i].end:
            return None
        bounds = self._bounds.get(i)
        if bounds is None:
            segment = self.document.segments[i]
            bounds = self._bounds[i] = sentence_bounds(self.prose, segment.start, segment.end)
        start, end = bounds[bisect_right(bounds, (offset, len(self.prose) + 1)) - 1]
        found = self._sentences.get(start)
        if found is None:
            if len(self._sentences) >= MOST_SENTENCES:
                self._sentences.clear()
            found = self._sentences[start] = Sentence(self.prose, start, end)
        return found

    def sentence_over(self, start: int, end: int) -> Sentence | None:
        """The sentence that holds the whole of `start:end`; None where it lies across a cut."""
        sentence = self.sentence_at(start)
        return sentence if sentence is not None and end <= sentence.end else None

    def sentences(self) -> Iterator[Sentence]:
        """All sentences that are not foreign, in the order of the text."""
        for i, segment in enumerate(self.document.segments):
            bounds = self._bounds.get(i)
            if bounds is None:
                bounds = self._bounds[i] = sentence_bounds(self.prose, segment.start, segment.end)
            for start, end in bounds:
                if self.is_foreign(start, end):
                    continue
                found = self._sentences.get(start)
                if found is None:
                    found = self._sentences[start] = Sentence(self.prose, start, end)
                yield found

    def word_class(self, name: str) -> ClassTable:
        """The items of a shared word class."""
        return self.store.word_class(name)

    def has_phrase(self, phrase: tuple[frozenset[str], ...]) -> bool:
        """Does the phrase stand anywhere in the document?"""
        if not all(forms & self.vocabulary for forms in phrase):
            return False
        neighbours = self.neighbours
        for first, second in pairwise(phrase):
            if not any(f"{one} {other}" in neighbours for one in first for other in second):
                return False
        if len(phrase) < 3:
            return True
        pattern = r"\s+".join("(?:" + "|".join(map(re.escape, sorted(forms))) + ")" for forms in phrase)
        return re.search(rf"\b{pattern}\b", self.scan) is not None

    def has_class(self, name: str) -> str:
        """The first item of a word class that stands anywhere in the document, in whatever case; empty if none does."""
        if name not in self._classes:
            self._classes[name] = next(
                (item for item, form in class_forms(self.store, name) if self.has_phrase(form)), ""
            )
        return self._classes[name]

    def in_document(self, words: WordSet) -> str:
        """What of a context's words stands anywhere in the document; empty if nothing does."""
        known = self._contexts.get(id(words))
        if known is None:
            # the set is kept too: its number must stay its own
            known = self._contexts[id(words)] = (words, found_in(words, self))
        return known[1]

    @cached_property
    def few_capitals(self) -> bool:
        """Has the text next to no capitals at all?"""
        return sum(self.inventory.capitals.values()) * 30 < self.words

    @cached_property
    def bearers(self) -> Mapping[str, str]:
        """Gender of the surnames that stand behind a given name, in lower case."""
        return dict(self.bearers_of(self.sentences()))

    def bearers_of(self, sentences: Iterable[Sentence]) -> Iterator[tuple[str, str]]:
        """(surname, gender) where a given name stands before a name, in lower case."""
        genders = self.store.gazetteer.gender
        for s in sentences:
            for i in range(len(s) - 1):
                if s.texts[i][0].isupper() and s.texts[i + 1][0].isupper() and (gender := genders.get(s.lowers[i])):
                    yield s.lowers[i + 1], gender

    @property
    def adjectives(self) -> dict[str, str]:
        """Lower-case country name to its adjective."""
        return adjectives_of(self.store)

    @cached_property
    def foreign(self) -> list[tuple[int, int]]:
        """Half-open spans of the prose that are not English, or are quoted as verbatim; sorted."""
        return foreign_spans(self.prose, self.scan, self.vocabulary, self.document.segments)

    def is_foreign(self, start: int, end: int) -> bool:
        """Does the span lie in a foreign passage?"""
        i = bisect_right(self.foreign, (start, len(self.prose) + 1)) - 1
        return i >= 0 and end <= self.foreign[i][1]
