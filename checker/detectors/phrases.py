"""Fixed phrases of a pivot language that were put into English word by word: "leave for illness" for sick leave.

The text's words are traced back to the source words that they can stand for; where these make a fixed phrase of the source
language whose English is another, that is proposed. Little words between them may be any, and an adjective may have been
moved before its noun.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Container, Iterator
from functools import partial
from typing import NamedTuple

import msgspec

from checker.analysis import tags as t
from checker.analysis.analysis import Analysis
from checker.analysis.bigrams import Bigrams
from checker.analysis.sentence import Sentence
from checker.detectors.apart import apart
from checker.detectors.rule import LogicRule
from checker.detectors.terms import is_term
from checker.finding import Candidate
from checker.letters import plain
from checker.match.fixes import inflected, match_case, with_articles, with_owner
from checker.packs.phrases import COGNATE, LANGUAGES, Phrase, PhraseData, bag, head_of, is_loose, leads, put_head

MOST_LOOSE = 2
"""Little words between two words of a phrase."""
MOST_PROPOSALS = 3
ALIKE = 0.75
"""Part of a stem that a cognate begins with."""
ALIKE_LETTERS = 4
"""Letters that a word begins with like the source word, to be its likelier rendering."""
LEAST_FIT = 0.6
FREQUENT = -6.6
"""Words likelier than this (a logarithm) are not by themselves what a phrase was made of."""
_QUANTIFIERS = frozenset(("all", "every", "each", "another", "both", "half"))
FIRST = (0.8, 0.65, 0.58)
"""The first proposal's share, by how many there are."""


class Features(NamedTuple):
    """What speaks for or against a phrase, in the order of `WEIGHTS`; all lengths in words, all ties in nats.

    `words` beyond the first; `little` words between them; `ties` of the English to the words around, `own_ties` of the
    text's words to them, `inside` those of the text's words among each other; `rare` is the logarithm of the probability
    of the rarest of these; `looks` are the words that look like their source; `governs` and `leads` say whether a
    preposition ends or begins the phrase.
    """

    base: float
    words: float
    little: float
    ties: float
    own_ties: float
    inside: float
    rare: float
    looks: float
    governs: float
    leads: float


_ROMANCE = Features(-3.9, 2.94, 1.32, 0.24, -0.41, -0.59, -0.16, 0.55, 0.5, 0.76)
_GERMAN = Features(-0.83, 2.11, -0.68, 0.26, -0.47, -0.73, 0.0, 0.22, 0.42, 2.13)
WEIGHTS = {"fr": _ROMANCE, "es": _ROMANCE, "it": _ROMANCE, "pt": _ROMANCE, "de": _GERMAN}
"""What each counts by language, by `tools/fit_phrases.py`: German compounds come as two words with nothing between.

Romance `governs` is not as fitted: its 1.05 were too much for phrases of other languages.
"""


class Found(msgspec.Struct, frozen=True):
    """A phrase at the parts `start` to `end` of a sentence, `head` the one that takes the endings; `alike` words look like
    their sources."""

    phrase: Phrase
    start: int
    end: int
    head: int
    backward: bool
    alike: int
    fit: float = 0.0


class Parts:
    """The words of a sentence, those with hyphens in their parts; `tokens` are the numbers of the tokens.

    `names` are the words that name a city, as "Nice" does, `capitals` those with a capital that opens no sentence.
    """

    __slots__ = ("capitals", "lowers", "names", "tokens")

    def __init__(self, sentence: Sentence, cities: Container[str]) -> None:
        tokens = range(sentence.first, len(sentence))
        pieces = [(piece, i) for i in tokens for piece in sentence.lowers[i].split("-") if piece]
        self.lowers = [piece for piece, _ in pieces]
        self.tokens = [i for _, i in pieces]
        self.capitals = {n for n, i in enumerate(self.tokens) if i > sentence.first and sentence.texts[i][0].isupper()}
        self.names = {n for n in self.capitals if sentence.lowers[self.tokens[n]] in cities}


