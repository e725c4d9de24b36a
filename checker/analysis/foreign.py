"""Passages that are not English: quotations and titles in another language, by the function words they hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from checker.document import Segment
from checker.match.prefilter import occurrences

_FUNCTION_WORDS = {
    "fr": "le la les l des du un une et est sont dans pour que qui ne pas plus sur avec ce cette ces il elle nous vous je "
    "se son sa ses au aux par mais ou où d n s j c qu être avoir fait comme tout très sans",
    "es": "el la los las un una unos y es son en para que no más con por su sus se lo al del pero como este esta muy "
    "sin sobre ha han fue ser hay todo también",
    "de": "der die das den dem des ein eine einen einem und ist sind in zu mit von auf für nicht sich auch es im am als "
    "wir ich sie er aus bei nach wie wird haben hat war noch nur über",
    "it": "il lo la i gli le un una e è sono in di che non per con su del della dei delle al alla si come più ma anche "
    "questo questa suo sua ha hanno essere",
    "pt": "o a os as um uma e é são em de que não para com por do da dos das no na se mais como mas foi ao à seu sua ele "
    "ela muito também já",
}
_SETS = {language: frozenset(words.split()) for language, words in _FUNCTION_WORDS.items()}
_ANY = frozenset().union(*_SETS.values())
_ENGLISH = frozenset(
    "the of and to in a is that for it was on are as with his they be at from this have or by one had not but what all "
    "were when we there can an your which their said if will each about how up out them then she many some so these "
    "would other into has her two like him see time could no than first been its who now people my over did".split()
)
# English function words that stand in other languages too prove nothing
_ENGLISH_ONLY = _ENGLISH - _ANY
_QUOTED = re.compile(r'"[^"\n]{12,600}"|«[^»\n]{8,600}»')
_WORD = re.compile(r"[^\W\d_]+")
_HINTS = frozenset("les une est dans pour que los las del und der das nicht ist gli della che não uma dos".split())


def foreign_spans(prose: str, scan: str, vocabulary: Set[str], segments: Iterable[Segment]) -> list[tuple[int, int]]:
    """Sorted half-open spans of whole segments and of quotations that read as another language."""
    hints = _HINTS & vocabulary
    if len(hints) < 1:
        return []
    ordered = sorted({start for _, start, _ in occurrences(hints, scan)})
    spans = []
    at = 0
    for segment in segments:
        first = at
        while at < len(ordered) and ordered[at] < segment.end:
            at += 1
        if at == first:
            continue
        if is_foreign(prose[segment.start : segment.end]):
            spans.append((segment.start, segment.end))
            continue
        for quoted in _QUOTED.finditer(prose, segment.start, segment.end):
            if is_foreign(quoted.group()):
                spans.append(quoted.span())
    return spans


def is_foreign(text: str) -> bool:
    """Do the function words of another language outnumber the English ones clearly?"""
    found = [word.lower() for word in _WORD.findall(text[:4000])]
    if len(found) < 3:
        return False
    english = sum(word in _ENGLISH_ONLY for word in found)
    most = max(sum(word in words for word in found) for words in _SETS.values())
    if len(found) >= LONG and most >= 0.12 * len(found) and most > 5 * english:
        return True
    return most >= 2 and most >= 0.25 * len(found) and most > 2 * english


LONG = 20
"""From so many words on a passage that has hardly an English function word is foreign with fewer of its own."""
