"""Ordinals and weekdays in the form of another language: "the 52e goal", "they marched the Saturday in Lyon"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysis import tags as t
from checker.analysis.analysis import Analysis
from checker.detectors.rule import LogicRule
from checker.finding import Candidate, Level

_SOURCE = "ordinals of French, Spanish, Italian and Portuguese: Unicode CLDR (Unicode-3.0 licence)"

_STARTS = tuple(
    f"{digit}{ending}" for digit in "0123456789" for ending in ("e", "è", "ie", "iè", "º", "ª", ".º", ".ª")
)
_ORDINAL = re.compile(r"(?<![\w.,$€£/-])([1-9]\d{0,2})(er|[eè]?re|i?[eè]me|e|\.?[ºª])(?= (?P<next>[^\W\d_]+)|[ ,.;)-])")
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th ..."""
    ending = "th" if number % 100 in (11, 12, 13) else _ENDINGS.get(number % 10, "th")
    return f"{number}{ending}"


def _ordinals(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    done = -1
    for at in analysis.positions(*_STARTS, "1r"):
        start = at
        while start and analysis.flat[start - 1].isdigit():
            start -= 1
        match = _ORDINAL.match(analysis.flat, start) if start > done else None
        done = start
        if match is None or analysis.is_foreign(match.start(), match.end()):
            continue
        number, ending = int(match[1]), match[2]
        if ending.endswith(("er", "re")) and number != 1:
            continue
        # a lone letter can be part of a name or of a formula ("Article 3e."), a sign that of degrees ("30º")
        if (ending == "e" or ending[-1] in "ºª") and not (match["next"] or "").islower():
            continue
        level: Level = "likely" if ending in ("e", "er") or ending[-1] in "ºª" else "sure"
        if sure_only and level != "sure":
            continue
        languages = ("es", "pt", "it") if ending[-1] in "ºª" else ("fr",)
        yield rule.candidate(
            match.start(),
            match.end(),
            level,
            (ordinal(number),),
            f"“{match[0]}” is “{ordinal(number)}” in English",
            pivots=tuple((language, match[0]) for language in languages),
            first_share=0.95,
        )


_WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_THE_WEEKDAY = re.compile(
    rf"\b([Tt]he) ((?i:{_WEEKDAYS}))(?= (?:in|at|by|with|against|during|to|from|for|near|outside|between|a|the|his|her|its|their)\b"
    r"|[,.;])"
)
_BARRED = t.PREP | t.CONJ | t.AUX | t.TO | t.DET | t.MODAL | t.POSS


def _weekdays(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    if sure_only:
        return
    if not any(day.lower() in analysis.vocabulary for day in _WEEKDAYS.split("|")):
        return
    for match in _THE_WEEKDAY.finditer(analysis.flat):
        if analysis.is_foreign(match.start(), match.end()):
            continue
        sentence = analysis.sentence_at(match.start())
        if sentence is None:
            continue
        i = sentence.token_at(match.start())
        if i == sentence.first:
            # "The Sunday, he resigned.", not "The Sunday in question"
            if analysis.flat[match.end() : match.end() + 1] != ",":
                continue
        elif t.FUNCTION.get(sentence.lowers[i - 1], 0) & _BARRED or not sentence.lowers[i - 1][0].isalnum():
            continue
        day = match[2].capitalize()
        fix = f"{'On' if match[1] == 'The' else 'on'} {day}"
        yield rule.candidate(
            match.start(),
            match.end(),
            "likely",
            (fix, f"{fix[:-len(day)]}the {day}"),
            f"English says “on {day}”, without an article",
            pivots=(("es", "el sábado"), ("fr", "le samedi"), ("it", "il sabato")),
            first_share=0.9,
        )


RULES = (
    LogicRule(
        id="number.all.ordinal",
        category="currency-number-format",
        severity="minor",
        about="An ordinal with the ending of another language.",
        source=_SOURCE,
        detect=_ordinals,
        match=(
            ("It was her 52ème goal.", "It was her 52nd goal."),
            ("The 3º place is theirs.", "The 3rd place is theirs."),
        ),
        no=("It was her 52nd goal.", "Model 3e, or the 4E6 series, and article 7e.", "It was 30º."),
    ),
    LogicRule(
        id="preposition.all.the-weekday",
        category="preposition",
        severity="minor",
        about="A weekday with an article in the place of “on”, as the Romance languages say when something happened.",
        source="written for mtlint",
        detect=_weekdays,
        match=(("The crowd marched the Saturday in Lyon.", "The crowd marched on Saturday in Lyon."),),
        no=("The Sunday papers and the Friday in question.", "They met on the Saturday in May."),
    ),
)
