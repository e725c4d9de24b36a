"""Which indefinite article a phrase takes, by its first sound."""

from __future__ import annotations

_AN_BEFORE_CONSONANT = ("hour", "honest", "honour", "honor", "heir", "herb ")
_A_BEFORE_VOWEL = (
    "uni",
    "use",
    "usu",
    "utili",
    "uto",
    "euro",
    "eulo",
    "ewe",
    "one ",
    "once",
    "ubiqu",
    "uran",
    "uk ",
    "us ",
    "u.s",
    "u.k",
)
_UN_WORDS = ("unin", "unim", "unid", "unil")
_AN_LETTERS = frozenset("AEFHILMNORSX")


def article_for(phrase: str) -> str:
    """ "a" or "an" for the phrase that follows."""
    word = phrase.split(maxsplit=1)[0] if phrase.strip() else ""
    if word.isupper() and 1 < len(word) <= 5 and not any(c in "AEIOU" for c in word[1:3]):
        return "an" if word[0] in _AN_LETTERS else "a"
    lower = phrase.lower() + " "
    if lower.startswith(_AN_BEFORE_CONSONANT):
        return "an"
    if lower.startswith(_A_BEFORE_VOWEL) and not lower.startswith(_UN_WORDS):
        return "a"
    return "an" if lower[:1] in "aeiouéè8" else "a"
