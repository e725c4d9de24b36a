"""How nats become confidence: both directions of doubt, pairs, order, what was not weighed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from checker.api import check_document
from checker.confidence import confidence
from checker.deep.errors import DeepProblem
from checker.deep.judge import SURE, TERM, Judge, hopeless, judged
from checker.deep.open import model_key
from checker.deep.place import Place, Weight
from checker.deep.places import Group, groups_of, places_of
from checker.deep.reading import Reading
from checker.deep.scorer import GoOn, Scorer
from checker.deep.weights import Row, Weights, kind_of, weights
from checker.deep.wide import wide_rules
from checker.document import document_from_text
from checker.finding import Candidate, Proposal, Term, Weighed
from checker.house.house import PLAIN

READ = "reading.all.weighed"
TABLE = Weights(0.5, {"possible": Row(0.0, 0.4, 0.5), "preposition.all.weighed": Row(0.0, 0.4, 0.6)})


def _item(rule: str, start: int, end: int, *texts: str) -> Weighed:
    proposals = tuple(Proposal(text, 0.8 / 2**n) for n, text in enumerate(texts))
    return Weighed(Candidate(rule, start, end, "possible", proposals, "why", "preposition", "minor"), 0.5, ())


def _weight(*nats: float) -> Weight:
    return Weight(nats, (True,) * len(nats))


def test_the_model_raises_and_lowers() -> None:
    items = [_item("sense.fr.x", 0, 3, "a"), _item("sense.fr.y", 5, 8, "b")]
    up, down = judged(items, [_weight(5.0), _weight(-5.0)], [], [], TABLE)
    assert up.confidence > 0.5 > down.confidence
    assert [term.name for term in up.terms] == [TERM] and up.terms[0].value == pytest.approx(2.0)


def test_proposals_come_in_the_order_of_the_model() -> None:
    (item,) = judged([_item("sense.fr.x", 0, 3, "a", "b", "c")], [_weight(-3.0, 4.0, 0.0)], [], [], TABLE)
    assert [proposal.text for proposal in item.candidate.proposals] == ["b", "c", "a"]
    assert [p.share for p in item.candidate.proposals] == sorted(
        (p.share for p in item.candidate.proposals), reverse=True
    )


def test_what_was_not_weighed_stays_and_wide_ones_fall_away() -> None:
    items = [_item("sense.fr.x", 0, 3, "a"), _item("preposition.all.weighed", 5, 8, "b")]
    assert judged(items, [None, None], [], [], TABLE) == items[:1]
    given_up = Weight((-4.0,), (False,))
    assert [item.candidate.rule for item in judged(items, [given_up, given_up], [], [], TABLE)] == ["sense.fr.x"]


def test_neighbours_that_need_each_other_rise_together() -> None:
    prose = "the Trumps pricing war"
    items = [_item("possessive.all.lost", 4, 10, "Trump's"), _item("sense.fr.tarif-price", 11, 18, "tariff")]
    groups, places = groups_of(prose, items)
    assert [prose[place.start : place.end] for place in places] == ["Trumps pricing"]
    assert places[0].alternatives == ("Trump's tariff",)
    alone = judged(items, [_weight(-1.0), _weight(-1.0)], [], [], TABLE)
    both = judged(items, [_weight(-1.0), _weight(-1.0)], groups, [_weight(6.0)], TABLE)
    assert all(b.confidence > a.confidence for a, b in zip(alone, both, strict=True))


def test_three_neighbours_that_need_each_other_rise_together() -> None:
    prose = "the Poutines pricing guerre"
    items = [_item("a.fr.x", 4, 12, "Putin's"), _item("a.fr.y", 13, 20, "tariff"), _item("a.fr.z", 21, 27, "war")]
    groups, places = groups_of(prose, items)
    assert [group.members for group in groups] == [(0, 1), (0, 2), (1, 2), (0, 1, 2)]
    assert places[-1].alternatives == ("Putin's tariff war",)
    low = [_weight(-1.0)] * 3
    pairs = judged(items, low, groups, [*low, None], TABLE)
    triple = judged(items, low, groups, [*low, _weight(6.0)], TABLE)
    assert all(b.confidence > a.confidence for a, b in zip(pairs, triple, strict=True))
    # what two of them gain without the third is not its merit
    two = judged(items, low, groups, [_weight(6.0), *low[1:], _weight(5.0)], TABLE)
    assert [item.confidence > 0.5 for item in two] == [True, True, False]


def test_a_neighbour_s_merit_is_not_one_s_own() -> None:
    items = [_item("sense.fr.x", 0, 3, "a"), _item("sense.fr.y", 4, 7, "b")]
    pair = Group((0, 1), ((0, 0),))
    good, bad = judged(items, [_weight(6.0), _weight(-2.0)], [pair], [_weight(4.0)], TABLE)
    assert good.confidence > 0.5 > bad.confidence


def test_every_kind_has_a_weight_and_a_nat_never_counts_against() -> None:
    table = weights()
    kinds = {rule.id for rule in wide_rules()} | {"sure", "likely", "possible"}
    assert kinds - {READ} <= set(table.kinds) and kinds <= set(table.read)
    for row in (*table.kinds.values(), *table.read.values()):
        assert row.nats >= 0 and row.reading >= 0 and 0 < row.share < 1
    assert table.model == model_key(None)


@pytest.mark.parametrize(
    ("before", "after"), [pair for rule in wide_rules() for pair in rule.match], ids=lambda text: text[:20]
)
def test_the_examples_of_the_wide_rules_are_proposed(before: str, after: str) -> None:
    from checker.analysis.analysis import Analysis
    from checker.api import engine

    analysis = Analysis(document_from_text(before), engine().store, engine().english)
    fixed = {before}
    for rule in wide_rules():
        for candidate in rule.detect(rule, analysis, False):
            for proposal in candidate.proposals:
                fixed |= {
                    text[: candidate.start] + proposal.text + text[candidate.end :]
                    for text in list(fixed)
                    if text[: candidate.end] == before[: candidate.end]
                }
    goal = {after[len(after) - n :] for n in (len(after),)}
    assert goal & fixed or _in_two_steps(before, after, fixed)


def _in_two_steps(before: str, after: str, fixed: set[str]) -> bool:
    """Each changed word is proposed somewhere, though not all in one text."""
    new = [word for word in after.split() if word not in before.split()]
    return all(any(word in text.split() for text in fixed) for word in new)


class _Fake:
    """A scorer that likes every first alternative, until it breaks."""

    key = "fake"

    def __init__(self, breaks_after: int | None = None, error: BaseException | None = None) -> None:
        self.asked = 0
        self.read_texts: list[str] = []
        self.breaks_after = breaks_after
        self.error = error or RuntimeError("no more")

    def read(self, text: str, go_on: GoOn) -> Reading | None:
        self.read_texts.append(text)
        if not go_on(0, 1):
            return None
        words = list(re.finditer(r"[A-Za-z]+", text))
        odds = tuple(1.0 if word.group() == "bus" else -5.0 for word in words)
        return Reading(tuple(word.start() for word in words), tuple(word.end() for word in words), odds)

    def weigh(self, text: str, places: Sequence[Place]) -> list[Weight]:
        return [weight for _, weight in self.weigh_by_window(text, places)]

    def weigh_by_window(
        self, text: str, places: Sequence[Place], first_first: bool = False
    ) -> Iterator[tuple[int, Weight]]:
        for n, place in enumerate(places):
            if n == self.breaks_after:
                raise self.error
            self.asked += 1
            yield n, Weight((5.0,) * len(place.alternatives), (True,) * len(place.alternatives))


def _judge(scorer: Scorer, folder: Path | None = None, budget: float | None = None, step: float = 0.0) -> Judge:
    times = iter(step * n for n in range(1_000_000))
    return Judge("fake", lambda: scorer, weights(), mode="all", folder=folder, budget=budget, clock=lambda: next(times))


TEXT = "She waited of the bus, and the company said he would pay his taxes."


def test_a_second_run_asks_the_model_nothing(tmp_path: Path) -> None:
    document = document_from_text(TEXT)
    scorer = _Fake()
    first = check_document(document, judge=_judge(scorer, tmp_path))
    asked = scorer.asked
    assert asked > 10
    second = check_document(document, judge=_judge(scorer, tmp_path))
    assert scorer.asked == asked and second.findings == first.findings


def test_what_is_done_is_kept_when_the_run_is_interrupted(tmp_path: Path) -> None:
    document = document_from_text(TEXT)
    with pytest.raises(KeyboardInterrupt):
        check_document(document, judge=_judge(_Fake(7, KeyboardInterrupt()), tmp_path))
    whole = _Fake()
    check_document(document, judge=_judge(whole))
    rest = _Fake()
    check_document(document, judge=_judge(rest, tmp_path))
    assert rest.asked == whole.asked - 7


def test_an_error_in_the_middle_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(DeepProblem, match=r"the language model stopped \(no more\)"):
        check_document(document_from_text(TEXT), judge=_judge(_Fake(3), tmp_path))


def test_the_budget_takes_the_doubtful_first_and_says_what_it_left(tmp_path: Path) -> None:
    document = document_from_text(TEXT)
    scorer = _Fake()
    judge = _judge(scorer, tmp_path, budget=5.0, step=1.0)
    check_document(document, judge=judge)
    assert 0 < scorer.asked < 10 and judge.left > 0
    again = _Fake()
    check_document(document, judge=_judge(again, tmp_path))
    assert again.asked == judge.left


def test_a_damaged_file_of_weights_counts_as_none(tmp_path: Path) -> None:
    document = document_from_text(TEXT)
    first = check_document(document, judge=_judge(_Fake(), tmp_path))
    for path in tmp_path.glob("*/*"):
        path.write_bytes(path.read_bytes()[:-5])
    scorer = _Fake()
    assert check_document(document, judge=_judge(scorer, tmp_path)).findings == first.findings
    assert scorer.asked > 0


def test_clean_documents_are_not_weighed_unless_asked() -> None:
    scorer = _Fake()
    judge = Judge("fake", lambda: scorer, weights())
    check_document(document_from_text("The ministers met in the capital on Monday and signed the treaty."), judge=judge)
    assert scorer.asked == 0


def test_places_are_those_of_the_candidates() -> None:
    places = places_of([_item("sense.fr.x", 2, 5, "a", "b"), _item("preposition.all.weighed", 6, 8, "c")])
    assert [(p.start, p.end, p.alternatives) for p in places] == [(2, 5, ("a", "b")), (6, 8, ("c",))]


ROWS = {
    "possible": Row(0.0, 0.4, 0.5, 1.0, -0.5, 0.5),
    "preposition.all.weighed": Row(0.0, 0.4, 0.6, 1.0, -0.5),
    READ: Row(0.0, 0.0, 0.5, 1.0, 0.0),
    kind_of(READ, "possible", told=True): Row(1.0, 0.0, 0.5, 1.0, 0.0),
}
WITH_READING = Weights(0.5, {}, "fake", ROWS)


def _reading(*odds: float) -> Reading:
    return Reading(tuple(range(0, 5 * len(odds), 5)), tuple(range(3, 5 * len(odds) + 3, 5)), odds)


def test_the_reading_raises_and_lowers() -> None:
    items = [_item("sense.fr.x", 0, 3, "a"), _item("sense.fr.y", 5, 8, "b")]
    weights_of_both = [_weight(0.0), _weight(0.0)]
    bad, good = judged(items, weights_of_both, [], [], WITH_READING, _reading(3.0, -3.0))
    assert bad.confidence > 0.9 and good.confidence < 0.1


def test_the_rules_count_in_part_beside_a_reading() -> None:
    item = _item("sense.fr.x", 0, 3, "a")
    known = Weighed(item.candidate, confidence(terms := (Term("base", 1.0),)), terms)
    (made,) = judged([known], [_weight(0.0)], [], [], WITH_READING, _reading(0.0))
    assert sum(term.value for term in made.terms) == pytest.approx(0.5)


def test_what_the_evidence_says_against_a_document_counts_in_full() -> None:
    item = _item("sense.fr.x", 0, 3, "a")
    known = Weighed(item.candidate, confidence(terms := (Term("base", -2.0), Term("evidence", -4.0))), terms)
    (made,) = judged([known], [_weight(0.0)], [], [], WITH_READING, _reading(0.0))
    assert sum(term.value for term in made.terms) == pytest.approx(0.5 * -2.0 - 4.0)


def test_what_a_rule_is_sure_of_is_not_doubted() -> None:
    candidate = _item("names.all.x", 0, 3, "a", "b").candidate
    sure = Weighed(candidate, confidence(terms := (Term("base", 3.0),)), terms)
    assert sure.confidence >= SURE
    (made,) = judged([sure], [_weight(-6.0, -2.0)], [], [], WITH_READING, _reading(-3.0))
    assert made.confidence == sure.confidence
    assert made.candidate.proposals[0].text == "b", "but the model chooses among its proposals"
    (raised,) = judged([sure], [_weight(6.0, -2.0)], [], [], WITH_READING, _reading(3.0))
    assert raised.confidence > sure.confidence


def test_what_only_a_model_judges_is_doubted_with_its_document() -> None:
    items = [_item("preposition.all.weighed", 0, 3, "a"), _item(READ, 5, 8)]
    believed = judged(items, [_weight(0.0), None], [], [], WITH_READING, _reading(3.0, 3.0))
    doubted = judged(items, [_weight(0.0), None], [], [], WITH_READING, _reading(3.0, 3.0), -6.0)
    assert [item.confidence > 0.5 for item in believed] == [True, True]
    assert [item.confidence > 0.5 for item in doubted] == [False, False]
    assert [term.name for term in doubted[0].terms] == [TERM, "evidence"]


def test_a_reading_alone_gives_way_to_a_suggestion() -> None:
    items = [_item(READ, 0, 3), _item(READ, 5, 8), _item("sense.fr.x", 0, 8, "a")]
    shown = judged(items, [None, None, _weight(3.0)], [], [], WITH_READING, _reading(3.0, 3.0))
    assert [item.candidate.rule for item in shown] == ["sense.fr.x"]
    unlikely = judged(items, [None, None, _weight(-6.0)], [], [], WITH_READING, _reading(1.0, 1.0))
    assert [item.candidate.rule for item in unlikely] == ["sense.fr.x", READ, READ]


def test_what_is_the_reading_alone_counts_all_words_of_its_passage() -> None:
    items = [_item(READ, 0, 8), _item(READ, 10, 13)]
    several, one = judged(items, [None, None], [], [], WITH_READING, _reading(0.0, 0.0, 0.0))
    assert several.confidence == pytest.approx(0.75, abs=0.01) and one.confidence == pytest.approx(0.5)


def test_what_is_the_reading_alone_is_another_kind_where_only_the_user_knows() -> None:
    items = [_item(READ, 0, 3), _item("sense.fr.x", 5, 8, "a")]
    own, told = (
        judged(items, [None, _weight(0.0)], [], [], WITH_READING, _reading(0.0, 0.0), 0.0, known)
        for known in (False, True)
    )
    assert told[1].confidence > own[1].confidence and told[0].confidence == own[0].confidence


def test_where_the_text_reads_well_nothing_wide_is_weighed() -> None:
    items = [
        _item("preposition.all.weighed", 0, 3, "a"),
        _item("preposition.all.weighed", 5, 8, "a"),
        _item(READ, 5, 8),
    ]
    assert hopeless(items, WITH_READING, _reading(-9.0, 1.0), 0.0) == {0}
    assert hopeless(items, WITH_READING, _reading(-9.0, 1.0), -9.0) == {0, 1}
    assert hopeless(items, WITH_READING, None, 0.0) == frozenset()


def test_where_the_text_reads_well_no_unlikely_candidate_of_a_rule_is_weighed() -> None:
    unlikely = [msgspec.structs.replace(_item("sense.fr.x", n, n + 3, "a"), confidence=0.05) for n in (0, 5)]
    likely = _item("sense.fr.x", 0, 3, "a")
    assert hopeless([*unlikely, likely], WITH_READING, _reading(-9.0, 1.0), 0.0) == {0}


def _reader(scorer: Scorer, **more: Any) -> Judge:
    return Judge("fake", lambda: scorer, WITH_READING, **{"mode": "translated", **more})


def test_what_reads_like_a_machine_is_found_without_a_rule() -> None:
    report = check_document(document_from_text(TEXT), judge=_reader(_Fake()))
    (found,) = [finding for finding in report.findings if finding.rule == READ]
    assert found.text == "bus" and not found.suggestions and "reads like a machine" in found.message


def test_a_text_is_read_once(tmp_path: Path) -> None:
    document = document_from_text(TEXT)
    first, second = _Fake(), _Fake()
    check_document(document, judge=_reader(first, folder=tmp_path))
    check_document(document, judge=_reader(second, folder=tmp_path))
    assert first.read_texts == [document.prose] and second.read_texts == []


def test_the_model_is_opened_once() -> None:
    opened: list[_Fake] = []

    def scorer() -> _Fake:
        opened.append(_Fake())
        return opened[-1]

    judge = Judge("fake", scorer, WITH_READING, mode="translated")
    for text in (TEXT, "The dog is waited of the cat."):
        check_document(document_from_text(text), judge=judge)
    assert len(opened) == 1 and len(opened[0].read_texts) == 2 and opened[0].asked


def test_a_model_whose_states_nobody_knows_is_not_asked_to_read() -> None:
    scorer = _Fake()
    check_document(document_from_text(TEXT), judge=_judge(scorer))
    assert scorer.read_texts == [] and scorer.asked > 0


def test_a_spent_budget_leaves_the_rules() -> None:
    times = iter(range(1_000_000))
    judge = _reader(_Fake(), budget=1.0, clock=lambda: float(next(times)))
    document = document_from_text("Banks waited of the bus in Pékin.")
    report = check_document(document, judge=judge)
    assert [finding.text for finding in report.findings] == ["Pékin"] and judge.left > 0


def test_words_of_the_project_are_no_machine_s() -> None:
    house = msgspec.structs.replace(PLAIN, words=("bus",))
    report = check_document(document_from_text(TEXT), judge=_reader(_Fake()), house=house)
    assert READ not in {finding.rule for finding in report.findings}


def test_the_user_s_word_counts_for_the_candidates_not_for_the_verdict() -> None:
    document = document_from_text("The ministers met in the capital on Monday and waited for the bus.")
    told = check_document(document, judge=_reader(_Fake()))
    doubted = check_document(document, judge=_reader(_Fake(), mode="all"))
    assert READ in {finding.rule for finding in told.findings}
    assert READ not in {finding.rule for finding in doubted.findings}
    assert told.verdict == doubted.verdict
