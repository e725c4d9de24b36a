"""Filling a fix: captures, inflection, case, and the article before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from checker.analysis import tags as t
from checker.analysis.articles import article_for
from checker.analysis.calendar import ordinal
from checker.analysis.conjugate import reform
from checker.analysis.english import English
from checker.analysis.sentence import Sentence
from checker.analysis.tokens import looks_plural
from checker.match.elements import AS_WRITTEN, Fix, Inflected, Literal
from checker.match.matcher import Captures

_CLOSING = frozenset(",.;:!?")
_PENN = ((t.VBG, "VBG"), (t.VBZ, "VBZ"), (t.NNS, "NNS"), (t.VBN, "VBN"), (t.VBD, "VBD"), (t.VB, "VB"), (t.NN, "NN"))

# The lexicon has these only as auxiliaries.
_BE = {"be": t.VB, "am": t.VB, "are": t.VB, "is": t.VBZ, "was": t.VBD, "were": t.VBD, "been": t.VBN, "being": t.VBG}


def possessive(name: str) -> str:
    """The possessive of a name or noun; a plural in s takes the apostrophe alone only when it is a plural noun."""
    return f"{name}'" if name.endswith("s") and name[:1].islower() else f"{name}'s"


def fill(
    fix: Fix,
    sentence: Sentence,
    start: int,
    end: int,
    captures: Captures,
    english: English,
    adjectives: Mapping[str, str],
) -> str:
    """The replacement for tokens `start:end`. The n-th inflected word of the match is the capture named n."""
    pieces = []
    last = -1  # the token after the capture that was filled in last
    articles = []
    for part in fix.parts:
        if isinstance(part, Literal):
            pieces.append(part.text)
        elif isinstance(part, Inflected):
            token = captures.get(str(part.index))
            if part.index == AS_WRITTEN:
                pieces.append(_as_written(part.forms, english, sentence, start, end))
            elif token is None:
                pieces.append(next(iter(part.forms.values())))
            else:
                pieces.append(inflected(part.forms, english, sentence, token[0]))
        else:
            begin, stop = captures.get(part.name, (start, start))
            text = source_text(sentence, begin, stop)
            if begin == sentence.first and sentence.lowers[begin] in t.FUNCTION and text[:2] != "I" and "".join(pieces):
                text = text[:1].lower() + text[1:]  # it had a capital only because it began the sentence
            if part.modifier == "'s":
                text = possessive(text)
            elif part.modifier == "adj":
                text = adjectives.get(text.lower(), text)
            elif part.modifier:
                text = reform(text, part.modifier, english)
            if text[:1] in _CLOSING and pieces:
                pieces[-1] = pieces[-1].rstrip(" ")  # "{n} {p}" where p is a word in one text and a comma in another
            elif begin == last and pieces[-1] == " " and sentence.starts[begin] == sentence.ends[begin - 1]:
                pieces.pop()  # "{n} {p}" where p is "percent" in one text and "%" close to the number in another
            last = stop
            if text.lower() in ("a", "an"):
                articles.append(len(pieces))
            pieces.append(text)
    for place in articles:
        pieces[place] = _agreeing(pieces[place], "".join(pieces[place + 1 :]).lstrip())
    text = "".join(pieces)
    if "" in pieces:  # an optional capture that the text does not have
        text = " ".join(text.split())
    text = _NTH.sub(lambda found: ordinal(int(found[1])), with_owner(text, sentence, start, end, english))
    if (
        fix.keep_case
        and start == sentence.first
        and sentence.texts[start][:1].isupper()
        and text.split(" ")[0].islower()
    ):
        return text[:1].upper() + text[1:]  # "the Supreme Court" keeps its capitals and begins the sentence
    if fix.keep_case or _foreign_capital(sentence, start, end, english):
        return text
    return match_case(text, sentence, start, end)


_NTH = re.compile(r"\b([1-9]\d*)th\b")
"""The number of a fix that says "{n}th"."""


_POSSESSIVES = {"i": "my", "we": "our", "you": "your", "he": "his", "she": "her", "it": "its", "they": "their"}
_OWNERS = frozenset(_POSSESSIVES.values())
_ONES = re.compile(r"\bone's\b")


def with_owner(text: str, sentence: Sentence, start: int, end: int, english: English) -> str:
    """A fix of tokens `start:end` with the possessive that its "one's" stands for; "everyone's" stays."""
    return _ONES.sub(lambda _: whose(sentence, start, end, english), text)


def whose(sentence: Sentence, start: int, end: int, english: English) -> str:
    """The possessive that "one's" stands for in a fix of tokens `start:end`: the text's own, or its subject's."""
    for i in range(start, end):
        if sentence.lowers[i] in _OWNERS:
            return sentence.lowers[i]
    for i in range(start - 1, sentence.first - 1, -1):
        lower = sentence.lowers[i]
        if lower in _POSSESSIVES:
            return _POSSESSIVES[lower]
        tags = english.tag(sentence, i)
        if not tags & (t.NOUN | t.NAME) or tags & t.VERB:
            continue
        if tags & t.NNS or tags & t.NAME or sentence.texts[i][0].isupper():
            return "their"
        return "its"
    return "one's"


def _foreign_capital(sentence: Sentence, start: int, end: int, english: English) -> bool:
    """Is the capital only that of a noun in a language such as German?"""
    if end != start + 1 or start == sentence.first:
        return False
    return sentence.texts[start][0].isupper() and sentence.lowers[start] not in english


def source_text(sentence: Sentence, start: int, end: int) -> str:
    """The prose of tokens `start:end` with single spaces where any white space stands between them."""
    pieces = []
    for i in range(start, end):
        if i > start and sentence.starts[i] > sentence.ends[i - 1]:
            pieces.append(" ")
        pieces.append(sentence.texts[i])
    return "".join(pieces)


def match_case(text: str, sentence: Sentence, start: int, end: int) -> str:
    """`text` with the capitals of what it replaces: a first capital, or all capitals."""
    if not text or end <= start:
        return text
    first = sentence.texts[start]
    words = [w for w in sentence.texts[start:end] if w[0].isalpha()]
    if words and all(w.isupper() for w in words) and sum(map(len, words)) > 3:
        return text.upper()
    if first[:1].isupper():
        named = words[0].lower() not in t.FUNCTION or any(w[0].isupper() for w in words[1:])
        title = len(words) > 1 and named and all(w[0].isupper() or w.lower() in t.FUNCTION for w in words)
        if title and start != sentence.first:
            return " ".join(w if w in t.FUNCTION else w[:1].upper() + w[1:] for w in text.split(" "))
        if _lone_capital(words) and start > sentence.first and sentence.texts[start - 1][:1].isalpha():
            return text
        return text[:1].upper() + text[1:]
    return text


def _lone_capital(words: list[str]) -> bool:
    """ "State of right": only another language writes a capital at the beginning of a term alone."""
    content = [word for word in words if word.lower() not in t.FUNCTION]
    return len(content) > 1 and words[0] == content[0] and not any(word[0].isupper() for word in content[1:])


def inflected(forms: Mapping[str, str], english: English, sentence: Sentence, i: int) -> str:
    """The form of a word, of its forms by Penn tag, that the token `i` has."""
    mask = t.VERB if "VB" in forms else t.NOUN
    can = _BE.get(sentence.lowers[i], 0) & mask or english.tag(sentence, i) & mask
    can = can or english.lexical(sentence.texts[i], sentence.lowers[i]) & mask
    can = can or _by_ending(sentence.lowers[i]) & mask
    before = t.FUNCTION.get(sentence.lowers[i - 1], 0) if i else 0
    if can & t.VB and before & (t.TO | t.MODAL):
        return forms["VB"]  # "to put" is no past
    if can & t.VBN and can & t.VBD:
        can = _past_or_participle(sentence, i, can)
    for bit, name in _PENN:
        if can & bit and name in forms:
            return _be(name, english, sentence, i) if forms.get("VB") == "be" and name in ("VB", "VBD") else forms[name]
    return next(iter(forms.values()))


def _as_written(forms: Mapping[str, str], english: English, sentence: Sentence, start: int, end: int) -> str:
    """The form of a word for a match whose pattern lists the forms that it may have: (falls|fell), (house|houses)."""
    if "VB" in forms:
        can = _BE.get(sentence.lowers[start], 0) | english.lexical(sentence.texts[start], sentence.lowers[start])
        return inflected(forms, english, sentence, start) if can & t.VERB else forms["VB"]
    for i in range(start, end):
        if i > start and t.FUNCTION.get(sentence.lowers[i], 0) & (t.PREP | t.TO):
            break
        if english.lexical(sentence.lowers[i], sentence.lowers[i]) & (t.NN | t.NNS) == t.NNS and "NNS" in forms:
            return forms["NNS"]
    return next(iter(forms.values()))


def _be(form: str, english: English, sentence: Sentence, i: int) -> str:
    """The form of "be" that agrees with what stands before: be, am, are; was, were."""
    previous = sentence.lowers[i - 1] if i else ""
    function = t.FUNCTION.get(previous, 0)
    if form == "VB" and (previous == "to" or function & t.MODAL or previous in ("do", "did", "does", "not", "n't")):
        return "be"
    if previous == "i":
        return "am" if form == "VB" else "was"
    if form == "VB":
        return "are"
    plural = previous in ("we", "you", "they") or (i > 0 and bool(english.tag(sentence, i - 1) & t.NNS))
    return "were" if plural else "was"


def _by_ending(word: str) -> int:
    """The forms that the ending of an unknown word can show."""
    if word.endswith("ing"):
        return t.VBG
    if word.endswith("ed"):
        return t.VBD | t.VBN
    return t.VBZ | t.NNS if word.endswith("s") else t.VB | t.NN


def _past_or_participle(sentence: Sentence, i: int, can: int) -> int:
    if i == sentence.first:
        return can & ~t.VBD  # "Placed in custody, he was questioned"
    for j in range(i - 1, max(-1, i - 4), -1):
        if t.FUNCTION.get(sentence.lowers[j], 0) & t.AUX or sentence.lowers[j] in ("'ve", "'s"):
            return can & ~t.VBD
    following = sentence.lowers[i + 1] if i + 1 < len(sentence) else ""
    if following == "by":
        return can & ~t.VBD
    return can & ~t.VBN


def with_articles(sentence: Sentence, start: int, end: int, replacements: Iterable[str]) -> tuple[int, tuple[str, ...]]:
    """(first token, replacements) as `with_article`; only those that begin where the first does, none that is the text's."""
    own = (start, source_text(sentence, start, end))
    widened = [one for text in replacements if (one := with_article(sentence, start, end, text)) != own]
    first = widened[0][0] if widened else start
    return first, tuple(text for at, text in widened if at == first)


