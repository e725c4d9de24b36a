"""A state that lasts, told in the present and with "since": "they defend this idea since ten years".

French "depuis", German "seit", Italian "da" and Spanish "desde hace" take the present and a length of time; English
takes the perfect and "for", behind a superlative "in".
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.analysis import tags as t
from checker.analysis.analysis import Analysis
from checker.analysis.calendar import NAMED, is_year
from checker.analysis.conjugate import reform
from checker.analysis.english import English
from checker.analysis.sentence import Sentence
from checker.detectors.rule import LogicRule
from checker.finding import Candidate
from checker.match.fixes import match_case, source_text
from checker.match.prefilter import occurrences

PIVOTS = (("fr", "depuis"), ("es", "desde hace"), ("de", "seit"), ("it", "da"), ("pt", "há"))
_UNITS = frozenset(
    "year month week day hour minute decade century season generation quarter semester night "
    "years months weeks days hours minutes decades centuries seasons generations quarters semesters nights".split()
)
_BARE = frozenset("years months weeks decades centuries generations".split())
"""Units that need no number: "since years"."""
_ABOUT = tuple(
    phrase.split()
    for phrase in (
        "more than,less than,fewer than,at least,close to,well over,no less than,about,around,almost,nearly,over,"
        "barely,just,only,already,approximately,roughly,practically,some,the last,the past"
    ).split(",")
)
_COUNTS = tuple(
    phrase.split()
    for phrase in "a few,a couple of,a dozen,dozens of,a number of,half a,several,many,some,a,an".split(",")
)
_LONG = frozenset("long full consecutive successive good".split())
_NO_LENGTH = frozenset("ago before after earlier later prior previously old of off 's ’s".split())
"""Behind a length of time: it tells a point in time, or is no length."""
_FINITE = frozenset("is are was were has have had passed elapsed went would could will can may".split())
_STOPS = frozenset(', ; : . ? ! — – - ( ) [ ] “ ” " because although though while whereas if but'.split())
_PRESENT, _PAST, _PERFECT = (
    {"is": "has", "are": "have", "am": "have"},
    {"was": "had", "were": "had"},
    frozenset("has have had 've ’ve having hasn't haven't hadn't".split()),
)
_BETWEEN = frozenset("not never also already always still long therefore thus no longer".split())
"""These stand between "has" and "been"."""
_RANKS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth only last best worst record most least".split()
)
_SUBJECTS = frozenset("i you he she it we they who which that".split())
REACH = 10
"""Words between a verb and its "since"."""


def _durations(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    for _, start, _end in occurrences(("since",), analysis.scan):
        sentence = analysis.sentence_at(start)
        if sentence is None:
            continue
        i = sentence.token_at(start)
        behind = length_of_time(sentence, i + 1)
        if behind is None:
            continue
        begin, texts = _mended(sentence, i, analysis.english)
        told = " ".join(sentence.texts[i:behind])
        yield rule.candidate(
            sentence.starts[begin],
            sentence.ends[i],
            "sure",
            tuple(match_case(text, sentence, begin, i + 1) for text in texts),
            f"“{told}” is a length of time: English wants “for” and the perfect",
            pivots=PIVOTS,
            first_share=0.85,
        )
        if i == sentence.first and (later := _main_verb(sentence, behind, analysis.english)):
            k, text = later
            yield rule.candidate(
                sentence.starts[k],
                sentence.ends[k],
                "sure",
                (text,),
                f"“{told}” tells how long a state has lasted: English wants the perfect",
                pivots=PIVOTS,
                first_share=0.7,
            )


def length_of_time(s: Sentence, i: int) -> int | None:
    """The token behind the length of time that begins at token `i`: "three years", "almost a decade"; else None."""
    j = i
    about = next((words for words in _ABOUT if s.lowers[j : j + len(words)] == words), [])
    j += len(about)
    count = next((words for words in _COUNTS if s.lowers[j : j + len(words)] == words), [])
    j += len(count)
    while j < len(s) and (_is_number(s, j) or _joins_numbers(s, j)):
        j += 1
    counted = j > i + len(about)
    if s.lowers[j : j + 3] == ["and", "a", "half"]:
        j += 3
    while j < len(s) and s.lowers[j] in _LONG:
        j += 1
    if j >= len(s) or s.lowers[j] not in _UNITS:
        return None
    if not counted and (about or s.lowers[j] not in _BARE):
        return None
    if s.lowers[i : i + 2] in (["one", "day"], ["one", "night"]):
        return None
    j += 1
    following = s.lowers[j] if j < len(s) else ""
    if following in _NO_LENGTH or following in _FINITE:
        return None
    return j


def _is_number(s: Sentence, i: int) -> bool:
    text = s.texts[i]
    return bool(t.FUNCTION.get(s.lowers[i], 0) & t.NUM) or (text[0].isdigit() and not text.isalpha())


def _joins_numbers(s: Sentence, i: int) -> bool:
    """Is this the hyphen of a number such as "twenty-six"?"""
    return s.texts[i] == "-" and 0 < i < len(s) - 1 and _is_number(s, i - 1) and _is_number(s, i + 1)


def _mended(s: Sentence, i: int, english: English) -> tuple[int, tuple[str, ...]]:
    """(first token to be replaced, what to put for it and all to the "since" at token `i`)."""
    ranked = False
    for k in range(i - 1, max(s.first, i - 1 - REACH) - 1, -1):
        lower = s.lowers[k]
        if lower in _STOPS:
            break
        if lower in _PERFECT or t.FUNCTION.get(lower, 0) & t.MODAL:
            break
        if lower in _PRESENT or lower in _PAST:
            if ranked or (k + 1 < i and s.lowers[k + 1] in ("due", "to")):
                break
            return k, (_been(s, k, i), "for")
        if lower in ("do", "does") and s.lowers[k + 1] == "not" and k + 2 < i:
            has = "has" if lower == "does" else "have"
            return k, (_joined(f"{has} not", s, k + 2, i, english),)
        tag = english.tag(s, k)
        if tag & t.VBD and not tag & (t.VBN | t.NOUN | t.ADJ):
            break
        if not ranked and (has := _auxiliary(s, k, tag, english)):
            return k, (_joined(has, s, k, i, english),)
        ranked = ranked or lower in _RANKS or _is_superlative(lower, english)
    return i, ("in", "for") if ranked else ("for", "in")


def _main_verb(s: Sentence, i: int, english: English) -> tuple[int, str] | None:
    """(token, its perfect) of the verb in the present whose plain subject begins at token `i`, behind a comma."""
    if i >= len(s) or s.lowers[i] != ",":
        return None
    for k in range(i + 2, min(i + 7, len(s) - 1)):
        lower = s.lowers[k]
        if lower in _STOPS or t.FUNCTION.get(lower, 0) & (t.PREP | t.CONJ | t.WH | t.MODAL):
            return None
        if lower in _PRESENT:
            return k, f"{_PRESENT[lower]} been"
        if lower in _PERFECT or lower in _PAST:
            return None
        if has := _auxiliary(s, k, english.tag(s, k), english):
            return k, f"{has} {reform(lower, 'VBN', english)}"
    return None


def _since_a_point(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    """ "Spain runs on this budget since 2023": the present with a point in time."""
    if sure_only:
        return
    for _, start, end in occurrences(("since",), analysis.scan):
        sentence = analysis.sentence_at(start)
        if sentence is None or analysis.is_foreign(start, end):
            continue
        i = sentence.token_at(start)
        if not _is_point(sentence, i + 1) or length_of_time(sentence, i + 1) is not None:
            continue
        begin, texts = _mended(sentence, i, analysis.english)
        if begin == i or not _alone(sentence, begin, i, analysis.english):
            continue
        fixed = f"{texts[0].removesuffix('for')}since"
        yield rule.candidate(
            sentence.starts[begin],
            end,
            "likely",
            (match_case(fixed, sentence, begin, i + 1),),
            "what began at a point in time and lasts is told in the perfect",
            pivots=PIVOTS,
            first_share=0.85,
        )


def _alone(s: Sentence, k: int, i: int, english: English) -> bool:
    """Is token `k` a verb in the third person, the only one of its clause up to the "since" at token `i`?"""
    if not english.lexical(s.texts[k], s.lowers[k]) & t.VBZ or s.lowers[k] == "is" or s.lowers[k - 1] in _POINTERS:
        return False
    if any(english.lexical(s.texts[j], s.lowers[j]) & (t.VBN | t.VBG) for j in range(k + 1, i)):
        return False  # "lands occupied since 1967"
    if any(lower in _FINITE or lower in _POINTERS for lower in s.lowers[k + 1 : i]):
        return False
    for j in range(k - 1, s.first - 1, -1):
        if s.lowers[j] in _STOPS:
            break
        if s.lowers[j] in _FINITE or t.FUNCTION.get(s.lowers[j], 0) & (t.AUX | t.MODAL):
            return False
        mask = english.lexical(s.texts[j], s.lowers[j])
        if (mask & t.VBD and not mask & t.ADJ) or (mask & t.VBZ and not mask & t.NOUN):
            return False
    return True


_POINTERS = frozenset("it that this there say says".split())
_SEASONS = frozenset("spring summer autumn fall winter early late mid the".split())
_ORIGINS = frozenset("beginning start end outbreak onset fall crisis war election elections".split())


def _is_point(s: Sentence, i: int) -> bool:
    """Does a point in time begin at token `i`: "2023", "January", "last summer", "the start of"?"""
    if i >= len(s):
        return False
    lower = s.lowers[i]
    if is_year(s.texts[i]) or lower in NAMED or lower == "then":
        return True
    following = s.lowers[i + 1] if i + 1 < len(s) else ""
    if lower == "the" and following in _ORIGINS:
        return True
    return lower == "last" or (lower in _SEASONS and (is_year(following) or following in NAMED))


def _been(s: Sentence, k: int, i: int) -> str:
    """ "is not closed since" as "has not been closed for"."""
    has = (_PRESENT | _PAST)[s.lowers[k]]
    j = k + 1
    while j < i and s.lowers[j] in _BETWEEN:
        j += 1
    parts = [has, *s.texts[k + 1 : j], "been", source_text(s, j, i), "for"]
    return " ".join(filter(None, parts))


def _joined(has: str, s: Sentence, k: int, i: int, english: English) -> str:
    """ "lives here and works there since" as "has lived here and worked there for"; the verb stands at token `k`."""
    form = s.lowers[k]
    verbs = [reform(form, "VBN", english)]
    spans = [k]
    third = has.startswith("has") and "not" not in has
    for j in range(k + 2, i):
        mask = english.lexical(s.texts[j], s.lowers[j])
        if s.lowers[j - 1] == "and" and mask & (t.VBZ if third else t.VB) and not mask & t.ADJ:
            spans.append(j)
            verbs.append(reform(s.lowers[j], "VBN", english))
    parts = [has]
    for number, (at, verb) in enumerate(zip(spans, verbs, strict=True)):
        until = spans[number + 1] if number + 1 < len(spans) else i
        parts += [verb, source_text(s, at + 1, until)]
    return " ".join(filter(None, [*parts, "for"]))


def _auxiliary(s: Sentence, k: int, tag: int, english: English) -> str:
    """ "has" or "have" where token `k` is a verb in the present, otherwise nothing."""
    if k == s.first or t.FUNCTION.get(s.lowers[k], 0) or not tag & (t.VB | t.VBZ) or tag & t.NAME:
        return ""
    j = k - 1
    while j > s.first and (s.lowers[j].endswith("ly") or s.lowers[j] in ("also", "still", "always", "already")):
        j -= 1
    before = s.lowers[j]
    if before in _SUBJECTS:
        third = bool(tag & t.VBZ)
        return "" if third and before in ("i", "you", "we", "they") else "has" if third else "have"
    if t.FUNCTION.get(before, 0):
        return ""
    subject = english.tag(s, j)
    if tag & t.VBZ and subject & (t.NN | t.NAME) and not (subject & t.ADJ and tag & t.NOUN):
        return "has"
    if tag & t.VB and not tag & (t.ADJ | t.VBN) and subject & t.NNS and not subject & t.VERB:
        return "have"
    return ""


def _is_superlative(word: str, english: English) -> bool:
    if not word.endswith("est") or len(word) < 6:
        return False
    stem = word[:-3]
    bases = (stem, stem + "e", stem[:-1], stem[:-1] + "y" if stem.endswith("i") else stem)
    return any(english.lexical(base, base) & t.ADJ and base in english for base in bases)


RULES = (
    LogicRule(
        id="tense.all.since-duration",
        category="tense-aspect",
        severity="major",
        about="A length of time behind “since”: French “depuis”, German “seit”, Italian “da” and Spanish “desde hace” take "
        "it with the present; English has “for” with the perfect, and “in” behind a superlative.",
        source="English grammar: for a length of time, since a point in time",
        detect=_durations,
        match=(
            ("They defend this idea since ten years.", "They have defended this idea for ten years."),
            ("The road is closed since three weeks.", "The road has been closed for three weeks."),
            ("It is the lowest level since 16 years.", "It is the lowest level in 16 years."),
            ("Prices have fallen since several months.", "Prices have fallen for several months."),
            (
                "She lives in Lisbon and studies here since two years.",
                "She has lived in Lisbon and studied here for two years.",
            ),
            (
                "Since almost a decade, the river floods the town.",
                "For almost a decade, the river has flooded the town.",
            ),
            ("The law does not apply since two months.", "The law has not applied for two months."),
            ("The ministry was silent since weeks.", "The ministry had been silent for weeks."),
            ("She works there since twenty-six years.", "She has worked there for twenty-six years."),
        ),
        no=(
            "He has lived here since 2010.",
            "It was the first win since a year ago.",
            "Since one day is not enough, they stayed.",
            "Much has changed since two years before the war.",
            "Since three weeks have passed, we asked again.",
            "It grew every year since the year of the flood.",
        ),
    ),
    LogicRule(
        id="tense.all.since-point",
        category="tense-aspect",
        severity="minor",
        about="A present with “since” and a point in time: it runs since 2023.",
        source="English grammar: what lasts is told in the perfect",
        detect=_since_a_point,
        match=(
            (
                "Spain functions since 2023 on a budget of war.",
                "Spain has functioned since 2023 on a budget of war.",
            ),
            ("She leads the bank since last autumn.", "She has led the bank since last autumn."),
        ),
        no=(
            "He has worked here since 2010.",
            "It is ten years since 2010.",
            "He lived here since 2010.",
        ),
        suspect_only=True,
    ),
)
