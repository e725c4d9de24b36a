"""How nats become confidence: both directions of doubt, pairs, order, what was not weighed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from checker.api import check_document
from checker.deep.errors import DeepProblem
from checker.deep.judge import TERM, Judge, judged
from checker.deep.place import Place, Weight
from checker.deep.places import Group, groups_of, places_of
from checker.deep.scorer import Scorer
from checker.deep.weights import Row, Weights, weights
from checker.deep.wide import wide_rules
from checker.document import document_from_text
from checker.finding import Candidate, Proposal, Weighed

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
    assert {rule.id for rule in wide_rules()} | {"sure", "likely", "possible"} <= set(table.kinds)
    assert all(row.nats >= 0 and 0 < row.share < 1 for row in table.kinds.values())


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
        self.breaks_after = breaks_after
        self.error = error or RuntimeError("no more")

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
    return Judge(
        "fake", lambda: scorer, weights(), always=True, folder=folder, budget=budget, clock=lambda: next(times)
    )


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
