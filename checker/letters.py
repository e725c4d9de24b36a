"""Letters without their marks."""

from __future__ import annotations

import unicodedata


def plain(text: str) -> str:
    """The text without its diacritics."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
