"""Numbers, amounts and ages in the form of another language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysis.analysis import Analysis
from checker.detectors.around import around
from checker.detectors.rule import LogicRule
from checker.finding import Candidate

_SOURCE = "number and currency forms of English, French, Spanish and German (Unicode CLDR, Unicode-3.0 licence)"

_SPACED = re.compile(r"(?:\b(US|A|C|HK|NZ) ?)?([$€£¥]) (?=\d)")
_SCALE = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_CURRENCY_WORDS = "dollars|euros|pounds|francs|pesos|yen|yuan|rubles|roubles|rupees|reais|zlotys|liras|dirhams|bucks"
_SYMBOL = {"euros": "€", "pounds": "£"}
_CURRENCIES = frozenset(_CURRENCY_WORDS.split("|"))
_ENGLISH_PLURAL = {"euro": "euros", "yens": "yen", "yuans": "yuan", "bahts": "baht", "wons": "won", "rands": "rand"}
_SIGNS = frozenset("$€£¥")


def _spaced_symbol(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    if sure_only:
        return
    for at in analysis.positions("$ ", "€ ", "£ ", "¥ "):
        match = next(_SPACED.finditer(analysis.flat, max(0, at - 3), at + 4), None)
        if match is None or match.end() != at + 2:
            continue
        end = re.compile(r"\d[\d,.]*\d|\d").match(analysis.flat, match.end())
        assert end is not None
        yield rule.candidate(
            match.start(),
            end.end(),
            "likely",
            (f"{match.group(1) or ''}{match.group(2)}{end.group()}",),
            "no space stands between a currency symbol and its amount",
            first_share=0.97,
        )


_WORDED = re.compile(
    r"\b(\d[\d,.]*) (thousand|million|billion|trillion)s? (?:of )?(?:(US|U\.S\.|American) )?(dollars|bucks)\b"
)


def _worded_dollars(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    if sure_only:
        return
    for match in around(_WORDED, analysis, analysis.positions("illion", "housands"), before=24):
        number, scale, nation, _ = match.groups()
        if not nation:
            continue
        yield rule.candidate(
            match.start(),
            match.end(),
            "likely",
            (f"US${number} {scale}", f"${number} {scale}"),
            "English sets the sign before the amount",
            pivots=(("fr", "milliards de dollars américains"), ("es", "millones de dólares estadounidenses")),
        )


_COUNTED = (
    f"{_CURRENCY_WORDS}|people|inhabitants|tons|tonnes|barrels|users|years|voters|jobs|homes|children|workers"
    "|viewers|customers|visitors|litres|liters|hectares|acres|passengers|patients|votes|shares|doses"
)
_NUMBER = r"\d{1,3}(?:[ .]\d{3})+|\d[\d.,]*\d|\d"
_SCALES = {
    "million": "million", "billion": "billion", "thousand": "thousand", "trillion": "trillion", "milliard": "billion",
    "Mrd": "billion", "Mio": "million", "Md": "billion",
}  # fmt: skip
_MILLIONS_OF = re.compile(
    rf"(?<![\d.,])({_NUMBER}) (million|billion|thousand|milliard|trillion|Mrd\.?|Mio\.?)(s?)"
    rf"(?: (of )?({_COUNTED}|[Ee]uro|[a-z]{{3,}}s)\b)?"
)
_NOT_THINGS = frozenset("this his its has was is does plus less across versus years'".split())
_SIGN_SCALE = re.compile(r"(?<![\d.,])(\d[\d.,]*) ?(M|Md|Mrd)([€£$])")
_VAGUE = re.compile(
    r"\b(several|[Aa] few|two|three|four|five|six|seven|eight|nine|ten)"
    rf" (million|billion|milliard)s of ({_COUNTED}|[a-z]{{4,}}s)\b"
)
_ONE_OF = re.compile(
    r"\b([Aa]|[Oo]ne|[Hh]alf a|[Ee]very|[Ee]ach|[Aa]nother|first|last|next|per) (million|billion|thousand|hundred) of ([a-z]{4,}s)\b"
)


def _counted_millions(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    near = ("illion", "illiard", "housands", "Mrd", "Mio")
    for match in around(_MILLIONS_OF, analysis, analysis.positions(*near), before=24):
        number, scale, plural, of, thing = match.groups()
        if thing in _NOT_THINGS or (thing and not of and not re.fullmatch(f"{_COUNTED}|[Ee]uro", thing)):
            thing = None
        if of and thing not in _CURRENCIES and analysis.prose[match.start() - 1 : match.start()] in _SIGNS:
            of = thing = None  # "€60 billion of gifts": what is counted is the money
        foreign = scale[0] == "M" or scale == "milliard"
        if not plural and not (of and thing) and not foreign and " " not in number:
            continue
        if of and not thing:
            continue  # "2 millions of the ..."
        fixed = _amount(number, _SCALES[scale.rstrip(".")])
        if fixed == match.group():
            continue
        end = match.end() if thing else match.end(3)
        thing = _ENGLISH_PLURAL.get((thing or "").lower(), thing)
        fixes = [f"{fixed} {thing}" if thing else fixed]
        symbol = _SYMBOL.get(thing or "")
        if symbol:
            fixes.append(f"{symbol}{fixed}")
        thousands = scale == "million" and re.search(r"[ .,]\d{3}$", number)
        sure = bool(thing or foreign or thousands or " " in number)
        yield rule.candidate(
            match.start(),
            end,
            "sure" if sure else "likely",
            tuple(fixes),
            f"after a number English says “{fixed}”, without a plural and without “of”",
            pivots=(("fr", f"{number} millions de"), ("es", f"{number} millones de"), ("it", f"{number} milioni di")),
            severity="critical" if fixed.split()[0] != number else None,
        )
    for match in around(_SIGN_SCALE, analysis, analysis.positions("M€", "M£", "M$", "d€", "d$"), before=16):
        number, scale, sign = match.groups()
        fixed = _amount(number, "million" if scale == "M" else "billion")
        yield rule.candidate(
            match.start(),
            match.end(),
            "sure",
            (f"{sign}{fixed}",),
            f"English writes “{sign}{fixed}”",
            pivots=(("fr", match.group()), ("es", match.group())),
        )
    for pattern in (_VAGUE, _ONE_OF):
        for match in around(
            pattern, analysis, analysis.positions("illion", "illiard", "housand of", "undred of"), before=24
        ):
            count, scale, thing = match.groups()
            if thing in _NOT_THINGS:
                continue
            fixed = f"{count} {_SCALES.get(scale, scale)} {thing}"
            yield rule.candidate(
                match.start(),
                match.end(),
                "sure" if pattern is _ONE_OF or scale == "milliard" else "likely",
                (fixed,),
                f"English says “{fixed}”, without “of”",
                pivots=(("fr", f"{count} {scale}s de"), ("es", f"{count} {scale} de")),
            )


def _amount(number: str, scale: str) -> str:
    """Number and scale with thousands of millions turned into billions."""
    digits = re.sub(r"(?<=\d) (?=\d)", ".", number.rstrip(".,"))
    if re.fullmatch(r"\d+,\d{1,2}", digits):
        digits = digits.replace(",", ".")
    if scale == "million" and re.fullmatch(r"\d{1,3}[.,]\d{3}", digits):
        value = int(re.sub(r"\D", "", digits)) / 1000
        return f"{value:g} billion"
    if scale == "million" and re.fullmatch(r"\d{4,6}", digits):
        return f"{int(digits) / 1000:g} billion"
    return f"{digits} {scale}"


_UNITS = (
    "percent|per cent|million|billion|trillion|euros?|dollars?|pounds?|degrees|points?|metres?|meters?|kilometres?"
    "|kilometers?|km|litres?|liters?|tonnes?|tons|cents?|[Cc]ent|seconds?|minutes?|hours?|years?|times|inhabitants|people|children|goals"
)
_DECIMAL_COMMA = re.compile(
    rf"(?<![\d.,])(\d{{1,3}}),(\d{{1,2}})(?= ?%| (?:{_UNITS})\b)|(?<![\d.,:])(0),(\d{{1,4}})(?![\d,.]| ?\d)"
)


def _decimal_comma(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    for match in around(
        _DECIMAL_COMMA, analysis, analysis.positions(*(f",{d}" for d in "0123456789")), before=3, after=24
    ):
        yield rule.candidate(
            match.start(),
            match.end(),
            "sure",
            (f"{match.group(1) or match.group(3)}.{match.group(2) or match.group(4)}",),
            "English writes a decimal point, not a comma",
            pivots=tuple((language, match.group()) for language in ("fr", "es", "de", "it", "pt")),
            first_share=0.95,
        )


_DOT_THOUSANDS = re.compile(
    r"(?<![\d.,$£])(\d{1,3}(?:\.\d{3})+)(?![\d%]|[.,]\d|\.[a-z])(?! (?:percent|per cent|million|billion))"
)

_ROUND_COUNT = re.compile(r"\d{2,3}\.000 (?!sec)[a-z]{3}")
"""Ten thousand and more of something: no measure is given to a thousandth and comes out whole."""


def _dot_thousands(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    for match in around(
        _DOT_THOUSANDS, analysis, analysis.positions(*(f".{d}" for d in "0123456789")), before=3, after=24
    ):
        number = match.group()
        round_one = _ROUND_COUNT.match(analysis.prose, match.start()) is not None
        sure = round_one or (number.count(".") == 2 and number[0] != "0")
        if number.startswith("0.") or (sure_only and not sure):
            continue
        yield rule.candidate(
            match.start(),
            match.end(),
            "sure" if sure else "likely",
            (number.replace(".", ","),),
            "English groups thousands with commas; a point reads as a decimal",
            pivots=tuple((language, match.group()) for language in ("es", "de", "it", "pt")),
            severity="critical",
        )


_SIGN_BEHIND = re.compile(
    r"(?<![\w.,:$€£¥])(\d{1,3}(?:[.,  ]\d{3})+|\d+)(?:([.,])(\d{1,2}))?( (?:million|billion|mn|bn|[mb]n?))?s? ?([€£]|(?<= )\$)(?![\d\w])"
)


_KEYWORD = re.compile(r"\$[A-Za-z]+\b")
"""What a program fills in, such as "$Revision: 8.23 $"; also a variable of one."""


def _sign_behind(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    for match in around(_SIGN_BEHIND, analysis, analysis.positions("€", "£", " $"), before=24, after=3):
        whole, _, cents, scale, sign = match.groups()
        if sign == "$" and _KEYWORD.search(analysis.flat, max(0, match.start() - 24), match.end() + 24):
            continue
        amount = re.sub(r"[.,  ]", ",", whole) + (f".{cents}" if cents else "") + (scale or "")
        yield rule.candidate(
            match.start(),
            match.end(),
            "sure",
            (f"{sign}{amount}",),
            "English sets the currency sign before the amount",
            pivots=tuple((language, match.group()) for language in ("fr", "es", "de", "it", "pt")),
            first_share=0.95,
        )


_SPACED_THOUSANDS = re.compile(r"(?<![\d.,] )(?<![\d.,$])\b([1-9]\d?\d?(?: \d{3})+)(?! ?\d)")


def _spaced_thousands(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    if sure_only:
        return
    for match in around(
        _SPACED_THOUSANDS, analysis, analysis.positions(*(f"{d} " for d in "0123456789")), before=8, after=32
    ):
        yield rule.candidate(
            match.start(1),
            match.end(1),
            "likely",  # the international system of units writes them so, in English too
            (match.group(1).replace(" ", ","),),
            "English groups thousands with commas, not with spaces",
            pivots=tuple((language, match.group(1)) for language in ("fr", "es", "de", "pt")),
            first_share=0.95,
        )


_PERCENT_SPACE = re.compile(r"(?<=\d) %")


def _percent_space(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    if sure_only:
        return
    for match in around(_PERCENT_SPACE, analysis, analysis.positions(" %"), before=0):
        yield rule.candidate(
            match.start(),
            match.end(),
            "likely",
            ("%",),
            "English sets no space before the per-cent sign",
            pivots=(("fr", "5 %"), ("es", "5 %"), ("de", "5 %")),
            first_share=0.97,
        )


_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_NOT_AGE = "of|in|to|left|ahead|before|behind|until|as|on|remaining|experience|with|at|old"
_AGE = re.compile(
    rf"\b(?P<have>have|has|had|'s got|having) (?P<n>\d{{1,3}}|(?:{_TENS})(?:-\w+)?) years\b"
    rf"(?! (?:{_NOT_AGE}))(?= ?(?:[.,;:!?)]|and\b|but\b|when\b|$))"
)
_BE = {"have": "am", "has": "is", "had": "was", "having": "being", "'s got": "'s"}


def _age(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    prose = analysis.flat
    for match in around(_AGE, analysis, analysis.positions(" years"), before=24):
        verb = _BE[match["have"]]
        previous = prose[max(0, match.start() - 16) : match.start()].split()
        if verb == "am" and (not previous or previous[-1] != "I"):
            verb = "are"
        yield rule.candidate(
            match.start(),
            match.end(),
            "sure" if match["have"] in ("has", "have") else "likely",
            (f"{verb} {match['n']} years old", f"{verb} {match['n']}"),
            "English says how old somebody is, not how many years he has",
            pivots=(
                ("fr", f"avoir {match['n']} ans"),
                ("es", f"tener {match['n']} años"),
                ("it", f"avere {match['n']} anni"),
            ),
        )


RULES = (
    LogicRule(
        id="number.all.spaced-symbol",
        category="currency-number-format",
        severity="minor",
        about="A space between a currency symbol and its amount.",
        source=_SOURCE,
        detect=_spaced_symbol,
        match=(("It cost $ 12 million.", "It cost $12 million."), ("They paid US $ 3,000.", "They paid US$3,000.")),
        no=("It cost $12 million.", "Set $HOME first."),
    ),
    LogicRule(
        id="number.all.worded-dollars",
        category="currency-number-format",
        severity="minor",
        about="An amount with its currency spelt out behind it, in the order of the Romance languages.",
        source=_SOURCE,
        detect=_worded_dollars,
        match=(("It lost 3 billion US dollars.", "It lost US$3 billion."),),
        no=("It lost $3 billion.",),
    ),
    LogicRule(
        id="number.all.counted-millions",
        category="currency-number-format",
        severity="major",
        about="Millions in the plural or with “of” after a number; thousands of millions; milliards.",
        source=_SOURCE,
        detect=_counted_millions,
        match=(
            ("He sold it for 20 millions of euros.", "He sold it for 20 million euros."),
            ("The loan is 4,200 millions of euros.", "The loan is 4.2 billion euros."),
            ("It bought 400 billions of yens.", "It bought 400 billion yen."),
        ),
        no=(
            "He sold it for 20 million euros.",
            "Millions of people came.",
            "It cost hundreds of millions of dollars.",
            "It reached many millions of people.",
            "Brussels handed out €60 billion of gifts.",
        ),
    ),
    LogicRule(
        id="number.all.decimal-comma",
        category="currency-number-format",
        severity="major",
        about="A decimal comma before a unit.",
        source=_SOURCE,
        detect=_decimal_comma,
        match=(("Prices rose by 2,5 percent.", "Prices rose by 2.5 percent."),),
        no=("Some 2,500 people came.", "In 1, 2 and 3 percent of cases it fails."),
    ),
    LogicRule(
        id="number.all.dot-thousands",
        category="currency-number-format",
        severity="critical",
        about="A point that groups thousands, which English reads as a decimal.",
        source=_SOURCE,
        detect=_dot_thousands,
        match=(("It employs 1.250.000 people.", "It employs 1,250,000 people."),),
        no=("The ratio is 0.125 here.", "Pi is about 3.14159."),
    ),
    LogicRule(
        id="number.all.sign-behind",
        category="currency-number-format",
        severity="minor",
        about="A currency sign behind its amount, as most of Europe writes it.",
        source=_SOURCE,
        detect=_sign_behind,
        match=(
            ("The wafer costs 14.000 € today.", "The wafer costs €14,000 today."),
            ("It cost 3,5 million € to build.", "It cost €3.5 million to build."),
        ),
        no=("The wafer costs €14,000 today.", "Between £5 and £10 a head."),
    ),
    LogicRule(
        id="number.all.spaced-thousands",
        category="currency-number-format",
        severity="minor",
        about="Thousands set apart by a space.",
        source=_SOURCE,
        detect=_spaced_thousands,
        match=(("He paid a fine of 1 200 euros.", "He paid a fine of 1,200 euros."),),
        no=("In 1990 200 people came.", "Rooms 5 and 100 are 20 metres away."),
    ),
    LogicRule(
        id="number.all.percent-space",
        category="currency-number-format",
        severity="minor",
        about="A space before the per-cent sign.",
        source=_SOURCE,
        detect=_percent_space,
        match=(("It fell by 5 % in May.", "It fell by 5% in May."),),
        no=("It fell by 5% in May.",),
    ),
    LogicRule(
        id="number.all.age",
        category="calque-phrase",
        severity="critical",
        about="An age said with “have”, as the Romance languages do.",
        source=_SOURCE,
        detect=_age,
        match=(("The striker has 19 years and plays in Turin.", "The striker is 19 years old and plays in Turin."),),
        no=("He has 19 years of experience.", "She has ten years left on her contract.", "We have 5 years to act."),
    ),
)
