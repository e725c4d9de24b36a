"""Reads `rules/lexicons/phrases-fr.txt` and its sisters: fixed phrases of a pivot language with their English.

A line is `congé maladie: sick leave`. Compiled, a phrase is known by the stems of its words of content, and each English
word form by the stems of the source words that it can stand for (by the tables of equivalents).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

import msgspec

from checker.analysis.tokens import looks_plural
from checker.letters import plain
from checker.packs.equivalents import inflect, noun_parts, rows_of
from checker.packs.hashed import Block, Hashed, hashed

LANGUAGES = ("fr", "es", "de", "it", "pt")
MOST_CONTENT = 5
"""Words of content of a phrase."""
COGNATE = 5
"""Letters that an English word and a source word have in common at least to be taken for the same."""

_BREAK = re.compile(r"[ '’-]+")
_OF = frozenset("de du d des del di della dell dei do da dos das von vom der".split())
"""Prepositions of the genitive."""
_FUNCTION = {
    "fr": "le la les l un une des de du d au aux à a en et son sa ses leur leurs notre nos votre ce cet cette se s qu que "
    "mon ma être avoir",
    "es": "el la los las lo un una unos unas de del a al en y su sus se que ser estar haber",
    "it": "il lo la i gli le l un uno una di del dello della dei degli delle dell d a al allo alla ai agli alle all e suo "
    "sua si che in essere avere ad ed col coi nei negli nello nelle sulle sugli sullo sui dai dagli dalle dallo",
    "pt": "o a os as um uma de do da dos das em no na e ao aos seu sua se que ser estar ter",
    "de": "der die das dem den des ein eine einen einem einer und zu zur zum sich sein haben werden",
}
_LEADS = {
    "fr": "à:at,to,in,on,with au:at,to,in,on aux:at,to,in,on en:in,by,at,on par:by,per,through sur:on,upon,over "
    "dans:in,within de:of,from du:of,from d:of,from sans:without sous:under pour:for avec:with dès:from,since "
    "depuis:since,from chez:at entre:between hors:out,off,outside contre:against vers:toward,towards jusqu:until",
    "es": "a:to,at,in al:to,at,in en:in,on,at por:by,for de:of,from del:of,from con:with sin:without bajo:under para:for "
    "sobre:on,over desde:since,from hasta:until contra:against ante:before tras:after entre:between",
    "it": "a:to,at,in al:to,at,in alla:to,at,in in:in nel:in nella:in nell:in per:for,by di:of da:from,by dal:from,by "
    "dalla:from,by dall:from,by con:with su:on sul:on sulla:on sull:on "
    "sotto:under senza:without entro:within fino:until tra:between fra:between",
    "pt": "a:to,at ao:to,at em:in,on,at no:in,on na:in,on por:by,for de:of,from do:of com:with sem:without sob:under "
    "para:for,to sobre:on desde:since até:until",
    "de": "in:in,into im:in zur:to,for,at zum:to,for,at zu:to,at am:at,on an:at,on auf:on mit:with von:of,from,by vom:from "
    "unter:under bei:at,by,with beim:at für:for aus:from,out nach:after,to seit:since vor:before über:over,about um:around "
    "ohne:without gegen:against",
}
_ARTICLES = frozenset("the a an of for in its his her their our 's '".split())
_PREPOSITIONS = frozenset("at to on by with from".split())


class Phrase(msgspec.Struct, frozen=True, array_like=True):
    """A phrase: `stems` of its words of content, the class `kind` (N, V or nothing), whether prepositions other than of
    the genitive stand `inside`, and the prepositions that begin it (`lead`) and end it (`governs`), or nothing."""

    source: str
    english: tuple[str, ...]
    stems: tuple[str, ...]
    kind: str
    inside: bool
    lead: str
    governs: str

    @property
    def movable(self) -> bool:
        """Is it a noun and its adjective, which English sets before it?"""
        return self.kind == "N" and len(self.stems) == 2 and self.source.count(" ") == 1


class PhraseData(msgspec.Struct, frozen=True):
    """The phrases of one language.

    `phrases` by the first stem and the second, if there is one; `words` maps an English form to its stems, `cognates` the
    first letters of a stem to the stems, `forms` an English head word with its class to its forms by Penn tag, `english`
    are the bags of words (see `bag`) that are right as they stand.
    """

    phrases: Mapping[str, dict[str, list[Phrase]]]
    words: Mapping[str, str]
    cognates: Mapping[str, str]
    forms: Mapping[str, dict[str, str]]
    english: Mapping[str, bool]


class PhraseBlocks(msgspec.Struct, frozen=True, array_like=True):
    """The compiled phrases as they lie in the file: a look-up reads a few bytes."""

    phrases: Block
    words: Block
    cognates: Block
    forms: Block
    english: Block

    def opened(self) -> PhraseData:
        """The phrases, to be read word by word."""
        return PhraseData(
            Hashed(self.phrases, dict[str, list[Phrase]]),
            Hashed(self.words, str),
            Hashed(self.cognates, str),
            Hashed(self.forms, dict[str, str]),
            Hashed(self.english, bool),
        )


class PhrasesError(ValueError):
    """A line that cannot be read."""


def build_phrases(
    phrases: Mapping[str, Iterable[str]], equivalents: Mapping[str, Iterable[str]]
) -> dict[str, PhraseBlocks]:
    """The compiled phrases of each language."""
    return {language: _build(language, lines, equivalents.get(language, ())) for language, lines in phrases.items()}


def _build(language: str, lines: Iterable[str], equivalents: Iterable[str]) -> PhraseBlocks:
    known = leads(language)
    rows = list(rows_of(f"equivalents-{language}", equivalents))
    meant: dict[str, dict[str, set[str]]] = {"N": {}, "V": {}}
    for source, pos, renderings in rows:
        meant.setdefault(pos, {}).setdefault(plain(source.lower()), set()).update(renderings)
    verbs = meant["V"].keys() - meant["N"].keys()
    found: dict[str, dict[str, list[Phrase]]] = {}
    forms: dict[str, dict[str, str]] = {}
    english: set[str] = set()
    stems: set[str] = set()
    for line in lines:
        source, _, right = line.partition(": ")
        meanings = [meaning.strip() for meaning in right.split(",") if meaning.strip()]
        if not source or not meanings:
            raise PhrasesError(f"phrases-{language}.txt: {line!r} is not of the form `phrase: English, English`")
        english.update(map(bag, meanings))
        words = [word for word in _BREAK.split(source) if word]
        if language == "de" and len(words) > 1 and plain(words[-1].lower()) in verbs:
            words = [words[-1], *words[:-1]]  # English puts the verb first
        first = plain(words[0].lower())
        lead = first if first in known and len(words) > 1 else ""
        content = contents(" ".join(words), language)
        if not content or len(content) > MOST_CONTENT or (len(content) == 1 and not lead):
            continue
        kind = "" if lead else "V" if _is_verb(words, meanings[0], meant["V"], meant["N"]) else "N"
        for meaning in meanings:
            head = head_of(meaning, kind) if kind else ""
            if head and f"{head}/{kind}" not in forms and not (kind == "N" and looks_plural(head)):
                forms[f"{head}/{kind}"] = inflect(head, kind)
            for form in forms.get(f"{head}/{kind}", {}).values():
                english.add(bag(put_head(meaning, head, form, kind)))
        inside = any(plain(word.lower()) in known for word in words[1:] if plain(word.lower()) not in _OF)
        last = plain(source.rpartition(" ")[2].lower())
        phrase = Phrase(source, tuple(meanings), tuple(content), kind, inside, lead, last if last in known else "")
        found.setdefault(content[0], {}).setdefault(content[1] if len(content) > 1 else "", []).append(phrase)
        stems.update(content)
    by_word: dict[str, set[str]] = {}
    for source, pos, renderings in rows:
        own = stem(source, language)
        for word in renderings if own in stems else ():
            if " " not in word:
                for form in inflect(word, pos).values():
                    by_word.setdefault(form, set()).add(own)
    cognates: dict[str, list[str]] = {}
    for one in sorted(stems):
        if len(one) >= COGNATE:
            cognates.setdefault(one[:COGNATE], []).append(one)
    return PhraseBlocks(
        hashed(found),
        hashed({word: " ".join(sorted(own)) for word, own in by_word.items()}),
        hashed({start: " ".join(own) for start, own in cognates.items()}),
        hashed(forms),
        hashed(dict.fromkeys(english, True)),
    )


def put_head(meaning: str, head: str, form: str, kind: str) -> str:
    """The English of a phrase with its head word, as `head_of` gives it, in another form."""
    return form + meaning[len(head) :] if kind == "V" else form.join(meaning.rsplit(head, 1))


def _is_verb(words: list[str], meaning: str, verbs: Mapping[str, set[str]], nouns: Mapping[str, set[str]]) -> bool:
    """Is it a phrase of a verb: of one that is no noun, or whose meaning as a verb begins the English ("vivre ensemble")?"""
    first = plain(words[1 if len(words) > 1 and words[0] in ("se", "s") else 0].lower())
    english = meaning.partition(" ")[0]
    return first in verbs and (first not in nouns or english in verbs[first] - nouns[first])


def contents(source: str, language: str) -> list[str]:
    """The stems of a phrase's words of content: all but articles, pronouns, auxiliaries and prepositions."""
    function = _function(language)
    words = (word for word in _BREAK.split(source) if len(word) > 1)
    return [stem(word, language) for word in words if plain(word.lower()) not in function]


