"""Months and weekdays in English."""

from __future__ import annotations

MONTHS = tuple("january february march april may june july august september october november december".split())
WEEKDAYS = tuple("monday tuesday wednesday thursday friday saturday sunday".split())
YEAR = r"(?:1[5-9]|20)\d\d"
"""A pattern of years from 1500 on."""
