"""Offices before a name, and the letters that stand for a country."""

from __future__ import annotations

from collections.abc import Iterator

from checker.analysis import tags as t
from checker.analysis.analysis import Analysis
from checker.detectors.rule import LogicRule
from checker.finding import Candidate
from checker.match.matcher import class_end
from checker.match.prefilter import occurrences

_OFFICES = (
    "president",
    "prime minister",
    "chancellor",
    "foreign minister",
    "finance minister",
    "defence minister",
    "defense minister",
    "vice president",
    "interior minister",
    "health minister",
)


def _office(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    if sure_only:
        return
    demonyms = analysis.word_class("demonym")
    for _literal, start, end in occurrences(_OFFICES, analysis.scan):
        text = analysis.prose[start:end]
        if not text.islower():
            continue
        sentence = analysis.sentence_over(start, end)
        if sentence is None:
            continue
        i, last = sentence.token_at(start), sentence.token_at(end - 1) + 1
        if i == 0 or last + 1 >= len(sentence):
            continue
        if class_end(demonyms, sentence, i - 1) != i or not sentence.texts[last][0].isupper():
            continue
        if t.FUNCTION.get(sentence.lowers[last], 0) or not sentence.texts[i - 1][0].isupper():
            continue
        yield rule.candidate(
            sentence.starts[i - 1],
            end,
            "likely",
            (f"{sentence.texts[i - 1]} {text.title()}",),
            f"an office directly before a name takes capitals: “{text.title()} {sentence.texts[last]}”",
            pivots=(("fr", "le président …"), ("es", "el presidente …"), ("it", "il presidente …")),
            first_share=0.95,
        )


_FIRST = frozenset("we our ours ourselves i my me we're we've we'll i'm".split())


def _bare_us(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    """ "us" where only the country can stand: after a possessive context or before a noun."""
    if sure_only or "us" not in analysis.vocabulary:
        return
    capitals = analysis.inventory.capitals
    if not any(name in capitals for name in ("US", "USA", "United", "American", "Washington", "Trump", "Biden")):
        return
    for _, start, end in occurrences(("us",), analysis.scan):
        if analysis.prose[start:end] != "us":
            continue
        sentence = analysis.sentence_over(start, end)
        if sentence is None:
            continue
        i = sentence.token_at(start)
        previous = sentence.lowers[i - 1] if i else ""
        following = sentence.lowers[i + 1] if i + 1 < len(sentence) else ""
        persons = {"we", "our", "ours", "ourselves", "i", "my", "let"} & set(sentence.lowers)
        if persons:
            continue
        noun = analysis.english.lexical(following, following) if following else 0
        before_noun = bool(
            noun & t.NOUN and not noun & (t.VERB | t.ADV | t.PREP | t.DET) and not t.FUNCTION.get(following)
        )
        if previous == "the" or before_noun:
            yield rule.candidate(
                start, end, "likely", ("US",), "the country's initials, not the pronoun", pivots=(("fr", "US"),)
            )
        else:
            # a text that nowhere else speaks of itself as "we" does not mean the pronoun
            yield rule.candidate(
                start,
                end,
                "possible" if _FIRST & analysis.vocabulary else "likely",
                ("the US",),
                "perhaps the country's initials, not the pronoun",
                pivots=(("fr", "US"),),
            )


def _acronym_as_nationality(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    """A nationality that begins with the letters of an acronym that the document defines, and stands nowhere else."""
    if sure_only:
        return
    acronyms = analysis.inventory.acronyms
    if not acronyms:
        return
    capitals = analysis.inventory.capitals
    adjectives = {v: k for k, v in analysis.adjectives.items() if v in capitals}
    wanted = {}
    for adjective, country in adjectives.items():
        for short in acronyms:
            if len(short) > 2 and adjective.upper().startswith(short.upper()):
                related = {
                    country,
                    country.title(),
                    *("Britain UK London England".split() if adjective == "British" else ()),
                }
                if not related & capitals.keys():
                    wanted[adjective.lower()] = short
    for literal, start, end in occurrences(wanted, analysis.scan):
        if not analysis.prose[start].isupper():
            continue
        yield rule.candidate(
            start,
            end,
            "likely",
            (wanted[literal],),
            f"the document defines {wanted[literal]}, and names this nation nowhere else",
        )


RULES = (
    LogicRule(
        id="title.all.office-case",
        category="title-role",
        severity="minor",
        about="An office in lower case directly before its holder's name. British house style keeps it; see the limits.",
        source="American newspaper style",
        detect=_office,
        match=(("He met the French president Emmanuel Macron.", "He met the French President Emmanuel Macron."),),
        no=("The French president spoke first.",),
    ),
    LogicRule(
        id="acronym.all.bare-us",
        category="acronym-lost-or-wrong",
        severity="critical",
        about="The initials of the United States in lower case, read as the pronoun.",
        source="observed in laundered articles",
        detect=_bare_us,
        match=(
            (
                "Washington, United States: the us exports fell sharply.",
                "Washington, United States: the US exports fell sharply.",
            ),
        ),
        no=("They told us that we could stay.",),
    ),
    LogicRule(
        id="acronym.all.nationality",
        category="acronym-lost-or-wrong",
        severity="critical",
        reach="document",
        about="An acronym that the document defines, expanded by the machine to a nationality with the same letters.",
        source="observed in laundered articles",
        detect=_acronym_as_nationality,
        match=(
            (
                "The Civil Housing Initiative (CHI) grew. It signed Chinese contracts worth millions.",
                "The Civil Housing Initiative (CHI) grew. It signed CHI contracts worth millions.",
            ),
        ),
        no=("The Bank of Italy (BOI) met Italian bankers in Italy.",),
    ),
)