_ARTICLES = frozenset("the a an".split())
_DETERMINERS = _ARTICLES | frozenset("its his their our my your".split())
_MAY_DOUBLE = frozenset("had that".split())
"""Words that may stand twice behind one another."""


def with_article(sentence: Sentence, start: int, end: int, replacement: str) -> tuple[int, str]:
    """(first token, replacement) of tokens `start:end`, widened to an article before them that no longer agrees with it.

    A first or last word of the replacement is left out where the text beside the match has it, or a determiner for an
    article.
    """
    replacement = _without_doubles(sentence, start, end, replacement)
    if start == 0 or not replacement or not replacement[0].isalnum():
        return start, replacement
    article = sentence.texts[start - 1]
    if article.lower() not in ("a", "an"):
        return start, replacement
    if _are_many(replacement) and (end >= len(sentence) or _ends_phrase(sentence.lowers[end])):
        return start - 1, replacement[:1].upper() + replacement[1:] if article[0].isupper() else replacement
    wanted = _agreeing(article, replacement)
    return (start, replacement) if wanted == article else (start - 1, f"{wanted} {replacement}")


_ONE_IN_S = frozenset(
    "series means headquarters crossroads species lens gas bias chaos canvas atlas alias news works barracks summons "
    "lots".split()
)
"""Nouns that end like plurals and stand behind "a"."""


