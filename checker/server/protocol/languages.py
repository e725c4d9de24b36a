"""The languages of the protocol, and which of them a text is to be read as."""

from __future__ import annotations

import re

NAMES = {
    "en": "English",
    "en-US": "English (US)",
    "en-GB": "English (GB)",
    "en-AU": "English (Australian)",
    "en-CA": "English (Canadian)",
    "en-NZ": "English (New Zealand)",
    "en-ZA": "English (South African)",
}
_BY_LOWER = {code.lower(): code for code in NAMES}
_WORD = re.compile(r"[^\W\d_]+")
_FUNCTION_WORDS = frozenset(
    "the of and to in a is that for it was on are as with his they be at from this have by had not but what all were "
    "when we there can an your which their said if will each about how up out them then she many some so these would "
    "other into has her two him see time could than first been its who now my over did he i you or".split()
)
_FEWEST_WORDS = 10
_LEAST_SHARE = 0.12
_LOOKED_AT = 20_000


def known(code: str) -> str | None:
    """The code as we write it, "auto" among them; None for a language that is not English."""
    lower = code.strip().replace("_", "-").lower()
    return "auto" if lower == "auto" else _BY_LOWER.get(lower)


def english(prose: str) -> float:
    """How sure it is that the prose is English, from its function words; 1 for a text too short to tell."""
    words = _WORD.findall(prose[:_LOOKED_AT].lower())
    if len(words) < _FEWEST_WORDS:
        return 1.0
    share = sum(word in _FUNCTION_WORDS for word in words) / len(words)
    return min(1.0, share / (2 * _LEAST_SHARE))


def looks_english(prose: str) -> bool:
    """Is the prose English rather than anything else? Asked only where the client leaves it open."""
    return english(prose) >= 0.5


def preferred(variants: str) -> str:
    """The first English variant of a list such as "de-DE,en-GB"; American English if there is none."""
    for code in variants.split(","):
        found = known(code)
        if found not in (None, "auto", "en"):
            assert found is not None
            return found
    return "en-US"
