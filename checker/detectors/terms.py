"""Fixed terms and names whose words a spinner has put thesaurus words for: "fence investment" for "hedge fund".

Each word of a term is the text's own or one that the text's may have been swapped for (`rules/lexicons/swaps.txt`); a
term that English has is the likelier the less the text's own words are seen side by side.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import msgspec

from checker.analysis import tags as t
from checker.analysis.analysis import Analysis
from checker.analysis.sentence import Sentence
from checker.detectors.apart import apart
from checker.detectors.rule import LogicRule
from checker.detectors.swaps import LONGEST, MOST_PROPOSALS, NEAR
from checker.finding import SPUN, Candidate
from checker.match.fixes import match_case, with_articles

FREQUENT = -6.6
"""Words likelier than this (a logarithm) are not what a spinner has put."""
WORD = 3.0
"""What each further word of a term counts: a whole term does not come about by chance."""
SEEN = 2.0
"""What it counts against a term that English puts the text's own words side by side."""
GOES_ON = 1.0
"""What it counts against a term whose last word alone is the text's own that the noun phrase goes on behind it."""
TIES, FREQUENCY = 0.6, 0.3
"""How much of a nat counts of the ties of the words to each other, and of how frequent they are anywhere."""
LEAST_FIT = -2.0


class Option(msgspec.Struct, frozen=True):
    """What may have stood for `count` tokens: a form, in how many ways a spinner rewords it (0: the text's own)."""

    form: str
    count: int
    ways: int


class Match(msgspec.Struct, frozen=True):
    """A term at the tokens from `start` on, with what stands for each of its words, and how likely it is (a logarithm)."""

    term: str
    start: int
    options: tuple[Option, ...]
    fit: float = 0.0

    @property
    def end(self) -> int:
        """The token behind the match."""
        return self.start + sum(option.count for option in self.options)

    def changed(self) -> tuple[int, int]:
        """The tokens from the first to the last that are not the term's; empty if all are."""
        first, last, at = self.end, self.start, self.start
        for option in self.options:
            if option.ways:
                first, last = min(first, at), at + option.count
            at += option.count
        return first, last


