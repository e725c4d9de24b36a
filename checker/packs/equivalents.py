"""Reads the tables of equivalents: a word of a pivot language and the English words that a machine confuses for it.

A line of `rules/lexicons/equivalents-fr.txt` is `échéance/N: deadline, maturity, expiry`. Each English word of a line is
an alternative to each other one; an equivalent of several words is only ever an alternative.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import chain

import msgspec

from checker.letters import plain
from checker.packs.hashed import Block, Hashed, Packed, hashed, packed

_LINE = re.compile(r"(?P<source>[^/:]+)/(?P<pos>[NVJR])\s*:\s*(?P<words>.+)")
_OF = re.compile(r" (?:of|for|in|on|to|at|from|with|by|without) ")


Foreign = tuple[str, str, bool, bool, list[str]]
MOST_ENGLISH = 3


class EquivalentData(msgspec.Struct, frozen=True):
    """The compiled tables.

    `rows` are (language, source word, class, English lemmas). `forms` maps each single English word form to its
    (row number, number of its lemma in the row, Penn tag). `inflected` maps `lemma/class` to its forms by Penn tag.
    `rarity` of a lemma is as that of a rule. `foreign` maps a form that English hardly has to (language, source word,
    is it a noun, is it adapted, English words in that form) of the source words that it can be: written as in its
    language, with and without accents, or with an English ending ("mensualities", "licitated").
    """

    rows: Mapping[int, tuple[str, str, str, list[str]]]
    forms: Mapping[str, list[tuple[int, int, str]]]
    inflected: Mapping[str, dict[str, str]]
    rarity: Mapping[str, float]
    foreign: Mapping[str, list[Foreign]]


class Original(msgspec.Struct, frozen=True):
    """What a phrase may have been put for by a spinner: a form, as words too, its lemma and Penn tag, and the number of
    `ways` to reword it; the logarithms of the words' probabilities and their ties to each other, in nats, are summed."""

    form: str
    words: list[str]
    lemma: str
    tag: str
    ways: int
    log: float
    inside: float


class EquivalentBlocks(msgspec.Struct, frozen=True, array_like=True):
    """The compiled tables as they lie in the file, without `foreign`: a look-up reads a few bytes."""

    rows: Block
    forms: Block
    inflected: Block
    rarity: Block

    def opened(self) -> EquivalentData:
        """The tables, to be read word by word."""
        return EquivalentData(
            Packed(self.rows, tuple[str, str, str, list[str]]),
            Hashed(self.forms, list[tuple[int, int, str]]),
            Hashed(self.inflected, dict[str, str]),
            Hashed(self.rarity, float),
            {},
        )


def blocks_of(data: EquivalentData) -> EquivalentBlocks:
    """The tables as they are written."""
    rows = packed([msgspec.msgpack.encode(data.rows[n]) for n in range(len(data.rows))])
    return EquivalentBlocks(rows, hashed(data.forms), hashed(data.inflected), hashed(data.rarity))


class EquivalentsError(ValueError):
    """A line that cannot be read."""


def rows_of(name: str, lines: Iterable[str]) -> Iterator[tuple[str, str, list[str]]]:
    """(source word, class, English words) of each line of a table; raises EquivalentsError with the table's `name`."""
    for line in lines:
        match = _LINE.fullmatch(line.strip())
        if match is None:
            raise EquivalentsError(f"{name}.txt: {line!r} is not of the form `source/N: word, word`")
        words = (word.strip().lower() for word in match["words"].split(","))
        yield match["source"].strip(), match["pos"], list(dict.fromkeys(filter(None, words)))


