"""Word forms that no English writer makes: "a errand", "criterias", "a 16-years-old girl", "most big"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysis import tags as t
from checker.analysis.analysis import Analysis
from checker.analysis.articles import article_for
from checker.detectors.rule import LogicRule
from checker.finding import Candidate
from checker.match.prefilter import occurrences


def _indefinite(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    """ "a errand", "an company": a spinner swaps the noun and leaves its article."""
    if sure_only:
        return
    for literal, start, end in occurrences(
        [pair for pair in analysis.neighbours if pair.startswith(_INDEFINITE) and _clashes(pair)], analysis.scan
    ):
        article, _, word = literal.partition(" ")
        prose = analysis.prose
        text = prose[start:end]
        # letters of a list, grades, musical notes and initials are no articles
        if not text[0].islower() or not prose[end - len(word) : end].islower() or prose[start - 1 : start].isalnum():
            continue
        if prose[start - 1 : start] not in ("", " ", "\n") or prose[end : end + 1] in ("'", "’"):
            continue
        sentence = analysis.sentence_over(start, end)
        if sentence is None or analysis.is_foreign(start, end) or word not in analysis.english:
            continue
        i = sentence.token_at(start)
        if sentence.texts[i] != article or i + 1 >= len(sentence) or sentence.lowers[i + 1] != word:
            continue
        right = article_for(word)
        yield rule.candidate(
            start,
            start + len(article),
            "likely",  # people mistype it too: it is no evidence of a machine
            (right,),
            f"“{right}” stands before “{word}”",
            first_share=0.95,
        )


_INDEFINITE = ("a ", "an ")
_EITHER = re.compile(r"h|one|once|u|eu|y|x|8|1")
"""Beginnings before which usage or the table of sounds wavers."""


def _clashes(pair: str) -> bool:
    article, _, word = pair.partition(" ")
    if len(word) < 3 or not word.isascii() or not word.isalpha() or _EITHER.match(word):
        return False
    return article_for(word) != article


def _plurals(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    """ "criterias", "phenomenas": a plural that took another s."""
    for literal, start, end in occurrences(_PLURALS.keys() & analysis.vocabulary, analysis.scan):
        text = analysis.prose[start:end]
        if analysis.is_foreign(start, end) or not text[1:].islower() or text[0].isupper():
            continue
        right = _PLURALS[literal]
        yield rule.candidate(start, end, "sure", (right,), f"“{right}” is a plural already", first_share=0.95)


_PLURALS = {
    f"{word}s": word
    for word in "criteria phenomena bacteria strata curricula memoranda feet teeth mice aircraft".split()
}


_AGE = re.compile(r"\b(\d+|[a-z]+)([- ])years([- ])old (?=([a-z]+))", re.IGNORECASE)


def _years_old(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    """ "a 16-years-old girl": before a noun the measure has no plural."""
    for at in analysis.positions(" years", "-years"):
        match = _AGE.search(analysis.flat, max(0, at - 14), at + 40)
        if match is None or not match.start() < at < match.end():
            continue
        sentence = analysis.sentence_at(match.start())
        if sentence is None or not (match[1].isdigit() or t.FUNCTION.get(match[1].lower(), 0) & t.NUM):
            continue
        i, noun = sentence.token_at(match.start()), sentence.token_at(match.end())
        if i == 0 or sentence.lowers[i - 1] not in _BEFORE_AGE or noun >= len(sentence):
            continue
        mask = analysis.english.lexical(sentence.texts[noun], sentence.lowers[noun])
        if not mask & (t.NOUN | t.ADJ) or t.FUNCTION.get(sentence.lowers[noun], 0):
            continue
        yield rule.candidate(
            match.start(),
            match.end() - 1,
            "sure",
            (f"{match[1]}-year-old",),
            "before a noun the measure has no plural",
            first_share=0.97,
        )


_BEFORE_AGE = frozenset("a an the this that his her their my our your one another".split())


_LONG_FORMS = {
    short: (comparative, superlative)
    for short, comparative, superlative in (
        ("big", "bigger", "biggest"),
        ("small", "smaller", "smallest"),
        ("high", "higher", "highest"),
        ("low", "lower", "lowest"),
        ("large", "larger", "largest"),
        ("old", "older", "oldest"),
        ("young", "younger", "youngest"),
        ("rich", "richer", "richest"),
        ("poor", "poorer", "poorest"),
        ("great", "greater", "greatest"),
        ("long", "longer", "longest"),
        ("short", "shorter", "shortest"),
        ("fast", "faster", "fastest"),
        ("slow", "slower", "slowest"),
        ("cheap", "cheaper", "cheapest"),
        ("strong", "stronger", "strongest"),
        ("weak", "weaker", "weakest"),
        ("hard", "harder", "hardest"),
        ("good", "better", "best"),
        ("bad", "worse", "worst"),
        ("early", "earlier", "earliest"),
        ("near", "nearer", "nearest"),
        ("heavy", "heavier", "heaviest"),
        ("easy", "easier", "easiest"),
        ("late", "later", "latest"),
        ("wide", "wider", "widest"),
        ("deep", "deeper", "deepest"),
        ("hot", "hotter", "hottest"),
        ("cold", "colder", "coldest"),
        ("tall", "taller", "tallest"),
        ("thick", "thicker", "thickest"),
        ("dry", "drier", "driest"),
    )
}
_COMPARED = [f"{how} {adjective}" for how in ("more", "most") for adjective in _LONG_FORMS]


def _comparison(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    """ "the most big": a short adjective is compared by its ending."""
    neighbours = analysis.neighbours
    for literal, start, end in occurrences([pair for pair in _COMPARED if pair in neighbours], analysis.scan):
        sentence = analysis.sentence_over(start, end)
        if sentence is None or analysis.is_foreign(start, end):
            continue
        how, _, adjective = literal.partition(" ")
        i = sentence.token_at(start)
        after = sentence.lowers[i + 2] if i + 2 < len(sentence) else "."
        before = sentence.lowers[i - 1] if i else ""
        # "two more big banks", "most poor people": a quantity of things
        superlative = how == "most"
        if superlative and before not in ("the", "his", "her", "its", "their", "our", "my"):
            continue
        if not superlative and (
            before not in ("a", "is", "are", "was", "were", "much", "even", "far") or after == "and"
        ):
            continue
        if not superlative and before != "a" and not (after == "than" or after in (".", ",", ";")):
            continue
        if after == "-" or (superlative and (after == "than" or adjective in ("good", "bad"))):
            continue
        yield rule.candidate(
            start,
            end,
            "likely" if superlative and after.endswith("s") else "sure",
            (_LONG_FORMS[adjective][superlative],),
            f"“{adjective}” is compared by its ending",
            pivots=(("fr", f"{'le ' if superlative else ''}plus …"), ("es", "más …"), ("it", "più …")),
            first_share=0.95,
        )


RULES = (
    LogicRule(
        id="article.all.a-an",
        category="article",
        severity="minor",
        about="“a” before a vowel, “an” before a consonant: a spinner swaps the word behind the article and leaves it.",
        source="English usage; observed in spun articles",
        detect=_indefinite,
        match=(
            ("It was a alternative to the plan.", "It was an alternative to the plan."),
            ("He ran an company.", "He ran a company."),
        ),
        no=(
            "A European plan, an hour, an MP and a one-off.",
            "She got an A and a B; vitamin A increases it.",
            "It is an historic unit of a user.",
        ),
    ),
    LogicRule(
        id="agreement.all.double-plural",
        category="agreement",
        severity="minor",
        about="A plural of Greek, Latin or old English form that took an s besides.",
        source="English usage",
        detect=_plurals,
        match=(("The criterias are clear.", "The criteria are clear."),),
        no=("The criteria are clear. The peoples of Europe met.",),
    ),
    LogicRule(
        id="agreement.all.years-old",
        category="agreement",
        severity="minor",
        about="An age before its noun with the plural of “year”.",
        source="English usage",
        detect=_years_old,
        match=(("A 16-years-old girl won.", "A 16-year-old girl won."),),
        no=("She is 16 years old now.", "The house is 90 years old and empty."),
    ),
    LogicRule(
        id="agreement.all.short-comparison",
        category="agreement",
        severity="major",
        about="A short adjective compared with “more” or “most”, as the pivot languages compare all of theirs.",
        source="English usage",
        detect=_comparison,
        match=(("It is the most big firm.", "It is the biggest firm."),),
        no=("Two more big banks failed.", "Most poor people stay.", "It is more bad luck than skill."),
    ),
)
