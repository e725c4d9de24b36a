"""Tenses, agreement, numbers of nouns, -ing against the infinitive: the other forms of the same word."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from checker.analysis import tags as t
from checker.analysis.analysis import Analysis
from checker.analysis.sentence import Sentence
from checker.detectors.rule import LogicRule
from checker.finding import Candidate
from checker.match.fixes import match_case, source_text

_PERFECT = frozenset(("has", "have", "had"))
_SINGULAR = {"is": "are", "was": "were", "has": "have", "does": "do"}
_AGREEING = {**_SINGULAR, **{other: one for one, other in _SINGULAR.items()}}
_BE = {"is": ("was", "has been"), "are": ("were", "have been"), "was": ("is", "has been", "had been"), "were": ("are", "have been", "had been")}  # fmt: skip


@lru_cache(maxsize=4096)
def verb_forms(lower: str) -> dict[str, str]:
    """Penn tag to form of the verb that a form belongs to; empty where it is none."""
    import lemminflect

    from checker.packs.inflect import forms

    lemmas = lemminflect.getLemma(lower, "VERB", lemmatize_oov=False)
    return {tag: found[0] for tag, found in forms(lemmas[0], "V").items()} if lemmas else {}


@lru_cache(maxsize=4096)
def noun_forms(lower: str) -> dict[str, str]:
    """Penn tag to form of the noun that a form belongs to; empty where it is none."""
    import lemminflect

    from checker.packs.inflect import forms

    lemmas = lemminflect.getLemma(lower, "NOUN", lemmatize_oov=False)
    return {tag: found[0] for tag, found in forms(lemmas[0], "N").items()} if lemmas else {}


def _tenses(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    for sentence in analysis.sentences():
        for i, lower in enumerate(sentence.lowers):
            span = _tense(sentence, i, analysis) if lower[0].isalpha() else None
            if span is None:
                continue
            end, others = span
            text = source_text(sentence, i, end)
            fixes = tuple(match_case(other, sentence, i, end) for other in others if other != text.lower())
            if fixes:
                message = f"English wants another tense than “{text}”"
                yield rule.candidate(sentence.starts[i], sentence.ends[end - 1], "possible", fixes, message)


def _tense(sentence: Sentence, i: int, analysis: Analysis) -> tuple[int, list[str]] | None:
    """(end of the verb's tokens, other tenses) of a verb that begins at token i."""
    lower = sentence.lowers[i]
    if lower in _PERFECT:
        for j in range(i + 1, min(i + 3, len(sentence))):
            forms = verb_forms(sentence.lowers[j])
            if sentence.lowers[j] == "been":
                simple = {"has": "was", "have": "were", "had": "was"}[lower]
                middle = sentence.texts[i + 1 : j]
                return j + 1, [
                    " ".join([*middle, simple]),
                    *(" ".join([o, *middle, "been"]) for o in _PERFECT - {lower}),
                ]
            if forms.get("VBN") == sentence.lowers[j]:
                middle = sentence.texts[i + 1 : j]
                others = [" ".join([*middle, forms["VBD"]])]
                others += [
                    " ".join([other, *middle, forms["VBN"]]) for other in ("had", "has", "have") if other != lower
                ]
                return j + 1, [*others, " ".join([*middle, forms["VBZ" if lower == "has" else "VB"]])]
            if not analysis.english.tag(sentence, j) & t.ADV:
                break
        return None
    if lower in _BE:
        return i + 1, list(_BE[lower])
    if t.FUNCTION.get(lower, 0):
        return None
    mask = analysis.english.tag(sentence, i)
    if not mask & t.VERB or (sentence.texts[i][0].isupper() and i != sentence.first):
        return None
    forms = verb_forms(lower)
    before = "" if i == sentence.first else sentence.lowers[i - 1]
    if not forms or t.FUNCTION.get(before, 0) & (t.AUX | t.MODAL | t.TO | t.DET | t.POSS):
        return None
    if mask & t.VBD and forms.get("VBD") == lower:
        return i + 1, [f"has {forms['VBN']}", f"have {forms['VBN']}", f"had {forms['VBN']}", forms["VBZ"], forms["VB"]]
    if mask & t.VBZ and forms.get("VBZ") == lower:
        return i + 1, [forms["VBD"], f"has {forms['VBN']}", f"is {forms['VBG']}", f"would {forms['VB']}"]
    if mask & t.VB and not mask & (t.NOUN | t.ADJ) and forms.get("VB") == lower:
        return i + 1, [forms["VBD"], f"have {forms['VBN']}", f"are {forms['VBG']}", f"would {forms['VB']}"]
    return None


def _agreement(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    for sentence in analysis.sentences():
        for i, lower in enumerate(sentence.lowers):
            if (sentence.texts[i][0].isupper() and i != sentence.first) or not lower[0].isalpha():
                continue
            other = _AGREEING.get(lower)
            if other is None and not t.FUNCTION.get(lower, 0):
                mask = analysis.english.tag(sentence, i)
                forms: dict[str, str] = {}
                if mask & t.NOUN:
                    forms = noun_forms(lower)
                    other = forms.get("NNS") if forms.get("NN") == lower else forms.get("NN")
                elif mask & (t.VBZ | t.VB):
                    forms = verb_forms(lower)
                    other = forms.get("VBZ") if forms.get("VB") == lower else forms.get("VB")
            if other and other != lower:
                yield rule.candidate(
                    sentence.starts[i],
                    sentence.ends[i],
                    "possible",
                    (match_case(other, sentence, i, i + 1),),
                    f"“{sentence.texts[i]}” has the number of another language",
                )


def _infinitives(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    for sentence in analysis.sentences():
        lowers = sentence.lowers
        for i, lower in enumerate(lowers):
            start, end = i, i + 1
            fixes: tuple[str, ...] = ()
            if lower == "to" and i + 1 < len(sentence):
                forms = verb_forms(lowers[i + 1])
                if forms.get("VB") == lowers[i + 1]:
                    fixes = (forms["VBG"], f"to {forms['VBG']}", f"of {forms['VBG']}", f"for {forms['VBG']}")
                    end = i + 2
            elif lower.endswith("ing") and analysis.english.tag(sentence, i) & t.VBG and i > sentence.first:
                forms = verb_forms(lower)
                if forms.get("VBG") == lower:
                    if lowers[i - 1] in ("of", "for", "to", "in"):
                        start = i - 1
                    fixes = (f"to {forms['VB']}", forms["VB"], *((lower,) if start < i else ()))
                    end = i + 1
            if fixes and not (sentence.texts[start][0].isupper() and start != sentence.first):
                text = source_text(sentence, start, end)
                yield rule.candidate(
                    sentence.starts[start],
                    sentence.ends[end - 1],
                    "possible",
                    tuple(match_case(fix, sentence, start, end) for fix in fixes),
                    f"English wants another form than “{text}”",
                )


RULES = (
    LogicRule(
        id="tense.all.weighed",
        category="tense-aspect",
        severity="minor",
        about="A tense taken over from another language: each is weighed against the others of its verb by the language "
        "model of --deep.",
        source="the verb forms of English, by lemminflect",
        detect=_tenses,
        match=(("Last year the club has won the cup.", "Last year the club won the cup."),),
        no=(),
        suspect_only=True,
    ),
    LogicRule(
        id="agreement.all.weighed",
        category="agreement",
        severity="minor",
        about="A singular for a plural, or the other way round, weighed by the language model of --deep.",
        source="the word forms of English, by lemminflect",
        detect=_agreement,
        match=(("The two party is at the table.", "The two parties are at the table."),),
        no=(),
        suspect_only=True,
    ),
    LogicRule(
        id="agreement.all.weighed-verb-form",
        category="calque-phrase",
        severity="minor",
        about="An infinitive where English has -ing, or the other way round, weighed by the language model of --deep.",
        source="the verb forms of English, by lemminflect",
        detect=_infinitives,
        match=(("She avoided to answer.", "She avoided answering."),),
        no=(),
        suspect_only=True,
    ),
)
