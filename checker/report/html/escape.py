"""Text of articles, made safe to stand in the page: it shows as text, whatever it holds."""

from __future__ import annotations

import re
from html import escape

from checker.report.wording import as_utf8

# controls, marks that turn the direction of all that follows, and line ends that are none: shown by their numbers
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\uffff]")
_LINE_END = re.compile("\r\n?")


def text(value: str) -> str:
    """The text for an element; odd characters as small labels with their numbers."""
    safe = escape(_LINE_END.sub("\n", as_utf8(value)), quote=False)
    return _ODD.sub(lambda m: f'<span class="odd">U+{ord(m[0]):04X}</span>', safe)


def attribute(value: str) -> str:
    """The text for an attribute in double quotation marks; odd characters as their numbers."""
    return _ODD.sub(lambda m: f"U+{ord(m[0]):04X}", escape(as_utf8(value), quote=True))
