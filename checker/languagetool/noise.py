"""What LanguageTool finds and we know better: names, terms, quotations, other languages, spelling by variant."""

from __future__ import annotations

import re
from bisect import bisect_right

from checker.analysis.analysis import Analysis
from checker.document.builder import PLACEHOLDER
from checker.languagetool.matches import Suspect
from checker.languagetool.variant import same_but_for_spelling
from checker.letters import plain

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_QUOTED = re.compile(r'"[^"\n]{2,1200}"')
OFTEN = 3
"""So often a word that no dictionary knows is a term of the document."""
_SENTENCE_FORM = frozenset(("UPPERCASE_SENTENCE_START", "SENTENCE_FRAGMENT", "PUNCTUATION_PARAGRAPH_END"))
_SPACES = frozenset("WHITESPACE_RULE CONSECUTIVE_SPACES SENTENCE_WHITESPACE COMMA_PARENTHESIS_WHITESPACE".split())


class Knowledge:
    """What a document tells of its own words. `clean` tells that it went through no machine."""

    def __init__(self, analysis: Analysis, clean: bool) -> None:
        self.analysis = analysis
        self.prose = analysis.prose
        self.clean = clean
        self._quotes = [match.span() for match in _QUOTED.finditer(self.prose)]
        self._quote_starts = [start for start, _ in self._quotes]

    def reason(self, suspect: Suspect) -> str:
        """Why a suspect is none, in few words; empty where nothing speaks against it."""
        prose, start, end = self.prose, suspect.start, suspect.end
        text = prose[start:end]
        if PLACEHOLDER in prose[max(0, start - 2) : end + 2]:
            return "beside something that is no prose"
        if "\n\n" in text:
            return "across paragraphs"
        if self.analysis.is_foreign(start, end):
            return "in another language"
        segment = self.analysis.segment_at(start)
        if segment is not None and segment.kind != "paragraph" and suspect.name in _SENTENCE_FORM:
            return "no sentence"
        if suspect.name in _SPACES and not self.analysis.document.contiguous(
            max(0, start - 1), min(len(prose), end + 1)
        ):
            return "at markup"
        if any(same_but_for_spelling(text, fix) for fix in suspect.fixes):
            return "a spelling of another English"
        if any(plain(text) == plain(fix) for fix in suspect.fixes[:1]):
            return "an accent more or less"
        if self.clean and self._quoted(start, end):
            return "in a quotation"
        return ""

    def _quoted(self, start: int, end: int) -> bool:
        i = bisect_right(self._quote_starts, start) - 1
        return i >= 0 and end <= self._quotes[i][1]

    def variety(self, suspect: Suspect) -> str:
        """Of a word that is in no dictionary: is it a "name", one with a "possessive" lost, a "term" of the document?

        Empty for what is none of them, and for all that is found by more than a dictionary.
        """
        if not suspect.of_dictionary:
            return ""
        words = [self._bare(word) for word in _WORD.findall(self.prose[suspect.start : suspect.end])]
        if not words:
            return ""
        if all(word[:1].isupper() or any(c.isdigit() for c in word) for word in words):
            text = self.prose[suspect.start : suspect.end]
            return "possessive" if f"{text[:-1]}'s" in suspect.fixes[:2] else "name"
        if all(self.analysis.raw_words[word] >= OFTEN for word in words):
            return "term"
        return ""

    @staticmethod
    def _bare(word: str) -> str:
        return word.removesuffix("'s").removesuffix("'")
