"""Pronouns whose own sentence says what they stand for: "for its part, Lagarde", "accused France and warned him"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.analysis import tags as t
from checker.analysis.analysis import Analysis
from checker.analysis.sentence import Sentence
from checker.detectors.pronouns import genders, is_person, is_quoted, is_thing
from checker.detectors.rule import LogicRule
from checker.finding import Candidate
from checker.match.prefilter import occurrences

_PIVOTS = (("fr", "sa part"), ("es", "su parte"), ("it", "parte sua"))
_OWNERS = {"f": "her", "m": "his", "thing": "its"}
_PARTS = {f"for {owner} part": owner for owner in _OWNERS.values()}


def _part(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    if sure_only:
        return
    known = genders(analysis)
    for literal, start, end in occurrences(_PARTS, analysis.scan):
        sentence = analysis.sentence_over(start, end)
        if sentence is None or analysis.is_foreign(start, end):
            continue
        i = sentence.token_at(start)
        if is_quoted(sentence, i):
            continue
        owner = _PARTS[literal]
        kind = _subject(sentence, i, i + 3, analysis, known)
        fixed = _OWNERS.get(kind, "his" if kind == "person" and owner == "its" else owner)
        if not kind or fixed == owner:
            continue
        yield rule.candidate(
            sentence.starts[i + 1],
            sentence.ends[i + 1],
            "likely",
            (fixed,),
            f"“{owner} part” stands for {'a country' if kind == 'thing' else 'a person'} here",
            pivots=_PIVOTS,
            first_share=0.95,
        )


def _subject(s: Sentence, first: int, end: int, analysis: Analysis, known: Mapping[str, str]) -> str:
    """What the subject beside tokens `first:end` is: "f", "m", "person" of unknown gender, "thing", or nothing known."""
    if first > s.first and s.lowers[first - 1] == "," and s.first <= first - 2:
        return _kind(s, first - 2, first - 1, analysis, known)  # "China, for its part, ..."
    at = end + 1 if end < len(s) and s.lowers[end] == "," else end
    at += at < len(s) and s.lowers[at] == "the"
    stop = at
    while stop < len(s) and s.texts[stop][0].isupper():
        stop += 1
    return _kind(s, at, stop, analysis, known) if stop > at else ""


def _kind(s: Sentence, at: int, stop: int, analysis: Analysis, known: Mapping[str, str]) -> str:
    if stop < len(s) and s.lowers[stop] in ("'s", "'", "-", "and", "/"):
        return ""  # "Germany's chancellor", "Germany and France"
    if not s.texts[at][0].isupper():
        return ""
    if is_thing(s, at, analysis):
        following = t.FUNCTION.get(s.lowers[stop], 0) if stop < len(s) else 0
        return "thing" if following or s.lowers[stop : stop + 1] == [","] else ""
    if (title := s.lowers[at].rstrip(".")) in _TITLED:
        return _TITLED[title]
    named = [word for word in s.lowers[at:stop] if word in known]
    if named:
        return known[named[0]] if stop - at > 1 or named[0] in analysis.bearers else ""
    return "person" if stop - at == 1 and s.lowers[at] in analysis.store.gazetteer.persons else ""


_TITLED = {"mr": "m", "mrs": "f", "ms": "f", "lord": "m", "lady": "f", "sir": "m"}
_OBJECTS = ("him", "her")
_AGAINST = t.PREP | t.TO | t.PUNCT | t.CONJ


def _object(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    if sure_only:
        return
    for literal, start, end in occurrences(_OBJECTS, analysis.scan):
        sentence = analysis.sentence_at(start)
        if sentence is None or analysis.is_foreign(start, end):
            continue
        i = sentence.token_at(start)
        if is_quoted(sentence, i) or i + 1 >= len(sentence):
            continue
        if not t.FUNCTION.get(sentence.lowers[i + 1], 0) & _AGAINST and sentence.lowers[i + 1][0].isalpha():
            continue
        thing = _shared_object(sentence, i, analysis)
        if thing is None:
            continue
        yield rule.candidate(
            start,
            end,
            "likely",
            ("it",),
            f"“{literal}” stands for “{sentence.texts[thing]}”, the object of the verb before: the subject would be "
            f"{'himself' if literal == 'him' else 'herself'}",
            pivots=(("fr", "l'"), ("es", "lo / la"), ("it", "lo / la")),
            first_share=0.95,
        )


def _reflexive(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    if sure_only:
        return
    for literal, start, end in occurrences(("himself", "herself"), analysis.scan):
        sentence = analysis.sentence_at(start)
        if sentence is None or analysis.is_foreign(start, end):
            continue
        i = sentence.token_at(start)
        subject = None if is_quoted(sentence, i) else _own_subject(sentence, i, analysis)
        if subject is None:
            continue
        yield rule.candidate(
            start,
            end,
            "likely",
            ("itself",),
            f"“{literal}” stands for “{sentence.texts[subject]}”, which is no person",
            pivots=(("fr", "se / lui-même"), ("es", "se / sí mismo"), ("it", "si / se stesso")),
            first_share=0.95,
        )


_FAR = 9
"""Tokens between a subject and its reflexive."""


def _own_subject(s: Sentence, i: int, analysis: Analysis) -> int | None:
    """The country that is the subject of the verb before the reflexive at token `i`, no person near."""
    for j in range(i - 1, max(s.first - 1, i - _FAR), -1):
        if is_person(s, j, analysis) or s.lowers[j] in _BREAKS:
            return None
        if s.lowers[j] == "to" and not t.FUNCTION.get(s.lowers[j - 1], 0) & (t.AUX | t.MODAL):
            return None
        if is_thing(s, j, analysis):
            first = j - 1 if j > s.first and s.lowers[j - 1] == "the" else j
            if first > s.first and s.lowers[first - 1] not in _OPENERS:
                return None
            following = s.lowers[j + 1]
            return j if t.FUNCTION.get(following, 0) & (t.AUX | t.MODAL) or _is_verb(s, j + 1, analysis) else None
    return None


_BREAKS = frozenset("he she who him her his , ; that".split())
_OPENERS = frozenset(", ; that while because if but when although though as".split())


def _is_verb(s: Sentence, i: int, analysis: Analysis) -> bool:
    mask = analysis.english.lexical(s.texts[i], s.lowers[i])
    return bool(mask & (t.VBZ | t.VBD)) and not t.FUNCTION.get(s.lowers[i], 0)


def _shared_object(s: Sentence, i: int, analysis: Analysis) -> int | None:
    """The country that is the object of the first of two verbs joined by "and", of which token `i` is the second's."""
    english = analysis.english
    if (
        i < 4
        or s.lowers[i - 2] != "and"
        or not english.lexical(s.texts[i - 1], s.lowers[i - 1]) & (t.VBD | t.VBZ | t.VB)
    ):
        return None
    for j in range(i - 3, s.first, -1):
        if is_person(s, j, analysis) or s.lowers[j] in ("who", "whom", "he", "she", "that", "which"):
            return None
        if not is_thing(s, j, analysis):
            continue
        before = j - 2 if s.lowers[j - 1] == "the" else j - 1
        if before <= s.first or not english.lexical(s.texts[before], s.lowers[before]) & (t.VBD | t.VBZ | t.VB):
            continue
        return j if not t.FUNCTION.get(s.lowers[before], 0) else None
    return None


