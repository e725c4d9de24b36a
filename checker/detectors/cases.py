"""Names in the wrong case: all-capital surnames, lower-case countries and months."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from checker.analysis.analysis import Analysis
from checker.analysis.sentence import Sentence
from checker.detectors.rule import LogicRule
from checker.finding import Candidate, Level
from checker.match.prefilter import occurrences

_CAPITALS = regex.compile(r"(?<![\w.&/@#-])\p{Lu}{2,}(?:-\p{Lu}{2,})?(?![\w&/@-])")
_ROMAN = regex.compile(r"[IVXLCDM]+$")
_TITLES = frozenset("president minister chancellor senator governor mayor general king judge".split())
_PLACE = 3
"""The most words of a place at the head of a report."""


def _all_capitals(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    if sure_only:
        return  # an acronym may look the same: the evidence must tell
    wanted = {w: n for w in analysis.inventory.here if w.isupper() and len(w) > 1 and (n := _surname(w, analysis))}
    if not wanted:
        return
    done = 0
    for _literal, start, end in occurrences({w.lower() for w in wanted}, analysis.scan):
        text = analysis.prose[start:end]
        name = wanted.get(text)
        if name is None or start < done:
            continue
        sentence = analysis.sentence_at(start)
        if sentence is None or _shouting(sentence):
            continue
        i = sentence.token_at(start)
        level = _surname_level(text, name, sentence, i, analysis)
        if level is None:
            continue
        last = i + 1
        names = [name]
        while last < len(sentence) and sentence.texts[last] in wanted and sentence.texts[last].isupper():
            names.append(wanted[sentence.texts[last]])
            last += 1
        done = sentence.ends[last - 1]
        yield rule.candidate(
            start,
            done,
            level,
            (" ".join(names),),
            f"“{analysis.prose[start:done]}” is a surname in capitals, as French writes them in lists",
            first_share=0.95,
        )


def _surname(word: str, analysis: Analysis) -> str:
    """The name in ordinary case if the capitals can be a surname."""
    gazetteer = analysis.store.gazetteer
    if word in gazetteer.acronyms or word in analysis.inventory.acronyms:
        return ""
    lower, title = word.lower(), word.title()
    if lower in gazetteer.countries:
        return ""
    in_document = analysis.inventory.capitals.get(title, 0)
    if lower in gazetteer.persons:
        return title if in_document else gazetteer.persons[lower]
    if in_document and lower not in analysis.english:
        return title
    if (lower in gazetteer.surnames or lower in gazetteer.given) and len(word) > 2:
        return title
    return title if len(word) > 4 and lower not in analysis.english else ""


def _surname_level(text: str, name: str, s: Sentence, i: int, analysis: Analysis) -> Level | None:
    gazetteer = analysis.store.gazetteer
    previous = s.texts[i - 1] if i else ""
    capital = previous[:1].isupper() and previous[1:].islower()
    given = capital and previous.lower() in gazetteer.given
    in_document = analysis.inventory.capitals.get(name, 0)
    if _ROMAN.match(text) and (capital or previous.lower() in ("starting", "best", "strongest", "first")):
        return None
    if _dateline(s, i) or text.lower() in gazetteer.cities:
        return None
    titled = previous.lower() in _TITLES and text.lower() in gazetteer.persons
    if given or titled or (in_document and text.lower() not in analysis.english):
        return "likely"
    if capital and text.lower() in gazetteer.surnames and len(text) > 3:
        return "likely"
    if text.lower() in gazetteer.given and i + 1 < len(s) and s.texts[i + 1].isupper():
        return "likely"
    if not capital or len(text) <= 4:
        return None
    lower = previous.lower()
    # a given name that no list holds is no English word and no place
    unknown = lower not in analysis.english and lower not in gazetteer.countries and lower not in gazetteer.cities
    return "likely" if unknown else "possible"


def _dateline(s: Sentence, i: int) -> bool:
    """Does the word open its sentence as the place of a report: "BUENOS AIRES — The court", "PARIS (AP)"?

    A name before it that is not in capitals itself is a given name: "Bernard ARNAULT, who ...".
    """
    end = s.first
    while end < len(s) and s.texts[end].isupper() and s.texts[end][0].isalpha():
        end += 1
    return i < end <= s.first + _PLACE and end < len(s) and s.texts[end] in ("-", "–", "—", "(", ",", ":")


def _shouting(sentence: Sentence) -> bool:
    """Is much of the sentence in capitals, as a heading is?"""
    long = [text for text in sentence.texts if len(text) > 1 and text[0].isalpha()]
    return sum(text.isupper() for text in long) * 3 > len(long)


def _lower_names(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    table = analysis.store.gazetteer.lowercase
    words = table.keys() & analysis.vocabulary
    if not words:
        return
    prose = analysis.prose
    if analysis.few_capitals:
        return  # a text that has no capitals at all
    for literal, start, end in occurrences(words, analysis.scan):
        if not prose[start].islower():
            continue
        around = prose[max(0, start - 1) : start] + prose[end : end + 2]
        if (
            any(c in "@/#_\\" for c in around)
            or (around[:1] in ".-'" and start)
            or around[1:3].strip(".")[:1].isalnum()
        ):
            continue
        if prose[start - 1 : start] in ('"', "'") or prose[end : end + 1] == "-":
            continue
        yield rule.candidate(
            start,
            end,
            "sure",
            (table[literal],),
            f"“{table[literal]}” takes a capital in English",
            pivots=(("fr", literal), ("es", literal)) if literal not in ("fr",) else (),
            first_share=0.95,
        )


RULES = (
    LogicRule(
        id="case.all.capital-surname",
        category="name-case",
        severity="major",
        about="A surname in capitals in running text, as French lists have it. The document's own spelling, "
        "or a given name before it, tells it from an acronym or a Roman numeral.",
        source="French typographic practice; observed in laundered articles",
        detect=_all_capitals,
        match=(
            ("The coach, Didier DESCHAMPS, was calm.", "The coach, Didier Deschamps, was calm."),
            ("Bernard ARNAULT, who owns it, refused.", "Bernard Arnault, who owns it, refused."),
        ),
        no=(
            "LONDON, May 3 - The bank cut rates.",
            "BUENOS AIRES — The bank cut rates.",
            "King Louis XI ruled France.",
            "NATO and the BBC agreed.",
            "He named his starting XI early.",
        ),
    ),
    LogicRule(
        id="case.all.lower-name",
        category="capitalization",
        severity="minor",
        about="A country, nationality, month or weekday without its capital, as the pivot language writes it.",
        source="countries and months: Unicode CLDR (Unicode-3.0 licence)",
        detect=_lower_names,
        match=(("The report comes out in october.", "The report comes out in October."),),
        no=("He bought china and turkey in march.", "The polish on the table shone."),
    ),
)
