"""How the model reads a text: words, places, the net over the real model's states."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path

import numpy as np
import pytest

from checker.deep import reading as module
from checker.deep.kept import Kept
from checker.deep.open import model_key
from checker.deep.place import Place, Weight
from checker.deep.reading import LOWEST, Net, Reading, Word, features, net_of, of_any, words_of
from checker.deep.scorer import LlamaScorer, Scorer
from checker.deep.tokens import Tokens
from checker.deep.wide.reading import ENOUGH, MOST_WORDS, passages

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
BAD = "The Gulf banks treat the payments, and the minister assisted the summit, which reunited forty countries."


def _read(scorer: Scorer, text: str) -> Reading:
    found = scorer.read(text, lambda done, total: True)
    assert found is not None
    return found


def test_words_have_letters_or_digits_and_no_space_before_them() -> None:
    text = "In 2023, Gulf's"
    tokens = Tokens([1, 2, 3, 4, 5, 6, 7], [0, 2, 5, 7, 8, 11, 13], [2, 5, 7, 8, 11, 13, 15], [0, 1, 1, 2, 3, 3, 4])
    words = words_of(text, tokens)
    assert [text[word.start : word.end] for word in words] == ["In", "2023", "Gulf", "'s"]
    assert [(word.first, word.last) for word in words] == [(0, 0), (1, 2), (4, 5), (6, 6)]


def test_a_place_has_the_odds_of_its_words() -> None:
    reading = Reading((0, 4, 9), (3, 8, 12), (-3.0, 1.0, -2.0))
    assert reading.at(4, 8) == 1.0
    assert reading.around(4, 8) == pytest.approx(-4 / 3)
    assert reading.at(0, 8) == 1.0
    assert reading.at(9, 12) == -2.0


def test_an_empty_place_has_the_odds_of_the_words_beside_it() -> None:
    reading = Reading((0, 4, 9), (3, 8, 12), (-3.0, 1.0, 2.0))
    assert reading.at(4, 4) == 1.0
    assert reading.at(3, 3) == 1.0
    assert reading.at(12, 12) == 2.0
    assert reading.at(20, 22) == 2.0


def test_within_a_place_a_fault_lies_at_any_word() -> None:
    reading = Reading((0, 4, 9), (3, 8, 12), (0.0, 0.0, -2.0))
    assert reading.within(4, 8) == pytest.approx(0.0)
    assert reading.within(0, 8) == pytest.approx(math.log(3))  # three in four
    assert reading.within(20, 22) == pytest.approx(-2.0)
    assert of_any([LOWEST]) == pytest.approx(LOWEST)


def _passages(prose: str, *odds: float) -> list[str]:
    places = [found.span() for found in re.finditer(r"\w+", prose)]
    reading = Reading(tuple(start for start, _ in places), tuple(end for _, end in places), odds)
    return [prose[found.start : found.end] for found in passages(reading, prose)]


def test_a_passage_is_no_longer_than_it_must_be() -> None:
    assert _passages("one two three four", -2.5, 3.0, -2.5, -6.0) == ["two"]
    # neither is likely enough alone
    assert _passages("one two three four", -2.5, 0.5, 0.4, -6.0) == ["two three"]
    assert of_any((0.5, 0.4)) > ENOUGH


def test_likely_neighbours_are_one_passage() -> None:
    assert _passages("one two three four", -6.0, 3.0, 3.0, -6.0) == ["two three"]


def test_a_passage_does_not_go_over_a_stop() -> None:
    assert _passages("one two. three four", -6.0, 0.5, 0.4, -6.0) == ["two", "three"]


def test_a_passage_begins_with_a_word() -> None:
    prose = "Europe's strikes and Spain’s"
    places = [(0, 6), (6, 8), (9, 16), (17, 20), (21, 26), (26, 28)]
    reading = Reading(*zip(*places, strict=True), (-6.0, 1.0, 1.0, -6.0, -6.0, 1.0))
    assert [prose[found.start : found.end] for found in passages(reading, prose)] == ["Europe's strikes", "Spain’s"]


def test_what_is_unlikely_is_no_passage() -> None:
    assert _passages("one two three four", -6.0, -1.9, -6.0, -6.0) == []
    assert _passages("one two three four", -6.0, -6.0, -6.0, -6.0) == []


def test_passages_are_short_and_apart() -> None:
    prose = " ".join("word" for _ in range(40))
    found = _passages(prose, *[1.0] * 40)
    assert found and all(len(passage.split()) <= MOST_WORDS for passage in found)
    assert sum(len(passage.split()) for passage in found) == 40


def test_a_text_without_words_reads_as_nothing() -> None:
    reading = Reading((), (), ())
    assert reading.at(0, 3) == reading.around(0, 3) == LOWEST


def test_features_are_of_the_word_and_of_those_behind_it() -> None:
    words = [Word(0, 1, 0, 0), Word(2, 3, 1, 2), Word(4, 5, 3, 3)]
    states = np.array([[1.0], [2.0], [3.0], [4.0]], np.float32)
    found = features(words, np.array([-1.0, -2.0, -3.0, -100.0], np.float32), states)
    numbers = module.BEFORE + module.BEHIND + 1
    assert found.shape == (3, numbers + 1 + module.STATES)
    assert found[:, module.BEFORE].tolist() == pytest.approx(
        [-0.2, -1.0, -5.0]
    )  # nothing surprises by more than 25 nats
    assert found[:, numbers].tolist() == [0.0, 0.5, 0.0]
    assert found[:, numbers + 1 :].tolist() == [[1.0, 3.0, 4.0], [3.0, 4.0, 4.0], [4.0, 4.0, 4.0]]


def test_a_long_text_reads_the_same_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    lot = np.random.default_rng(1)
    words = [Word(n * 2, n * 2 + 1, n, n) for n in range(23)]
    logp, states = lot.normal(size=23).astype(np.float32), lot.normal(size=(23, 2)).astype(np.float32)
    width = module.BEFORE + module.BEHIND + 2 + 2 * module.STATES
    net = Net(
        {
            "mean": np.zeros(width),
            "scale": np.ones(width),
            "inner": lot.normal(size=(width, 5)),
            "inner_bias": np.zeros(5),
            "outer": lot.normal(size=5),
            "outer_bias": np.array(0.1),
        }
    )
    whole = net.odds(words, logp, states)
    monkeypatch.setattr(module, "PART", 4)
    assert net.odds(words, logp, states) == whole and len(whole) == 23


def test_the_net_is_of_one_model_only() -> None:
    assert net_of("another") is None
    assert net_of(model_key(None)) is not None


def test_a_machine_s_words_read_worse(scorer: Scorer) -> None:
    path = SEEDS / "sanctions.txt"
    text = path.read_text("utf-8")
    rows = [json.loads(line) for line in path.with_suffix(".jsonl").read_text("utf-8").splitlines()]
    reading = _read(scorer, text)
    marked, others = [], []
    for start, end, odds in zip(reading.starts, reading.ends, reading.odds, strict=True):
        is_marked = any(row["start"] < end and start < row["end"] for row in rows)
        (marked if is_marked else others).append(odds)
    assert len(marked) > 20 and sum(marked) / len(marked) > sum(others) / len(others) + 1


def test_the_places_are_those_of_the_text(scorer: Scorer) -> None:
    text = "Pékin 𝒳 treats “the payments”.\n\nBanks said so.\n"
    reading = _read(scorer, text)
    shown = [text[start:end] for start, end in zip(reading.starts, reading.ends, strict=True)]
    assert [word for word in shown if word.isascii()] == ["treats", "the", "payments", "Banks", "said", "so"]


def test_no_time_is_no_reading(scorer: Scorer) -> None:
    assert scorer.read(BAD, lambda done, total: False) is None


def test_without_a_net_there_is_no_reading(scorer: Scorer) -> None:
    assert isinstance(scorer, LlamaScorer)
    assert LlamaScorer(scorer._model).read(BAD, lambda done, total: True) is None


def test_a_reading_by_another_net_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Place(0, 3, ("a",))
    kept = Kept("fake", BAD, tmp_path)
    kept.reading = Reading((0,), (3,), (1.0,))
    kept[place] = Weight((1.0,), (True,))
    kept.save()
    assert Kept("fake", BAD, tmp_path).reading == kept.reading
    monkeypatch.setattr("checker.deep.kept.net_key", lambda: b"another")
    again = Kept("fake", BAD, tmp_path)
    assert again.reading is None and again[place] == kept[place]
