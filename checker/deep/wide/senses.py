"""Every word that a word of a pivot language could have meant, whatever stands around it."""

from __future__ import annotations

from collections.abc import Iterator

from checker.analysis import tags as t
from checker.analysis.analysis import Analysis
from checker.analysis.sentence import Sentence
from checker.detectors.rule import LogicRule
from checker.finding import PIVOTS, Candidate
from checker.match.fixes import match_case, with_article

_MASKS = {name: t.BY_NAME[name] for name in ("NN", "NNS", "VB", "VBZ", "VBD", "VBN", "VBG")} | {
    "JJ": t.ADJ,
    "RB": t.ADV,
}
MOST_PIVOTS = 5


def _senses(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    forms = analysis.store.equivalents.forms
    for sentence in analysis.sentences():
        for i, lower in enumerate(sentence.lowers):
            entries = forms.get(lower)
            if entries is None or t.FUNCTION.get(lower, 0) & (t.AUX | t.MODAL | t.PREP | t.DET | t.PRON):
                continue
            if sentence.texts[i][0].isupper() and i != sentence.first:
                continue
            yield from _candidates(rule, sentence, i, entries, analysis)


def _candidates(
    rule: LogicRule, sentence: Sentence, i: int, entries: list[tuple[int, int, str]], analysis: Analysis
) -> Iterator[Candidate]:
    data = analysis.store.equivalents
    here = analysis.english.tag(sentence, i)
    found: dict[str, dict[str, str]] = {}
    rarity = 0.0
    for number, own, tag in entries:
        if not here & _MASKS[tag]:
            continue
        language, source, pos, lemmas = data.rows[number]
        rarity = data.rarity.get(lemmas[own] + "/" + pos, rarity)
        for n, other in enumerate(lemmas):
            form = data.inflected[f"{other}/{pos}"].get(tag)
            if n != own and form and form != sentence.lowers[i]:
                found.setdefault(form, {}).setdefault(language, source)
    # one candidate for each beginning: where the article before changes too, the place is larger
    groups: dict[int, list[tuple[str, str]]] = {}
    for form in found:
        start, text = with_article(sentence, i, i + 1, match_case(form, sentence, i, i + 1))
        groups.setdefault(start, []).append((text, form))
    for start, row in groups.items():
        pivots: dict[str, str] = {}
        for _, form in row:
            for language, source in found[form].items():
                pivots.setdefault(language, source)
        language, source = next(iter(pivots.items()))
        yield rule.candidate(
            sentence.starts[start],
            sentence.ends[i],
            "possible",
            tuple(text for text, _ in row),
            f"“{sentence.texts[i]}” may stand for another sense of a word such as {PIVOTS[language]} “{source}”",
            pivots=tuple(pivots.items())[:MOST_PIVOTS],
            rarity=rarity,
        )


RULES = (
    LogicRule(
        id="sense.all.weighed",
        category="wrong-sense-homograph",
        severity="major",
        about="A word whose source word in a pivot language has other equivalents, each weighed in its sentence by the "
        "language model of --deep. The equivalents are tables in rules/lexicons.",
        source="equivalents: written for mtlint",
        detect=_senses,
        match=(("Banks in the Gulf treat the payments.", "Banks in the Gulf process the payments."),),
        no=(),
        suspect_only=True,
    ),
)
