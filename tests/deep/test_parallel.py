"""Work on several threads comes back in order, and stops when nobody wants it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from checker.deep.parallel import in_order


def test_results_come_in_the_order_of_the_items() -> None:
    second_done = threading.Event()

    def work(n: int) -> int:
        if n == 0:
            assert second_done.wait(10)  # both are at work at once
        if n == 1:
            second_done.set()
        return n * n

    assert list(in_order(work, range(5), 2)) == [0, 1, 4, 9, 16]


def test_items_are_taken_as_threads_come_free() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for n in range(100):
            taken.append(n)
            yield n

    results = in_order(lambda n: n, items(), 2)
    assert next(results) == 0
    assert len(taken) <= 4
    results.close()
    assert len(taken) <= 4


def test_no_items_no_results() -> None:
    assert list(in_order(lambda n: n, [], 2)) == []


def test_an_error_comes_to_the_caller_and_ends_the_work() -> None:
    done: list[int] = []

    def work(n: int) -> int:
        if n == 1:
            raise ValueError("no more")
        done.append(n)
        return n

    results = in_order(work, range(100), 1)
    assert next(results) == 0
    with pytest.raises(ValueError, match="no more"):
        list(results)
    assert len(done) <= 3
