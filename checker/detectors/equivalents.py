"""Words that stand for the wrong sense of a word of the pivot language, told by what fits the words around."""

from __future__ import annotations

from collections.abc import Iterator

from checker.analysis import tags as t
from checker.analysis.analysis import Analysis
from checker.analysis.sentence import Sentence
from checker.detectors.rule import LogicRule
from checker.finding import PIVOTS, Candidate
from checker.match.fit import Place
from checker.match.fixes import match_case, with_article
from checker.packs.equivalents import EquivalentData

LEAST_GAIN = 1.5
"""Nats by which an alternative must fit better than the text to be a candidate."""
MOST_PROPOSALS = 3
MASKS = {name: t.BY_NAME[name] for name in ("NN", "NNS", "VB", "VBZ", "VBD", "VBN", "VBG")} | {
    "JJ": t.ADJ,
    "RB": t.ADV,
}


def _equivalents(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    if not sure_only:
        yield from _better(rule, analysis, analysis.store.equivalents, False)


def _synonyms(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    if not sure_only:
        yield from _better(rule, analysis, analysis.store.synonyms, True)


def _better(rule: LogicRule, analysis: Analysis, data: EquivalentData, directed: bool) -> Iterator[Candidate]:
    """Places where another word of a row fits much better; where `directed`, only the first word of a row does."""
    forms = data.forms
    for sentence in analysis.sentences():
        for i, lower in enumerate(sentence.lowers):
            entries = forms.get(lower)
            if entries is None or (sentence.texts[i][0].isupper() and i != sentence.first):
                continue
            candidate = _candidate(rule, sentence, i, entries, analysis, data, directed)
            if candidate is not None:
                yield candidate


def _candidate(
    rule: LogicRule,
    sentence: Sentence,
    i: int,
    entries: list[tuple[int, int, str]],
    analysis: Analysis,
    data: EquivalentData,
    directed: bool,
) -> Candidate | None:
    lower, here = sentence.lowers[i], analysis.english.tag(sentence, i)
    memo = analysis.store.alternatives
    known = memo.get((directed, lower, here))
    if known is None:
        known = memo[directed, lower, here] = _alternatives(data, lower, here, entries, directed)
    lemma, found = known
    if not found:
        return None
    place = Place(sentence, i, i + 1, analysis.store.bigrams, analysis.store.collocations)
    have = place.fit((lower,))
    gained = sorted(((place.fit(form.split()) - have, form) for form in found), reverse=True)
    best = gained[0][0]
    if best < LEAST_GAIN:
        return None
    chosen = [form for gain, form in gained[:MOST_PROPOSALS] if gain >= best - 3.0]
    widened = [with_article(sentence, i, i + 1, match_case(form, sentence, i, i + 1)) for form in chosen]
    if len({start for start, _ in widened}) > 1:
        widened = widened[:1]
    pivots = tuple(sorted(found[chosen[0]].items()))
    language, source = pivots[0]
    text = sentence.texts[i]
    return rule.candidate(
        sentence.starts[widened[0][0]],
        sentence.ends[i],
        "possible",
        tuple(replacement for _, replacement in widened),
        f"“{text}” stands where {PIVOTS[language]} “{source}” meant “{chosen[0]}”"
        if not directed
        else f"“{text}” is what a thesaurus gives for “{chosen[0]}”",
        pivots=pivots,
        rarity=data.rarity.get(lemma, 0.0),
        fit=round(best, 2),
        first_share=(0.45, 0.4, 0.35)[len(widened) - 1] if directed else (0.85, 0.75, 0.65)[len(widened) - 1],
    )


def _alternatives(
    data: EquivalentData, lower: str, here: int, entries: list[tuple[int, int, str]], directed: bool
) -> tuple[str, dict[str, dict[str, str]]]:
    """(lemma, other forms by language with their source words) of a word that can have the classes `here`."""
    found: dict[str, dict[str, str]] = {}
    lemma = ""
    for number, own, tag in entries:
        if not here & MASKS[tag]:
            continue
        language, source, pos, lemmas = data.rows[number]
        lemma = lemmas[own] + "/" + pos
        for n, other in enumerate(lemmas[:1] if directed else lemmas):
            form = data.inflected[f"{other}/{pos}"].get(tag)
            if n != own and form and form != lower:
                found.setdefault(form, {}).setdefault(language, source)
    return lemma, found


RULES = (
    LogicRule(
        id="sense.all.equivalent",
        category="false-friend",
        severity="major",
        about="A word whose source word in the pivot language has another equivalent that fits the words around much "
        "better. The equivalents are tables in rules/lexicons, the fit is in rules/lexicons/bigrams.txt and collocations.txt.",
        source="equivalents: written for mtlint; bigrams, collocations: see their files",
        detect=_equivalents,
        match=(("These were empty rays.", "These were empty shelves."),),
        no=("The rays of the sun fell on us.",),
        suspect_only=True,
    ),
    LogicRule(
        id="lex.spun.synonym",
        category="wrong-sense-homograph",
        severity="major",
        about="A word that a thesaurus gives for another, which fits the words around much better. The synonyms are in "
        "rules/lexicons/synonyms.txt, the fit is in rules/lexicons/bigrams.txt and collocations.txt.",
        source="synonyms: WordNet 3.0 (WordNet licence); bigrams, collocations: see their files",
        detect=_synonyms,
        match=(("The countrywide average rose.", "The nationwide average rose."),),
        no=("The fall of the wall was a surprise.",),
        suspect_only=True,
    ),
)
