"""How many checks may run or wait at a time, in all and of one client."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from checker.server.refusal import Refusal


class Admission:
    """Counts the checks under way. Used by the event loop alone."""

    def __init__(self, most: int, of_one: int) -> None:
        self.most = most
        self.of_one = of_one
        self.pending = 0
        self._by_client: Counter[str] = Counter()

    @property
    def full(self) -> bool:
        """Is there no room for another check?"""
        return self.pending >= self.most

    @contextmanager
    def place(self, client: str) -> Iterator[None]:
        """A place for one check of a client; Refusal 429 where it has too many, 503 where all are taken."""
        if self._by_client[client] >= self.of_one:
            raise Refusal(
                429,
                "too-many",
                f"{self.of_one} checks of this client are under way; wait for one of them, then send the next",
                {"Retry-After": "1"},
            )
        if self.full:
            raise Refusal(
                503,
                "full",
                f"{self.most} checks are under way, more are not taken on; try again in a few seconds",
                {"Retry-After": "5"},
            )
        self.pending += 1
        self._by_client[client] += 1
        try:
            yield
        finally:
            self.pending -= 1
            self._by_client[client] -= 1
            if not self._by_client[client]:
                del self._by_client[client]
