"""Words that a spinner has put for another, told by how much likelier the other is between the same neighbours.

A noisy channel: the text's word came from another with the probability of that word between these neighbours (a bigram
model), times that of its being swapped for just this one; that is weighed against the text's word standing there.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import msgspec

from checker.analysis.analysis import Analysis
from checker.analysis.articles import article_for
from checker.analysis.bigrams import Bigrams
from checker.analysis.english import English
from checker.analysis.sentence import Sentence
from checker.detectors.equivalents import MASKS
from checker.detectors.rule import LogicRule
from checker.finding import Candidate
from checker.match.fixes import match_case, with_articles
from checker.packs.equivalents import EquivalentData

LONGEST = 3
"""Words of a swap."""
TIES, FREQUENCY = 0.6, 0.3
"""How much of a nat counts of the ties to the neighbours, and of how frequent the words are anywhere: the model sees one
word to each side, and what is frequent is the likelier word in most places."""
LEAST_FIT = 0.5
LIKELY_FIT, LIKELY_TIES = 2.0, 3.0
"""Fit, and nats of closer ties, from which a swap is likely: below, as many words again only look swapped."""
MOST_PROPOSALS = 3
NEAR = 2.5
"""Nats by which a proposal may be less likely than the first."""


class Swap(msgspec.Struct, frozen=True):
    """What may have stood for a word: the form, and in how many ways a spinner rewords it."""

    form: str
    ways: int


def _swaps(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    if sure_only:
        return
    data, bigrams = analysis.store.swaps, analysis.store.bigrams
    forms = data.forms
    for sentence in analysis.sentences():
        lowers = sentence.lowers
        i = sentence.first
        while i < len(lowers):
            found = None
            for n in range(min(LONGEST, len(lowers) - i), 0, -1):
                entries = forms.get(" ".join(lowers[i : i + n]) if n > 1 else lowers[i])
                if entries is not None and not _is_name(sentence, i, n):
                    found = _candidate(rule, sentence, i, i + n, entries, analysis.english, data, bigrams)
                    if found is not None:
                        yield found
                        break
            i += n if found is not None else 1


def _is_name(sentence: Sentence, start: int, count: int) -> bool:
    return any(sentence.texts[i][0].isupper() and i != sentence.first for i in range(start, start + count))


def _candidate(
    rule: LogicRule,
    sentence: Sentence,
    start: int,
    end: int,
    entries: list[tuple[int, int, str]],
    english: English,
    data: EquivalentData,
    bigrams: Bigrams,
) -> Candidate | None:
    here = english.tag(sentence, start) | english.tag(sentence, end - 1)
    swaps = _originals(data, entries, here)
    if not swaps:
        return None
    lowers = sentence.lowers
    before, after = sentence.around(start, end)
    text_ties, text_log = bigrams.ties(before, lowers[start:end], after), bigrams.chain(lowers[start:end])
    scored = []
    for swap in swaps:
        words = swap.form.split(" ")
        ties = bigrams.ties(before, words, after)
        if before in ("a", "an") and (article := article_for(swap.form)) != before:
            ties = max(ties, bigrams.ties(article, words, after) - 1.0)
        gained = ties - text_ties
        score = TIES * gained + FREQUENCY * (bigrams.chain(words) - text_log) - math.log(swap.ways)
        scored.append((score, swap.form, gained))
    scored.sort(reverse=True)
    best, _, gained = scored[0]
    total = best + math.log(sum(math.exp(score - best) for score, _, _ in scored))
    if total < LEAST_FIT:
        return None
    chosen = [form for score, form, _ in scored[:MOST_PROPOSALS] if score >= best - NEAR]
    first, fixes = with_articles(sentence, start, [match_case(form, sentence, start, end) for form in chosen])
    text = " ".join(sentence.texts[start:end])
    return rule.candidate(
        sentence.starts[first],
        sentence.ends[end - 1],
        "likely" if total >= LIKELY_FIT and gained >= LIKELY_TIES else "possible",
        fixes,
        f"“{text}” is what a synonym spinner puts for “{chosen[0]}”, which is likelier here",
        pivots=(("spun", chosen[0]),),
        fit=round(total, 2),
        first_share=round(0.9 * math.exp(best - total), 2),
    )


def _originals(data: EquivalentData, entries: list[tuple[int, int, str]], here: int) -> list[Swap]:
    """The words that may have stood where a form of the classes `here` does."""
    found: dict[str, int] = {}
    for swap, _, tag in originals(data, entries):
        if here & MASKS[tag]:
            found[swap.form] = min(swap.ways, found.get(swap.form, swap.ways))
    return [Swap(form, ways) for form, ways in found.items()]


def originals(data: EquivalentData, entries: Iterable[tuple[int, int, str]]) -> Iterator[tuple[Swap, str, str]]:
    """(what may have stood there, its lemma, its Penn tag) for each entry of a form of the table."""
    for number, own, tag in entries:
        if own:
            _, _, pos, lemmas = data.rows[number]
            form = data.inflected[f"{lemmas[0]}/{pos}"].get(tag)
            if form:
                yield Swap(form, len(lemmas) - 1), lemmas[0], tag


RULES = (
    LogicRule(
        id="lex.spun.swap",
        category="wrong-sense-homograph",
        severity="major",
        about="A word or phrase that synonym spinners put for another, where the other is likelier between the same "
        "neighbours. The swaps are in rules/lexicons/swaps.txt, the model of English in rules/lexicons/bigrams.txt.",
        source="swaps: written for mtlint; bigrams: CMU Sphinx (BSD-2-Clause)",
        detect=_swaps,
        match=(("The imperative bank cut rates.", "The central bank cut rates."),),
        no=("The rainy season began.",),
        pivot="spun",
        suspect_only=True,
    ),
)
