"""Plain text: what users paste comes out with offsets that hit the character."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.document import Document, document_from_text

Check = Callable[[Document], None]

AWKWARD = st.text(
    st.one_of(
        st.sampled_from(
            "ab e.,'\"-\n\r\t\u00a0\u2009\u202f\u00ad\u200b\u200d\u2019\u2018\u201c\u201d\u2010\u2011"
            "\u0301\u0323\u2028\u2029\ufeff\u200f\u202e\u05d0\u0627👩🚀🏽\x00\x85"
        ),
        st.characters(),
    ),
    max_size=80,
)


def _found(document: Document, word: str) -> str:
    """The source that stands behind a word of the prose."""
    at = document.prose.index(word)
    start, end = document.to_source(at, at + len(word))
    return document.source[start:end]


@given(AWKWARD)
def test_every_character_leads_back_to_its_source(assert_exact_map: Check, text: str) -> None:
    assert_exact_map(document_from_text(text))


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Mn", "Me", "Cf", "Cc", "Zs", "Zl", "Zp", "Pi", "Pf"])))
def test_plain_characters_are_the_prose_as_they_are(text: str) -> None:
    plain = "".join(c for c in text if c not in "\u201a\u201b\u201e\u2010\u2011\u02bc")
    document = document_from_text(plain)
    assert [document.to_source(i, i + 1) for i in range(len(document.prose))] == [(i, i + 1) for i in range(len(plain))]


@pytest.mark.parametrize(
    ("source", "prose", "word", "behind"),
    [
        ("\ufeffThe state", "The state", "The", "The"),
        ("one\r\ntwo", "one\ntwo", "two", "two"),
        ("one\rtwo", "one\ntwo", "\n", "\r"),
        ("one\r\ntwo", "one\ntwo", "\n", "\r\n"),
        ("20\u00a0millions", "20 millions", "20 millions", "20\u00a0millions"),
        ("20\u2009000", "20 000", "20 000", "20\u2009000"),
        ("govern\u00adment acts", "government acts", "government", "govern\u00adment"),
        ("zero\u200bwidth", "zerowidth", "zerowidth", "zero\u200bwidth"),
        ("Putin\u2019s", "Putin's", "Putin's", "Putin\u2019s"),
        ("\u201cyes\u201d he", '"yes" he', '"yes"', "\u201cyes\u201d"),
        ("Pe\u0301kin fell", "Pékin fell", "Pékin", "Pe\u0301kin"),
        ("state\u2011owned", "state-owned", "state-owned", "state\u2011owned"),
        ("👩\u200d🚀 flew", "👩\u200d🚀 flew", "flew", "flew"),
        ("👍🏽 good", "👍🏽 good", "good", "good"),
        ("\u200fשלום\u200f world", "שלום world", "שלום", "שלום"),
        ("a\u2028b", "a\nb", "b", "b"),
    ],
)
def test_what_word_processors_put_in_is_read_and_found_again(source: str, prose: str, word: str, behind: str) -> None:
    document = document_from_text(source)
    assert document.prose == prose
    assert _found(document, word) == behind


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_and_columns_count_as_an_editor_counts_them(end: str) -> None:
    source = f"one{end}{end}three four"
    document = document_from_text(source)
    assert document.line_column(source.index("four")) == (3, 7)
    assert document.line_column(0) == (1, 1)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_blank_lines_part_paragraphs_whatever_the_line_ends(end: str) -> None:
    document = document_from_text(f"A heading{end}{end}A paragraph ends.{end}It goes on.{end}{end}Another one.{end}")
    kinds = [(document.prose[s.start : s.end].replace("\n", " "), s.kind) for s in document.segments]
    assert kinds == [
        ("A heading", "heading"),
        ("A paragraph ends. It goes on.", "paragraph"),
        ("Another one.", "paragraph"),
    ]


@pytest.mark.parametrize("source", ["", "\n", "\r\n\r\n", "\ufeff", " \t ", "\u00ad", "\u200b\u200b"])
def test_a_file_without_words_has_no_segments_but_is_no_error(assert_exact_map: Check, source: str) -> None:
    document = document_from_text(source)
    assert document.prose.strip() == ""
    assert document.segments == ()
    assert_exact_map(document)


def test_a_soft_hyphen_at_the_edge_of_a_word_stays_outside_an_edit() -> None:
    source = "old\u00ad word"
    document = document_from_text(source)
    (start, end, text), *more = document.edits(0, 3, "new") or []
    assert more == []
    assert source[:start] + text + source[end:] in ("new\u00ad word", "new word")


def test_an_insertion_stands_behind_what_it_follows() -> None:
    document = document_from_text("one\r\ntwo")
    assert document.to_source(3, 3) == (3, 3)
    assert document.to_source(4, 4) == (5, 5)
    assert document.to_source(0, 0) == (0, 0)
