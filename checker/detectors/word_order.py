"""Modifiers where the pivot language puts them: a bare adjective or participle behind its noun."""

from __future__ import annotations

from collections.abc import Iterator

from checker.analysis import tags as t
from checker.analysis.analysis import Analysis
from checker.analysis.articles import article_for
from checker.analysis.sentence import Sentence
from checker.detectors.rule import LogicRule
from checker.finding import Candidate

# Adjectives that English itself puts behind a noun, or that open a complement there.
_POSTPOSITIVE = frozenset(
    "able absent afraid aged ahead alike alive alone aloft ashore asleep available aware awake big broad capable certain "
    "clear close common complete conscious content contrary deep dependent designate different due early elect eligible "
    "emeritus enough equal equivalent exempt extra familiar fond foremost free full general glad good great guilty happy "
    "high home identical immune impossible inclusive independent indicative inferior innocent intact large late least "
    "less liable likely little long low martial mature more most much native near necessary new old open opposite "
    "parallel past peculiar plenty plus possible present prior proof proper proud ready regardless relative relevant "
    "representative resistant responsible rich royal safe separate short similar simple sole solo square straight "
    "strong subject subsequent successful such sufficient suitable superior sure tall thick unable unaware unique "
    "unlikely unwilling visible vulnerable wide willing worth worthy wrong young zero public worse better overall "
    "online offline overseas abroad live indoor outdoor net gross average total plain pure".split()
)
_OBJECT_COMPLEMENT = frozenset(
    "make makes made making keep keeps kept keeping find finds found finding consider considers considered leave leaves "
    "left leaving render renders rendered deem deems deemed get gets got hold holds held call calls called paint painted "
    "turn turns turned set sets declare declared prove proved think thought feel felt see saw seen want wanted like".split()
)
# Adjectives with these endings have a noun reading in the lexicon that prose hardly uses: "an active", "a political".
_SUFFIXES = ("ive", "ial", "ical", "ional", "ous", "ful", "less", "ary", "ory", "able", "ible")
_AFTER = t.PREP | t.CONJ | t.MODAL | t.AUX | t.PUNCT | t.TO | t.WH


def _adjective_behind(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    if sure_only:
        return
    english = analysis.english
    for sentence in analysis.sentences():
        n = len(sentence)
        for i in range(1, n - 1):
            lower = sentence.lowers[i + 1]
            adjective = english.lexical(sentence.texts[i + 1], lower)
            if not _plain_adjective(lower, adjective):
                continue
            noun = english.lexical(sentence.texts[i], sentence.lowers[i])
            if not noun & t.NOUN or (noun & (t.VERB | t.ADJ | t.ADV | t.NAME) and not noun & t.NNS):
                continue
            if noun & (t.NAME | t.ADJ) or t.FUNCTION.get(sentence.lowers[i], 0):
                continue
            after = sentence.lowers[i + 2] if i + 2 < n else "."
            following = english.lexical(sentence.texts[i + 2], after) if i + 2 < n else t.PUNCT
            if not (following & _AFTER) or after in (
                "to",
                "than",
                "enough",
                "for",
                "that",
                "as",
                '"',
                "'",
                "-",
                "–",
                "—",
            ):
                continue
            start = _phrase_start(sentence, i, english.lexical)
            if start is None or _OBJECT_COMPLEMENT & set(sentence.lowers[max(0, start - 3) : start]):
                continue
            determiner = sentence.lowers[start - 1] if start else ""
            words = [lower, *sentence.texts[start : i + 1]]
            begin = start
            if determiner in ("a", "an"):
                begin = start - 1
                article = article_for(words[0])
                words.insert(0, article.capitalize() if sentence.texts[begin][0].isupper() else article)
            elif not t.FUNCTION.get(determiner, 0) & (t.DET | t.POSS | t.PREP):
                continue
            yield rule.candidate(
                sentence.starts[begin],
                sentence.ends[i + 1],
                "likely" if determiner in ("a", "an") else "possible",
                (" ".join(words),),
                f"“{sentence.texts[i + 1]}” stands behind its noun, as an adjective does in the Romance languages",
                pivots=(("fr", ""), ("es", ""), ("it", ""), ("pt", "")),
            )


def _plain_adjective(lower: str, mask: int) -> bool:
    """Is the word hardly ever anything but an adjective, and one that English sets before its noun?"""
    if lower in _POSTPOSITIVE or len(lower) < 5 or mask & t.NAME or not mask & t.ADJ:
        return False
    return mask == t.ADJ or (mask == t.ADJ | t.NN and lower.endswith(_SUFFIXES))


def _phrase_start(s: Sentence, i: int, lexical: object) -> int | None:
    """First token of the noun phrase that ends at `i`: the noun alone; None where the phrase is not plain."""
    return i if i and s.texts[i - 1][0].isalpha() else None


RULES = (
    LogicRule(
        id="order.all.adjective-behind",
        category="word-order",
        severity="major",
        about="A plain adjective behind the noun that it describes. Adjectives that English puts there (available, "
        "responsible, due ...) and complements of objects (made the firm profitable) are left alone.",
        source="English grammar; observed in laundered articles",
        detect=_adjective_behind,
        match=(("He remained a member influential of the board.", "He remained an influential member of the board."),),
        no=("They made the firm profitable in a year.", "The only room available was taken."),
    ),
)
