"""Names left in the form of another language: "Pékin", "Poutine", "Allemagne"."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from checker.analysis.analysis import Analysis
from checker.detectors.name_forms import PLURALS, mend
from checker.detectors.rule import LogicRule
from checker.finding import PIVOTS, Candidate, Level
from checker.match.prefilter import occurrences, scan_form, word_pairs
from checker.match.runner import part_of_name
from checker.packs.known_names import Exonym

_CLUB = frozenset(
    "fc cf ac sc united city club stadium airport university hotel cup open marathon bank airlines league".split()
)

_STREETS = frozenset("rue avenue boulevard place quai via viale piazza calle plaza avenida rua praça".split())
"""Words behind which a name is that of a street."""
_PLACED = frozenset("in near around".split())
"""Words behind which a name is that of a town."""


def _exonyms(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    table = analysis.store.gazetteer.exonyms
    vocabulary = analysis.vocabulary
    literals: dict[str, tuple[str, bool]] = {}
    for form in _candidates(analysis):
        literals[" ".join(scan_form(form).split())] = (form, False)
    for word in vocabulary:
        if len(word) > 4 and word[-1] == "s" and word not in table and word[:-1] in table:
            literals[word] = (word[:-1], True)
    for literal, start, end in occurrences(literals, analysis.scan):
        form, plural = literals[literal]
        text = analysis.prose[start:end]
        found = table[form]
        if plural and (text.lower() in analysis.store.gazetteer.taken or text.lower() in PLURALS):
            continue
        level = _level(found, form, text, plural, start, end, analysis)
        if level is None or (sure_only and level != "sure"):
            continue
        sentence = analysis.sentence_over(start, end)
        if sentence is None or analysis.is_foreign(start, end):
            continue
        if level == "sure" and found.kind != "person" and part_of_name(sentence, sentence.token_at(start), analysis):
            if sure_only:
                continue
            level = "possible"
        i, last = sentence.token_at(start), sentence.token_at(end - 1) + 1
        if plural:
            first, stop, fixes = mend(sentence, i, last, found.english, True, analysis.english)
        else:
            english = found.english.upper() if text.isupper() else found.english
            first, stop, fixes = i, last, (english,)
            if found.english == text:
                continue  # a form that is also the English one
        if not plural and i and sentence.lowers[i - 1] == "the" and found.english.lower().startswith("the "):
            first -= 1
        language = found.languages[0] if found.languages else ""
        name = PIVOTS.get(language, "")
        yield rule.candidate(
            sentence.starts[first],
            sentence.ends[stop - 1],
            level,
            fixes,
            f"“{text}” is {'the ' + name + ' form of ' if name else 'not the English form of '}“{found.english}”",
            pivots=tuple((one, form if form != form.lower() else text) for one in found.languages),
            first_share=0.85,
        )


def _candidates(analysis: Analysis) -> list[str]:
    """Exonyms whose words all occur, two by two."""
    neighbours = analysis.neighbours
    index = analysis.store.exonym_index
    found = []
    for word in index.among(analysis.vocabulary):
        for form, words in index[word]:
            if len(words) == 1 or all(pair in neighbours for pair in word_pairs(" ".join(words))):
                found.append(form)
    return found


def _level(found: Exonym, form: str, text: str, plural: bool, start: int, end: int, analysis: Analysis) -> Level | None:
    if not text[0].isupper():
        # "poutines" beside Putin is the man; alone it is a dish
        known = found.english.split()[-1] in analysis.inventory.capitals and found.kind == "person"
        return "sure" if known and not found.ambiguous and form not in analysis.english else "likely" if known else None
    if not text.isupper() and any(len(word) > 3 and word.isupper() for word in text.replace("-", " ").split()):
        return None  # a surname in capitals is another rule's matter
    if (text.isupper() and len(text) < 5) or any(a.islower() and b.isupper() for a, b in itertools.pairwise(text)):
        return None
    prose = analysis.prose
    following = prose[end : end + 16].split() if prose[end : end + 1] == " " else []
    beside = following[0].strip(".,;:'’") if following else ""
    if beside.lower() in _CLUB:
        return "possible"
    before = prose[max(0, start - 12) : start].lower().split()
    if before and before[-1] in _STREETS:
        return None
    if " " not in text and beside[:1].isupper() and beside[1:2].islower() and beside.lower() not in analysis.english:
        return "possible"  # a name goes on: "Moïse Badiane", "Colonia Esperanza"
    if found.kind == "club":
        # the town is another's; the club keeps its name
        return "likely" if before and before[-1] in _PLACED else "possible"
    if found.ambiguous:
        return "likely" if not plural and len(found.languages) > 0 and form not in analysis.english else "possible"
    gazetteer = analysis.store.gazetteer
    lower = text.lower()
    if lower in gazetteer.surnames or lower in gazetteer.given:
        return "likely" if found.english.split()[-1] in analysis.inventory.capitals else "possible"
    if prose[end : end + 1] in ("-", "/", "@") or (start and prose[start - 1] in "-/@."):
        return "likely"
    return "sure"


RULES = (
    LogicRule(
        id="names.all.exonym",
        category="name-exonym",
        severity="critical",
        about="The name of a person or place in the form of the pivot language.",
        source="territories and cities: Unicode CLDR (Unicode-3.0 licence); other names: written for mtlint",
        detect=_exonyms,
        match=(
            ("Talks between Moscow and Pékin went on.", "Talks between Moscow and Beijing went on."),
            ("The president met Poutine in June.", "The president met Putin in June."),
            ("LONDRES — Judges stopped the line.", "LONDON — Judges stopped the line."),
        ),
        no=("They flew to Nice and Monaco.", "Peking duck was served.", "He ate poutine in Quebec."),
    ),
)