RULES = (
    LogicRule(
        id="pronoun.all.part",
        category="pronoun-gender",
        severity="minor",
        about="“For its part” before a person, “for his part” before a country or a woman: the possessives of French and "
        "Spanish agree with the part.",
        source="grammar of the pivot languages; genders of given names from Faker (MIT licence)",
        detect=_part,
        match=(
            ("For its part, Christine Lagarde has refused.", "For her part, Christine Lagarde has refused."),
            ("For his part, Germany will pay.", "For its part, Germany will pay."),
            ("Spain, for her part, will not pay.", "Spain, for its part, will not pay."),
        ),
        no=(
            "For its part, Germany will pay.",
            "For his part, Emmanuel Macron has refused.",
            "For his part, Germany coach Joachim Low was glad.",
        ),
        suspect_only=True,
    ),
    LogicRule(
        id="pronoun.all.object",
        category="pronoun-gender",
        severity="major",
        about="“Him” or “her” as the object of the second of two verbs whose first has a country for its object.",
        source="grammar of the pivot languages",
        detect=_object,
        match=(
            (
                "The minister accused Japan of a plot and warned him against any step.",
                "The minister accused Japan of a plot and warned it against any step.",
            ),
        ),
        no=(
            "The minister accused Japan and its premier of a plot and warned him against any step.",
            "He praised the man who left Japan and thanked him for it.",
        ),
        suspect_only=True,
    ),
    LogicRule(
        id="pronoun.all.reflexive",
        category="pronoun-gender",
        severity="major",
        about="“Himself” or “herself” where the subject of the verb is a country.",
        source="grammar of the pivot languages",
        detect=_reflexive,
        match=(
            ("Japan will have to content himself with less.", "Japan will have to content itself with less."),
            ("Spain finds herself alone.", "Spain finds itself alone."),
        ),
        no=(
            "The leader of Japan will have to content himself with less.",
            "Japan saw the king content himself with less.",
        ),
        suspect_only=True,
    ),
)
