"""Forms of captured words in fixes."""

from __future__ import annotations

import pytest

from checker.analysis.conjugate import reform
from checker.analysis.english import English
from checker.packs.lexicon_build import build_lexicon


@pytest.mark.parametrize(
    ("word", "form", "wanted"),
    [
        ("win", "VBG", "winning"),
        ("making", "VB", "make"),
        ("opening", "VBN", "opened"),
        ("singing", "VBD", "sang"),
        ("tries", "VBG", "trying"),
        ("lost", "VB", "lose"),
        ("lie", "VBG", "lying"),
        ("has", "VBN", "had"),
        ("focus", "VBD", "focused"),
        ("goes", "VBN", "gone"),
        ("countries", "NN", "country"),
        ("woman", "NNS", "women"),
        ("Barcelona", "VBG", "Barcelona"),
    ],
)
def test_reform(word: str, form: str, wanted: str) -> None:
    assert reform(word, form, English(build_lexicon())) == wanted
