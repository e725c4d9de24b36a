"""What a project holds right: its words, its house style, its English, and what it thinks of single rules."""

from checker.house.house import House

__all__ = ["House"]
