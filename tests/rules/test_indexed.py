"""The compiled index tells which of a text's words and pairs it has, however many they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.match.prefilter import NO_LOOK, Row, filed
from checker.packs import indexed
from checker.packs.indexed import Shelves, shelved

_keys = st.text("abcde ", min_size=1, max_size=6)


@pytest.mark.parametrize("many", [0, 20_000])
@given(st.sets(_keys, min_size=1), st.sets(_keys))
def test_the_keys_among_names_are_found(many: int, keys: set[str], others: set[str]) -> None:
    table = filed((key, [key, NO_LOOK, n]) for n, key in enumerate(sorted(keys)))
    stored = Shelves[list[Row]](shelved(table), list[Row])
    names = set(sorted(keys)[::2]) | others
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(indexed, "MANY", many)
        assert stored.among(names) == table.among(names) == keys & names
    assert {key: stored[key] for key in stored} == table


def test_half_a_surrogate_pair_is_no_key() -> None:
    assert Shelves[list[Row]](shelved(filed([("a", ["a", NO_LOOK, 1])])), list[Row]).among({"\ud800", "a"}) == {"a"}
