"""Months, weekdays, years and ordinals in English."""

from __future__ import annotations

import re

MONTHS = tuple("january february march april may june july august september october november december".split())
WEEKDAYS = tuple("monday tuesday wednesday thursday friday saturday sunday".split())
YEAR = r"(?:1[5-9]|20)\d\d"
"""A pattern of years from 1500 on."""
NAMED = frozenset((*MONTHS, *WEEKDAYS))
_YEAR = re.compile(YEAR + "$")
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def is_year(text: str) -> bool:
    """Is the text a year from 1500 on?"""
    return _YEAR.match(text) is not None


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th ..."""
    ending = "th" if number % 100 in (11, 12, 13) else _ENDINGS.get(number % 10, "th")
    return f"{number}{ending}"
