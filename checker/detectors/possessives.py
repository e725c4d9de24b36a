"""Names whose apostrophe was lost on the way: "Chinas exports", "the war of Ukraines"."""

from __future__ import annotations

from collections.abc import Iterator

from checker.analysis import tags as t
from checker.analysis.analysis import Analysis
from checker.analysis.sentence import Sentence
from checker.detectors.name_forms import PLURALS, heads_noun, mend
from checker.detectors.rule import LogicRule
from checker.finding import Candidate, Level
from checker.match.fixes import possessive
from checker.match.prefilter import occurrences

_HONORIFICS = frozenset("miss misses mr mr. messrs messrs.".split())
# Endings of people, things and teams in the plural that a text may also use in the singular with a capital.
_PLURAL_ENDINGS = (
    "ans",
    "ists",
    "ers",
    "ors",
    "ings",
    "ives",
    "ics",
    "eses",
    "ees",
    "ments",
    "tions",
    "maps",
    "nes",
    "iks",
)
_EXPLANATION = "the apostrophe of the possessive was lost"


def _lost(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    inventory = analysis.inventory
    known: dict[str, tuple[str, str]] = {}
    for word in inventory.here:
        if len(word) > 2 and word[-1] in "sS":
            found = _classify(word, analysis)
            if found is not None and not (sure_only and found[0] in _NEVER_SURE):
                known[word] = found
    lowers = {word.lower() for word in known}
    for _, start, end in occurrences(lowers, analysis.scan):
        text = analysis.prose[start:end]
        entry = known.get(text)
        if entry is not None and entry[0] == "full" and not _ends_name(text, analysis, start):
            entry = _classify(text, analysis, whole=False)
            if sure_only and entry is not None and entry[0] in _NEVER_SURE:
                continue
        if entry is None or (analysis.prose[end : end + 1] in ("'", "-") and not text.isupper()):
            continue
        sentence = analysis.sentence_at(start)
        if sentence is None or analysis.is_foreign(start, end):
            continue
        i = sentence.token_at(start)
        kind, name = entry
        last = i + 1
        if last < len(sentence) and sentence.lowers[last] in ("'s", "'"):
            last += 1
        level = _level(kind, name, sentence, i, last, analysis)
        if level is None or (sure_only and level != "sure"):
            continue
        article = kind in _WITH_ARTICLE
        first, stop, fixes = mend(sentence, i, last, name, True, analysis.english, article)
        if last > i + 1:
            fixes = (name + "'s", name)
        elif _governed_participle(sentence, i, analysis):
            participle = sentence.texts[i + 1]
            stop = i + 3
            fixes = (f"{possessive(name)} {participle}", f"{name} {participle} the")
        yield rule.candidate(
            sentence.starts[first],
            sentence.ends[stop - 1],
            level,
            fixes,
            f"“{text}”: {_EXPLANATION}"
            if heads_noun(sentence, last, analysis.english)
            else f"“{text}”: the name carries an s that is not its own",
            pivots=_pivots(text, kind, analysis),
            gate=kind,
            first_share=0.8,
        )


def _governed_participle(s: Sentence, i: int, analysis: Analysis) -> bool:
    """ "ignored President Zelenskiys repeated the requests": is the name the object of a verb, with a participle behind?"""
    if i + 3 >= len(s) or s.lowers[i + 2] != "the":
        return False
    english = analysis.english
    if not english.lexical(s.texts[i + 1], s.lowers[i + 1]) & t.VBN or not s.texts[i + 1].islower():
        return False
    first = i
    while first > s.first and (s.texts[first - 1][0].isupper() or s.lowers[first - 1] in _TITLES):
        first -= 1
    if first <= s.first + 1:
        return False
    governor = english.lexical(s.texts[first - 1], s.lowers[first - 1])
    return bool(governor & t.VBD) and s.lowers[first - 1] not in _SAYING


_SAYING = frozenset("said told knew thought believed claimed felt heard saw hoped learned wrote added found".split())
"""Verbs that a clause follows without "that"."""


def _pivots(text: str, kind: str, analysis: Analysis) -> tuple[tuple[str, str], ...]:
    """The languages of an acronym."""
    if kind != "foreign-acronym":
        return ()
    return tuple((language, text[:-1]) for language in analysis.store.gazetteer.foreign[text[:-1]].languages)


_NEVER_SURE = frozenset(("unknown", "unknown-acronym", "capitals", "noun", "body", "two-surnames", "document-doubled"))
"""Kinds of names that need the document's evidence."""
_WITH_ARTICLE = frozenset(("acronym", "unknown-acronym", "foreign-acronym"))
"""Kinds of names that may have "the" of their own."""
_COUNTED = frozenset(
    "CEO CFO MP MEP NGO GP DVD CD PC TV UFO ATM ID VIP PhD MBA ETF IPO SUV EV CV QC DJ PM API RFP KPI FAQ SME GMO LED OEM "
    "IED HGV REIT SPAC NFT URL PDF GPU CPU BLT APC".split()
)
"""Acronyms of things that are counted, so that their s is a plural."""
_TITLES = frozenset(
    "president minister chancellor mr mrs ms secretary premier coach manager captain senator judge governor mayor".split()
)
# Endings of people in the plural whose singular, with a capital, is an adjective: "Republicans", "Socialists".
_PEOPLE = ("ans", "ists", "ers", "ors", "ives", "ees", "crats", "als", "ens", "ians", "cans")
_FOREIGN_PLURALS = frozenset("las los les die as os".split())
"""Articles of other languages before a plural."""
_COUNTING = frozenset("many several these those all other some two three both few most".split())


def _classify(word: str, analysis: Analysis, whole: bool = True) -> tuple[str, str] | None:
    """(kind, bare name) of a capitalised word in s that may hide a name; None for words with an s of their own.

    With `whole` it may also be the last word of a known name of several words.
    """
    gazetteer = analysis.store.gazetteer
    capitals = analysis.inventory.capitals
    lower, bare = word.lower(), word[:-1]
    base = lower[:-1]
    if lower in PLURALS or base.endswith("'") or len(base) < 2:
        return None
    if bare.endswith("s"):
        return _doubled(lower, bare, analysis)
    if word.isupper():
        title = bare.title()
        known = base in gazetteer.persons or base in gazetteer.surnames
        return ("capitals", title) if known and title in capitals and base not in analysis.english else None
    if bare.isupper():
        if bare in _COUNTED:
            return None
        if bare in gazetteer.foreign:
            return "foreign-acronym", gazetteer.foreign[bare].english
        return ("acronym" if bare in gazetteer.acronyms or base in gazetteer.countries else "unknown-acronym"), bare
    if base in gazetteer.countries:
        return None if lower in gazetteer.taken else ("country", gazetteer.countries[base])
    if base in gazetteer.cities and lower not in gazetteer.taken and base not in analysis.english:
        return ("city" if lower not in analysis.english else "common"), gazetteer.cities[base]
    given_too = lower in gazetteer.given and lower not in gazetteer.surnames and bare in capitals
    if base in gazetteer.persons and (given_too or lower not in gazetteer.taken):
        # a text that writes the name without its marks keeps it so
        name = bare if bare in capitals else gazetteer.persons[base]
        return "person" if lower not in analysis.english else "common", name
    if whole and base in gazetteer.full:
        return "full", bare
    if lower in analysis.english:
        if base not in analysis.english or lower.endswith(_PEOPLE) or base in analysis.store.person_nouns:
            return None
        often = capitals.get(bare, 0) >= capitals[word] * (2 if lower in gazetteer.taken else 1)
        if often and len(base) > 3:
            return "body", bare
        return None if lower in gazetteer.taken else ("noun", bare)
    if lower in gazetteer.surnames and base in gazetteer.surnames and base not in analysis.english:
        return "two-surnames", bare
    if lower in gazetteer.taken:
        return None
    if base in analysis.english and bare not in capitals:
        return None
    if bare.upper() in capitals and base not in analysis.english and len(bare) > 1:
        return "document", bare.upper() if bare.upper() in gazetteer.acronyms or len(bare) < 4 else bare
    if bare in capitals and base not in analysis.english:
        return "document", bare
    if capitals.get(bare, 0) >= capitals[word] and len(base) > 3:
        return "body", bare
    if base in gazetteer.surnames and base not in analysis.english:
        return "surname", bare
    return ("unknown", bare) if base not in analysis.english else None


def _doubled(lower: str, bare: str, analysis: Analysis) -> tuple[str, str] | None:
    """(kind, name) of a name in s that took another one: "Torress", "Philippiness"."""
    gazetteer = analysis.store.gazetteer
    base = lower[:-1]
    if base.endswith("ss") or lower in gazetteer.surnames or lower in gazetteer.given or lower in analysis.english:
        return None
    if base in gazetteer.countries or base in gazetteer.persons or base in PLURALS:
        return "doubled", bare
    if bare.isupper() or bare not in analysis.inventory.capitals or base in analysis.english:
        return None
    return "document-doubled", bare


def _level(kind: str, name: str, s: Sentence, i: int, last: int, analysis: Analysis) -> Level | None:
    gazetteer = analysis.store.gazetteer
    capitals = analysis.inventory.capitals
    previous = s.lowers[i - 1] if i else ""
    function = t.FUNCTION.get(previous, 0)
    noun = heads_noun(s, last, analysis.english)
    if previous == "-" and i - 2 > s.first and s.texts[i - 2][0].isupper():
        previous = s.lowers[i - 3]  # "Karin Keller-Sutters": the given name stands before both
        given = s.texts[i - 3][0].isupper() and _given(previous, analysis)
    else:
        given = i > s.first and s.texts[i - 1][0].isupper() and _given(previous, analysis)
    titled = previous in _TITLES
    governed = previous in ("of", "by", "from", "with", "against", "between", "on", "for")
    bare = capitals.get(name, 0) + (0 if name.isupper() else capitals.get(name.upper(), 0))
    own = capitals[s.texts[i]]
    if i > s.first and analysis.prose[s.starts[i] - 1] == "/":
        return None
    if kind in ("country", "doubled"):
        described = i > s.first and analysis.english.lexical(s.texts[i - 1], previous) == t.ADJ and not function
        return "likely" if described and not noun else "sure"
    if kind == "document-doubled":
        return "likely" if noun else None
    if kind == "city":
        return "sure" if noun and previous != "the" else "likely" if noun or governed else None
    if kind in ("body", "noun") and noun and given and previous not in gazetteer.cities:
        return "likely"
    if kind == "noun":
        return None
    if kind == "two-surnames":
        return ("likely" if bare else "possible") if noun and given and own == 1 else None
    if kind == "body":
        return _body_level(s, i, last, previous, noun)
    if kind == "capitals":
        return "likely"
    if kind in _WITH_ARTICLE:
        if function & t.NUM or previous in _COUNTING:
            return None
        if kind == "foreign-acronym" and not gazetteer.foreign[s.texts[i][:-1]].sure:
            return "likely" if noun or governed else None
        if kind in ("acronym", "foreign-acronym"):
            return "sure" if noun and not _acts(s, last, analysis) else "likely"
        return "likely" if noun or (bare and governed) else None
    if kind == "full":
        if s.lowers[i][:-1] in gazetteer.persons:
            return "sure"
        # "Courts", "Guards": the name's last word has a plural of its own
        return "likely" if s.lowers[i] in analysis.english or not noun else "sure"
    if previous in _HONORIFICS and {"the", "two", "both"} & set(s.lowers[max(0, i - 3) : i - 1]):
        return None  # sisters: "the Miss Bertrams", "the elder Miss Bennets"
    if not noun and (previous == "the" or (previous == "and" and i > 2 and _family(s, i - 2))):
        return None  # a family: "the Kennedys", "the Thorpes and Allens"
    if function & t.NUM or previous in _COUNTING:
        return None
    if kind == "common":
        # the s-form is an English word too: "Trumps", "Mays"
        if given:
            return "sure"
        if i == s.first:
            return "likely" if noun and bare else None
        if noun and bare >= own:
            return "sure" if bare else "likely"
        # no verb has a capital in the midst of a sentence: "from Trumps tankers"
        return "likely" if noun and governed and own == 1 and s.texts[last][0].islower() else None
    if previous in _FOREIGN_PLURALS:
        return None  # "Las Delicias"
    if kind in ("surname", "unknown", "document") and not bare and _capital_next(s, last):
        return None  # "Amos Okello"
    if given or titled:
        if kind == "person":
            return "sure"
        if kind == "surname":
            # many surnames end in s: only where the bare one stands too, or a noun follows
            known = titled or previous in gazetteer.given
            return "sure" if bare >= own else ("likely" if known else "possible") if noun else None
        if kind == "document" and bare < own:
            return None
        if not bare and own > 1:
            return None  # a name in s that the text never writes without it
        if kind == "unknown" and noun and analysis.english.lexical(s.texts[last], s.lowers[last]) & t.VBZ:
            return "possible"  # its own verb may follow: "Kreis lives"
        whose = previous == "of" or (i > 1 and s.lowers[i - 2] == "of")
        return "sure" if noun and bare else "likely" if noun or (whose and own == 1) else None
    if kind == "person":
        return "sure" if noun and previous != "the" else "likely" if noun or bare or governed else None
    if kind == "surname":
        return "possible" if noun and own == 1 and i > s.first else None
    if kind == "unknown":
        return "possible" if noun and own == 1 and not function & t.DET and not _capital_next(s, last) else None
    if bare and noun:
        # a name that the text uses bare, before a noun: no plural of a name reads so
        sure = bare >= max(2, own) and len(name) > 3 and not s.lowers[i].endswith(_PLURAL_ENDINGS) and previous != "the"
        return "sure" if sure else "likely" if bare >= own else "possible"
    if governed and previous != "between":
        return "likely" if bare >= 2 else None
    return "possible" if bare >= 2 else None


def _acts(s: Sentence, i: int, analysis: Analysis) -> bool:
    """Is token `i` a verb or a participle with its own object or preposition: "ICCs ranging from", "SNPs confirmed the"?"""
    mask = analysis.english.lexical(s.texts[i], s.lowers[i])
    following = t.FUNCTION.get(s.lowers[i + 1], 0) if i + 1 < len(s) else 0
    return bool(mask & (t.VBD | t.VBG) and following & (t.DET | t.POSS | t.PREP))


def _family(s: Sentence, i: int) -> bool:
    """ "the Thorpes": a capitalised plural behind "the"."""
    return s.texts[i][0].isupper() and s.lowers[i].endswith("s") and s.lowers[i - 1] == "the"


def _body_level(s: Sentence, i: int, last: int, previous: str, noun: bool) -> Level | None:
    """How sure it is that a common noun with a capital stands for a body: "the Commissions view", "Celtics coach"."""
    if not noun or previous in _COUNTING or t.FUNCTION.get(previous, 0) & t.NUM or not s.texts[last][0].islower():
        return None
    if i == s.first:
        return "possible"
    return "likely" if previous == "the" or t.FUNCTION.get(previous, 0) & (t.PREP | t.CONJ) else "possible"


def _given(lower: str, analysis: Analysis) -> bool:
    """Can the capitalised word be a given name: a known one, or no English word and no country?"""
    gazetteer = analysis.store.gazetteer
    if lower in gazetteer.given:
        return True
    return lower.isalpha() and lower not in analysis.english and lower not in gazetteer.countries and len(lower) > 2


def _capital_next(s: Sentence, i: int) -> bool:
    return i < len(s) and s.texts[i][0].isupper()


def _ends_name(word: str, analysis: Analysis, start: int) -> bool:
    """Does the word, which stands at `start` with an s, end a known name of several words, hyphens aside?"""
    before = analysis.prose[max(0, start - NAME_REACH) : start].replace("-", " ").split()
    names = analysis.store.gazetteer.full[word.lower()[:-1]]
    return any(before[len(before) - len(name) + 1 :] == name[:-1] for name in names)


NAME_REACH = 80
"""Characters that hold the words of a name before its last."""


RULES = (
    LogicRule(
        id="possessive.all.lost",
        category="possessive-lost",
        severity="major",
        about="A name with an s and no apostrophe: a country, a person, an institution, an acronym, or any name that "
        "stands bare elsewhere in the document. Before a noun the apostrophe is restored; after a preposition the s "
        "goes, with a stray article.",
        source="observed in laundered articles: engines drop the apostrophe and then cannot undo the s",
        detect=_lost,
        match=(
            ("Analysts doubt Germanys recovery this year.", "Analysts doubt Germany's recovery this year."),
            ("The farmers of Ukraines will wait for years.", "The farmers of Ukraine will wait for years."),
            ("Rome ignored President Macrons repeated the calls.", "Rome ignored President Macron's repeated calls."),
            ("The FMIs chief economist warned of OTANs plans.", "The IMF's chief economist warned of NATO's plans."),
        ),
        no=(
            "The Americas and the two Koreas met.",
            "The Kennedys lived here. John Kennedy was president.",
            "Wales and Athens are lovely.",
            "Many NGOs work there. One NGO left.",
            "The office has APIs for the banks. One API is new.",
        ),
    ),
)
