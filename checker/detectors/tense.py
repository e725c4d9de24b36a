"""The French passé composé read as a present perfect: "has published ... in 2022", "since the war has begun"."""

from __future__ import annotations

from collections.abc import Iterator

from checker.analysis import tags as t
from checker.analysis.analysis import Analysis
from checker.analysis.calendar import MONTHS, NAMED, WEEKDAYS, is_year
from checker.analysis.sentence import Sentence
from checker.detectors.rule import LogicRule
from checker.finding import Candidate, Level
from checker.match.prefilter import occurrences

_UNITS = frozenset(
    "year years month months week weeks day days decade decades night summer winter spring autumn fall season".split()
)
_SINGLE = frozenset("year month week day night evening morning afternoon summer winter spring autumn".split())
_DATED = frozenset("yesterday ago".split())
_CLAUSE = frozenset(", ; : . ? ! - ( ) and but which who that while when if because although".split())
_PARTS = frozenset("early mid late".split())
_PLANS = frozenset(
    "scheduled set planned called convened promised postponed delayed agreed arranged asked invited pledged vowed fixed "
    "slated demanded requested threatened proposed wanted expected moved summoned ordered offered booked reserved".split()
)
"""What these tell of may lie ahead: "has called a vote on Friday"."""
REACH = 14


