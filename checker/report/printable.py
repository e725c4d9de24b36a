"""Text that came from outside, made safe to show on a terminal."""

from __future__ import annotations


def printable(text: str) -> str:
    """The text with a space for each character that could steer a terminal; one column for one code point."""
    return text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)
