"""He and him for a country, a firm or a body: the pivot language has no neuter pronoun."""

from __future__ import annotations

from collections.abc import Iterator

from checker.analysis import tags as t
from checker.analysis.analysis import Analysis
from checker.analysis.sentence import Sentence
from checker.detectors.rule import LogicRule
from checker.finding import Candidate
from checker.match.matcher import class_end
from checker.match.prefilter import occurrences

_NEUTER = {"he": "it", "she": "it", "him": "it", "his": "its", "himself": "itself", "herself": "itself"}
_PERSON_WORDS = frozenset(
    "man woman boy girl father mother son daughter brother sister husband wife king queen prince princess lord lady mr "
    "mrs ms dr sir who whoever somebody someone anyone everyone nobody person suspect victim god lord pope".split()
)
WINDOW = 120
"""How many words before the pronoun are searched at most."""
BACK = 3
"""How many sentences before the pronoun are searched for a person."""


def _thing(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    if sure_only:
        return
    for literal, start, end in occurrences(_NEUTER, analysis.scan):
        sentence = analysis.sentence_at(start)
        if sentence is None or analysis.is_foreign(start, end):
            continue
        i = sentence.token_at(start)
        if i + 1 < len(sentence) and sentence.lowers[i + 1] in ("'s", "'ll", "'d", "/"):
            continue
        before = _before(sentence, analysis)
        tokens = [(s, j) for s in before for j in range(max(0, len(s) - WINDOW), len(s))]
        tokens = (tokens + [(sentence, j) for j in range(max(0, i - WINDOW), i)])[-WINDOW:]
        if any(_is_person(s, j, analysis) for s, j in tokens):
            continue
        things = [(s, j) for s, j in tokens if _is_thing(s, j, analysis)]
        if not things or _quoted(sentence, i):
            continue
        subject = any(_opens(s, j) for s, j in things if s is sentence or (before and s is before[-1]))
        text = analysis.prose[start:end]
        fixed = _NEUTER[literal]
        if literal == "his" and i + 1 < len(sentence) and not sentence.texts[i + 1][0].isalpha():
            continue
        yield rule.candidate(
            start,
            end,
            "likely" if subject else "possible",
            (fixed.capitalize() if text[0].isupper() else fixed,),
            f"“{text}” has no person to stand for here; “{things[-1][0].texts[things[-1][1]]}” is a thing",
            pivots=(("fr", "il / elle / lui"), ("es", "él / ella"), ("it", "lui / lei"), ("de", "er / sie")),
            first_share=0.9,
        )


def _before(sentence: Sentence, analysis: Analysis) -> list[Sentence]:
    """The sentences before, nearest last, across paragraphs."""
    found: list[Sentence] = []
    offset = sentence.start
    while len(found) < BACK and offset > 0:
        offset -= 1
        previous = analysis.sentence_at(offset)
        if previous is None or previous.start == sentence.start:
            if sentence.start - offset > 6 and previous is None and not found:
                break
            continue
        found.insert(0, previous)
        offset = previous.start
    return found


def _is_person(s: Sentence, i: int, analysis: Analysis) -> bool:
    text, lower = s.texts[i], s.lowers[i]
    if lower in _PERSON_WORDS:
        return True
    if lower in analysis.store.person_nouns:
        return True
    if not text[0].isupper() or len(text) < 2:
        return False
    gazetteer = analysis.store.gazetteer
    if lower in gazetteer.countries or lower in analysis.adjectives.values():
        return False
    bare = lower[:-1] if lower.endswith("s") else lower
    known = lower in gazetteer.persons or bare in gazetteer.persons or lower in gazetteer.given
    if known and (i != s.first or lower not in analysis.english):
        return True
    return lower in gazetteer.surnames and i > s.first and lower not in analysis.english


def _is_thing(s: Sentence, i: int, analysis: Analysis) -> bool:
    if not s.texts[i][0].isupper():
        return False
    if class_end(analysis.word_class("country"), s, i) > i:
        return True
    return s.texts[i] in analysis.store.gazetteer.acronyms


def _opens(s: Sentence, i: int) -> bool:
    """Is the name in the place of a subject: near the start, or followed by a verb?"""
    if i + 1 >= len(s):
        return False
    following = t.FUNCTION.get(s.lowers[i + 1], 0)
    return i <= s.first + 1 or bool(following & (t.AUX | t.MODAL)) or s.lowers[i + 1].endswith(("ed", "es"))


def _quoted(s: Sentence, i: int) -> bool:
    return s.texts[:i].count('"') % 2 == 1


RULES = (
    LogicRule(
        id="pronoun.all.thing",
        category="pronoun-gender",
        severity="major",
        about="A personal pronoun where the sentences before name no person, only countries or bodies: French, Spanish "
        "and German give those a gender.",
        source="grammar of the pivot languages",
        detect=_thing,
        match=(
            (
                "China wants a larger part in the talks. In March, he published a plan.",
                "China wants a larger part in the talks. In March, it published a plan.",
            ),
        ),
        no=("Xi Jinping rules China. In March, he published a plan.", "The teacher left France. He was tired."),
    ),
)
