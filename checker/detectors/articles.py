"""Articles where English has none, or none where it has one, before names of countries."""

from __future__ import annotations

from collections.abc import Iterator

from checker.analysis import tags as t
from checker.analysis.analysis import Analysis
from checker.analysis.articles import article_for
from checker.analysis.sentence import Sentence
from checker.detectors.name_forms import heads_noun
from checker.detectors.rule import LogicRule
from checker.finding import Candidate
from checker.match.prefilter import occurrences

_NEED = (
    "united states",
    "united kingdom",
    "united nations",
    "european union",
    "netherlands",
    "philippines",
    "czech republic",
    "middle east",
    "united arab emirates",
    "dominican republic",
    "soviet union",
)
_BODIES = (
    "white house",
    "kremlin",
    "pentagon",
    "world bank",
    "international monetary fund",
    "world health organization",
)
_GOVERNORS = frozenset("in from to for of with by against between at into across leave visit leaves".split())
_GOVERNED = {f"{before} {name}": name for before in sorted(_GOVERNORS | {"and"}) for name in (*_NEED, *_BODIES)}
_SHORT = 6
"""Tokens of what may be a heading, where names stand without articles."""


def _missing(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    prose = analysis.prose
    for literal, at, end in occurrences(_GOVERNED, analysis.scan):
        start = end - len(_GOVERNED[literal])
        if not prose[start].isupper() or not prose[end - 2].islower():
            continue
        sentence = analysis.sentence_over(at, end)
        if sentence is None:
            continue
        i, last = sentence.token_at(start), sentence.token_at(end - 1) + 1
        name = _GOVERNED[literal]
        before = literal.removesuffix(f" {name}")
        sure = before in _GOVERNORS and name in _NEED
        if i == 0 or sentence.lowers[i - 1] != before or (sure_only and not sure):
            continue
        if heads_noun(sentence, last, analysis.english) or (before == "and" and _shares_article(sentence, i - 1)):
            continue
        if last < len(sentence) and (
            sentence.texts[last] in ("-", "'s", "'", "/", ")") or sentence.texts[last][0].isupper()
        ):
            continue
        # a list of names without articles, or a heading
        if sentence.texts[i - 1][0].isupper():
            if sure_only or len(sentence) <= _SHORT or sentence.texts[-1] not in (".", "!", "?"):
                continue
            sure = False
        if last < len(sentence) and sentence.lowers[last] == "v":
            continue
        following = sentence.lowers[last] if last < len(sentence) else "."
        # "European Union and NATO leaders", "United Nations headquarters": the name stands before a noun
        modifier = prose[start:end].endswith("Union") or prose[start:end].endswith("Nations")
        if modifier and (following in ("and", "or") or (following.isalpha() and following not in t.FUNCTION)):
            continue
        yield rule.candidate(
            start,
            end,
            "sure" if sure else "likely",
            (f"the {prose[start:end]}",),
            f"“{prose[start:end]}” takes “the”",
            first_share=0.95,
        )


def _shares_article(sentence: Sentence, conjunction: int) -> bool:
    """Has the name before "and" an article that may be meant for both: "the United Kingdom and United States"?"""
    j = conjunction - 1
    while j >= 0 and sentence.texts[j][0].isupper():
        j -= 1
    return j < 0 or sentence.lowers[j] == "the" or j == conjunction - 1


_NEVER = frozenset(
    "congo gambia bahamas sudan ukraine lebanon yemen ivory west east south north netherlands vatican crimea".split()
)
_TAKES_THE = frozenset("united republic islands coast emirates kingdom federation states isles strip bank city".split())


def _spare(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    """ "the Spain", "the China": an article before a country that has none."""
    if sure_only:
        return
    countries = analysis.store.gazetteer.countries
    neighbours = analysis.neighbours
    names = [
        name
        for name in countries
        if f"the {name.partition(' ')[0]}" in neighbours and name not in _NEVER and _TAKES_THE.isdisjoint(name.split())
    ]
    for _literal, start, end in occurrences({f"the {name}" for name in names}, analysis.scan):
        prose = analysis.prose
        if not prose[end - 1].islower() or not prose[start + 4].isupper():
            continue
        sentence = analysis.sentence_over(start, end)
        if sentence is None:
            continue
        i = sentence.token_at(start)
        last = sentence.token_at(end - 1) + 1
        following = sentence.lowers[last] if last < len(sentence) else "."
        if sentence.lowers[i] != "the" or following in ("'s", "'", "-", "of", "that", "we", "i", "he", "/", "–"):
            continue
        if heads_noun(sentence, last, analysis.english) or (
            last < len(sentence) and (sentence.texts[last][0].isupper() or sentence.texts[last][0].isdigit())
        ):
            continue
        if following.isalpha() and not t.FUNCTION.get(following, 0) and not _is_verb(sentence, last, analysis):
            continue
        name = prose[start + 4 : end]
        yield rule.candidate(
            start, end, "likely", (name,), f"“{name}” takes no article", pivots=(("fr", "l'/le/la …"), ("it", "la …"))
        )


def _is_verb(s: Sentence, i: int, analysis: Analysis) -> bool:
    """Is the word a finite verb and nothing else, or a past with its object: "offered another"?"""
    mask = analysis.english.lexical(s.texts[i], s.lowers[i])
    following = t.FUNCTION.get(s.lowers[i + 1], 0) if i + 1 < len(s) else 0
    if mask & t.VBD and not mask & (t.NOUN | t.ADJ) and following & (t.DET | t.POSS | t.PRON | t.TO):
        return True
    return bool(mask & (t.VBZ | t.VBD)) and not mask & (t.NOUN | t.ADJ | t.VBN)


def _bare_profession(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    """ "He is lawyer", "dreams of becoming mechanic"."""
    if sure_only:
        return
    persons = analysis.store.person_nouns
    for _, start, _end in occurrences(_COPULAS, analysis.scan):
        sentence = analysis.sentence_at(start)
        if sentence is None:
            continue
        i = sentence.token_at(start) + 1
        if i >= len(sentence) or sentence.lowers[i] not in persons or sentence.lowers[i] in _ROLES:
            continue
        text = sentence.texts[i]
        mask = analysis.english.lexical(text, sentence.lowers[i])
        after = sentence.lowers[i + 1] if i + 1 < len(sentence) else "."
        adjective = mask & t.ADJ and not text.endswith(_PROFESSIONS)
        if not text.islower() or adjective or mask & (t.VERB | t.NNS | t.ADV) or after not in _ENDS:
            continue
        article = article_for(text)
        yield rule.candidate(
            sentence.starts[i],
            sentence.ends[i],
            "likely",
            (f"{article} {text}",),
            f"a profession takes an article: “{article} {text}”",
            pivots=(("fr", f"être {text}"), ("es", f"ser {text}"), ("it", f"essere {text}"), ("de", f"{text} sein")),
            first_share=0.95,
        )


def _uncounted(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    """ "a direct aid", "an important progress": an article before a noun that English does not count."""
    if sure_only:
        return
    for literal, start, end in occurrences(_UNCOUNTED & analysis.vocabulary, analysis.scan):
        sentence = analysis.sentence_at(start)
        if sentence is None or analysis.is_foreign(start, end):
            continue
        i = sentence.token_at(start)
        if not sentence.texts[i].islower() or _goes_on(sentence, i + 1, analysis):
            continue
        if literal in _ABSTRACT and i + 1 < len(sentence) and sentence.lowers[i + 1] in _TELLS:
            continue
        first = _article_before(sentence, i, analysis)
        if first is None or (first == i - 1 and literal not in _NEVER_ONE):
            continue
        fix = sentence.texts[first + 1]
        yield rule.candidate(
            sentence.starts[first],
            sentence.ends[first + 1],
            "likely",
            (fix[:1].upper() + fix[1:] if sentence.texts[first][0].isupper() else fix,),
            f"“{literal}” is not counted in English, so it takes no “{sentence.texts[first]}”",
            pivots=(
                ("fr", "un / une"),
                ("es", "un / una"),
                ("it", "un / una"),
                ("pt", "um / uma"),
                ("de", "ein / eine"),
            ),
            first_share=0.9,
        )


def _article_before(s: Sentence, i: int, analysis: Analysis) -> int | None:
    """The token of "a" or "an" before token `i`, adjectives between."""
    for j in range(i - 1, max(s.first - 1, i - 4), -1):
        if s.lowers[j] in ("a", "an"):
            return j
        mask = analysis.english.lexical(s.texts[j], s.lowers[j])
        if not mask & t.ADJ or mask & t.VBG or t.FUNCTION.get(s.lowers[j], 0):
            return None  # "a hearing aid" names a kind
    return None


def _goes_on(s: Sentence, i: int, analysis: Analysis) -> bool:
    """Does a noun follow, so that the word before only tells its kind: "an aid worker", "a research-led plan"?"""
    if i >= len(s):
        return False
    lower = s.lowers[i]
    if not lower[0].isalpha():
        return lower[0] not in ".,;:)!?" and lower != "—"
    if t.FUNCTION.get(lower, 0):
        return False
    mask = analysis.english.lexical(s.texts[i], lower)
    return bool(mask & (t.NOUN | t.ADJ | t.VBN | t.VBG)) or not mask


_NEVER_ONE = frozenset(
    "advice information progress equipment furniture luggage baggage homework housework software hardware traffic "
    "feedback legislation machinery weather rubbish jewellery jewelry accommodation evidence".split()
)
"""Of the words below those that "a" never stands right before."""
_ABSTRACT = frozenset(
    "growth violence support cooperation criticism opposition freedom stability independence care warming corruption "
    "integration autonomy justice training governance participation labor labour intelligence employment inflation "
    "transportation transport productivity protection transparency instability outrage immigration flexibility "
    "coordination aggression resistance recognition electricity consumption compensation sovereignty dignity importance "
    "migration coverage accuracy solidarity tourism energy caution volatility hostility accountability supervision "
    "mobility agriculture management leadership attention expertise access patience luck".split()
)
"""Words that may have "a" where something behind them tells which kind is meant: "a violence that nobody knew"."""
_UNCOUNTED = (
    _NEVER_ONE
    | _ABSTRACT
    | frozenset(
        "aid research infrastructure funding pollution poverty unrest unemployment applause weaponry know-how cash "
        "assistance data spending money content permission".split()
    )
)
"""Of these good English writes at most one in fifty with "a" and an adjective: counted over ../shared/data/english."""
_TELLS = frozenset("that which where whose".split())


_COPULAS = ("is", "was", "be", "been", "being", "become", "becoming", "became", "becomes", "am")
_PROFESSIONS = ("er", "ic", "ist")
"""How a noun ends that is an adjective as well and yet a profession."""
_ENDS = frozenset(". , ; and in at for from who but or".split())
_ROLES = frozenset(
    "president minister chancellor premier secretary senator governor mayor ambassador general king queen prince pope "
    "bishop chairman chairwoman chair director captain coach manager head leader chief commissioner speaker treasurer "
    "favorite favourite champion runner-up host heir winner man people boss top no number member party partner one none "
    "prisoner hostage witness judge master mother father man woman dean editor principal spokesman spokeswoman".split()
)


RULES = (
    LogicRule(
        id="article.all.country-needs-the",
        category="article",
        severity="major",
        about="A country, union or region that English names with “the”, without it after a preposition.",
        source="English usage; names from Unicode CLDR (Unicode-3.0 licence)",
        detect=_missing,
        match=(
            (
                "Many doctors left for United Kingdom or Ireland.",
                "Many doctors left for the United Kingdom or Ireland.",
            ),
            (
                "The talks of China and United States have failed.",
                "The talks of China and the United States have failed.",
            ),
        ),
        no=(
            "He lives in the United States.",
            "It is for United States citizens.",
            "The talks of the United Kingdom and United States have failed.",
            "In United States v. Nixon the court ruled.",
        ),
    ),
    LogicRule(
        id="article.all.country-without-the",
        category="article",
        severity="minor",
        about="A country with an article that only the pivot language gives it.",
        source="English usage",
        detect=_spare,
        match=(("He spoke of the France and its schools.", "He spoke of France and its schools."),),
        no=("The France of his youth was gone.", "The Spain coach resigned."),
    ),
    LogicRule(
        id="article.all.bare-profession",
        category="article",
        severity="minor",
        about="A profession without an article after a form of “be” or “become”. Offices that one person holds (he is "
        "president) are left alone.",
        source="English usage",
        detect=_bare_profession,
        match=(("He dreams of becoming mechanic.", "He dreams of becoming a mechanic."),),
        no=("She was captain of the team.", "He is a mechanic.", "The idea was great, and the stack is modern."),
        suspect_only=True,
    ),
    LogicRule(
        id="article.all.uncounted",
        category="article",
        severity="minor",
        about="“A” or “an” before a noun that English does not count, with adjectives between: a direct aid, an important "
        "progress, an information.",
        source="English grammar",
        detect=_uncounted,
        match=(
            ("They have made an important progress.", "They have made important progress."),
            ("The country provides a direct military aid.", "The country provides direct military aid."),
        ),
        no=(
            "It is a foreign aid worker.",
            "They made important progress.",
            "He read a research paper.",
            "She wears a hearing aid.",
        ),
        suspect_only=True,
    ),
)
