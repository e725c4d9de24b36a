"""The French passé composé read as a present perfect: "has published ... in 2022", "since the war has begun"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysis import tags as t
from checker.analysis.analysis import Analysis
from checker.analysis.calendar import MONTHS, WEEKDAYS, YEAR
from checker.analysis.sentence import Sentence
from checker.detectors.rule import LogicRule
from checker.finding import Candidate, Level
from checker.match.prefilter import occurrences

_YEAR = re.compile(YEAR + "$")
_UNITS = frozenset(
    "year years month months week weeks day days decade decades night summer winter spring autumn fall season".split()
)
_DATED = frozenset("yesterday ago".split())
_CALENDAR = frozenset((*MONTHS, *WEEKDAYS))
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
    for _, start, _end in occurrences(("has", "have"), analysis.scan):
        sentence = analysis.sentence_at(start)
        if sentence is None:
            continue
        i = sentence.token_at(start)
        verb = _participle(sentence, i, analysis)
        led = i and t.FUNCTION.get(sentence.lowers[i - 1], 0) & (t.TO | t.MODAL)  # "to have left", "may have left"
        if verb is None or led:
            continue
        level, gate = _dated(sentence, i, verb, analysis)
        if level is None:
            continue
        middle = list(sentence.texts[i + 1 : verb])
        past = analysis.store.past_tense(sentence.lowers[verb])
        if sentence.lowers[verb] == "been":
            past = "was" if sentence.lowers[i] == "has" else "were"
        yield rule.candidate(
            sentence.starts[i],
            sentence.ends[verb],
            level,
            (" ".join([*middle, past]),),
            f"“{gate}” dates the event: English wants the simple past",
            pivots=(("fr", f"passé composé … {gate}"), ("de", "Perfekt"), ("it", "passato prossimo")),
            gate=gate,
            first_share=0.9,
        )


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
        if clause and not {"ever", "then"} & set(clause) and not _YEAR.match(clause[0]) and clause[0] not in _CALENDAR:
            return "likely", "since"
    plans = s.lowers[verb] in _PLANS
    for j in range(verb + 1, min(verb + REACH, len(s))):
        lower = s.lowers[j]
        if lower in ("since", "until", "by", "over", "during", "for", "past"):
            return None, ""
        if lower in _DATED:
            first = max(verb + 1, j - 2) if lower == "ago" else j
            return "likely", " ".join(s.texts[first : j + 1])
        if lower == "last" and s.lowers[j - 1] != "the" and j + 1 < len(s) and s.lowers[j + 1] in _UNITS | _CALENDAR:
            if _owns(s, j + 1):
                continue
            return "likely", " ".join(s.texts[j : j + 2])
        if lower == "in" and j + 1 < len(s):
            k = j + 1
            if s.lowers[k] in _CALENDAR and k + 1 < len(s) and _YEAR.match(s.texts[k + 1]):
                return "likely", " ".join(s.texts[j : k + 2])
            if _YEAR.match(s.texts[k]):
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
        if lower == "the" and j + 2 < len(s) and _YEAR.match(s.texts[j + 1]) and s.texts[j + 2].isalpha():
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
        if lower == "in" and j + 1 < len(opening) and _YEAR.match(opening[j + 1]) and "since" not in opening:
            return "likely", " ".join(s.texts[s.first + j : s.first + j + 2])
        if lower == "ago" and j < 5 and "," in opening[j : j + 2]:
            return "likely", " ".join(s.texts[s.first : s.first + j + 1])
        if lower == "yesterday":
            return "likely", "yesterday"
    return None, ""


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
        ),
        no=(
            "The board has approved the plan.",
            "Last year's winner has lost.",
            "He has worked here since 2010.",
            "It has grown over the last year.",
        ),
    ),
)
