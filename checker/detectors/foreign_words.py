"""Words of a pivot language that were left standing, known from the tables of equivalents."""

from __future__ import annotations

from collections.abc import Iterator

from checker.analysis import tags as t
from checker.analysis.analysis import Analysis
from checker.analysis.sentence import Sentence
from checker.detectors.rule import LogicRule
from checker.finding import PIVOTS, Candidate
from checker.match.fixes import match_case
from checker.match.prefilter import occurrences


def _foreign(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    if sure_only:
        return
    table = analysis.store.foreign
    words = table.among(analysis.vocabulary)
    for literal, start, end in occurrences(words, analysis.scan):
        text = analysis.prose[start:end]
        sentence = analysis.sentence_at(start)
        if sentence is None or analysis.is_foreign(start, end) or text.isupper():
            continue
        i = sentence.token_at(start)
        if sentence.texts[i] != text or _joined(analysis.prose, start, end):
            continue
        entries = table[literal]
        # as the language writes it is likelier than with an English ending
        as_written = [entry for entry in entries if not entry[3]]
        adapted = not as_written
        chosen = as_written or entries
        if text[0].isupper() and i == sentence.first and _opens_a_name(sentence, i, analysis):
            continue
        if text[0].isupper() and i != sentence.first:
            # a German noun keeps its capital: it is one only where a name cannot stand
            german = any(language == "de" and noun for language, _, noun, _, _ in chosen)
            if adapted or not german or i == 0 or not t.FUNCTION.get(sentence.lowers[i - 1], 0) & (t.DET | t.POSS):
                continue
            if i + 1 < len(sentence) and sentence.texts[i + 1][0].isupper():
                continue
        fixes: dict[str, None] = {}
        pivots: dict[str, str] = {}
        for language, source, _, _, forms in chosen:
            pivots.setdefault(language, source)
            for form in forms:
                fixes.setdefault(match_case(form, sentence, i, i + 1) if text[0].islower() or i == 0 else form)
        language, source = next(iter(pivots.items()))
        yield rule.candidate(
            start,
            end,
            "likely",
            tuple(fixes)[:4],
            f"“{text}” is {PIVOTS[language]} “{source}” with an English ending"
            if adapted
            else f"“{text}” is {PIVOTS[language]}, left untranslated",
            pivots=tuple(pivots.items()),
            first_share=0.6,
        )


def _opens_a_name(sentence: Sentence, i: int, analysis: Analysis) -> bool:
    """Is a capitalised word that opens its sentence a name, or the first part of one?"""
    gazetteer, lower = analysis.store.gazetteer, sentence.lowers[i]
    if lower in gazetteer.given or lower in gazetteer.surnames or lower in gazetteer.cities:
        return True
    return i + 1 >= len(sentence) or not sentence.texts[i + 1][0].islower()


def _joined(prose: str, start: int, end: int) -> bool:
    """Is the word part of a longer token, a handle, an address or a quotation?"""
    return prose[start - 1 : start] in tuple("-'@/.#_\"“‘") or prose[end : end + 1] in tuple("-'@/_\"”’")


RULES = (
    LogicRule(
        id="untranslated.all.dictionary",
        category="untranslated-word",
        severity="major",
        about="A word that English hardly has and a pivot language has, in small letters in running text: as that "
        "language writes it, or with an English ending that a machine gave a word it did not know.",
        source="tables of equivalents in rules/lexicons, written for mtlint",
        detect=_foreign,
        match=(
            ("The number nine maillot sold out.", "The number nine jersey sold out."),
            ("The city licitated the works.", "The city tendered the works."),
        ),
        no=("He read a vague report.",),
    ),
)
