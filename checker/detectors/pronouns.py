"""Pronouns of the wrong gender: he for a firm, because the pivot language has no neuter; his for a woman, because
French "sa" and Spanish "su" agree with what is owned or with nothing."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping
from typing import cast

from checker.analysis import tags as t
from checker.analysis.analysis import Analysis
from checker.analysis.calendar import MONTHS
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
_FEMALE = frozenset(
    "woman girl mother daughter sister wife queen princess duchess lady mrs ms madam actress chairwoman spokeswoman "
    "congresswoman businesswoman heroine waitress widow grandmother aunt niece nun".split()
)
_MALE = frozenset(
    "man boy father son brother husband king prince duke lord mr sir actor chairman spokesman congressman businessman "
    "hero waiter widower grandfather uncle nephew monk pope".split()
)
_SWAPPED = {
    "f": {"he": "she", "him": "her", "his": "her", "himself": "herself"},
    "m": {"she": "he", "her": "his", "hers": "his", "herself": "himself"},
}
_SUBJECTS = frozenset(("he", "she"))
_BODIES = frozenset(
    "government commission party ministry bank company council court union team club firm group country association "
    "agency committee parliament administration cabinet city federation".split()
)
"""Beside a person of the other gender, a pronoun stands for these rather."""
_PLACE = frozenset("in at from to of near into around outside inside across".split())
_BEFORE_MONTH = frozenset(
    "in since until till by of from to through during before after last next this early late mid each every between and".split()
)
WINDOW = 120
"""How many words before the pronoun are searched at most."""
BACK = 3
"""How many sentences before the pronoun are searched for a person."""
NEAR = 2
"""How many sentences before the pronoun tell the gender of the person that it stands for."""


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
        before = _before(sentence, analysis, BACK)
        tokens = [(s, j) for s in before for j in range(max(0, len(s) - WINDOW), len(s))]
        tokens = (tokens + [(sentence, j) for j in range(max(0, i - WINDOW), i)])[-WINDOW:]
        if any(is_person(s, j, analysis) for s, j in tokens):
            continue
        things = [(s, j) for s, j in tokens if is_thing(s, j, analysis) or _is_body(s, j, analysis)]
        if not things or is_quoted(sentence, i):
            continue
        subject = any(
            _opens(s, j) or not s.texts[j][0].isupper()
            for s, j in things
            if s is sentence or (before and s is before[-1])
        )
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


def _gender(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    if sure_only:
        return
    known = genders(analysis)
    for literal, start, end in occurrences(tuple(_SWAPPED["f"] | _SWAPPED["m"]), analysis.scan):
        sentence = analysis.sentence_at(start)
        if sentence is None or analysis.is_foreign(start, end):
            continue
        i = sentence.token_at(start)
        if is_quoted(sentence, i) or (i + 1 < len(sentence) and sentence.lowers[i + 1] in ("or", "/")):
            continue
        found = {_gender_of(sentence, j, analysis, known) for j in range(i)} - {""}
        if not found - {"?"}:
            before = [(s, j) for s in _before(sentence, analysis, NEAR) for j in range(len(s))]
            found |= {_gender_of(s, j, analysis, known) for s, j in before[-WINDOW:]} - {""}
        text = analysis.prose[start:end]
        gender = next(iter(found)) if len(found) == 1 else ""
        fixed = _SWAPPED.get(gender, {}).get(literal)
        if fixed is None:
            continue
        if literal == "her" and not _owns(sentence, i, analysis):
            fixed = "him"
        bodies = _BODIES & set(sentence.lowers[:i])
        fixes = (_NEUTER[literal], fixed) if bodies and literal in _SUBJECTS else (fixed,)
        yield rule.candidate(
            start,
            end,
            "likely",
            tuple(fix.capitalize() for fix in fixes) if text[0].isupper() else fixes,
            f"“{text}” stands for a {'woman' if gender == 'f' else 'man'}: the possessive of the pivot language does not "
            "tell the owner's gender",
            pivots=(("fr", "son / sa / lui"), ("es", "su"), ("it", "suo / sua"), ("de", "ihr / sein")),
            first_share=0.95,
        )


def genders(analysis: Analysis) -> Mapping[str, str]:
    """Lower-case name to "f" or "m": the surnames of the document that stand behind a given name, then given names."""
    return ChainMap(cast(dict[str, str], analysis.bearers), cast(dict[str, str], analysis.store.gazetteer.gender))


def _gender_of(s: Sentence, i: int, analysis: Analysis, known: Mapping[str, str]) -> str:
    """ "f" or "m", "?" for a person whose gender is not known, nothing for what is no person."""
    text, lower = s.texts[i], s.lowers[i]
    if lower in _FEMALE or lower in _MALE:
        return "f" if lower in _FEMALE else "m"
    if lower in _PERSON_WORDS or lower in ("i", "we", "you", "us", "me"):
        return "?"
    if text[0].isupper() and len(text) > 1 and text.isalpha() and not _is_month(s, i):
        bare = lower[:-1] if lower.endswith("s") and lower not in known else lower
        named = i > s.first or lower not in analysis.english
        if named and bare in known:
            return known[bare]
        if not named or lower in analysis.english or is_thing(s, i, analysis):
            return ""
        if s.lowers[i - 1] in _PLACE or text.isupper() or lower in analysis.store.gazetteer.exonyms:
            return ""
        return "" if i + 1 < len(s) and s.texts[i + 1][0].isupper() and s.lowers[i + 1] in known else "?"
    if not analysis.english.lexical(text, lower) & t.NOUN:
        return ""
    if lower not in analysis.store.person_nouns or _in_apposition(s, i):
        return ""  # a plural is no "he"
    following = analysis.english.lexical(s.texts[i + 1], s.lowers[i + 1]) if i + 1 < len(s) else 0
    return "" if following & t.NOUN and not t.FUNCTION.get(s.lowers[i + 1], 0) else "?"


def _in_apposition(s: Sentence, i: int) -> bool:
    """Does a noun of a person only tell what somebody named is: "Lagarde, the president of", "coach Luis Enrique"?"""
    if i + 1 < len(s) and s.texts[i + 1][0].isupper():
        return True
    return any(s.lowers[j] == "," and s.texts[j - 1][0].isupper() for j in range(max(1, i - 5), i))


def _owns(s: Sentence, i: int, analysis: Analysis) -> bool:
    """Is "her" a possessive here: does a noun or adjective follow?"""
    if i + 1 >= len(s) or t.FUNCTION.get(s.lowers[i + 1], 0):
        return False
    return bool(analysis.english.lexical(s.texts[i + 1], s.lowers[i + 1]) & (t.NOUN | t.ADJ))


def _before(sentence: Sentence, analysis: Analysis, most: int) -> list[Sentence]:
    """The sentences before, nearest last, across paragraphs."""
    found: list[Sentence] = []
    offset = sentence.start
    while len(found) < most and offset > 0:
        offset -= 1
        previous = analysis.sentence_at(offset)
        if previous is None or previous.start == sentence.start:
            if sentence.start - offset > 6 and previous is None and not found:
                break
            continue
        found.insert(0, previous)
        offset = previous.start
    return found


def is_person(s: Sentence, i: int, analysis: Analysis) -> bool:
    """Is the token a person: a known name, or a noun of persons, in the singular or plural?"""
    text, lower = s.texts[i], s.lowers[i]
    if lower in _PERSON_WORDS:
        return True
    if lower in analysis.store.person_nouns or (lower[-1] == "s" and lower[:-1] in analysis.store.person_nouns):
        return not (i > 1 and s.lowers[i - 1] in ("a", "an") and s.lowers[i - 2] == "as")  # "as a peacemaker": a role
    if not text[0].isupper() or len(text) < 2 or _is_month(s, i):
        return False
    gazetteer = analysis.store.gazetteer
    if lower in gazetteer.countries or lower in analysis.adjectives.values():
        return False
    bare = lower[:-1] if lower.endswith("s") else lower
    known = lower in gazetteer.persons or bare in gazetteer.persons or lower in gazetteer.given
    if known and (i != s.first or lower not in analysis.english):
        return True
    return lower in gazetteer.surnames and i > s.first and lower not in analysis.english


def _is_month(s: Sentence, i: int) -> bool:
    """Is the name of a month no woman's name: "since June", "May 3", "May of last year"?"""
    if s.lowers[i] not in MONTHS:
        return False
    before = s.lowers[i - 1] if i else ""
    after = s.lowers[i + 1] if i + 1 < len(s) else ""
    return before in _BEFORE_MONTH or before[:1].isdigit() or after[:1].isdigit() or after == "of"


