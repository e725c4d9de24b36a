"""What was worked out of single sentences, so that it need not be worked out again while others change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from checker.analysis.sentence import Sentence

T = TypeVar("T")
MOST_KEPT = 1_000
"""Sentences kept of each kind of work; when there are more it begins anew."""


class Memory:
    """Lives as long as a check, or as an editor's document is open; of one engine."""

    def __init__(self) -> None:
        self._kept: dict[str, dict[tuple[object, ...], Any]] = {}

    def of(self, work: str, sentence: Sentence, make: Callable[[], T]) -> T:
        """What `make` made of the sentence for that work; it must hang on the sentence's words alone."""
        kept = self._kept.setdefault(work, {})
        key = (sentence.first, *sentence.texts)
        found: T | None = kept.get(key)
        if found is None:
            if len(kept) >= MOST_KEPT:
                kept.clear()
            found = kept[key] = make()
        return found