def _terms(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    if sure_only:
        return
    for sentence in analysis.sentences():
        likely = analysis.memory.of(rule.id, sentence, partial(_likely, analysis, sentence))
        for match in apart(likely, Match.changed):
            candidate = _candidate(rule, sentence, match, [one for one in likely if one.changed() == match.changed()])
            if candidate is not None:
                yield candidate


def _likely(analysis: Analysis, sentence: Sentence) -> list[Match]:
    """The terms that a sentence's words are likely to have been, the likeliest first."""
    found = list(matches(analysis, sentence))
    own = [(one.start, one.end) for one in found if one.changed()[0] >= one.end]
    likely = []
    for match in found:
        first, last = match.changed()
        # words that are a term of their own are not swapped, nor those of a name
        if (
            first < last
            and not _is_name(match, sentence)
            and not any(start < last and first < end for start, end in own)
        ):
            one = _weighed(match, sentence, analysis)
            if one.fit >= LEAST_FIT:
                likely.append(one)
    return sorted(likely, key=lambda one: (-one.fit, one.start, one.term))


def _is_name(match: Match, s: Sentence) -> bool:
    """Are the words of a common term all capitals within a sentence ("Harbor National"), and no headline?"""
    here = s.texts[match.start : match.end]
    if match.term != match.term.lower() or match.start == s.first or not all(text[0].isupper() for text in here):
        return False
    words = [
        text for text, lower in zip(s.texts, s.lowers, strict=True) if text[0].isalpha() and lower not in t.FUNCTION
    ]
    return 2 * sum(word[0].isupper() for word in words) <= len(words)


def _weighed(match: Match, sentence: Sentence, analysis: Analysis) -> Match:
    """The match with its fit: how much likelier its words are than the text's, given in how many ways they are swapped."""
    bigrams = analysis.store.bigrams
    text = sentence.lowers[match.start : match.end]
    words = " ".join(option.form for option in match.options).split(" ")
    before, after = sentence.around(match.start, match.end)
    inside, text_inside = bigrams.inside(words), bigrams.inside(text)
    gained = bigrams.ties(before, words, after) + inside - bigrams.ties(before, text, after) - text_inside
    fit = TIES * gained + FREQUENCY * (sum(map(bigrams.log, words)) - sum(map(bigrams.log, text)))
    fit -= sum(math.log(option.ways) for option in match.options if option.ways)
    fit += WORD * (len(words) - 1)
    if text_inside > 0:
        fit -= SEEN
    if match.changed() == (match.start, match.end - 1) and _goes_on(sentence, match.end, analysis):
        fit -= GOES_ON
    return msgspec.structs.replace(match, fit=fit)


def _goes_on(sentence: Sentence, i: int, analysis: Analysis) -> bool:
    """Does the noun phrase go on at a token, so that the first word of a term may belong to a later noun?"""
    return (
        i < len(sentence)
        and bool(analysis.english.tag(sentence, i) & (t.NOUN | t.ADJ))
        and sentence.lowers[i] not in t.FUNCTION
    )


def _candidate(rule: LogicRule, sentence: Sentence, match: Match, rivals: list[Match]) -> Candidate | None:
    first, last = match.changed()
    total = sum(math.exp(one.fit - match.fit) for one in rivals)
    chosen = [one for one in rivals[:MOST_PROPOSALS] if one.fit >= match.fit - NEAR]
    start, fixes = with_articles(sentence, first, last, [_replacement(one, sentence, first, last) for one in chosen])
    if not fixes:
        return None
    text = " ".join(sentence.texts[match.start : match.end])
    return rule.candidate(
        sentence.starts[start],
        sentence.ends[last - 1],
        "likely",
        fixes,
        f"“{text}” is what a synonym spinner puts for “{match.term}”",
        pivots=((SPUN, match.term),),
        category="name-corrupted" if match.term[0].isupper() else None,
        fit=round(match.fit, 2),
        first_share=round(0.9 / total, 2),
    )


def _replacement(match: Match, sentence: Sentence, first: int, last: int) -> str:
    """What stands in the place of the changed tokens, with the capitals of the term or of the text."""
    words, at = [], match.start
    for option, word in zip(match.options, match.term.split(" "), strict=True):
        behind = at + option.count
        if first <= at and behind <= last:
            if not option.ways:
                words.append(sentence.texts[at])
            elif word.lower() == option.form:
                words.append(word if word != option.form else match_case(word, sentence, at, behind))
            else:
                form = option.form.capitalize() if word[0].isupper() else option.form
                words.append(match_case(form, sentence, at, behind))
        at = behind
    return " ".join(words)


def matches(analysis: Analysis, sentence: Sentence) -> Iterator[Match]:
    """Every term that a sentence's words are or may have been."""
    terms = analysis.store.terms
    options = [_options(analysis, sentence, i) for i in range(len(sentence))]
    for start in range(sentence.first, len(options)):
        behind = {""}.union(*options[start + 1 : start + 1 + LONGEST])
        for word in options[start]:
            known = terms.get(word, {})
            for second in behind.intersection(known):
                for term in known[second]:
                    for chosen in _ways(term.split(" "), 0, start, options, sentence):
                        yield Match(term, start, chosen)


def is_term(words: Sequence[str], terms: Mapping[str, Mapping[str, Sequence[str]]]) -> bool:
    """Are the words (lower case) a fixed term of English, in whichever form?"""
    bases = [_bases(word) for word in words]
    return any(
        len(known) == len(words) and all(word in own for word, own in zip(known, bases, strict=True))
        for first in bases[0]
        for second in (bases[1] if len(words) > 1 else [""])
        for term in terms.get(first, {}).get(second, ())
        if (known := term.lower().split(" "))
    )


def _ways(
    words: list[str], at: int, i: int, options: list[dict[str, list[Option]]], sentence: Sentence
) -> Iterator[tuple[Option, ...]]:
    if at == len(words):
        yield ()
    elif i < len(options):
        for option in options[i].get(words[at].lower(), ()):
            if option.ways and words[at][0].isupper() and not sentence.texts[i][0].isupper():
                continue
            for rest in _ways(words, at + 1, i + option.count, options, sentence):
                yield (option, *rest)


def _options(analysis: Analysis, sentence: Sentence, i: int) -> dict[str, list[Option]]:
    """What may have stood from token `i` on, by the words of terms that it can be."""
    store, lower = analysis.store, sentence.lowers[i]
    if not lower[0].isalnum():
        return {}
    own = {key: [Option(lower, 1, 0)] for key in _bases(lower)}
    found: dict[str, dict[str, Option]] = {}
    for count in range(1, min(LONGEST, len(sentence) - i) + 1):
        phrase = " ".join(sentence.lowers[i : i + count])
        if count == 1 and store.bigrams.log(lower) > FREQUENT:
            continue
        for one in store.originals(phrase):
            for key in (one.form,) if one.form == one.lemma else (one.form, one.lemma):
                if key not in own:
                    row = found.setdefault(key, {})
                    if one.form not in row:
                        row[one.form] = Option(one.form, count, one.ways)
    return own | {key: list(row.values()) for key, row in found.items()}


def _bases(lower: str) -> list[str]:
    """A form, and what it may be the plural, the past or the -ing form of."""
    found = [lower]
    if lower.endswith("s") and not lower.endswith("ss") and len(lower) > 3:
        found.append(lower[:-1])
        if lower.endswith("es"):
            found.append(lower[:-2])
        if lower.endswith("ies"):
            found.append(lower[:-3] + "y")
    elif lower.endswith("ed"):
        found += [lower[:-1], lower[:-2]]
    elif lower.endswith("ing"):
        found += [lower[:-3], lower[:-3] + "e"]
    return found


RULES = (
    LogicRule(
        id="lex.spun.term",
        category="wrong-sense-homograph",
        severity="critical",
        about="A fixed term or a name, a word or more of which a synonym spinner has replaced. The terms are in "
        "rules/lexicons/terms.txt, the swaps in rules/lexicons/swaps.txt.",
        source="terms, swaps: written for mtlint; bigrams: CMU Sphinx (BSD-2-Clause)",
        detect=_terms,
        match=(("A fence investment sold its shares.", "A hedge fund sold its shares."),),
        no=("The hedge fund sold its shares.",),
        pivot="spun",
        suspect_only=True,
    ),
)
