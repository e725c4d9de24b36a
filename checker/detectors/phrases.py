"""Fixed phrases of a pivot language that were put into English word by word: "leave for illness" for sick leave.

The text's words are traced back to the source words that they can stand for; where these make a fixed phrase of the source
language whose English is another, that is proposed. Little words between them may be any, and an adjective may have been
moved before its noun.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from checker.analysis import tags as t
from checker.analysis.analysis import Analysis
from checker.analysis.bigrams import Bigrams
from checker.analysis.sentence import Sentence
from checker.detectors.rule import LogicRule
from checker.detectors.terms import is_term
from checker.finding import Candidate
from checker.match.fixes import inflected, match_case, with_article
from checker.packs.gazetteer import plain
from checker.packs.phrases import COGNATE, LANGUAGES, PhraseData, bag, head_of, is_loose, leads

MOST_LOOSE = 2
"""Little words between two words of a phrase."""
MOST_PROPOSALS = 3
ALIKE = 0.75
"""Part of a stem that a cognate begins with."""
ALIKE_LETTERS = 4
"""Letters that a word begins with like the source word, to be its likelier rendering."""
LEAST_FIT = 0.88
WORD, TIES, LOOKS = 3.3, 0.66, 0.44
"""What each further word of a phrase counts, a nat of closer ties to the words around, a word that looks like its source."""
SEEN, BACKWARD = 2.2, 1.1
"""What it counts against a phrase that English puts the text's words side by side, and that they stand in another order."""
FREQUENT = -6.6
"""Words likelier than this (a logarithm) are not by themselves what a phrase was made of."""
FIRST = (0.8, 0.65, 0.58)
"""The first proposal's share, by how many there are."""


class Found(msgspec.Struct, frozen=True):
    """A phrase at the parts `start` to `end` of a sentence, `head` the one that takes the endings."""

    start: int
    end: int
    head: int
    count: int
    backward: bool
    kind: str
    source: str
    english: tuple[str, ...]
    alike: int
    fit: float = 0.0


class Parts:
    """The words of a sentence, those with hyphens in their parts; `tokens` are the numbers of the tokens."""

    __slots__ = ("ends", "lowers", "starts", "tokens")

    def __init__(self, sentence: Sentence) -> None:
        self.lowers: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.tokens: list[int] = []
        for i in range(sentence.first, len(sentence)):
            at = sentence.starts[i]
            for piece in sentence.lowers[i].split("-"):
                if piece:
                    self.lowers.append(piece)
                    self.starts.append(at)
                    self.ends.append(at + len(piece))
                    self.tokens.append(i)
                at += len(piece) + 1


