"""What a match of LanguageTool is in our terms: rule, category, severity, place in the prose, fixes."""

from __future__ import annotations

import re

import msgspec

from checker.finding import Severity
from checker.languagetool.client import Match
from checker.languagetool.pieces import Offsets, Piece

FAMILY = "languagetool"
MOST_FIXES = 5
"""Suggestions kept of a match; a spelling checker gives dozens."""
_CATEGORIES = {
    "CASING": "capitalization",
    "COLLOCATIONS": "calque-phrase",
    "COMPOUNDING": "spacing-punctuation",
    "CONFUSED_WORDS": "wrong-sense-homograph",
    "FALSE_FRIENDS": "false-friend",
    "GRAMMAR": "agreement",
    "NONSTANDARD_PHRASES": "calque-phrase",
    "PUNCTUATION": "spacing-punctuation",
    "TYPOGRAPHY": "spacing-punctuation",
}
# within a category the id of a rule says more; the first that is found in it counts
_BY_RULE = (
    (
        re.compile(r"A_VS_AN|ARTICLE|(?:^|_)DT(?:_|$)|_THE_|^THE_|MISSING_DETERMINER|(?:^|_)A_?(?:N|PLURAL)(?:_|$)"),
        "article",
    ),
    (
        re.compile(
            r"PREPOSITION|(?:^|_)PREP(?:_|$)|(?:^|_)(?:IN|ON|AT|OF|TO|FOR|WITH|FROM|BY)_(?:THE_)?(?:IN|ON|AT|OF|TO|FOR|WITH|FROM|BY)(?:_|$)"
        ),
        "preposition",
    ),
    (re.compile(r"WORD_ORDER|ADVERB_ORDER|ADVERB_OR_HYPHENATED|INVERSION"), "word-order"),
    (
        re.compile(r"TENSE|PAST_|_PAST|PARTICIPLE|GERUND|(?:^|_)VB[DGN]?(?:_|$)|BASE_FORM|_VBG|PROGRESSIVE"),
        "tense-aspect",
    ),
    (re.compile(r"MISSING_|_MISSING"), "missing-word"),
    (re.compile(r"PRONOUN|_HIS_HER|SHE_HE"), "pronoun-gender"),
    (re.compile(r"CURRENC|DOLLAR|NUMBER_"), "currency-number-format"),
)
_FINE = frozenset("GRAMMAR MISC TYPOS COLLOCATIONS CONFUSED_WORDS".split())
_MAJOR = frozenset(
    "misspelling grammar inconsistency terminology mistranslation omission addition untranslated".split()
)


class Suspect(msgspec.Struct, frozen=True):
    """A match in the prose at the half-open `start:end`; `group` and `name` are LanguageTool's category and rule."""

    group: str
    name: str
    start: int
    end: int
    fixes: tuple[str, ...]
    message: str
    kind: str

    @property
    def rule(self) -> str:
        """The id of the finding's rule, as `languagetool.grammar.HE_VERB_AGR`."""
        return f"{FAMILY}.{_plain(self.group).lower()}.{_plain(self.name)}"

    @property
    def of_dictionary(self) -> bool:
        """Is it only that a word stands in no dictionary?"""
        return self.name.startswith(("MORFOLOGIK_RULE_", "HUNSPELL_RULE"))

    @property
    def category(self) -> str:
        """One of `checker.finding.CATEGORIES`."""
        if self.group in _FINE:
            for pattern, category in _BY_RULE:
                if pattern.search(self.name):
                    return category
        return _CATEGORIES.get(self.group, "other")

    @property
    def severity(self) -> Severity:
        """Wrong words and forms make a reader stumble; spacing, style and the like he notices."""
        return "major" if self.kind in _MAJOR and self.group not in ("PUNCTUATION", "TYPOGRAPHY", "CASING") else "minor"


def _plain(name: str) -> str:
    """A name that can be a part of a rule's id."""
    return re.sub(r"[^\w-]", "_", name) or "_"


def suspects(piece: Piece, matches: tuple[Match, ...], prose: str) -> list[Suspect]:
    """The matches of a piece of the prose. One that lies outside the piece, or on nothing, is none."""
    offsets = Offsets(piece.text)
    found = []
    for match in matches:
        if match.offset < 0 or match.length < 0:
            continue
        start = piece.start + offsets.point(match.offset)
        end = piece.start + offsets.point(match.offset + match.length)
        text = prose[start:end]
        if not text:
            continue
        values = (_tidy(one.value) for one in match.replacements[: 4 * MOST_FIXES])
        fixes = tuple(value for value in dict.fromkeys(values) if value != text)[:MOST_FIXES]
        message = " ".join(match.message.split())
        found.append(Suspect(match.rule.category.id, match.rule.id, start, end, fixes, message, match.rule.issue_type))
    return found


def _tidy(value: str) -> str:
    """A suggestion with the plain marks of the prose."""
    from checker.document.builder import normalise

    return normalise(value)