@cache
def _function(language: str) -> frozenset[str]:
    return frozenset(plain(word) for word in _FUNCTION[language].split()) | leads(language).keys()


@cache
def leads(language: str) -> dict[str, frozenset[str]]:
    """The prepositions that can begin a phrase, with what a machine puts for them."""
    pairs = (entry.split(":") for entry in _LEADS[language].split(" "))
    return {plain(word): frozenset(english.split(",")) for word, english in pairs}


_FRENCH_FORMS = dict(
    pair.split(":")
    for pair in (
        "yeux:oeil cieux:ciel maux:mal travaux:travail baux:bail vitraux:vitrail belle:beau belles:beau bel:beau "
        "nouvelle:nouveau nouvelles:nouveau nouvel:nouveau vieille:vieux vieilles:vieux vieil:vieux blanche:blanc "
        "blanches:blanc franche:franc franches:franc publique:public publiques:public longue:long longues:long "
        "fraiche:frais fraiches:frais folle:fou seche:sec douce:doux fausse:faux grecque:grec turque:turc breve:bref "
        "malins:malin"
    ).split()
)
"""Forms that no ending explains, without accents, with the form that the tables have."""


def stem(word: str, language: str) -> str:
    """What the forms of a source word have in common, roughly: without accents, and without the endings of number and
    gender."""
    bare = plain(word.lower().replace("œ", "oe").replace("ß", "ss"))
    if language == "de":
        for ending in ("en", "er", "es", "em", "e", "n", "s"):
            if bare.endswith(ending) and len(bare) - len(ending) >= 4:
                return bare[: -len(ending)]
        return bare
    if language == "fr":
        bare = _FRENCH_FORMS.get(bare, bare)
        if bare.endswith("eaux"):
            bare = bare[:-1]
        elif bare.endswith("aux") and len(bare) > 5:
            bare = bare[:-3] + "al"
        else:
            bare = re.sub(r"(?<=..)ives?$", "if", bare)
    if len(bare) == 4 and bare[-1] in "sx":
        return bare[:-1]
    while len(bare) > 4 and bare[-1] in "sxaeoi":
        bare = bare[:-1]
    if len(bare) > 3 and bare[-1] == bare[-2] and bare[-1] in "nltr":
        bare = bare[:-1]
    return bare


def head_of(english: str, kind: str) -> str:
    """The word of an English phrase that takes its endings: the first of a verb, of a noun the last before a preposition."""
    if kind == "V":
        return english.partition(" ")[0]
    return noun_parts(english)[1]


def is_loose(word: str, prepositions: bool = True) -> bool:
    """May the word (lower case) stand between the words of a phrase, whichever the source language has there?"""
    return word in _ARTICLES or (prepositions and word in _PREPOSITIONS)


def bag(text: str) -> str:
    """The words of content of an English phrase in the singular, in alphabetical order."""
    words = (word for word in re.split(r"[ -]", re.sub("['’](?:s\\b)?", "", text.lower())) if word)
    return " ".join(sorted({_singular(word) for word in words if not is_loose(word) and word != "one"}))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