def build_equivalents(
    tables: Mapping[str, Iterable[str]],
    frequency: Mapping[str, float],
    common: Set[str],
    english: Set[str],
    phrases: bool = False,
) -> EquivalentData:
    """The compiled tables of all languages; `tables` maps a language to the lines of its file.

    With `phrases` the forms of words of several words are among `forms` as well.

    `common` are the words that English texts use, loan words among them, `english` all words that the lexicon knows.
    """
    from checker.packs.compile import rarity_of

    rows: dict[int, tuple[str, str, str, list[str]]] = {}
    forms: dict[str, list[tuple[int, int, str]]] = {}
    inflected: dict[str, dict[str, str]] = {}
    rarity: dict[str, float] = {}
    foreign: dict[str, list[Foreign]] = {}
    for language, lines in tables.items():
        for source, pos, lemmas in rows_of(f"equivalents-{language}", lines):
            rows[len(rows)] = (language, source, pos, lemmas)
            for lemma in lemmas:
                key = f"{lemma}/{pos}"
                if key not in inflected:
                    inflected[key] = inflect(lemma, pos)
                    rarity[key] = rarity_of(sum(frequency.get(form, 0.0) for form in set(inflected[key].values())))
            for form, tag, is_adapted in chain(
                foreign_forms(source, language, pos), adapted_forms(source, language, pos)
            ):
                doubtful = form in english and (language == "de" or is_adapted)
                if form in common or form in frequency or form in lemmas or doubtful:
                    continue
                words = [inflected[f"{lemma}/{pos}"].get(tag, lemma) for lemma in lemmas[:MOST_ENGLISH]]
                entry = (language, source, pos == "N", is_adapted, words)
                if form not in words and entry not in (places := foreign.setdefault(form, [])):
                    places.append(entry)
            for n, lemma in enumerate(lemmas):
                if len(lemmas) > 1 and (phrases or " " not in lemma) and "-" not in lemma and len(lemma) > 2:
                    for tag, form in inflected[f"{lemma}/{pos}"].items():
                        place = (len(rows) - 1, n, tag)
                        if place not in (own := forms.setdefault(form, [])):
                            own.append(place)
    return EquivalentData(rows, forms, inflected, rarity, foreign)


_FIRST_TAG = {"N": "NN", "V": "VB", "J": "JJ", "R": "RB"}


def foreign_forms(source: str, language: str, pos: str) -> list[tuple[str, str, bool]]:
    """(form, Penn tag, False) of a source word of one word, with and without accents, in lower case."""
    if not source.isalpha() or len(source) < 3:
        return []
    lower = source.lower()
    found = [(lower, _FIRST_TAG[pos])]
    if pos == "N" and language in ("fr", "es", "pt") and lower[-1] not in "sxz":
        found.append((lower + ("s" if lower[-1] in "aeiouéáíóú" or language == "fr" else "es"), "NNS"))
    found += [(plain(form), tag) for form, tag in found if plain(form) != form]
    return [(form, tag, False) for form, tag in found if len(form) > 3]


