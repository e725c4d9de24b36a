"""Articles where English has none, or none where it has one, before names of countries."""

from __future__ import annotations

from collections.abc import Iterator

from checker.analysis import tags as t
from checker.analysis.analysis import Analysis
from checker.detectors.name_forms import heads_noun
from checker.detectors.rule import LogicRule
from checker.finding import Candidate
from checker.match.prefilter import occurrences

_NEED = (
    "united states",
    "united kingdom",
    "united nations",
    "european union",
    "netherlands",
    "philippines",
    "czech republic",
    "middle east",
    "united arab emirates",
    "dominican republic",
    "soviet union",
)
_GOVERNORS = frozenset("in from to for of with by against between at into across leave visit leaves".split())


def _missing(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    for _, start, end in occurrences(_NEED, analysis.scan):
        prose = analysis.prose
        if not prose[start].isupper() or not prose[end - 2].islower():
            continue
        sentence = analysis.sentence_at(start)
        if sentence is None:
            continue
        i, last = sentence.token_at(start), sentence.token_at(end - 1) + 1
        if i == 0 or sentence.lowers[i - 1] not in _GOVERNORS or heads_noun(sentence, last, analysis.english):
            continue
        if last < len(sentence) and (
            sentence.texts[last] in ("-", "'s", "'", "/", ")") or sentence.texts[last][0].isupper()
        ):
            continue
        # a list of names without articles, or a heading
        if sentence.texts[i - 1][0].isupper() or (last < len(sentence) and sentence.lowers[last] == "v"):
            continue
        following = sentence.lowers[last] if last < len(sentence) else "."
        # "European Union and NATO leaders", "United Nations headquarters": the name stands before a noun
        modifier = prose[start:end].endswith("Union") or prose[start:end].endswith("Nations")
        if modifier and (following in ("and", "or") or (following.isalpha() and following not in t.FUNCTION)):
            continue
        yield rule.candidate(
            start,
            end,
            "sure",
            (f"the {prose[start:end]}",),
            f"“{prose[start:end]}” takes “the”",
            first_share=0.95,
        )


_NEVER = frozenset(
    "congo gambia bahamas sudan ukraine lebanon yemen ivory west east south north netherlands vatican crimea".split()
)


def _spare(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    """ "the Spain", "the China": an article before a country that has none."""
    if sure_only:
        return
    countries = analysis.store.gazetteer.countries
    words = {name for name in countries.keys() & analysis.vocabulary if " " not in name and name not in _NEVER}
    for _literal, start, end in occurrences({f"the {name}" for name in words}, analysis.scan):
        prose = analysis.prose
        if not prose[end - 1].islower() or not prose[start + 4].isupper():
            continue
        sentence = analysis.sentence_at(start)
        if sentence is None:
            continue
        i = sentence.token_at(start)
        last = i + 2
        following = sentence.lowers[last] if last < len(sentence) else "."
        if sentence.lowers[i] != "the" or following in ("'s", "'", "-", "of", "that", "we", "i", "he", "/", "–"):
            continue
        if heads_noun(sentence, last, analysis.english) or (
            last < len(sentence) and (sentence.texts[last][0].isupper() or sentence.texts[last][0].isdigit())
        ):
            continue
        if not t.FUNCTION.get(following, 0) and following.isalpha():
            continue
        name = prose[start + 4 : end]
        yield rule.candidate(
            start, end, "likely", (name,), f"“{name}” takes no article", pivots=(("fr", "l'/le/la …"), ("it", "la …"))
        )


RULES = (
    LogicRule(
        id="article.all.country-needs-the",
        category="article",
        severity="major",
        about="A country, union or region that English names with “the”, without it after a preposition.",
        source="English usage; names from Unicode CLDR (Unicode-3.0 licence)",
        detect=_missing,
        match=(
            (
                "Many doctors left for United Kingdom or Ireland.",
                "Many doctors left for the United Kingdom or Ireland.",
            ),
        ),
        no=(
            "He lives in the United States.",
            "It is for United States citizens.",
            "In United States v. Nixon the court ruled.",
        ),
    ),
    LogicRule(
        id="article.all.country-without-the",
        category="article",
        severity="minor",
        about="A country with an article that only the pivot language gives it.",
        source="English usage",
        detect=_spare,
        match=(("He spoke of the France and its schools.", "He spoke of France and its schools."),),
        no=("The France of his youth was gone.", "The Spain coach resigned."),
    ),
)
