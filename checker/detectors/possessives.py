"""Names whose apostrophe was lost on the way: "Chinas exports", "the war of Ukraines"."""

from __future__ import annotations

from collections.abc import Iterator

from checker.analysis import tags as t
from checker.analysis.analysis import Analysis
from checker.analysis.sentence import Sentence
from checker.detectors.name_forms import PLURALS, heads_noun, mend
from checker.detectors.rule import LogicRule
from checker.finding import Candidate, Level
from checker.match.prefilter import occurrences

# Endings of people, things and teams in the plural that a text may also use in the singular with a capital.
_PLURAL_ENDINGS = ("ans", "ists", "ers", "ors", "ings", "ives", "ics", "eses", "ees", "ments", "tions", "maps", "nes")
_EXPLANATION = "the apostrophe of the possessive was lost"


def _lost(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    inventory = analysis.inventory
    known: dict[str, tuple[str, str]] = {}
    for word in inventory.capitals:
        if len(word) > 2 and word[-1] in "sS":
            found = _classify(word, analysis)
            if found is not None:
                known[word] = found
    lowers = {word.lower() for word in known}
    for literal, start, end in occurrences(lowers, analysis.scan, False):
        text = analysis.prose[start:end]
        entry = known.get(text)
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
        first, stop, fixes = mend(sentence, i, last, name, True, analysis.english)
        if last > i + 1:
            fixes = (name + "'s", name)
        yield rule.candidate(
            sentence.starts[first],
            sentence.ends[stop - 1],
            level,
            fixes,
            f"“{literal.title() if not text.isupper() else text}”: {_EXPLANATION}"
            if heads_noun(sentence, last, analysis.english)
            else f"“{text}”: the name carries an s that is not its own",
            gate=kind,
            first_share=0.8,
        )


def _classify(word: str, analysis: Analysis) -> tuple[str, str] | None:
    """(kind, bare name) of a capitalised word in s that may hide a name; None for words with an s of their own."""
    gazetteer = analysis.store.gazetteer
    inventory = analysis.inventory
    lower, bare = word.lower(), word[:-1]
    base = lower[:-1]
    if lower in PLURALS or bare.endswith("s") or base.endswith("'"):
        return None
    if word.isupper():
        title = bare.title()
        known = base in gazetteer.persons or base in gazetteer.surnames
        if len(bare) > 1 and known and title in inventory.capitals and base not in analysis.english:
            return "capitals", title
        return None
    if bare.isupper() and len(bare) > 1:
        if bare in gazetteer.acronyms or bare in gazetteer.countries:
            return "acronym", bare
        return ("unknown-acronym", bare) if bare in inventory.capitals else None
    if lower in gazetteer.taken or lower in analysis.english:
        return None
    if base in gazetteer.countries:
        return "country", gazetteer.countries[base]
    if base in analysis.english and bare not in inventory.capitals:
        return None
    if base in gazetteer.persons:
        return "person", gazetteer.persons[base]
    if base in gazetteer.full:
        return "full", bare
    if bare in inventory.capitals and base not in analysis.english and bare[0].isupper():
        return "document", bare
    if bare.upper() in inventory.capitals and len(bare) > 2 and base not in analysis.english:
        return "document", bare.upper() if bare.upper() in gazetteer.acronyms or len(bare) < 4 else bare
    if base in gazetteer.surnames and base not in analysis.english:
        return "surname", bare
    return None


def _level(kind: str, name: str, s: Sentence, i: int, last: int, analysis: Analysis) -> Level | None:
    gazetteer = analysis.store.gazetteer
    previous = s.lowers[i - 1] if i else ""
    noun = heads_noun(s, last, analysis.english)
    given = bool(i) and s.texts[i - 1][0].isupper() and previous in gazetteer.given
    titled = bool(i) and previous in ("president", "minister", "chancellor", "mr", "mrs", "ms", "secretary", "premier")
    bare = analysis.inventory.capitals.get(name, 0)
    if kind == "country":
        return "sure"
    if kind == "capitals":
        return "likely"
    if kind == "acronym":
        function = t.FUNCTION.get(previous, 0)
        if function & t.NUM or previous in (
            "many",
            "several",
            "these",
            "those",
            "all",
            "other",
            "some",
            "two",
            "three",
        ):
            return None
        return "sure" if noun and name not in ("CEO", "MP", "NGO") else "likely"
    if kind == "unknown-acronym":
        return "likely" if noun else None
    if kind == "full":
        words = [w for w in gazetteer.full[name.lower()] if _precedes(w[:-1], s, i)]
        if words:
            return "sure"
        if name.lower() not in gazetteer.persons and not bare:
            return None
    if previous == "the" and not noun:
        return None  # a family: "the Kennedys"
    own = analysis.inventory.capitals[s.texts[i]]
    if kind == "surname":
        # many surnames end in s: only where the bare one stands too, or a noun follows
        return "sure" if given and bare >= own else "likely" if given and noun else None
    if kind == "document" and (given or titled):
        return None if bare < own else "sure" if noun else "likely"
    if given or titled:
        return "sure"
    if kind in ("person", "full"):
        return "sure" if bare and noun else "likely"
    if bare and noun:
        # a name that the text uses bare, before a noun: no plural of a name reads so
        sure = bare >= max(2, own) and len(name) > 3 and not s.lowers[i].endswith(_PLURAL_ENDINGS)
        return "sure" if sure else "likely" if bare >= own else "possible"
    if previous in ("of", "by", "from", "with", "against"):
        return "likely" if bare >= 2 else None
    return "possible" if bare >= 2 else None


def _precedes(words: list[str], s: Sentence, i: int) -> bool:
    """Do the words stand directly before token `i`, hyphens aside?"""
    j = i - 1
    for word in reversed(words):
        if j >= 0 and s.texts[j] == "-":
            j -= 1
        if j < 0 or s.texts[j] != word:
            return False
        j -= 1
    return True


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
            ("The reconstruction of Ukraines will take years.", "The reconstruction of Ukraine will take years."),
        ),
        no=(
            "The Americas and the two Koreas met.",
            "The Kennedys lived here. John Kennedy was president.",
            "Wales and Athens are lovely.",
            "Many NGOs work there. One NGO left.",
        ),
    ),
)