def _phrases(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    if sure_only:
        return
    data = analysis.store.phrases(_language(rule))
    for sentence in analysis.sentences():
        parts, likely = analysis.memory.of(rule.id, sentence, partial(_likely, rule, analysis, sentence))
        for one in likely:
            candidate = candidate_of(rule, analysis, sentence, parts, one, data)
            if candidate is not None:
                yield candidate


def _likely(rule: LogicRule, analysis: Analysis, sentence: Sentence) -> tuple[Parts, list[Found]]:
    """The parts of a sentence, and the phrases that they are likely to have been made of."""
    data, parts = analysis.store.phrases(_language(rule)), Parts(sentence, analysis.store.gazetteer.cities)
    found = found_in(parts, data, _language(rule), analysis)
    likely = [_weighed(one, parts, analysis.store.bigrams, WEIGHTS[_language(rule)]) for one in found]
    likely = [one for one in likely if one.fit >= LEAST_FIT]
    likely.sort(key=lambda one: (-one.fit, one.start, one.end, one.phrase.source))
    return parts, list(apart(likely, lambda one: (one.start, one.end)))


def found_in(parts: Parts, data: PhraseData, language: str, analysis: Analysis) -> Iterator[Found]:
    """The phrases that a sentence's words can have been made of, those whose words are right English left out."""
    stems = [
        frozenset() if n in parts.names or is_loose(w) or _says_nothing(w) else _stems(w, data)
        for n, w in enumerate(parts.lowers)
    ]
    prepositions = leads(language)
    for i, phrase in _begun(stems, data):
        for backward in (False, True) if phrase.movable else (False,):
            at = _places(phrase, i, stems, parts, backward)
            if at is None:
                continue
            if len(at) > 1 and {at[-1], at[-1] + 1} <= parts.capitals and at[0] not in parts.capitals:
                continue  # "final of the Conference League": a longer name begins there
            start, end = min(at), max(at) + 1
            if {start - 2, start} <= parts.capitals and parts.lowers[start - 1] == "of" and len(at) > 1:
                continue  # "Council of State opinion": a name ends there
            if phrase.lead:
                start = _led(parts, start, prepositions[phrase.lead])
                chance = len(at) == 1 and analysis.store.bigrams.log(parts.lowers[end - 1]) > FREQUENT
                if start < 0 or chance:
                    continue
            if phrase.governs:
                # what the phrase governs must follow
                if end == len(parts.lowers) or parts.lowers[end] not in prepositions[phrase.governs]:
                    continue
                end += 1
            words = parts.lowers[start:end]
            if bag(" ".join(words)) in data.english or is_term(words, analysis.store.terms):
                continue
            head = at[-1] if phrase.kind == "N" and language == "de" else at[0]
            pairs = zip(at, phrase.stems, strict=True)
            alike = sum(_look_alike(parts.lowers[n], word, ALIKE_LETTERS) for n, word in pairs)
            yield Found(phrase, start, end, head, backward, alike)


def _begun(stems: list[frozenset[str]], data: PhraseData) -> Iterator[tuple[int, Phrase]]:
    """The phrases that begin at each word, those left out whose second word is nowhere in the sentence."""
    here = frozenset(("",)).union(*stems)
    for i, own in enumerate(stems):
        for stem in own:
            known = data.phrases.get(stem)
            if known is not None:
                for second in known.keys() & here:
                    for phrase in known[second]:
                        yield i, phrase


def _says_nothing(word: str) -> bool:
    """Is it a word of function, and none that can stand for a word of content of another language (même, tout, deux)?"""
    kinds = t.FUNCTION.get(word, t.ADJ)
    return not kinds & (t.ADJ | t.NUM | t.ADV) and word not in _QUANTIFIERS


def _stems(word: str, data: PhraseData) -> frozenset[str]:
    """The source words, as stems, that an English word can stand for; words that look alike among them."""
    found = set(data.words.get(word, "").split())
    bare = plain(word)
    if len(bare) >= COGNATE:
        # of a form of a verb the whole stem must be there: "published" is no "public"
        part = 1.0 if bare.endswith(("ed", "ing")) else ALIKE
        for stem in data.cognates.get(bare[:COGNATE], "").split():
            if _look_alike(bare, stem, math.ceil(part * len(stem))) or stem.startswith(bare):
                found.add(stem)
    return frozenset(found)


def _look_alike(word: str, stem: str, letters: int) -> bool:
    """Do both begin with at least so many letters alike?"""
    return len(stem) >= letters and word.startswith(stem[:letters])


def _places(phrase: Phrase, i: int, stems: list[frozenset[str]], parts: Parts, backward: bool) -> list[int] | None:
    """Where the words of a phrase stand whose first is at `i`; None where they do not."""
    at, step = [i], -1 if backward else 1
    for word in phrase.stems[1:]:
        j, loose = at[-1] + step, 0
        while 0 <= j < len(stems) and is_loose(parts.lowers[j], phrase.inside) and loose < MOST_LOOSE:
            j, loose = j + step, loose + 1
        if not 0 <= j < len(stems) or word not in stems[j]:
            return None
        at.append(j)
    return at


def _led(parts: Parts, start: int, prepositions: frozenset[str]) -> int:
    """Where the preposition stands that leads the word at `start`; -1 where none does."""
    before = start - 1
    if before >= 0 and parts.lowers[before] in ("the", "a", "an"):
        before -= 1
    return before if before >= 0 and parts.lowers[before] in prepositions else -1


def _weighed(found: Found, parts: Parts, bigrams: Bigrams, weights: Features) -> Found:
    """The phrase with its fit: more for each word, less where English has the text's words side by side."""
    features = features_of(found, parts, bigrams)
    return msgspec.structs.replace(found, fit=sum(map(operator.mul, weights, features)))


def features_of(found: Found, parts: Parts, bigrams: Bigrams) -> Features:
    """What the fit of a phrase is made of."""
    text = parts.lowers[found.start : found.end]
    phrase, content = found.phrase, [word for word in text if not is_loose(word)]
    before = parts.lowers[found.start - 1] if found.start else ""
    after = parts.lowers[found.end] if found.end < len(parts.lowers) else ""
    words = phrase.english[0].lower().split(" ")
    return Features(
        1.0,
        len(phrase.stems) - 1,
        len(text) - len(phrase.stems),
        bigrams.ties(before, words, after),
        bigrams.ties(before, text, after),
        bigrams.inside(text),
        min(map(bigrams.log, content or text)),
        found.alike,
        bool(phrase.governs),
        bool(phrase.lead),
    )


def candidate_of(
    rule: LogicRule, analysis: Analysis, sentence: Sentence, parts: Parts, found: Found, data: PhraseData
) -> Candidate | None:
    """The candidate; None where the text says what one of the fixes does."""
    phrase = found.phrase
    first, last, head = parts.tokens[found.start], parts.tokens[found.end - 1] + 1, parts.tokens[found.head]
    tags = analysis.english.tag(sentence, head)
    if phrase.kind == "N" and tags & t.ADJ and not found.backward and head + 1 < last:
        behind = analysis.english.tag(sentence, head + 1)
        if behind & t.NOUN:  # "high furnaces" of "hauts fourneaux", where the adjective comes first in both languages
            head, tags = head + 1, behind
    if phrase.kind and not tags & (t.NOUN if phrase.kind == "N" else t.VERB):
        return None
    if phrase.kind == "N" and tags & t.VERB and sentence.lowers[head - 1 : head] and _takes_verb(sentence, head - 1):
        return None
    fixes = []
    for meaning in phrase.english:
        text = _in_form(meaning, phrase.kind, head, analysis, sentence, data)
        text = with_owner(text, sentence, first, last, analysis.english)
        if text.lower() == " ".join(sentence.lowers[first:last]):
            return None
        fixes.append(match_case(text, sentence, first, last))
    if not fixes:
        return None
    start, texts = with_articles(sentence, first, last, fixes) if phrase.kind == "N" else (first, tuple(fixes))
    if not texts:
        return None
    texts = texts[:MOST_PROPOSALS]
    here = " ".join(sentence.texts[first:last])
    return rule.candidate(
        sentence.starts[start],
        sentence.ends[last - 1],
        "likely",
        texts,
        f"“{here}” is “{phrase.source}” word by word, in English “{phrase.english[0]}”",
        pivots=((_language(rule), phrase.source),),
        fit=round(found.fit, 2) or 0.01,
        first_share=FIRST[len(texts) - 1],
    )


def _takes_verb(sentence: Sentence, i: int) -> bool:
    """Does a verb stand behind token `i`: "not change", "to change", "will change", "they change"?"""
    function = t.FUNCTION.get(sentence.lowers[i], 0)
    return bool(function & (t.NEG | t.MODAL | t.TO)) or sentence.lowers[i] in ("i", "we", "you", "they", "who")


def _in_form(meaning: str, kind: str, head: int, analysis: Analysis, sentence: Sentence, data: PhraseData) -> str:
    """The English of a phrase with the number or the tense that the token `head` has."""
    word = head_of(meaning, kind) if kind else ""
    forms = data.forms.get(f"{word}/{kind}")
    if not word or not forms:
        return meaning
    return put_head(meaning, word, inflected(forms, analysis.english, sentence, head), kind)


def _language(rule: LogicRule) -> str:
    return rule.pivot or ""


_EXAMPLES = {
    "fr": ("The staff took a leave for illness.", "The staff took a sick leave."),
    "es": ("There was a wheel of press.", "There was a press conference."),
    "de": ("The union signed a tariff contract.", "The union signed a collective agreement."),
    "it": ("The forces of the order came.", "The police came."),
    "pt": ("They read a project of law.", "They read a bill."),
}
RULES = tuple(
    LogicRule(
        id=f"calque.{language}.phrase",
        category="calque-phrase",
        severity="major",
        about="A fixed phrase of the pivot language that was put into English word by word. The phrases are in "
        f"rules/lexicons/phrases-{language}.txt, the words in equivalents-{language}.txt.",
        source="phrases, equivalents: written for mtlint; bigrams: CMU Sphinx (BSD-2-Clause)",
        detect=_phrases,
        match=(_EXAMPLES[language],),
        no=("The staff took sick leave.",),
        pivot=language,
        suspect_only=True,
    )
    for language in LANGUAGES
)
