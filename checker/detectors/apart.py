"""Choosing among candidates that overlap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def apart(ranked: Iterable[T], span: Callable[[T], tuple[int, int]]) -> Iterator[T]:
    """The items, the best first, whose span (start, end) overlaps that of no better one."""
    taken: list[tuple[int, int]] = []
    for item in ranked:
        start, end = span(item)
        if not any(one < end and start < other for one, other in taken):
            taken.append((start, end))
            yield item
