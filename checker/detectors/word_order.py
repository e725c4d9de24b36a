"""Modifiers where the pivot language puts them: a bare adjective or participle behind its noun."""

from __future__ import annotations

from collections.abc import Iterator

from checker.analysis import tags as t
from checker.analysis.analysis import Analysis
from checker.analysis.articles import article_for
from checker.analysis.english import English
from checker.analysis.sentence import Sentence
from checker.detectors.rule import LogicRule
from checker.finding import Candidate
from checker.match.fixes import match_case, with_article
from checker.match.prefilter import occurrences

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
# Of these, such as may also have been meant before the noun: "strike general".
_FULL = frozenset("general common public national early late full complete native martial".split())
_OBJECT_COMPLEMENT = frozenset(
    "make makes made making keep keeps kept keeping find finds found finding consider considers considered leave leaves "
    "left leaving render renders rendered deem deems deemed get gets got hold holds held call calls called paint painted "
    "turn turns turned set sets declare declared prove proved think thought feel felt see saw seen want wanted like".split()
)
# Adjectives with these endings have a noun reading in the lexicon that prose hardly uses: "an active", "a political".
_SUFFIXES = ("ive", "ial", "ical", "ional", "ous", "ful", "less", "ary", "ory", "able", "ible")
_AFTER = t.PREP | t.CONJ | t.MODAL | t.AUX | t.PUNCT | t.TO | t.WH


_NEVER_AFTER = frozenset(("to", "than", "enough", "for", "that", "as", '"', "'", "-", "–", "—"))
TIE = 3.0
"""Nats of a tie between adjective and noun, in the English order, that show which order was meant."""


