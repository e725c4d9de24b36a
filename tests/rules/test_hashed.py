"""A compiled mapping of which only what is looked up is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.packs.hashed import MOST_KEPT, Hashed, hashed

_texts = st.text(st.characters(codec="utf-8"), max_size=8)


@given(st.dictionaries(_texts, st.integers(0, 9)), st.lists(_texts))
def test_it_holds_what_was_encoded_and_nothing_else(table: dict[str, int], others: list[str]) -> None:
    found = Hashed[int](hashed(table), int)
    assert dict(found) == table
    assert len(found) == len(table)
    for key in others:
        assert found.get(key) == table.get(key)
        assert (key in found) == (key in table)


def test_half_a_surrogate_pair_is_no_key() -> None:
    found = Hashed[int](hashed({"a": 1}), int)
    assert found.get("\ud800") is None
    with pytest.raises(KeyError):
        found["\ud800"]


def test_it_does_not_remember_without_end() -> None:
    table = {str(n): n for n in range(MOST_KEPT + 10)}
    found = Hashed[int](hashed(table), int)
    assert all(found[key] == value for key, value in table.items())
    assert len(found._kept) <= MOST_KEPT