def is_thing(s: Sentence, i: int, analysis: Analysis) -> bool:
    """Does a country's name begin at the token, or is it a known acronym?"""
    if not s.texts[i][0].isupper():
        return False
    if class_end(analysis.word_class("country"), s, i) > i:
        return True
    return s.texts[i] in analysis.store.gazetteer.acronyms


def _is_body(s: Sentence, i: int, analysis: Analysis) -> bool:
    """Is the word a thing as the subject of its sentence: "The bank has raised", "Its latest report says"?"""
    if not s.first < i <= s.first + 4 or not t.FUNCTION.get(s.lowers[s.first], 0) & (t.DET | t.POSS):
        return False
    mask = analysis.english.lexical(s.texts[i], s.lowers[i])
    if not mask & t.NN or t.FUNCTION.get(s.lowers[i], 0) or i + 1 >= len(s):
        return False
    following = analysis.english.lexical(s.texts[i + 1], s.lowers[i + 1])
    return not following & (t.NOUN | t.ADJ) or bool(t.FUNCTION.get(s.lowers[i + 1], 0))


def _opens(s: Sentence, i: int) -> bool:
    """Is the name in the place of a subject: near the start, or followed by a verb?"""
    if i + 1 >= len(s):
        return False
    following = t.FUNCTION.get(s.lowers[i + 1], 0)
    return i <= s.first + 1 or bool(following & (t.AUX | t.MODAL)) or s.lowers[i + 1].endswith(("ed", "es"))