def _are_many(replacement: str) -> bool:
    """Is the replacement a noun in the plural: "specifications", "match officials", "terms of reference"?"""
    words = noun_of(replacement.lower().split(" "))
    return looks_plural(words[-1]) and words[-1] not in _ONE_IN_S and not any(word in t.FUNCTION for word in words)


def noun_of(words: Sequence[str]) -> Sequence[str]:
    """The words of a noun phrase, in lower case, up to its head: those before the first preposition, at least one."""
    stop = next((n for n, word in enumerate(words) if n and t.FUNCTION.get(word, 0) & (t.PREP | t.TO)), len(words))
    return words[:stop]


def _ends_phrase(lower: str) -> bool:
    """Does a noun phrase end before this word?"""
    return not lower[0].isalnum() or lower in t.FUNCTION


def _without_doubles(sentence: Sentence, start: int, end: int, replacement: str) -> str:
    """The replacement without a word at either end that the text beside the match has."""
    opening, _, rest = replacement.partition(" ")
    if start and rest and opening.lower() != sentence.lowers[start] and _doubles(sentence.lowers[start - 1], opening):
        replacement = rest
    rest, _, closing = replacement.rpartition(" ")
    if not rest or end >= len(sentence) or closing.lower() == sentence.lowers[end - 1]:
        return replacement
    doubled = _doubles(closing.lower(), sentence.lowers[end]) or _doubles(sentence.lowers[end], closing)
    return rest if doubled else replacement


def _doubles(first: str, second: str) -> bool:
    """Are the words, one behind the other, the same, or a determiner and an article?"""
    second = second.lower()
    same = first == second and first.isalpha() and first not in _MAY_DOUBLE
    return same or (first in _DETERMINERS and second in _ARTICLES)


def _agreeing(article: str, following: str) -> str:
    """ "a" or "an", as what follows asks, with the capital of the article that it replaces."""
    wanted = article_for(following)
    if not following[:1].isalnum() or wanted == article.lower():
        return article
    return wanted.capitalize() if article[0].isupper() else wanted
