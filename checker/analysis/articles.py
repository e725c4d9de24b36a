"""Which indefinite article a phrase takes, by its first sound."""

from __future__ import annotations

import re

_SILENT_H = re.compile(r"hour|honest|hono|heir")
# a vowel letter that sounds as "yoo" or "w"
_GLIDE = re.compile(
    r"uni(?!n|m(?!a?tr)|d(?!ir)|ll|nt|dent)|unanim|unesco|uefa|us(?:e|u|ur)(?!h)|utili|utah|uto|uruguay|ukrain|ubiqu|uran|uk\b"
    r"|eu(?!\b)|ewe|one\b|once|ouija|us\b|u\.s|u\.k|un\b|u\.n"
)
_NUMBER = re.compile(r"8|1[18](?!\d)")
_LETTERS_WITH_VOWEL = frozenset("AEFHILMNORSX")
_SPELT = re.compile(r"[A-Z](?:[A-Z]{1,5}|(?=-))(?![a-z])")
_SPOKEN = frozenset(
    "UNESCO UNICEF NATO NASA SARS MERS HAMAS FIFA RADAR SALT START REIT MOSSAD NASDAQ LIBOR NAFTA NOAA ROM RAM".split()
)
"""Acronyms that are read as words."""


def article_for(phrase: str) -> str:
    """ "a" or "an" for the phrase that follows."""
    stripped = phrase.lstrip()
    spelt = _SPELT.match(stripped)
    if spelt and not _is_word(spelt[0]):
        return "an" if stripped[0] in _LETTERS_WITH_VOWEL else "a"
    lower = stripped.lower()
    if _NUMBER.match(lower) or _SILENT_H.match(lower):
        return "an"
    if _GLIDE.match(lower):
        return "a"
    return "an" if lower[:1] in tuple("aeiouàáâäåæèéêëìíîïòóôöøùúû") else "a"


def _is_word(letters: str) -> bool:
    """Is a run of capitals read as a word? So are the known ones, and longer ones that can be pronounced."""
    if letters in _SPOKEN:
        return True
    if len(letters) < 4 or letters[0] not in "AEIOU":
        return False
    return bool(re.search(r"[AEIOUY]", letters[1:3]))
