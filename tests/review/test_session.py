"""Deciding, undoing and moving, without screen or disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import api
from checker.document import document_from_text
from checker.review.passage import paragraph, pieces, replacement
from checker.review.query import QueryError, read_query
from checker.review.session import Session

ARTICLE = """Poutines visit to Pékin was short. It cost 20 millions of euros.

Banks in the Gulf treat the payments, and Europes record is poor. In 2022, many analysts have predicted a fall of 10%.
"""
OTHER = "Poutines friends in Pékin were glad. Poutines enemies were not.\n"
HTML = (
    "<p>Poutines visit to P&eacute;kin cost 20 millions <i>of</i> euros. The Gulf treats R&amp;D so. "
    "Banks in the Gulf treat the payments.</p>\n"
)


def session(*texts: str, format: str = "text") -> Session:
    """A review of texts named a, b, c."""
    return Session({name: api.check_text(text, format=format) for name, text in zip("abc", texts, strict=False)})


def find(review: Session, text: str, nth: int = 0):  # type: ignore[no-untyped-def]
    """The n-th finding of a text."""
    return [item for item in review.items if item.finding.text == text][nth]


def test_accepting_all_gives_what_fix_gives() -> None:
    for lowest in (0.5, 0.9):
        report = api.check_text(ARTICLE, min_confidence=lowest)
        review = Session({"a": report})
        review.apply("all", review.acceptable(confidence=lowest))
        assert review.text("a") == api.apply(report, min_confidence=lowest)
        assert review.text("a") != ARTICLE


def test_the_nth_suggestion_and_a_text_by_hand_are_put_in_place() -> None:
    review = session(ARTICLE)
    assert review.accept(find(review, "treat"), 1) is not None
    assert review.edit(find(review, "fall"), "drop of ten") is not None
    assert "Banks in the Gulf handle the payments" in review.text("a")
    assert "predicted a drop of ten of 10%" in review.text("a")
    assert "Europes record" in review.text("a")


def test_a_suggestion_that_does_not_exist_decides_nothing() -> None:
    review = session(ARTICLE)
    assert review.accept(find(review, "treat"), 8) is None
    assert (review.decisions, review.past) == ({}, [])


def test_later_suggestions_keep_the_apostrophes_of_the_text() -> None:
    review = session("It’s Europes turn, he said, and it’s Poutines. Poutines critics agree.\n")
    item = find(review, "Poutines", 1)
    review.edit(item, "Putin's own")
    assert "Putin’s own critics" in review.text("a")


def test_markup_is_not_touched_and_text_by_hand_is_escaped() -> None:
    review = session(HTML, format="html")
    assert review.accept(find(review, "20 millions <i>of</i> euros")) is None
    review.edit(find(review, "treat"), "buy & sell")
    assert "Banks in the Gulf buy &amp; sell the payments" in review.text("a")
    item = find(review, "P&eacute;kin")
    review.edit(item, "Beijing <the city>")
    assert "visit to Beijing &lt;the city&gt; cost 20 millions <i>of</i> euros" in review.text("a")


def test_undo_and_redo_go_over_all_steps_and_stand_where_they_were_made() -> None:
    review = session(ARTICLE)
    for item in list(review.items):
        review.reject(item)
    review.apply("all", dict.fromkeys((item.key for item in review.items), None))
    assert review.decisions == {}
    for _ in range(len(review.items) + 1):
        assert review.undo() is not None
    assert review.undo() is None
    assert review.decisions == {} and review.at == 0
    for _ in review.items:
        review.redo()
    assert len(review.decisions) == len(review.items)
    assert review.at == len(review.items) - 1
    assert review.redo() is not None and review.redo() is None
    assert review.decisions == {}


def test_a_new_decision_ends_what_could_be_done_again() -> None:
    review = session(ARTICLE)
    review.reject(review.items[0])
    review.undo()
    review.skip(review.items[1])
    assert review.redo() is None


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=30))
def test_undoing_everything_leaves_nothing_and_doing_it_again_all(moves: list[tuple[int, int]]) -> None:
    review = session(ARTICLE)
    actions = (review.accept, review.reject, review.skip, review.clear, lambda i: review.dismiss(i, "word"))
    for action, place in moves:
        if action == 5:
            review.undo()
        else:
            actions[action](review.items[place % len(review.items)])
    end, text = dict(review.decisions), review.text("a")
    steps = len(review.past)
    while review.undo():
        pass
    assert (review.decisions, review.text("a")) == ({}, ARTICLE)
    for _ in range(steps):
        review.redo()
    assert (review.decisions, review.text("a")) == (end, text)


def test_all_of_a_rule_leaves_what_is_decided() -> None:
    review = session(ARTICLE, OTHER)
    review.reject(find(review, "Pékin"))
    wanted = review.acceptable(rule="names.all.exonym")
    assert [review.items[review.index[key]].finding.text for key in wanted] == [
        "Poutines",
        "Poutines",
        "Pékin",
        "Poutines",
    ]
    review.apply("all", wanted)
    assert review.text("b") == "Putin's friends in Beijing were glad. Putin's enemies were not.\n"
    assert "Putin's visit to Pékin" in review.text("a")
    review.undo()
    assert review.text("b") == OTHER


def test_a_word_is_rejected_in_all_files_but_where_it_was_accepted() -> None:
    review = session(ARTICLE, OTHER)
    review.accept(find(review, "Poutines", 2))
    step = review.dismiss(find(review, "Poutines"), "word")
    assert len(step.changes) == 2
    assert review.counts().rejected == 2
    assert review.text("b") == "Poutines friends in Pékin were glad. Putin's enemies were not.\n"


def test_a_rule_is_ignored_here_in_the_file_or_everywhere() -> None:
    for kind, number in (("ignore", 1), ("ignore-file", 2), ("ignore-project", 5)):
        review = session(ARTICLE, OTHER)
        assert len(review.dismiss(find(review, "Poutines"), kind).changes) == number, kind


def test_moving_by_severity_file_and_what_is_open() -> None:
    review = session(ARTICLE, OTHER)
    assert review.move_severity(1) and review.current.finding.text == "Pékin"
    assert review.move_severity(-1) and review.at == 0
    review.reject(review.items[1])
    assert review.move_undecided() and review.current.finding.text == "20 millions of euros"
    assert review.move_file(1) and review.current.key.path == "b"
    assert not review.move_file(1)
    assert review.move_file(-1) and review.at == 0
    assert not review.move(-1)


def test_what_is_left_for_later_comes_when_nothing_else_is_open() -> None:
    review = session(OTHER)
    review.skip(review.items[0])
    review.move_undecided()
    review.reject(review.items[1])
    review.reject(review.items[2])
    assert review.move_undecided() and review.at == 0
    review.go(0)
    review.reject(review.items[0])
    assert not review.move_undecided()


def test_search_goes_around_and_reads_lines_rules_and_suggestions() -> None:
    review = session(ARTICLE)
    assert review.search("HANDLE") and review.current.finding.text == "treat"
    assert review.search("20 million euros") and review.current.finding.text == "20 millions of euros"
    assert not review.search("zebra")


def test_a_filter_narrows_moves_and_can_be_taken_off() -> None:
    review = session(ARTICLE)
    assert review.filter(read_query("minor")) == 1
    assert review.current.finding.text == "have predicted" and not review.move(1)
    review.reject(review.items[0])
    assert review.filter(read_query("open rule:possessive >0.9")) == 1
    assert review.filter(read_query("rejected")) == 1
    assert review.filter(read_query("file:a payments")) == 0
    assert review.filter(read_query("")) == len(review.items)


def test_a_filter_that_cannot_be_read_says_why() -> None:
    with pytest.raises(QueryError, match="number from 0 to 1"):
        read_query(">2")


def test_a_passage_shows_the_current_fix_and_the_decided_ones() -> None:
    review = session(ARTICLE)
    review.accept(review.items[0])
    review.reject(review.items[1])
    review.go(2)
    low, high, *cut = paragraph(review.items[2])
    found = pieces(review, review.in_file("a"), ARTICLE, low, high, review.current)
    assert [(piece.text, piece.what) for piece in found] == [
        ("Putin's", "fixed"),
        (" visit to ", "text"),
        ("Pékin", "rejected"),
        (" was short. It cost ", "text"),
        ("20 millions of euros", "old"),
        ("20 million euros", "new"),
        (".", "text"),
    ]
    assert cut == [False, False]


def test_a_long_paragraph_is_cut_around_the_fault_at_words() -> None:
    text = "Rain fell. " * 200 + "Poutines visit was short. It cost 20 millions of euros. " + "Rain fell. " * 200
    review = session(text)
    low, high, *cut = paragraph(review.items[0], 100)
    assert cut == [True, True] and high - low <= 140
    assert "Poutines" in text[low:high] and text[low - 1] == " "


def test_a_replacement_within_markup_shows_the_markup() -> None:
    document = document_from_text("Poutine**s** visit cost 20 millions of euros. Poutines way.\n", format="markdown")
    review = Session({"a": api.check_document(document)})
    item = find(review, "Poutines")
    review.accept(item)
    assert replacement(item, review.decision(item)) == "Putin's"


def test_the_session_names_no_folder_and_no_screen() -> None:
    source = "".join(Path(f"{Path(api.__file__).parent}/review/{name}.py").read_text() for name in ("session", "walk"))
    assert "textual" not in source and "import os" not in source and "pathlib" not in source
