"""Names that a machine garbled: an unknown word close to a name that the document uses."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from checker.analysis.analysis import Analysis
from checker.analysis.tags import FUNCTION
from checker.detectors.name_forms import heads_noun
from checker.detectors.rule import LogicRule
from checker.finding import Candidate
from checker.match.fixes import possessive
from checker.match.prefilter import occurrences
from checker.packs.store import Store

SHORTEST, PREFIX, NEAR = 5, 4, 82.0
"""Letters of a garbled name, letters that it must share from the start, and how alike the two must be in per cent."""
USED = 2
"""How often the document must use the name that was meant."""


def _garbled(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    if sure_only:
        return
    capitals = analysis.inventory.capitals
    unknown = {word for word, count in capitals.items() if count == 1 and _unknown(word, analysis)}
    if not unknown:
        return
    names = [word for word, count in capitals.items() if count >= USED and len(word) >= SHORTEST and word[1:].islower()]
    by_prefix: dict[str, list[str]] = {}
    for name in names:
        by_prefix.setdefault(name[:PREFIX], []).append(name)
    wanted = {word.lower(): word for word in unknown if word[:PREFIX] in by_prefix}
    if not wanted:
        return
    for literal, start, end in occurrences(wanted, analysis.scan):
        text = analysis.prose[start:end]
        sentence = analysis.sentence_at(start)
        if text != wanted[literal] or sentence is None or analysis.is_foreign(start, end):
            continue
        i = sentence.token_at(start)
        if i == sentence.first or sentence.texts[i] != text:
            continue
        from rapidfuzz import distance  # loaded where a name comes so far

        likeness = {
            name: 100 * distance.JaroWinkler.similarity(literal, name.lower()) for name in by_prefix[text[:PREFIX]]
        }
        name = max(likeness, key=lambda one: (likeness[one], capitals[one], one))
        if likeness[name] < NEAR:
            continue
        noun = heads_noun(sentence, i + 1, analysis.english)
        yield rule.candidate(
            start,
            end,
            "likely",
            (possessive(name), name) if noun else (name, possessive(name)),
            f"“{text}” is no name; the text speaks of “{name}”",
            first_share=0.7,
        )


def _unknown(word: str, analysis: Analysis) -> bool:
    """Is the word no English word, no known name and no form of a name that the document has?"""
    if len(word) < SHORTEST or not word.isalpha() or not word[1:].islower():
        return False
    return _strange(word.lower(), analysis.store)


@lru_cache(maxsize=16_384)
def _strange(lower: str, store: Store) -> bool:
    """Is the word in no list, and no form that a word of a list can have?"""
    gazetteer = store.gazetteer
    if lower in store.lexicon or lower in FUNCTION or lower in gazetteer.surnames or lower in gazetteer.given:
        return False
    if (
        lower in gazetteer.persons
        or lower in gazetteer.countries
        or lower in gazetteer.cities
        or lower in gazetteer.taken
    ):
        return False
    if lower in gazetteer.full or lower in gazetteer.exonyms or lower in gazetteer.lowercase:
        return False
    # a derived form, such as the adjective of a country, is no garbled name
    return not lower.endswith(
        ("ian", "ese", "ish", "ism", "ist", "ists", "ans", "an", "ic", "i", "s", "ite", "er", "ers")
    )


RULES = (
    LogicRule(
        id="names.all.garbled",
        category="name-corrupted",
        severity="critical",
        reach="document",
        about="A capitalised word that is neither English nor a known name, and nearly a name that the document uses.",
        source="observed in laundered articles",
        detect=_garbled,
        match=(
            (
                "Slovenia voted. Slovenia is small. Farmers own the Slovel land now.",
                "Slovenia voted. Slovenia is small. Farmers own the Slovenia's land now.",
            ),
        ),
        no=(
            "Slovenia voted. Slovenia is small. The Slovene farmers own land.",
            "Portugal won. Portugal is small. Its fans flew to Portland again.",
        ),
    ),
)
