"""The order of words, and genitives: neighbours change places, "the X of Y" becomes "Y's X"."""

from __future__ import annotations

from collections.abc import Iterator

from checker.analysis import tags as t
from checker.analysis.analysis import Analysis
from checker.analysis.sentence import Sentence
from checker.detectors.rule import LogicRule
from checker.finding import Candidate
from checker.match.fixes import match_case, possessive, source_text

_CONTENT = t.NOUN | t.ADJ | t.VBN | t.VBG | t.ADV | t.NAME
MOST_OWNER = 4
"""Tokens of the owner's name in a genitive."""


def _swapped(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    for sentence in analysis.sentences():
        for i in range(sentence.first, len(sentence) - 1):
            first, second = sentence.texts[i], sentence.texts[i + 1]
            if not (first[0].isalpha() and second[0].isalpha()) or sentence.ends[i] + 1 != sentence.starts[i + 1]:
                continue
            if not _can_swap(sentence, i, analysis):
                continue
            if i == sentence.first and sentence.lowers[i] in analysis.english:
                first, second = sentence.lowers[i], second[0].upper() + second[1:]
            message = f"“{source_text(sentence, i, i + 2)}” has the word order of another language"
            yield rule.candidate(sentence.starts[i], sentence.ends[i + 1], "possible", (f"{second} {first}",), message)


def _can_swap(sentence: Sentence, i: int, analysis: Analysis) -> bool:
    one, two = sentence.lowers[i], sentence.lowers[i + 1]
    if one == "to" and two == "not":
        return True
    here, next_one = analysis.english.tag(sentence, i), analysis.english.tag(sentence, i + 1)
    if t.FUNCTION.get(one, 0) & ~t.ADV & ~t.ADJ or t.FUNCTION.get(two, 0) & ~t.ADV & ~t.ADJ:
        # an adverb may have to stand before or behind the auxiliary
        return bool(here & t.ADV and t.FUNCTION.get(two, 0) & (t.AUX | t.MODAL)) or bool(
            t.FUNCTION.get(one, 0) & (t.AUX | t.MODAL) and next_one & t.ADV
        )
    return bool(here & _CONTENT and next_one & _CONTENT) or bool(here & t.VERB and next_one & t.ADV)


def _genitives(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    for sentence in analysis.sentences():
        for i, lower in enumerate(sentence.lowers):
            if lower == "of" and i > sentence.first:
                candidate = _genitive(rule, sentence, i, analysis)
                if candidate is not None:
                    yield candidate


def _genitive(rule: LogicRule, sentence: Sentence, of: int, analysis: Analysis) -> Candidate | None:
    start = of
    while start > sentence.first and _nominal(sentence, start - 1, analysis):
        start -= 1
    if start == of:
        return None
    article = start > sentence.first and sentence.lowers[start - 1] in ("the", "a", "an")
    article = article or (start == sentence.first + 1 and sentence.lowers[sentence.first] == "the")
    begin = start - 1 if article else start
    owner = of + 1
    if owner < len(sentence) and t.FUNCTION.get(sentence.lowers[owner], 0) & (t.DET | t.POSS):
        owner += 1
    end = owner
    while end < len(sentence) and end - owner < MOST_OWNER and _nominal(sentence, end, analysis):
        end += 1
    if end == owner:
        return None
    thing = source_text(sentence, start, of)
    whose = source_text(sentence, of + 1, end)
    bare = source_text(sentence, owner, end)
    fixes = [f"{possessive(whose)} {thing}"]
    if owner == of + 1 or sentence.lowers[of + 1] in ("the", "a"):
        lead = sentence.lowers[begin] + " " if article else ""
        fixes.append(f"{lead}{bare} {thing}")
    adjective = analysis.adjectives.get(bare.lower())
    if adjective:
        fixes.append(f"{sentence.lowers[begin] + ' ' if article else ''}{adjective} {thing}")
    if begin == sentence.first:
        fixes = [match_case(fix, sentence, begin, begin + 1) for fix in fixes]
    text = source_text(sentence, begin, end)
    return rule.candidate(
        sentence.starts[begin],
        sentence.ends[end - 1],
        "possible",
        tuple(fixes),
        f"“{text}” is the genitive of another language",
    )


def _nominal(sentence: Sentence, i: int, analysis: Analysis) -> bool:
    if not sentence.texts[i][0].isalnum() or t.FUNCTION.get(sentence.lowers[i], 0):
        return False
    return bool(analysis.english.tag(sentence, i) & (t.NOUN | t.ADJ | t.NAME | t.NUM))


RULES = (
    LogicRule(
        id="order.all.weighed",
        category="word-order",
        severity="minor",
        about="Two neighbours in the order of another language, weighed by the language model of --deep.",
        source="English word order",
        detect=_swapped,
        match=(("He wore a coat black.", "He wore a black coat."),),
        no=(),
        suspect_only=True,
    ),
    LogicRule(
        id="order.all.weighed-genitive",
        category="word-order",
        severity="minor",
        about="“the X of Y” where English has “Y's X” or “the Y X”, weighed by the language model of --deep.",
        source="English word order",
        detect=_genitives,
        match=(),
        no=(),
        suspect_only=True,
    ),
)
