"""Reads the tables of equivalents: a word of a pivot language and the English words that a machine confuses for it.

A line of `rules/lexicons/equivalents-fr.txt` is `échéance/N: deadline, maturity, expiry`. Each English word of a line is
an alternative to each other one; an equivalent of several words is only ever an alternative.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set

import msgspec

from checker.packs.gazetteer import plain

_LINE = re.compile(r"(?P<source>[^/:]+)/(?P<pos>[NVJR])\s*:\s*(?P<words>.+)")
_OF = re.compile(r" (?:of|for|in|on|to|at|from|with|by) ")


class EquivalentData(msgspec.Struct, frozen=True, array_like=True):
    """The compiled tables.

    `rows` are (language, source word, class, English lemmas). `forms` maps each single English word form to its
    (row number, number of its lemma in the row, Penn tag). `inflected` maps `lemma/class` to its forms by Penn tag.
    `rarity` of a lemma is as that of a rule. `foreign` maps a source word that English hardly has, with and without its
    accents, to the numbers of its rows.
    """

    rows: list[tuple[str, str, str, list[str]]]
    forms: dict[str, list[tuple[int, int, str]]]
    inflected: dict[str, dict[str, str]]
    rarity: dict[str, float]
    foreign: dict[str, list[tuple[int, bool]]]


class EquivalentsError(ValueError):
    """A line that cannot be read."""


def build_equivalents(
    tables: Mapping[str, Iterable[str]], frequency: Mapping[str, float], common: Set[str], english: Set[str]
) -> EquivalentData:
    """The compiled tables of all languages; `tables` maps a language to the lines of its file.

    `common` are the words that English texts use, `english` all words that the lexicon knows.
    """
    from checker.packs.compile import rarity_of

    rows: list[tuple[str, str, str, list[str]]] = []
    forms: dict[str, list[tuple[int, int, str]]] = {}
    inflected: dict[str, dict[str, str]] = {}
    rarity: dict[str, float] = {}
    foreign: dict[str, list[tuple[int, bool]]] = {}
    for language, lines in tables.items():
        for line in lines:
            match = _LINE.fullmatch(line.strip())
            if match is None:
                raise EquivalentsError(
                    f"equivalents-{language}.txt: {line!r} is not of the form `source/N: word, word`"
                )
            pos = match["pos"]
            lemmas = list(dict.fromkeys(word.strip().lower() for word in match["words"].split(",") if word.strip()))
            if len(lemmas) < 2:
                continue
            source = match["source"].strip()
            rows.append((language, source, pos, lemmas))
            for form, plural in foreign_forms(source, language, pos):
                if form not in common and form not in frequency and (form not in english or language != "de"):
                    foreign.setdefault(form, []).append((len(rows) - 1, plural))
            for n, lemma in enumerate(lemmas):
                key = f"{lemma}/{pos}"
                if key not in inflected:
                    inflected[key] = inflect(lemma, pos)
                    rarity[key] = rarity_of(sum(frequency.get(form, 0.0) for form in set(inflected[key].values())))
                if " " not in lemma and "-" not in lemma and len(lemma) > 2:
                    for tag, form in inflected[key].items():
                        entry = (len(rows) - 1, n, tag)
                        if entry not in (places := forms.setdefault(form, [])):
                            places.append(entry)
    return EquivalentData(rows, forms, inflected, rarity, foreign)


def foreign_forms(source: str, language: str, pos: str) -> list[tuple[str, bool]]:
    """(form, is it a plural) of a source word of one word, with and without accents, in lower case."""
    if not source.isalpha() or len(source) < 3:
        return []
    lower = source.lower()
    found = [(lower, False)]
    if pos == "N" and language in ("fr", "es", "pt") and lower[-1] not in "sxz":
        found.append((lower + ("s" if lower[-1] in "aeiouéáíóú" or language == "fr" else "es"), True))
    found += [(plain(form), plural) for form, plural in found if plain(form) != form]
    return [(form, plural) for form, plural in found if len(form) > 3]


def inflect(phrase: str, pos: str) -> dict[str, str]:
    """Penn tag to form of a phrase: the first word of a verb changes, the head of a noun."""
    from checker.packs.inflect import forms

    if pos in "JR":
        return {"JJ" if pos == "J" else "RB": phrase}
    if pos == "V":
        head, _, rest = phrase.partition(" ")
        return {tag: " ".join(filter(None, (found[0], rest))) for tag, found in forms(head, "V").items()}
    cut = _OF.search(phrase)
    start, rest = (phrase[: cut.start()], phrase[cut.start() :]) if cut else (phrase, "")
    before, _, head = start.rpartition(" ")
    return {tag: f"{before} {found[0]}{rest}".strip() for tag, found in forms(head, "N").items()}
