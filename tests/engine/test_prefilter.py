"""The prefilter may leave out work, never a place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checker.match import prefilter
from checker.match.prefilter import MARKS, NO_LOOK, filed, marks, occurrences, pieces, present, scan_form, vocabulary

WORDS = st.lists(st.sampled_from(["law", "project", "rate", "double", "use", "the", "é", "İ", "ſ"]), max_size=25)


@given(st.text())
def test_scan_form_has_the_length_of_the_prose_and_only_words_and_spaces(prose: str) -> None:
    scan = scan_form(prose)
    assert len(scan) == len(prose)
    assert all(c == " " or c.isalnum() for c in scan)


@given(st.text())
def test_scan_form_keeps_each_letter_in_its_place(prose: str) -> None:
    for before, after in zip(prose, scan_form(prose), strict=True):
        if after != " ":
            assert before.lower()[:1] == after or before == after
        else:
            assert not before.isalnum() or not before.lower()[:1].isalnum()


def test_scan_form_of_many_kinds_of_marks() -> None:
    prose = "a" + "".join(map(chr, range(0x2190, 0x2300))) + "B"
    assert scan_form(prose) == "a" + " " * (0x2300 - 0x2190) + "b"


@given(st.text(alphabet="ab \n"), st.integers(1, 7))
def test_pieces_put_together_are_the_text(text: str, size: int) -> None:
    before = prefilter._CHUNK
    prefilter._CHUNK = size
    try:
        assert "".join(pieces(text, " ")) == text
        if max(map(len, text.split()), default=0) < size - 1:
            assert vocabulary(text.replace("\n", " ")) == set(text.split())
    finally:
        prefilter._CHUNK = before


def test_vocabulary_of_a_long_text_cuts_no_word() -> None:
    text = " ".join(f"word{n}" for n in range(200_000))
    assert len(vocabulary(text)) == 200_000


@given(WORDS, st.sampled_from(["law", "law project", "double use", "é"]))
def test_every_occurrence_of_a_literal_is_found(words: list[str], literal: str) -> None:
    scan = scan_form(" ".join(words))
    wanted = literal.split()
    lowered = scan.split(" ")
    expected = sum(lowered[i : i + len(wanted)] == wanted for i in range(len(lowered)))
    found = list(occurrences([literal], scan))
    assert len(found) == expected
    for name, start, end in found:
        assert (name, scan[start:end]) == (literal, literal)


def test_literal_at_both_ends_of_the_text() -> None:
    assert [(s, e) for _, s, e in occurrences(["law"], "law and law")] == [(0, 3), (8, 11)]


def test_literals_that_follow_each_other_directly_are_all_found() -> None:
    assert len(list(occurrences(["law"], "law law law"))) == 3


def test_a_word_inside_another_is_not_the_literal() -> None:
    assert list(occurrences(["law"], "outlaw lawyer")) == []


def test_residue_allows_a_stray_hyphen_between_the_words() -> None:
    scan = scan_form("for double -use goods")
    assert list(occurrences(["double use"], scan)) == []
    ((_, start, end),) = occurrences(["double use"], scan, [scan.index("  ") + 1])
    assert (start, end) == (4, 15)


def test_present_needs_all_the_words_of_a_literal() -> None:
    index = filed([("law project", ["law project", 7, 1, 2]), ("law", ["law", NO_LOOK, 3])])
    assert present(index, {"law"}, set()) == {"law": (NO_LOOK, [3])}
    assert present(index, {"law", "project"}, {"law project"}) == {"law": (NO_LOOK, [3]), "law project": (7, [1, 2])}
    assert present(index, {"law", "project"}, {"project law"}) == {"law": (NO_LOOK, [3])}
    assert present(index, {"project"}, set()) == {}


def test_present_needs_each_pair_of_a_long_literal() -> None:
    index = filed([("of law", ["project of law", 7, 1])])
    words = {"project", "of", "law"}
    assert present(index, words, {"project of", "of law"}) == {"project of law": (7, [1])}
    assert present(index, words, {"of law"}) == present(index, words, {"project of"}) == {}


@given(st.text(alphabet="$€ ,.0123hH()-;%illionards?!:«yea"))
def test_every_mark_is_found_where_it_stands(prose: str) -> None:
    found = marks(prose)
    for mark in MARKS:
        places = [i for i in range(len(prose)) if prose.startswith(mark, i)]
        assert found.get(mark, []) == places
