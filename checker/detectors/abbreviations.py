"""Abbreviations in brackets that a machine left in the midst of the name that they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysis import tags as t
from checker.analysis.analysis import Analysis
from checker.analysis.sentence import Sentence
from checker.detectors.rule import LogicRule
from checker.finding import Candidate

_BRACKETED = re.compile(r"\(([A-Z]{3,7})\)")
_MOST_BEHIND = 3
"""How many words of the name may stand behind its abbreviation."""


def _inside(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    if sure_only:
        return
    for found in _BRACKETED.finditer(analysis.prose):
        sentence = analysis.sentence_over(found.start(), found.end())
        if sentence is None:
            continue
        i = sentence.token_at(found.start())
        letters = found[1]
        foreign = analysis.store.gazetteer.foreign.get(letters)
        meant = (letters, foreign.english) if foreign is not None else (letters,)
        behind = next((end for wanted in meant if (end := _behind(sentence, i, wanted)) is not None), None)
        if behind is not None:
            words = list(sentence.texts[i + 3 : behind])
            if sentence.texts[i - 1][0].isupper():
                words = [word if word in t.FUNCTION else word[:1].upper() + word[1:] for word in words]
            yield rule.candidate(
                found.start(),
                sentence.ends[behind - 1],
                "likely",
                (f"{' '.join(words)} ({letters})",),
                f"“{letters}” stands for a name that goes on behind it",
                pivots=(("fr", ""), ("es", ""), ("it", ""), ("pt", "")),
                first_share=0.95,
            )


def _behind(s: Sentence, i: int, letters: str) -> int | None:
    """The token behind a name whose first words stand before the bracket at token `i` and its last words behind it."""
    if _begins(s, i, letters):
        return None  # the whole name stands before it
    for count in range(1, min(_MOST_BEHIND, len(letters) - 1) + 1):
        end = i + 3 + count
        if end > len(s) or not s.texts[end - 1][0].isalpha() or s.lowers[end - 1] in t.FUNCTION:
            return None
        initials = "".join(word[0].upper() for word in s.texts[i + 3 : end])
        if letters.endswith(initials) and _begins(s, i, letters[:-count]):
            return end
    return None


def _begins(s: Sentence, i: int, letters: str) -> bool:
    """Do the words before token `i` begin with these letters, little words aside, the first with a capital?"""
    at = i - 1
    for n, letter in enumerate(reversed(letters)):
        while at >= 0 and s.lowers[at] in t.FUNCTION and s.texts[at][0].upper() != letter:
            at -= 1
        if at < 0 or s.texts[at][0].upper() != letter:
            return False
        if n == len(letters) - 1:
            return s.texts[at][0].isupper()
        at -= 1
    return False


RULES = (
    LogicRule(
        id="acronym.all.inside",
        category="word-order",
        severity="minor",
        about="An abbreviation in brackets in the midst of the name that it stands for: the name's last word, which the "
        "pivot language set first, came back behind the bracket.",
        source="observed in laundered articles",
        detect=_inside,
        match=(
            (
                "The World Health (WHO) organization met in Geneva.",
                "The World Health Organization (WHO) met in Geneva.",
            ),
        ),
        no=(
            "The World Health Organization (WHO) organised it.",
            "The European Central Bank (ECB) board met.",
            "The Bank (ECB) cut rates.",
        ),
        suspect_only=True,
    ),
)
