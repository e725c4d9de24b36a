"""Offsets as Java and JavaScript count them."""

from __future__ import annotations

import re
from bisect import bisect_left

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Utf16:
    """From code points of a text to UTF-16 code units."""

    def __init__(self, text: str) -> None:
        self._astral = [] if text.isascii() else [match.start() for match in _ASTRAL.finditer(text)]

    def __call__(self, offset: int) -> int:
        """The offset in code units."""
        return offset + bisect_left(self._astral, offset)


def length(text: str) -> int:
    """How many code units the text takes."""
    return len(text) + (0 if text.isascii() else len(_ASTRAL.findall(text)))
