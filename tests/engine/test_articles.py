"""A and an go by the sound, not by the letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.analysis.articles import article_for


@pytest.mark.parametrize(
    "phrase",
    [
        "apple", "egg", "issue", "offer", "umbrella", "hour", "honest man", "honour", "heir", "heiress", "unimportant matter",
        "uninvited guest", "unintended effect", "unidentified man", "unimaginable loss", "MP", "FBI agent", "NGO", "SMS",
        "HIV test", "X-ray", "8 percent rise", "11th hour", "18-year-old", "80 million", "élite", "Oscar", "Iraqi", "EU summit",
        "AI model", "IMF loan", "OPEC cut", "unilluminated room", "onerous duty", "usher",
    ],
)  # fmt: skip
def test_an(phrase: str) -> None:
    assert article_for(phrase) == "an"


@pytest.mark.parametrize(
    "phrase",
    [
        "dog", "house", "historic day", "university", "union", "unit", "unique case", "united front", "uniform",
        "unilateral step", "unanimous vote", "European", "euro", "useful tool", "usual case", "user", "utility", "ubiquitous sign",
        "uranium mine", "one-off", "one time", "once-great power", "UN envoy", "US senator", "UK minister", "U.S. senator",
        "NATO member", "UNESCO site", "BBC report", "CEO", "GDP rise", "PhD", "7 percent rise", "100", "1,800 men", "eulogy",
        "ewe", "Ukrainian", "Utah town", "Uruguayan", "utopia", "yard", "herbicide", "unicorn", "unisex shop",
    ],
)  # fmt: skip
def test_a(phrase: str) -> None:
    assert article_for(phrase) == "a"


@given(st.text())
def test_any_phrase_gets_one_of_the_two(phrase: str) -> None:
    assert article_for(phrase) in ("a", "an")
