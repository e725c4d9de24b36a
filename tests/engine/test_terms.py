"""Fixed terms whose words a spinner has replaced, and what their density says of a document."""

from __future__ import annotations

import pytest

from checker.analysis.analysis import Analysis
from checker.api import check_text, engine
from checker.detectors.terms import RULES
from checker.document import document_from_text
from checker.evidence import asks, evidence_of, tally, with_swapped
from checker.finding import Candidate
from checker.packs.terms import build_terms


def found(text: str) -> dict[str, str]:
    """What the rule alone sees, with its first suggestion."""
    whole = engine()
    made = RULES[0].detect(RULES[0], Analysis(document_from_text(text), whole.store, whole.english), False)
    return {text[one.start : one.end]: one.proposals[0].text for one in made}


@pytest.mark.parametrize(
    ("text", "place", "fix"),
    [
        ("A fence investment sold its shares.", "fence investment", "hedge fund"),
        ("Two fence investments sold their shares.", "fence investments", "hedge funds"),
        ("She put an imperative bank first.", "an imperative", "a central"),
        ("Founders moved to Silicon Dale last year.", "Dale", "Valley"),
        ("They saved three coordinate focuses.", "coordinate focuses", "match points"),
        ("It leaves an edge for mistake.", "an edge for mistake", "a margin for error"),
    ],
)
def test_a_term_is_told_by_its_swapped_words(text: str, place: str, fix: str) -> None:
    assert found(text) == {place: fix}


def test_capitals_within_a_sentence_are_a_name_and_no_common_term() -> None:
    assert found("On Monday a fence investment sold its shares.") == {"fence investment": "hedge fund"}
    assert found("On Monday the owners of Fence Investment sold their shares.") == {}


@pytest.mark.parametrize(
    "text",
    [
        "A hedge fund sold its shares.",
        "She declined to comment on the bond market.",
        "The dale of silicon shone.",  # a name needs its capitals
        "He took it and it was of the one.",  # frequent words are not swapped
    ],
)
def test_good_english_and_other_words_are_left_alone(text: str) -> None:
    assert found(text) == {}


def test_without_evidence_nothing_is_shown() -> None:
    assert check_text("A fence investment sold its shares.").findings == ()


def test_a_line_of_one_word_is_no_term() -> None:
    assert build_terms(["hedge fund", "tie-break", "Hedge row"]) == {
        "hedge": {"fund": ["hedge fund"], "row": ["Hedge row"]},
        "tie-break": {"": ["tie-break"]},
    }
    with pytest.raises(ValueError, match="'fund' is not a term of several words"):
        build_terms(["fund"])


def swapped(term: str, fit: float) -> Candidate:
    """A candidate of the rule."""
    return RULES[0].candidate(0, 4, "likely", ("term",), f"stands for {term}", pivots=(("spun", term),), fit=fit)


def test_swapped_terms_make_a_doubtful_document_suspect_each_once() -> None:
    weights = engine().store.weights
    sure = RULES[0].candidate(0, 4, "sure", ("term",), "a sure fault", pivots=(("spun", "term"),))
    before = evidence_of(tally([sure], weights), 400, weights)
    assert asks(before, weights)
    seven = [swapped(str(n), 4.0) for n in range(7)]
    assert with_swapped(before, seven, 400, weights).log_odds > 0 > before.log_odds
    assert with_swapped(before, [swapped("one", 4.0)] * 7, 400, weights) == before
    assert with_swapped(before, [swapped(str(n), 1.0) for n in range(7)], 400, weights) == before


def test_a_document_without_a_sure_fault_is_not_asked_for() -> None:
    weights = engine().store.weights
    assert not asks(evidence_of(tally([], weights), 400, weights), weights)