def _adjective_behind(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    if sure_only:
        return
    english = analysis.english
    for sentence in analysis.sentences():
        lowers = sentence.lowers
        for i in range(len(lowers) - 1):
            lower = lowers[i + 1]
            adjective = english.lexical(sentence.texts[i + 1], lower)
            if not adjective & t.ADJ or adjective & (t.NAME | t.VBN | t.VBG | t.ADV) or t.FUNCTION.get(lower, 0):
                continue
            if (lower in _POSTPOSITIVE and lower not in _FULL) or not _is_noun(sentence, i, english):
                continue
            after = lowers[i + 2] if i + 2 < len(lowers) else "."
            following = english.lexical(sentence.texts[i + 2], after) if i + 2 < len(lowers) else t.PUNCT
            tie = _tie(lowers[i], lower, analysis)
            closed = following & _AFTER or (tie >= TIE and following & t.VERB and not following & (t.NOUN | t.ADJ))
            if not closed or _OBJECT_COMPLEMENT & set(lowers[max(0, i - 3) : i]):
                continue
            plain = _plain_adjective(lower, adjective) and tie >= 0 and after not in _NEVER_AFTER
            if not plain and tie < TIE:
                continue
            determiner = lowers[i - 1] if i else ""
            words = [lower, sentence.texts[i]]
            begin = i
            if determiner in ("a", "an"):
                begin = i - 1
                article = article_for(words[0])
                words.insert(0, article.capitalize() if sentence.texts[begin][0].isupper() else article)
            elif i == sentence.first:
                words = [lower.capitalize(), lowers[i]]
            elif tie < TIE and not t.FUNCTION.get(determiner, 0) & (t.DET | t.POSS | t.PREP):
                continue
            yield rule.candidate(
                sentence.starts[begin],
                sentence.ends[i + 1],
                "likely",
                (" ".join(words),),
                f"“{sentence.texts[i + 1]}” stands behind its noun, as an adjective does in the Romance languages",
                pivots=(("fr", ""), ("es", ""), ("it", ""), ("pt", "")),
            )


def _is_noun(sentence: Sentence, i: int, english: English) -> bool:
    """Is token `i` a common noun here, and hardly anything else?"""
    lexical = english.lexical(sentence.texts[i], sentence.lowers[i])
    if not lexical & t.NOUN or t.FUNCTION.get(sentence.lowers[i], 0) or lexical & t.ADJ:
        return False
    if lexical & t.NAME and i != sentence.first:
        return False
    tagged = english.tag(sentence, i)
    return not tagged & (t.VERB | t.ADV) or bool(lexical & t.NNS)


def _tie(noun: str, adjective: str, analysis: Analysis) -> float:
    """By how many nats English ties the adjective closer before the noun than behind it."""
    bigrams = analysis.store.bigrams
    return bigrams.lift(adjective, noun) - bigrams.lift(noun, adjective)


def _plain_adjective(lower: str, mask: int) -> bool:
    """Is the word hardly ever anything but an adjective, and one that English sets before its noun?"""
    if len(lower) < 5 or mask & t.NAME or not mask & t.ADJ:
        return False
    return mask == t.ADJ or (mask == t.ADJ | t.NN and lower.endswith(_SUFFIXES))


def _demonym_behind(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    """ "the sociologist British Neil Selwyn", "a bank Italian"."""
    if sure_only:
        return
    english = analysis.english
    demonyms = {name.lower() for name in analysis.store.class_items("demonym") if " " not in name}
    for _, start, end in occurrences(demonyms & analysis.vocabulary, analysis.scan):
        sentence = analysis.sentence_at(start)
        if sentence is None or not analysis.prose[start].isupper() or analysis.is_foreign(start, end):
            continue
        i = sentence.token_at(start)
        if i < 2 or not t.FUNCTION.get(sentence.lowers[i - 2], 0) & (t.DET | t.POSS | t.NUM):
            continue
        if not sentence.texts[i - 1].islower() or not _is_noun(sentence, i - 1, english):
            continue
        if i + 1 < len(sentence):
            after, following = sentence.lowers[i + 1], english.lexical(sentence.texts[i + 1], sentence.lowers[i + 1])
            person = sentence.texts[i + 1][0].isupper() and after not in english and sentence.texts[i - 2] != "a"
            if after in _NEVER_AFTER or not (person or following & _AFTER) or sentence.lowers[i - 1] in _SPEECH:
                continue
        text = analysis.prose[start:end]
        first, replacement = with_article(sentence, i - 1, i + 1, f"{text} {sentence.texts[i - 1]}")
        yield rule.candidate(
            sentence.starts[first],
            sentence.ends[i],
            "likely",
            (replacement,),
            f"“{text}” stands behind its noun, as an adjective does in the Romance languages",
            pivots=(("fr", ""), ("es", ""), ("it", ""), ("pt", "")),
            first_share=0.95,
        )


def _noun_behind(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    """ "photos satellite": English sets the noun that tells the kind first, and in the singular."""
    if sure_only:
        return
    english, bigrams = analysis.english, analysis.store.bigrams
    for sentence in analysis.sentences():
        lowers = sentence.lowers
        for i in range(sentence.first, len(lowers) - 1):
            kind = lowers[i + 1]
            if bigrams.lift(kind, lowers[i]) < KIND or bigrams.lift(lowers[i], kind) > 0:
                continue
            things = english.lexical(sentence.texts[i], lowers[i])
            meaning = english.lexical(sentence.texts[i + 1], kind)
            if not things & t.NNS or t.FUNCTION.get(lowers[i], 0):
                continue
            before = t.FUNCTION.get(lowers[i - 1], 0) if i > sentence.first else t.DET
            if things & (t.VERB | t.ADJ) and not before & (t.DET | t.POSS | t.NUM | t.PREP):
                continue
            if not meaning & t.NN or meaning & (t.VERB | t.ADV) or not sentence.texts[i + 1].islower():
                continue
            following = english.lexical(sentence.texts[i + 2], lowers[i + 2]) if i + 2 < len(lowers) else t.PUNCT
            if following & (t.NOUN | t.ADJ) and not following & t.VERB:
                continue
            fix = match_case(f"{kind} {lowers[i]}", sentence, i, i + 2)
            yield rule.candidate(
                sentence.starts[i],
                sentence.ends[i + 1],
                "likely",
                (fix,),
                f"“{sentence.texts[i + 1]}” stands behind the noun whose kind it tells, as in the Romance languages",
                pivots=(("fr", ""), ("es", ""), ("it", ""), ("pt", "")),
                first_share=0.95,
            )


_SPEECH = frozenset("language day time week month year morning night evening summer winter season".split())

KIND = 4.0
"""Nats of a tie between two nouns that show which of them English sets first."""
COMPOUND = 4.0
"""Nats of a tie between two nouns that show that English joins them without "of"."""


def _of_compound(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    """ "fires of forest": two bare nouns that English writes as a compound."""
    if sure_only:
        return
    english = analysis.english
    bigrams = analysis.store.bigrams
    for _, start, end in occurrences(("of",), analysis.scan):
        sentence = analysis.sentence_at(start)
        if sentence is None or analysis.is_foreign(start, end):
            continue
        i = sentence.token_at(start)
        if i == 0 or i + 1 >= len(sentence) or not sentence.texts[i + 1].islower():
            continue
        head, modifier = sentence.lowers[i - 1], sentence.lowers[i + 1]
        if not sentence.texts[i - 1].islower() or not _is_noun(sentence, i - 1, english):
            continue
        if not english.lexical(modifier, modifier) & t.NN or t.FUNCTION.get(modifier, 0):
            continue
        after = sentence.lowers[i + 2] if i + 2 < len(sentence) else "."
        following = english.lexical(after, after)
        if after.isalpha() and not t.FUNCTION.get(after, 0) and following & (t.NOUN | t.ADJ) and not following & t.VERB:
            continue
        if bigrams.lift(modifier, head) < COMPOUND:
            continue
        begin, replacement = with_article(sentence, i - 1, i + 2, f"{modifier} {head}")
        yield rule.candidate(
            sentence.starts[begin],
            sentence.ends[i + 1],
            "likely",
            (replacement,),
            f"“{head} of {modifier}” is “{modifier} {head}” in English",
            pivots=(("fr", ""), ("es", ""), ("it", ""), ("pt", "")),
        )


RULES = (
    LogicRule(
        id="order.all.noun-behind",
        category="word-order",
        severity="major",
        about="A noun behind the plural whose kind it tells: matches football, photos satellite. English sets it first.",
        source="English grammar; word pairs: see rules/lexicons/bigrams.txt",
        detect=_noun_behind,
        match=(("The matches football were cancelled.", "The football matches were cancelled."),),
        no=("The sales force met on Monday.",),
        suspect_only=True,
    ),
    LogicRule(
        id="order.all.of-compound",
        category="word-order",
        severity="minor",
        about="Two bare nouns joined by “of” that English writes as a compound: fires of forest, funeral of state.",
        source="English grammar; word pairs: see rules/lexicons/bigrams.txt",
        detect=_of_compound,
        match=(
            ("They put out the fires of forest.", "They put out the forest fires."),
            ("It is a fund of investment.", "It is an investment fund."),
        ),
        no=("The loss of life was great.", "He ate a loaf of bread."),
        suspect_only=True,
    ),
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
        suspect_only=True,
    ),
    LogicRule(
        id="order.all.demonym-behind",
        category="word-order",
        severity="major",
        about="An adjective of nationality behind its noun.",
        source="English grammar; adjectives from rules/lexicons/countries.yaml",
        detect=_demonym_behind,
        match=(
            ("So says the sociologist British Neil Selwyn.", "So says the British sociologist Neil Selwyn."),
            ("She runs a bank Italian in Rome.", "She runs an Italian bank in Rome."),
        ),
        no=("They heard the minister. French troops left.", "The teacher told the class French is hard."),
        suspect_only=True,
    ),
)
