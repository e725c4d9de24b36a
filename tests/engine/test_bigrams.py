"""The tables of word pairs, and the channel that tells swapped words by them."""

from __future__ import annotations

import math

import pytest

from checker.analysis.analysis import Analysis
from checker.analysis.bigrams import LEAST_LOG, Bigrams, Pairs
from checker.api import check_text, engine
from checker.detectors.swaps import RULES
from checker.document import document_from_text
from checker.packs.pairs import build_bigrams, build_pairs

LINES = ["-8 rainy", "-6 season day", "-4 the", "rainy 14 season 5 day", "the 2 rainy"]


def test_lifts_hold_until_the_next_number() -> None:
    model = Bigrams(build_bigrams(LINES))
    assert model.lift("rainy", "season") == 7.0
    assert model.lift("rainy", "day") == 2.5
    assert model.lift("day", "rainy") == 0.0
    assert model.lift("nothing", "day") == 0.0


def test_a_word_has_a_probability_and_an_unknown_one_the_least() -> None:
    model = Bigrams(build_bigrams(LINES))
    assert model.log("season") == -3.0
    assert model.log("xyzzy") == LEAST_LOG


def test_ties_and_chain_add_words_and_lifts() -> None:
    model = Bigrams(build_bigrams(LINES))
    assert math.isclose(
        model.ties("the", ["rainy", "season"], "") + model.chain(["rainy", "season"]), 1.0 - 4.0 + 7.0 - 3.0
    )
    assert math.isclose(model.ties("", ["rainy"], "season") + model.chain(["rainy"]), -4.0 + 7.0)


def test_pairs_need_no_probabilities() -> None:
    table = Pairs(build_pairs(["abandon 10 venture 4 deal"]))
    assert [table.lift("abandon", noun) for noun in ("venture", "deal", "abandon")] == [5.0, 2.0, 0.0]


def test_a_partner_without_probability_is_told() -> None:
    with pytest.raises(ValueError, match="'night', a partner of 'rainy'"):
        build_bigrams(["-8 rainy", "rainy 4 night"])


def test_the_built_in_model_knows_english() -> None:
    model = engine().store.bigrams
    assert model.lift("central", "bank") > 4
    assert model.lift("imperative", "bank") == 0
    assert model.log("the") > model.log("bank") > model.log("telescope")


def swaps(text: str) -> dict[str, str]:
    """What the rule alone sees, whatever a pack says of the same words."""
    whole = engine()
    found = RULES[0].detect(RULES[0], Analysis(document_from_text(text), whole.store, whole.english), False)
    return {text[one.start : one.end]: one.proposals[0].text for one in found}


def test_a_swapped_word_is_told_by_its_neighbours() -> None:
    assert swaps("The imperative bank raised rates.")["imperative"] == "central"


def test_a_swap_may_stand_beside_another() -> None:
    assert swaps("They left the imperative depository on Monday.") == {"imperative": "central", "depository": "bank"}


def test_the_fix_has_the_form_and_the_article_of_the_text() -> None:
    assert swaps("They formed an imperative bank.")["an imperative"] == "a central"


def test_names_are_left_alone() -> None:
    assert swaps("They met at the Imperative Bank of the town.") == {}


def test_a_swap_stays_below_the_threshold_without_evidence() -> None:
    found = [f for f in check_text("The blustery season was over in June.").findings if f.rule == "lex.spun.swap"]
    assert found == []