def _phrases(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    if sure_only:
        return
    data = analysis.store.phrases(_language(rule))
    for sentence in analysis.sentences():
        parts = Parts(sentence)
        found = found_in(parts, data, _language(rule), analysis)
        likely = [_weighed(one, parts, analysis.store.bigrams) for one in found]
        likely = [one for one in likely if one.fit >= LEAST_FIT]
        likely.sort(key=lambda one: (-one.fit, one.start, one.end, one.source))
        taken: list[tuple[int, int]] = []
        for one in likely:
            if not any(start < one.end and one.start < end for start, end in taken):
                taken.append((one.start, one.end))
                candidate = _candidate(rule, analysis, sentence, parts, one, data)
                if candidate is not None:
                    yield candidate


def found_in(parts: Parts, data: PhraseData, language: str, analysis: Analysis) -> Iterator[Found]:
    """The phrases that a sentence's words can have been made of, those whose words are right English left out."""
    stems = [frozenset() if is_loose(w) or w in t.FUNCTION else _stems(w, data) for w in parts.lowers]
    prepositions = leads(language)
    for i, own in enumerate(stems):
        for stem in own:
            for row in data.phrases.get(stem, ()):
                lead, content, kind, source, *english = row.split("|")
                words, inside, kind = content.split(" "), kind.endswith("+"), kind.rstrip("+")
                # an adjective may have been moved before its noun
                movable = kind == "N" and len(words) == 2 and source.count(" ") == 1
                for backward in (False, True) if movable else (False,):
                    at = _places(words, i, stems, parts, backward, inside)
                    if at is None:
                        continue
                    start, end = min(at), max(at) + 1
                    if lead:
                        start = _led(parts, start, prepositions[lead])
                        if start < 0 or (len(words) == 1 and _may_be_chance(parts, end - 1, analysis.store.bigrams)):
                            continue
                    governing = prepositions.get(plain(source.rpartition(" ")[2].lower()))
                    if governing is not None:
                        # what the phrase governs must follow
                        if end == len(parts.lowers) or parts.lowers[end] not in governing:
                            continue
                        end += 1
                    words_here = parts.lowers[start:end]
                    if bag(" ".join(words_here)) in data.english or is_term(words_here, analysis.store.terms):
                        continue
                    head = at[-1] if kind == "N" and language == "de" else at[0]
                    alike = sum(
                        _same(parts.lowers[n], word) >= ALIKE_LETTERS for n, word in zip(at, words, strict=True)
                    )
                    yield Found(start, end, head, len(words), backward, kind, source, tuple(english), alike)


def _stems(word: str, data: PhraseData) -> frozenset[str]:
    """The source words, as stems, that an English word can stand for; words that look alike among them."""
    found = set(data.words.get(word, "").split())
    bare = plain(word)
    if len(bare) >= COGNATE:
        for stem in data.cognates.get(bare[:COGNATE], "").split():
            same = next(
                (n for n, (a, b) in enumerate(zip(bare, stem, strict=False)) if a != b), min(len(bare), len(stem))
            )
            if same >= ALIKE * len(stem) or same == len(bare):
                found.add(stem)
    return frozenset(found)


def _same(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _places(
    words: list[str], i: int, stems: list[frozenset[str]], parts: Parts, backward: bool, prepositions: bool
) -> list[int] | None:
    """Where the words of a phrase stand whose first is at `i`; None where they do not."""
    at, step = [i], -1 if backward else 1
    for word in words[1:]:
        j, loose = at[-1] + step, 0
        while 0 <= j < len(stems) and is_loose(parts.lowers[j], prepositions) and loose < MOST_LOOSE:
            j, loose = j + step, loose + 1
        if not 0 <= j < len(stems) or word not in stems[j]:
            return None
        at.append(j)
    return at


def _led(parts: Parts, start: int, prepositions: frozenset[str]) -> int:
    """Where the preposition stands that leads the word at `start`; -1 where none does."""
    before = start - 1
    if before >= 0 and parts.lowers[before] in ("the", "a", "an"):
        before -= 1
    return before if before >= 0 and parts.lowers[before] in prepositions else -1


def _may_be_chance(parts: Parts, i: int, bigrams: Bigrams) -> bool:
    return bigrams.log(parts.lowers[i]) > FREQUENT


def _weighed(found: Found, parts: Parts, bigrams: Bigrams) -> Found:
    """The phrase with its fit: more for each word, less where English puts the text's words side by side."""
    text = parts.lowers[found.start : found.end]
    words = found.english[0].lower().split(" ")
    before = parts.lowers[found.start - 1] if found.start else ""
    after = parts.lowers[found.end] if found.end < len(parts.lowers) else ""
    seen = sum(map(bigrams.lift, text, text[1:]))
    fit = WORD * (found.count - 1) + TIES * (bigrams.ties(before, words, after) - bigrams.ties(before, text, after))
    fit += LOOKS * found.alike
    fit -= (BACKWARD if found.backward else 0.0) + (SEEN if seen > 0 else 0.0)
    return msgspec.structs.replace(found, fit=fit)


def _candidate(
    rule: LogicRule, analysis: Analysis, sentence: Sentence, parts: Parts, found: Found, data: PhraseData
) -> Candidate | None:
    """The candidate; None where the text says what one of the fixes does."""
    first, last, head = parts.tokens[found.start], parts.tokens[found.end - 1] + 1, parts.tokens[found.head]
    if found.kind and not analysis.english.tag(sentence, head) & (t.NOUN if found.kind == "N" else t.VERB):
        return None
    own = next((word for word in sentence.lowers[first:last] if t.FUNCTION.get(word, 0) & t.POSS), "")
    fixes = []
    for meaning in found.english:
        text = _in_form(meaning, found, analysis, sentence, parts, data)
        if "one's" in text:
            if not own:
                continue
            text = text.replace("one's", own)
        if text.lower() == " ".join(sentence.lowers[first:last]):
            return None
        text = match_case(text, sentence, first, last)
        fixes.append(with_article(sentence, first, text) if found.kind == "N" else (first, text))
    fixes = [fix for fix in fixes if fix[0] == fixes[0][0]][:MOST_PROPOSALS]
    if not fixes:
        return None
    here = " ".join(sentence.texts[first:last])
    return rule.candidate(
        sentence.starts[fixes[0][0]],
        sentence.ends[last - 1],
        "likely",
        tuple(fix for _, fix in fixes),
        f"“{here}” is “{found.source}” word by word, in English “{found.english[0]}”",
        pivots=((_language(rule), found.source),),
        fit=round(found.fit, 2) or 0.01,
        first_share=FIRST[len(fixes) - 1],
    )


def _in_form(meaning: str, found: Found, analysis: Analysis, sentence: Sentence, parts: Parts, data: PhraseData) -> str:
    """The English of a phrase with the number or the tense that its head has in the text."""
    head = head_of(meaning, found.kind) if found.kind else ""
    forms = data.forms.get(f"{head}/{found.kind}")
    if not head or not forms:
        return meaning
    form = inflected(forms, analysis.english, sentence, parts.tokens[found.head])
    return form + meaning[len(head) :] if found.kind == "V" else form.join(meaning.rsplit(head, 1))


def _language(rule: LogicRule) -> str:
    return rule.pivot or ""


_EXAMPLES = {
    "fr": ("The staff took a leave for illness.", "The staff took a sick leave."),
    "es": ("There was a wheel of press.", "There was a press conference."),
    "de": ("The union signed a tariff contract.", "The union signed a collective agreement."),
    "it": ("The forces of the order came.", "The police came."),
    "pt": ("They read a project of law.", "They read a bill."),
}
RULES = tuple(
    LogicRule(
        id=f"calque.{language}.phrase",
        category="calque-phrase",
        severity="major",
        about="A fixed phrase of the pivot language that was put into English word by word. The phrases are in "
        f"rules/lexicons/phrases-{language}.txt, the words in equivalents-{language}.txt.",
        source="phrases, equivalents: written for mtlint; bigrams: CMU Sphinx (BSD-2-Clause)",
        detect=_phrases,
        match=(_EXAMPLES[language],),
        no=("The staff took sick leave.",),
        pivot=language,
        suspect_only=True,
    )
    for language in LANGUAGES
)