# How machines give an unknown source word an English ending, by class: (ending in the source, English endings).
_ENDINGS: dict[str, dict[str, tuple[tuple[str, tuple[str, ...]], ...]]] = {
    "fr": {
        "N": (
            ("ité", ("ity",)),
            ("eur", ("or", "er")),
            ("ie", ("y",)),
            ("oire", ("ory",)),
            ("aire", ("ary",)),
            ("e", ("",)),
            ("", ("",)),
        ),
        "V": (("iser", ("ize", "ise")), ("ifier", ("ify",)), ("er", ("e", "")), ("ir", ("",)), ("re", ("",))),
        "J": (("ique", ("ic",)), ("eux", ("ous",)), ("aire", ("ary",)), ("el", ("al",)), ("é", ("ed",))),
    },
    "es": {
        "N": (
            ("idad", ("ity",)),
            ("ción", ("tion", "cion")),
            ("ado", ("ate", "ated")),
            ("ía", ("y",)),
            ("o", ("",)),
            ("e", ("",)),
            ("a", ("",)),
            ("", ("",)),
        ),
        "V": (
            ("izar", ("ize", "ise")),
            ("ificar", ("ify", "ificate")),
            ("ar", ("ate", "e", "")),
            ("er", ("e", "")),
            ("ir", ("e", "")),
        ),
        "J": (("ico", ("ic",)), ("oso", ("ous",)), ("ado", ("ated", "ed")), ("ario", ("ary",)), ("ble", ("ble",))),
    },
    "it": {
        "N": (
            ("ità", ("ity",)),
            ("zione", ("tion",)),
            ("tore", ("tor",)),
            ("ia", ("y",)),
            ("o", ("",)),
            ("e", ("",)),
            ("a", ("",)),
        ),
        "V": (
            ("izzare", ("ize", "ise")),
            ("ificare", ("ify",)),
            ("are", ("ate", "e", "")),
            ("ere", ("e", "")),
            ("ire", ("e", "")),
        ),
        "J": (("ico", ("ic",)), ("oso", ("ous",)), ("ato", ("ated", "ed"))),
    },
    "pt": {
        "N": (("idade", ("ity",)), ("ção", ("tion",)), ("ia", ("y",)), ("o", ("",)), ("e", ("",)), ("a", ("",))),
        "V": (
            ("izar", ("ize", "ise")),
            ("ificar", ("ify",)),
            ("ar", ("ate", "e", "")),
            ("er", ("e", "")),
            ("ir", ("e", "")),
        ),
        "J": (("ico", ("ic",)), ("oso", ("ous",)), ("ado", ("ated", "ed"))),
    },
    "de": {
        "N": (("ität", ("ity",)), ("ion", ("ion",))),
        "V": (
            ("isieren", ("ize", "ise")),
            ("ieren", ("ate", "e", "")),
        ),
        "J": (("isch", ("ic",)),),
    },
}
_SHORTEST_ADAPTED = 6


def adapted_forms(source: str, language: str, pos: str) -> list[tuple[str, str, bool]]:
    """(form, Penn tag, True) of what a machine makes of a source word that it does not know."""
    if not source.isalpha() or len(source) < 5:
        return []
    found = []
    lower = source.lower()
    for ending, replacements in _ENDINGS.get(language, {}).get(pos, ()):
        if not lower.endswith(ending):
            continue
        for replacement in replacements:
            lemma = plain(lower[: len(lower) - len(ending)] + replacement)
            for tag, form in _regular(lemma, pos):
                if len(form) >= _SHORTEST_ADAPTED and form != plain(lower):
                    found.append((form, tag, True))
        break
    return found


def _regular(lemma: str, pos: str) -> list[tuple[str, str]]:
    """(Penn tag, form) of a word that no lexicon has."""
    if pos == "N":
        plural = lemma[:-1] + "ies" if lemma.endswith("y") else lemma + "s"
        return [("NN", lemma), ("NNS", plural)]
    if pos == "V":
        stem = lemma[:-1] if lemma.endswith("e") else lemma
        past = (lemma[:-1] + "ied") if lemma.endswith("y") else stem + "ed"
        third = (lemma[:-1] + "ies") if lemma.endswith("y") else lemma + "s"
        return [("VB", lemma), ("VBZ", third), ("VBD", past), ("VBG", stem + "ing")]
    return [(_FIRST_TAG[pos], lemma)]


def inflect(phrase: str, pos: str) -> dict[str, str]:
    """Penn tag to form of a phrase: the first word of a verb changes, the head of a noun."""
    from checker.packs.inflect import forms

    if pos in "JR":
        return {"JJ" if pos == "J" else "RB": phrase}
    if pos == "V":
        head, _, rest = phrase.partition(" ")
        return {tag: " ".join(filter(None, (found[0], rest))) for tag, found in forms(head, "V").items()}
    before, head, rest = noun_parts(phrase)
    return {tag: f"{before} {found[0]}{rest}".strip() for tag, found in forms(head, "N").items()}


def noun_parts(phrase: str) -> tuple[str, str, str]:
    """(what stands before the head of a noun phrase, the head, what follows it)."""
    cut = _OF.search(phrase)
    start, rest = (phrase[: cut.start()], phrase[cut.start() :]) if cut else (phrase, "")
    before, _, head = start.rpartition(" ")
    return before, head, rest
