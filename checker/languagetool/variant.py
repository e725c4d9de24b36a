"""Which English a document is written in, for the server's dictionary."""

from __future__ import annotations

import re
from collections import Counter

from checker.house.spelling import respelt

CODES = {"american": "en-US", "british": "en-GB"}
_WORD = re.compile(r"\b[a-z]{4,}\b")
_MOST = 200_000
"""Code points from the start of a document by which its spelling is judged."""


def language_of(prose: str, variant: str) -> str:
    """The language code to check with: of the project's variant, else of the spelling that the document prefers."""
    if variant in CODES:
        return CODES[variant]
    british = american = 0
    for word, count in Counter(_WORD.findall(prose[:_MOST])).items():
        british += count * (respelt(word, "american") != word)
        american += count * (respelt(word, "british") != word)
    return CODES["british" if british > american else "american"]


def same_but_for_spelling(text: str, fix: str) -> bool:
    """Are the two the same words in British and American spelling?"""
    return text != fix and _american(text) == _american(fix)


def _american(text: str) -> str:
    return _WORD.sub(lambda match: respelt(match[0], "american"), text.lower())