def _perfect(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    if sure_only:
        return
    for sentence, i, verb in _perfects(analysis):
        led = i and t.FUNCTION.get(sentence.lowers[i - 1], 0) & (t.TO | t.MODAL)  # "to have left", "may have left"
        if led:
            continue
        level, gate = _dated(sentence, i, verb, analysis)
        if level is None:
            continue
        yield rule.candidate(
            sentence.starts[i],
            sentence.ends[verb],
            level,
            (_as_past(sentence, i, verb, analysis),),
            f"“{gate}” dates the event: English wants the simple past",
            pivots=(("fr", f"passé composé … {gate}"), ("de", "Perfekt"), ("it", "passato prossimo")),
            gate=gate,
            first_share=0.9,
        )


def _perfects(analysis: Analysis) -> Iterator[tuple[Sentence, int, int]]:
    """(sentence, token of "has" or "have", token of its participle)."""
    for _, start, _end in occurrences(("has", "have"), analysis.scan):
        sentence = analysis.sentence_at(start)
        if sentence is None:
            continue
        i = sentence.token_at(start)
        verb = _participle(sentence, i, analysis)
        if verb is not None:
            yield sentence, i, verb


def _as_past(s: Sentence, i: int, verb: int, analysis: Analysis) -> str:
    """The perfect at tokens `i..verb` in the simple past, with what stands between."""
    return " ".join([*s.texts[i + 1 : verb], analysis.store.past_tense(s.lowers[verb])])


def _participle(s: Sentence, i: int, analysis: Analysis) -> int | None:
    for j in range(i + 1, min(i + 4, len(s))):
        lower = s.lowers[j]
        if lower == "been":
            return None  # "has been" carries too many readings
        mask = analysis.english.lexical(s.texts[j], lower)
        if mask & t.VBN and not t.FUNCTION.get(lower, 0):
            return j
        if not (mask & t.ADV or lower in ("also", "not", "n't")):
            return None
    return None


def _dated(s: Sentence, i: int, verb: int, analysis: Analysis) -> tuple[Level | None, str]:
    """(level, the words that date the event) for the perfect at tokens `i..verb`."""
    before = s.lowers[max(0, i - 6) : i]
    if "since" in before and not {",", "-"} & set(before[before.index("since") :]):
        clause = before[before.index("since") + 1 :]
        # behind a bare date comes the main clause: "since 1966 England have lost"
        if clause and not {"ever", "then"} & set(clause) and not is_year(clause[0]) and clause[0] not in NAMED:
            return "likely", "since"
    plans = s.lowers[verb] in _PLANS
    for j in range(verb + 1, min(verb + REACH, len(s))):
        lower = s.lowers[j]
        if lower in ("since", "until", "by", "over", "during", "for", "past"):
            return None, ""
        if lower in _DATED:
            first = max(verb + 1, j - 2) if lower == "ago" else j
            return "likely", " ".join(s.texts[first : j + 1])
        if lower == "last" and s.lowers[j - 1] != "the" and j + 1 < len(s) and s.lowers[j + 1] in _UNITS | NAMED:
            if _owns(s, j + 1):
                continue
            return "likely", " ".join(s.texts[j : j + 2])
        if lower == "that" and j + 1 < len(s) and s.lowers[j + 1] in _SINGLE and not _owns(s, j + 1):
            return "likely", " ".join(s.texts[j : j + 2])
        if lower in ("between", "from") and _is_span(s, j + 1):
            return "likely", " ".join(s.texts[j : j + 4])
        if lower == "in" and j + 1 < len(s):
            k = j + 1
            if s.lowers[k] in NAMED and k + 1 < len(s) and is_year(s.texts[k + 1]):
                return "likely", " ".join(s.texts[j : k + 2])
            if is_year(s.texts[k]):
                return "likely", " ".join(s.texts[j : k + 1])
            if s.lowers[k] in _PARTS and k + 1 < len(s):
                k += 1
            if not plans and s.texts[k][0].isupper() and s.lowers[k] in MONTHS and not _owns(s, k):
                return "likely", " ".join(s.texts[j : k + 1])
        if (
            lower in ("on", "this", "last")
            and j + 1 < len(s)
            and not plans
            and s.lowers[j + 1] in WEEKDAYS
            and not _owns(s, j + 1)
        ):
            return "likely", " ".join(s.texts[j : j + 2])
        if lower == "the" and j + 2 < len(s) and is_year(s.texts[j + 1]) and s.texts[j + 2].isalpha():
            return "likely", " ".join(s.texts[j : j + 3])
        if lower in _CLAUSE and lower not in (",", "("):
            break
    opening = s.lowers[s.first : i]
    for j, lower in enumerate(opening[:3]):
        following = opening[j + 1] if j + 1 < len(opening) else ""
        named = (lower == "on" and following in WEEKDAYS) or (lower == "in" and following in MONTHS)
        if plans or not (
            (named and s.texts[s.first + j + 1][0].isupper()) or (lower == "last" and following in _UNITS)
        ):
            continue
        told = any(analysis.english.lexical(word, word) & t.VBD for word in opening[j + 2 :])
        if "since" not in opening and not told and not _owns(s, s.first + j + 1):
            return "likely", " ".join(s.texts[s.first + j : s.first + j + 2])
    for j, lower in enumerate(opening):
        if lower == "in" and j + 1 < len(opening) and is_year(opening[j + 1]) and "since" not in opening:
            return "likely", " ".join(s.texts[s.first + j : s.first + j + 2])
        if lower == "ago" and j < 5 and "," in opening[j : j + 2]:
            return "likely", " ".join(s.texts[s.first : s.first + j + 1])
        if lower == "yesterday":
            return "likely", "yesterday"
    return None, ""


_TIME = frozenset("while when before after until as".split())
_SUBJECT = 5
"""Tokens that a subject between its conjunction and its verb may have."""


def _beside_past(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    """ "Buyers came while the shops have closed": a perfect in a clause of time beside a main clause in the past."""
    if sure_only:
        return
    for sentence, i, verb in _perfects(analysis):
        if analysis.is_foreign(sentence.starts[i], sentence.ends[i]):
            continue
        before = range(i - 2, max(sentence.first, i - _SUBJECT - 1), -1)
        opening = next((j for j in before if sentence.lowers[j] in _TIME), None)
        if (
            opening is None
            or "," in sentence.lowers[opening:i]
            or not _told(sentence, sentence.first, opening, analysis)
        ):
            continue
        after = sentence.lowers[verb + 1] if verb + 1 < len(sentence) else "."
        if after not in _ENDS or {"since", "now", "already", "ever", "yet", "so"} & set(sentence.lowers):
            continue
        yield rule.candidate(
            sentence.starts[i],
            sentence.ends[verb],
            "likely",
            (_as_past(sentence, i, verb, analysis),),
            f"the sentence tells the past, so “{sentence.lowers[i]} {sentence.texts[verb]}” is told in the past too",
            pivots=(("fr", "passé composé"), ("it", "passato prossimo"), ("de", "Perfekt")),
            first_share=0.9,
        )


_ENDS = frozenset(". ; ! ?".split())


def _told(s: Sentence, first: int, end: int, analysis: Analysis) -> bool:
    """Does the main clause tell the past and nothing else: a plain past form, no present, no speech?"""
    past = False
    for j in range(first, end):
        lower = s.lowers[j]
        if t.FUNCTION.get(lower, 0) & (t.AUX | t.MODAL) or lower in ('"', "said", "says"):
            return False
        mask = analysis.english.lexical(s.texts[j], lower)
        if mask & t.VBZ and not mask & (t.NOUN | t.ADJ):
            return False
        past = past or bool(mask & t.VBD and not mask & (t.NOUN | t.ADJ))
    return past


_CONCESSIVE = frozenset("although though".split())


def _beside_perfect(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    """ "Although it has not sent arms, it exported steel": a past in the main clause beside a perfect that concedes."""
    if sure_only:
        return
    for literal, start, end in occurrences(_CONCESSIVE, analysis.scan):
        sentence = analysis.sentence_at(start)
        if sentence is None or analysis.is_foreign(start, end):
            continue
        i = sentence.token_at(start)
        have = next((j for j in range(i + 1, min(i + 7, len(sentence))) if sentence.lowers[j] in ("has", "have")), None)
        if have is None or _participle(sentence, have, analysis) is None:
            continue
        comma = next((j for j in range(have, len(sentence) - 2) if sentence.lowers[j] == ","), None)
        if comma is None or sentence.lowers[comma + 1] not in ("it", "he", "she", "they"):
            continue
        verb = comma + 2
        mask = analysis.english.lexical(sentence.texts[verb], sentence.lowers[verb])
        if not mask & t.VBD or not mask & t.VBN or t.FUNCTION.get(sentence.lowers[verb], 0):
            continue
        auxiliary = "have" if sentence.lowers[comma + 1] == "they" else "has"
        yield rule.candidate(
            sentence.starts[verb],
            sentence.ends[verb],
            "likely",
            (f"{auxiliary} {sentence.texts[verb]}",),
            f"“{literal}” concedes in the perfect what holds until now, and so does its main clause",
            pivots=(("fr", "passé composé"), ("it", "passato prossimo"), ("de", "Perfekt")),
            first_share=0.9,
        )


def _is_span(s: Sentence, i: int) -> bool:
    """Do two years that bound a span stand at token `i`: "2002 and 2013"?"""
    return i + 2 < len(s) and is_year(s.texts[i]) and is_year(s.texts[i + 2])


def _owns(s: Sentence, i: int) -> bool:
    """Is it the date of something else: "last month's ballots"?"""
    return i + 1 < len(s) and s.lowers[i + 1] in ("'s", "’s", "'")


RULES = (
    LogicRule(
        id="tense.all.dated-perfect",
        category="tense-aspect",
        severity="minor",
        about="A present perfect with a date in the past, or after “since” with an event: the compound past of French, "
        "German and Italian, read word by word.",
        source="English grammar: the perfect takes no definite past time",
        detect=_perfect,
        match=(
            ("The board has approved the plan in March 2021.", "The board approved the plan in March 2021."),
            (
                "Little has changed since the army has left the region.",
                "Little has changed since the army left the region.",
            ),
            ("They have written to him two years ago.", "They wrote to him two years ago."),
            ("The bank has lowered its rates on Thursday.", "The bank lowered its rates on Thursday."),
            ("In June, the court has decided the case.", "In June, the court decided the case."),
            ("Last week the court has decided the case.", "Last week the court decided the case."),
            ("The sky has fallen on us that night.", "The sky fell on us that night."),
            ("Output has doubled between 2002 and 2013.", "Output doubled between 2002 and 2013."),
        ),
        no=(
            "The board has approved the plan.",
            "Last year's winner has lost.",
            "He has worked here since 2010.",
            "It has grown over the last year.",
        ),
    ),
    LogicRule(
        id="tense.all.beside-past",
        category="tense-aspect",
        severity="minor",
        about="A present perfect in a clause of time at the end of a sentence that tells the past.",
        source="English grammar: the tenses of one story agree",
        detect=_beside_past,
        match=(("Buyers came while the shops have closed.", "Buyers came while the shops closed."),),
        no=("Buyers come while the shops have closed.", "He left after they had come."),
        suspect_only=True,
    ),
    LogicRule(
        id="tense.all.beside-perfect",
        category="tense-aspect",
        severity="minor",
        about="A simple past whose concessive clause stands in the present perfect.",
        source="English grammar: the tenses of one story agree",
        detect=_beside_perfect,
        match=(
            (
                "Although it has not sent any arms, it exported a lot of steel.",
                "Although it has not sent any arms, it has exported a lot of steel.",
            ),
        ),
        no=("Although it did not send any arms, it exported a lot of steel.",),
        suspect_only=True,
    ),
)
