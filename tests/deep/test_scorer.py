"""The scorer over the real model: what it likes better, and that sharing states changes nothing but noise."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

import pytest

from checker.deep.model import Beginning
from checker.deep.place import Place, Weight
from checker.deep.scorer import LlamaScorer, Scorer
from checker.deep.windows import FRESH, sentence_starts, windows

GULF = "Banks in the Gulf {} the payments, and insurers ask no questions."
NOISE = 3.0
"""Nats by which 8-bit sums differ where the same is computed in another order."""


def _weigh(scorer: Scorer, text: str, old: str, *alternatives: str) -> Weight:
    start = text.index(old)
    return scorer.weigh(text, [Place(start, start + len(old), alternatives)])[0]


@pytest.mark.parametrize(
    ("text", "old", "better"),
    [
        (GULF.format("treat"), "treat", "process"),
        ("The tariff war goes on. The government raised the prices on Chinese imports.", "prices", "tariffs"),
        ("The tariff war and the Trumps trade policy hurt the markets.", "Trumps", "Trump's"),
        ("China gave the sanctioned country a life buoy.", "life buoy", "lifeline"),
        ("The president assisted the summit in Beijing.", "assisted", "attended"),
        ("She waited of the bus.", "of", "for"),
    ],
)
def test_the_right_word_is_liked_better(scorer: Scorer, text: str, old: str, better: str) -> None:
    assert _weigh(scorer, text, old, better).nats[0] > 2


def test_good_english_is_liked_as_it_is(scorer: Scorer) -> None:
    text = "The doctors treat the patients in the new hospital."
    weight = _weigh(scorer, text, "treat", "process", "deal", "pay")
    assert all(nats < -2 for nats in weight.nats)


def test_the_same_text_weighs_nothing(scorer: Scorer) -> None:
    assert _weigh(scorer, GULF.format("treat"), "treat", "treat").nats == (0.0,)


def test_there_and_back(scorer: Scorer) -> None:
    there = _weigh(scorer, GULF.format("treat"), "treat", "process").nats[0]
    back = _weigh(scorer, GULF.format("process"), "process", "treat")
    assert back.nats[0] < 0 and there > 0


def test_places_weighed_together_weigh_as_alone(scorer: Scorer) -> None:
    text = GULF.format("treat") + " He assisted the summit. They waited of the bus."
    places = [
        Place(text.index(old), text.index(old) + len(old), new)
        for old, new in (
            ("treat", ("process", "handle")),
            ("assisted", ("attended",)),
            ("of the bus", ("for the bus",)),
        )
    ]
    together = scorer.weigh(text, places)
    alone = [scorer.weigh(text, [place])[0] for place in places]
    for one, other in zip(together, alone, strict=True):
        assert one.nats == pytest.approx(other.nats, abs=NOISE)


def test_a_whole_sum_is_the_difference_of_two_readings(scorer: Scorer) -> None:
    assert isinstance(scorer, LlamaScorer)
    model = scorer._model
    text, other = "She waited of the bus.", "She waited for the bus."

    def total(words: str) -> float:
        ids = [model.shape.first_token, *model.tokenizer.ids(words)]
        return float(model.logp(model.begin(ids).hidden[:-1], [[token] for token in ids[1:]]).sum())

    found = _weigh(scorer, text, "of", "for").nats[0]
    assert found == pytest.approx(total(other) - total(text), abs=NOISE)


def test_what_was_read_is_not_begun_again(scorer: Scorer, monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(scorer, LlamaScorer)
    text = " ".join([GULF.format("treat")] * 20)
    place = Place(text.index("treat"), text.index("treat") + 5, ("process",))
    begun: list[int] = []
    begin = scorer._model.begin

    def counted(ids: Sequence[int]) -> Beginning:
        begun.append(len(ids))
        return begin(ids)

    monkeypatch.setattr(scorer._model, "begin", counted)
    assert scorer.read(text, lambda done, total: True) is not None
    read = len(begun)
    first = scorer.weigh(text, [place])[0]
    assert read > 1 and len(begun) == read
    # what is weighed again begins again, and finds the same
    assert scorer.weigh(text, [place])[0] == first
    assert len(begun) == read + 1


def test_windows_weighed_at_once_weigh_as_one_by_one(scorer: Scorer) -> None:
    assert isinstance(scorer, LlamaScorer)
    sentences = [GULF.format("treat"), "He assisted the summit.", "They waited of the bus."]
    text = " ".join(sentences * 16)
    places = [
        Place(found.start(), found.end(), new)
        for old, new in (
            ("treat", ("process", "handle")),
            ("assisted", ("attended",)),
            ("of the bus", ("for the bus",)),
        )
        for found in re.finditer(old, text)
    ]
    alone = LlamaScorer(scorer._model, scorer._net, threads=1)
    assert len(list(windows(sentence_starts(text, scorer.tokens(text))))) > 2
    assert [n for n, _ in scorer.weigh_by_window(text, places)] == [n for n, _ in alone.weigh_by_window(text, places)]
    assert scorer.weigh(text, places) == alone.weigh(text, places)
    assert scorer.read(text, lambda done, total: True) == alone.read(text, lambda done, total: True)


def test_insertions_and_deletions(scorer: Scorer) -> None:
    text = "He opened the door and closed window of the the house."
    start = text.index("the the")
    weights = scorer.weigh(
        text, [Place(start, start + 3, ("",)), Place(text.index("window"), text.index("window"), ("the ",))]
    )
    assert weights[0].nats[0] > 3 and weights[1].nats[0] > 2


@pytest.mark.parametrize(
    "text", ["", "A", "\n\n", "Ça coûte 3 €.", "😀 émoji “here”", "x" * 3000, "word " * 600, "\ud800 half"]
)
def test_any_text_is_weighed(scorer: Scorer, text: str) -> None:
    places = [Place(0, len(text), ("other",)), Place(len(text), len(text), (" end",)), Place(0, 0, ("",))]
    assert [len(weight.nats) for weight in scorer.weigh(text, places)] == [1, 1, 1]


def test_what_is_far_off_is_given_up_early(scorer: Scorer) -> None:
    text = GULF.format("treat")
    start = text.index("treat")
    weight = scorer.weigh(text, [Place(start, start + 5, ("process", "xylophone"), 1, -2.0)])[0]
    assert weight.whole == (True, False)


def test_windows_cover_a_text_once(scorer: Scorer) -> None:
    assert isinstance(scorer, LlamaScorer)
    text = "The ministers met in the capital, and nothing came of it. " * 60 + "no stop " * 400
    tokens = scorer._model.tokenizer(text)
    found = list(windows(sentence_starts(text, tokens)))
    assert found[0].fresh == 0 and found[-1].end == len(tokens.ids)
    assert all(one.end == other.fresh for one, other in itertools.pairwise(found))
    assert all(one.first <= one.fresh < one.end <= one.fresh + FRESH for one in found)