def is_quoted(s: Sentence, i: int) -> bool:
    """Does the token stand in a quotation that opened in its sentence?"""
    return s.texts[:i].count('"') % 2 == 1


RULES = (
    LogicRule(
        id="pronoun.all.thing",
        category="pronoun-gender",
        severity="major",
        reach="back",
        about="A personal pronoun where the sentences before name no person, only countries or bodies: French, Spanish "
        "and German give those a gender.",
        source="grammar of the pivot languages",
        detect=_thing,
        match=(
            (
                "China wants a larger part in the talks. In March, he published a plan.",
                "China wants a larger part in the talks. In March, it published a plan.",
            ),
            (
                "China wants a larger part in the talks. In June, he published a plan.",
                "China wants a larger part in the talks. In June, it published a plan.",
            ),
        ),
        no=(
            "Xi Jinping rules China. In March, he published a plan.",
            "June Marsh left Spain. In May, he wrote to her.",
            "The teacher left France. He was tired.",
        ),
    ),
    LogicRule(
        id="pronoun.all.gender",
        category="pronoun-gender",
        severity="major",
        reach="back",
        about="A pronoun of the other gender than that of all persons named in this sentence and the two before: the "
        "possessives of French, Spanish and Italian do not tell whether the owner is a man or a woman.",
        source="grammar of the pivot languages; genders of given names from Faker (MIT licence)",
        detect=_gender,
        match=(
            (
                "Christine Lagarde spoke in Riga. In his speech, Lagarde asked for calm.",
                "Christine Lagarde spoke in Riga. In her speech, Lagarde asked for calm.",
            ),
        ),
        no=("Christine Lagarde met Emmanuel Macron. In his speech, he asked for calm.",),
        suspect_only=True,
    ),
)
