"""Words that a spinner has put for another, told by how much likelier the other is between the same neighbours.

A noisy channel: the text's word came from another with the probability of that word between these neighbours (a bigram
model), times that of its being swapped for just this one; that is weighed against the text's word standing there.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import partial

import msgspec

from checker.analysis.analysis import Analysis
from checker.analysis.articles import article_for
from checker.analysis.bigrams import Bigrams, Row
from checker.analysis.sentence import Sentence
from checker.detectors.apart import apart
from checker.detectors.equivalents import MASKS
from checker.detectors.rule import LogicRule
from checker.finding import SPUN, Candidate
from checker.match.fixes import match_case, with_articles
from checker.packs.equivalents import Original

LONGEST = 3
"""Words of a swap."""
TIES, FREQUENCY = 0.8, 0.6
"""How much of a nat counts of the ties to the neighbours, and of how frequent the words are anywhere: the model sees one
word to each side, and what is frequent is the likelier word in most places."""
PRIOR = -2.0
"""Log-odds that a spinner has reworded a word that it can reword."""
UNKNOWN = -14.0
"""Logarithm of the least probability of a word of the text: what the model does not know may only be new."""
LEAST_FIT = -2.0
MOST_PROPOSALS = 3
NEAR = 2.5
"""Nats by which a proposal may be less likely than the first."""


class Step(msgspec.Struct, frozen=True):
    """What may have stood at the tokens `start:end`: the words, the logarithm of how likely they are anywhere against the
    text's, and that they were reworded; `own` words are the text's."""

    start: int
    end: int
    words: list[str]
    score: float
    own: bool


class Reworded(msgspec.Struct, frozen=True):
    """What is likely to have stood at the tokens `start:end`: the likeliest forms, the logarithm of the probability that
    it was any other form than the text's, and the first one's part of it."""

    start: int
    end: int
    forms: list[str]
    log: float
    share: float


def _swaps(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    if sure_only:
        return
    for sentence in analysis.sentences():
        for one in analysis.memory.of(rule.id, sentence, partial(_reworded, analysis, sentence)):
            candidate = _candidate(rule, sentence, one)
            if candidate is not None:
                yield candidate


def _reworded(analysis: Analysis, sentence: Sentence) -> list[Reworded]:
    """The places of a sentence whose words are likelier to have been swapped than a chance."""
    steps = _steps(analysis, sentence)
    if all(step.own for step in steps):
        return []
    logs = _posterior(sentence, steps, analysis.store.bigrams)
    ways: dict[tuple[int, int], list[tuple[float, str]]] = {}
    for step, log in zip(steps, logs, strict=True):
        if not step.own:
            ways.setdefault((step.start, step.end), []).append((log, " ".join(step.words)))
    totals = {at: _log_sum([log for log, _ in own]) for at, own in ways.items()}
    ranked = sorted((at for at in ways if _log_odds(totals[at]) >= LEAST_FIT), key=lambda at: (-totals[at], at))
    found = []
    for at in apart(ranked, lambda at: at):
        scored = sorted(ways[at], reverse=True)
        best = scored[0][0]
        forms = [form for log, form in scored[:MOST_PROPOSALS] if log >= best - NEAR]
        found.append(Reworded(*at, forms, totals[at], math.exp(best - totals[at])))
    return found


def _steps(analysis: Analysis, sentence: Sentence) -> list[Step]:
    """What may have stood at each place of a sentence, in the order of the text."""
    store, lowers = analysis.store, sentence.lowers
    logs = [max(store.bigrams.log(lower), UNKNOWN) for lower in lowers]
    found = []
    for i in range(sentence.first, len(lowers)):
        found.append(Step(i, i + 1, [lowers[i]], 0.0, True))
        for n in range(1, min(LONGEST, len(lowers) - i) + 1):
            originals = store.originals(" ".join(lowers[i : i + n]) if n > 1 else lowers[i])
            if not originals or _is_name(sentence, i, n):
                continue
            here = analysis.english.tag(sentence, i) | analysis.english.tag(sentence, i + n - 1)
            own = FREQUENCY * sum(logs[i : i + n]) - PRIOR
            for one in _possible(originals, here):
                score = FREQUENCY * one.log + TIES * one.inside - math.log(one.ways) - own
                found.append(Step(i, i + n, one.words, score, False))
    return found


def _posterior(sentence: Sentence, steps: list[Step], bigrams: Bigrams) -> list[float]:
    """The logarithm of each step's probability, over all ways through the sentence."""
    ending: list[list[int]] = [[] for _ in range(len(sentence) + 1)]
    rows: list[list[Row]] = [[] for _ in ending]  # the partners of the last words of those that end there
    ahead: list[float] = []
    ties: list[list[float]] = []  # of each step to those that end where it starts
    for n, step in enumerate(steps):
        before = ending[step.start]
        own = [TIES * lift for lift in bigrams.lifts(rows[step.start], step.words[0])]
        if not step.own:
            for at, m in enumerate(before):
                if steps[m].words[-1] in ("a", "an"):  # the article agrees with what was swapped
                    own[at] = TIES * bigrams.lift(article_for(step.words[0]), step.words[0])
        ways = [ahead[m] + tie for m, tie in zip(before, own, strict=True)]
        ahead.append(step.score + (_log_sum(ways) if step.start > sentence.first else 0.0))
        ties.append(own)
        ending[step.end].append(n)
        rows[step.end].append(bigrams.row(step.words[-1]))
    behind: list[list[float]] = [[] for _ in steps]
    back = [0.0] * len(steps)
    for n in range(len(steps) - 1, -1, -1):
        step = steps[n]
        if step.end < len(sentence):
            back[n] = _log_sum(behind[n])
        rest = step.score + back[n]
        for m, tie in zip(ending[step.start], ties[n], strict=True):
            behind[m].append(tie + rest)
    whole = _log_sum([ahead[n] for n in ending[len(sentence)]])
    return [ahead[n] + back[n] - whole for n in range(len(steps))]


def _log_sum(values: list[float]) -> float:
    """The logarithm of the sum of what has these logarithms."""
    if len(values) == 1:
        return values[0]
    most = max(values)
    return most + math.log(sum([math.exp(value - most) for value in values]))


def _log_odds(log: float) -> float:
    """Log-odds of a logarithm of a probability."""
    return log - math.log(max(1e-9, -math.expm1(min(log, -1e-9))))


def _candidate(rule: LogicRule, sentence: Sentence, one: Reworded) -> Candidate | None:
    start, end = one.start, one.end
    first, fixes = with_articles(sentence, start, end, [match_case(form, sentence, start, end) for form in one.forms])
    if not fixes:
        return None
    text = " ".join(sentence.texts[start:end])
    return rule.candidate(
        sentence.starts[first],
        sentence.ends[end - 1],
        "likely",
        fixes,
        f"“{text}” is what a synonym spinner puts for “{one.forms[0]}”, which is likelier here",
        pivots=((SPUN, one.forms[0]),),
        fit=round(_log_odds(one.log), 2),
        first_share=round(0.9 * one.share, 2),
    )


def _is_name(sentence: Sentence, start: int, count: int) -> bool:
    return any(sentence.texts[i][0].isupper() and i != sentence.first for i in range(start, start + count))


def _possible(originals: Iterable[Original], here: int) -> Iterable[Original]:
    """Those that stand where a form of the classes `here` does, of each form the one that is reworded in the fewest ways."""
    found: dict[str, Original] = {}
    for one in originals:
        if here & MASKS[one.tag] and (one.form not in found or one.ways < found[one.form].ways):
            found[one.form] = one
    return found.values()


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
