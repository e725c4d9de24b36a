"""Ordinals, weekdays, dates and times of day in the form of another language: "the 52e goal", "the Saturday in Lyon"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysis import tags as t
from checker.analysis.analysis import Analysis
from checker.analysis.calendar import MONTHS, WEEKDAYS, YEAR, ordinal
from checker.detectors.around import around, places_of
from checker.detectors.name_forms import heads_noun
from checker.detectors.rule import LogicRule
from checker.finding import Candidate, Level

_SOURCE = "ordinals and times of French, Spanish, Italian and Portuguese: Unicode CLDR (Unicode-3.0 licence)"

_STARTS = tuple(f"{digit}{ending}" for digit in "0123456789" for ending in ("e", "è", "ie", "iè", "º", "ª", ".º", ".ª"))
_ORDINAL = re.compile(r"(?<![\w.,$€£/-])([1-9]\d{0,2})(er|[eè]?re|i?[eè]me|e|\.?[ºª])(?= (?P<next>[^\W\d_]+)|[ ,.;)-])")

REACH = 24
"""Characters ahead of a word in which what it belongs to begins."""


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


_THE_WEEKDAY = re.compile(
    rf"\b([Tt]he) ((?i:{'|'.join(WEEKDAYS)}))(?= (?:in|at|by|with|against|during|to|from|for|near|outside|between|a|the|his|her|its|their)\b"
    r"|[,.;])"
)
_BARRED = t.PREP | t.CONJ | t.AUX | t.TO | t.DET | t.MODAL | t.POSS


def _weekdays(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    if sure_only:
        return
    known = [day for day in WEEKDAYS if day in analysis.vocabulary]
    places = places_of((*known, *map(str.capitalize, known)), analysis)
    for match in around(_THE_WEEKDAY, analysis, places, before=REACH):
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
            (fix, f"{fix[: -len(day)]}the {day}"),
            f"English says “on {day}”, without an article",
            pivots=(("es", "el sábado"), ("fr", "le samedi"), ("it", "il sabato")),
            first_share=0.9,
        )


_MONTH, _CAPITAL_MONTH = "|".join(MONTHS), "|".join(map(str.capitalize, MONTHS))
_DAY = r"(?:[12]?\d|3[01])"
_DATED = re.compile(
    rf"(?P<day>\b{_DAY} (?i:{_MONTH})) of (?P<year>{YEAR})\b"
    rf"|\b(?P<month>{_MONTH}) of (?P<of>{YEAR})\b"
    rf"|\b[Tt]he (?P<date>{_DAY} (?i:{_MONTH})(?: {YEAR})?|(?:{_CAPITAL_MONTH}) {_DAY}(?!,))(?![\w-])"
)


def _dates(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    known = [month for month in MONTHS if month in analysis.vocabulary]
    capitals = () if sure_only else map(str.capitalize, known)
    for match in around(_DATED, analysis, places_of((*known, *capitals), analysis), before=REACH):
        sentence = analysis.sentence_at(match.start())
        if sentence is None:
            continue
        # a month without a capital is no English either
        level: Level = "sure" if match["month"] or (match["date"] or "A").islower() else "likely"
        if sure_only and level != "sure":
            continue
        if match["day"]:
            fix = f"{_capital(match['day'])} {match['year']}"
        elif match["month"]:
            fix = f"{match['month'].capitalize()} {match['of']}"
        else:
            last = sentence.token_at(match.end() - 1) + 1
            if heads_noun(sentence, last, analysis.english):
                continue  # "the 24 February attack"
            i = sentence.token_at(match.start())
            governed = i > sentence.first and t.FUNCTION.get(sentence.lowers[i - 1], 0) & (t.PREP | t.CONJ | t.TO)
            fix = _capital(match["date"]) if governed else f"on {_capital(match['date'])}"
            if match[0][0] == "T":
                fix = fix[0].upper() + fix[1:]
        yield rule.candidate(
            match.start(),
            match.end(),
            level,
            (fix,),
            f"the date is “{fix}” in English",
            pivots=(("es", "el 3 de mayo de 2023"), ("fr", "le 3 mai 2023"), ("it", "il 3 maggio 2023")),
            first_share=0.9,
        )


def _capital(date: str) -> str:
    """A date with the capital of its month."""
    return " ".join(word.capitalize() for word in date.split(" "))


_ROMAN = {"I": 1, "V": 5, "X": 10}
_CENTURY = re.compile(
    r"\b(?P<roman>[IVX]{1,5})(?:e|ème|th|st|nd|rd)? (?P<word>[Cc]entur(?:y|ies))\b"
    r"|\b(?P<noun>[Cc]entury) (?P<behind>[IVX]{1,5})\b(?! ?(?:and|to)\b)"
)
_MINUTE = re.compile(r"\b(?P<the>[Tt]he )(?:minute (?P<n>1?\d?\d)|(?P<m>1?\d?\d) minute)(?![\w-])")


def _ordered(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    """Centuries in Roman numerals, and minutes of a match, which English numbers by ordinals."""
    if sure_only:
        return
    for pattern, word, fixed in ((_CENTURY, "entur", _century), (_MINUTE, "minute", _minute)):
        for match in around(pattern, analysis, places_of((word,), analysis), before=REACH):
            fix = fixed(match, analysis)
            if fix:
                yield rule.candidate(
                    match.start(),
                    match.end(),
                    "likely",
                    (fix,),
                    f"“{match[0]}” is “{fix}” in English",
                    pivots=(("es", "minuto 93, siglo XIX"), ("fr", "XIXe siècle"), ("it", "XIX secolo")),
                    first_share=0.95,
                )


def _century(match: re.Match[str], analysis: Analysis) -> str:
    number = _value(match["roman"] or match["behind"])
    return f"{ordinal(number)} {(match['word'] or match['noun']).lower()}" if 0 < number < 22 else ""


def _minute(match: re.Match[str], analysis: Analysis) -> str:
    sentence = analysis.sentence_at(match.start())
    if sentence is not None and heads_noun(sentence, sentence.token_at(match.end() - 1) + 1, analysis.english):
        return ""  # "the 90 minute walk"
    return f"{match['the']}{ordinal(int(match['n'] or match['m']))} minute"


def _value(roman: str) -> int:
    """The number that Roman numerals up to X say."""
    values = [_ROMAN[letter] for letter in roman]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def twelve_hours(hour: int, minute: str) -> str:
    """A time of day of 24 hours as "6:30 p.m."; without a minute as "6 p.m."."""
    half = "a.m." if hour < 12 else "p.m."
    shown = (hour - 1) % 12 + 1
    return f"{shown}:{minute} {half}" if minute else f"{shown} {half}"


_CLOCK = re.compile(
    r"\b([01]?\d|2[0-3])(?: ?h ?|(?<=(?:at|om|il|to) \d\d)H)([0-5]\d)\b(?! ?min)"
    r"|\b(?:at|from|until|(?<!up )(?<!\d )(?<!h )to) ([01]?\d|2[0-3]) ?h\b"
)


def _clock(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    hours = (f"{digit}{hour}" for digit in "0123456789" for hour in ("h", "H", " h", " H"))
    for match in around(_CLOCK, analysis, analysis.positions(*hours), before=7):
        if match.group(3):
            hour, minute, start = int(match.group(3)), 0, match.start(3)
        else:
            hour, minute, start = int(match.group(1)), int(match.group(2)), match.start(1)
        yield rule.candidate(
            start,
            match.end(),
            "sure" if minute or match.group(2) else "likely",  # "peaked at 2 h" is a time span of science
            (twelve_hours(hour, f"{minute:02d}" if minute else ""), f"{hour:02d}:{minute:02d}"),
            "the clock time is in French form",
            pivots=(("fr", match.group()), ("pt", match.group())),
        )


_HOURS = re.compile(
    r"\b(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d) (?:hours|hrs|horas|heures)\b"
    r"|\b(?P<oclock>1?\d) hours (?:of|in) the (?P<part>morning|afternoon|evening|night)\b"
)


def _hours(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    if sure_only:
        return
    places = places_of(("hours", "hrs", "horas", "heures"), analysis)
    for match in around(_HOURS, analysis, places, before=REACH):
        if match["oclock"]:
            half = "a.m." if match["part"] == "morning" else "p.m."
            fixes: tuple[str, ...] = (f"{match['oclock']} {half}", f"{match['oclock']} in the {match['part']}")
        else:
            hour, minute = int(match["hour"]), match["minute"]
            fixes = (twelve_hours(hour, minute), f"{hour:02d}:{minute}")
        stop = match.end()
        if analysis.flat[stop : stop + 1] == ".":  # that of "p.m." ends the sentence too
            stop += 1
            fixes = tuple(fix.rstrip(".") + "." for fix in fixes)
        yield rule.candidate(
            match.start(),
            stop,
            "likely",
            fixes,
            "English says no “hours” behind the time of day",
            pivots=(("es", "18:30 horas"), ("fr", "8 heures du matin"), ("pt", "18:30 horas")),
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
    LogicRule(
        id="preposition.all.date",
        category="preposition",
        severity="minor",
        about="A date with the articles and prepositions of the Romance languages.",
        source="written for mtlint",
        detect=_dates,
        match=(
            ("The crowd left on 3 May of 2023.", "The crowd left on 3 May 2023."),
            ("They closed before november of 2028.", "They closed before November 2028."),
            ("He arrived the 24 February 2022.", "He arrived on 24 February 2022."),
        ),
        no=("He arrived on 24 February 2022.", "The 24 February attack failed.", "In March of 2024 it rained."),
    ),
    LogicRule(
        id="number.all.century-minute",
        category="currency-number-format",
        severity="minor",
        about="A century in Roman numerals, or a minute of a match without an ordinal.",
        source=_SOURCE,
        detect=_ordered,
        match=(
            ("It was built in the XIX century.", "It was built in the 19th century."),
            ("She scored in the minute 93.", "She scored in the 93rd minute."),
        ),
        no=("It was built in the 19th century.", "The 90 minute walk tired them.", "It took a minute. 93 came."),
    ),
    LogicRule(
        id="number.all.hours",
        category="currency-number-format",
        severity="minor",
        about="A time of day with “hours”.",
        source="written for mtlint",
        detect=_hours,
        match=(("The march began at 18:30 hours.", "The march began at 6:30 p.m."),),
        no=("The march began at 18:30.", "It took 8 hours in the rain."),
    ),
    LogicRule(
        id="number.fr.clock",
        category="currency-number-format",
        severity="minor",
        about="A clock time written with h between hours and minutes.",
        source=_SOURCE,
        detect=_clock,
        match=(("The match begins at 20h45 in Lyon.", "The match begins at 8:45 p.m. in Lyon."),),
        no=("The match begins at 8:45 p.m. in Lyon.",),
        pivot="fr",
    ),
)
