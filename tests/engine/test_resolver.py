"""Of findings that overlap one stands; which one does not depend on the order in which they were found."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.finding import Candidate, Proposal, Weighed
from checker.resolver import resolve


def _weighed(
    start: int,
    end: int,
    confidence: float,
    rule: str = "a.fr.b",
    fixes: tuple[tuple[str, float], ...] = (("x", 0.8),),
    pivots: tuple[tuple[str, str], ...] = (),
) -> Weighed:
    proposals = tuple(Proposal(*fix) for fix in fixes)
    candidate = Candidate(rule, start, end, "sure", proposals, "why", "article", "minor", pivots)
    return Weighed(candidate, confidence, ())


def _spans(found: list[Weighed]) -> list[tuple[int, int]]:
    return [(w.candidate.start, w.candidate.end) for w in found]


MANY = st.lists(
    st.builds(
        lambda start, length, confidence, rule, fix: _weighed(
            start, start + length, confidence, f"a.fr.{rule}", ((fix, 0.8),)
        ),
        st.integers(0, 40),
        st.integers(0, 12),
        st.sampled_from([0.1, 0.5, 0.9, 0.95]),
        st.sampled_from("bcd"),
        st.sampled_from("xyz"),
    ),
    max_size=14,
)


@given(MANY, st.randoms(use_true_random=False))
def test_order_does_not_matter(items: list[Weighed], order: object) -> None:
    # one rule gives one answer for one place
    unique = list({(w.candidate.rule, w.candidate.start, w.candidate.end): w for w in items}.values())
    first = resolve(unique)
    order.shuffle(unique)  # type: ignore[attr-defined]
    assert resolve(unique) == first


@given(MANY)
def test_findings_come_in_order_and_do_not_overlap(items: list[Weighed]) -> None:
    spans = _spans(resolve(items))
    assert spans == sorted(spans)
    for (_, end), (start, _) in itertools.pairwise(spans):
        assert end <= start


@given(MANY)
def test_what_stands_alone_is_kept(items: list[Weighed]) -> None:
    kept = _spans(resolve(items))
    for item in items:
        start, end = item.candidate.start, item.candidate.end
        assert any(low <= end and start <= high for low, high in kept), "a fault vanished with nothing in its place"


@given(MANY)
def test_resolving_twice_changes_nothing(items: list[Weighed]) -> None:
    once = resolve(items)
    assert _spans(resolve(once)) == _spans(once)


def test_the_likelier_stands() -> None:
    assert _spans(resolve([_weighed(0, 5, 0.5), _weighed(3, 8, 0.9)])) == [(3, 8)]


def test_a_larger_one_that_is_nearly_as_likely_holds_the_smaller() -> None:
    assert _spans(resolve([_weighed(0, 5, 0.90), _weighed(0, 40, 0.85)])) == [(0, 40)]


def test_neighbours_that_only_touch_both_stand() -> None:
    assert _spans(resolve([_weighed(0, 5, 0.9), _weighed(5, 8, 0.8)])) == [(0, 5), (5, 8)]


def test_the_same_fix_of_two_rules_is_one_finding_with_both_explanations() -> None:
    found = resolve(
        [
            _weighed(0, 5, 0.8, "a.fr.b", pivots=(("fr", "mot"),)),
            _weighed(0, 5, 0.9, "a.es.b", pivots=(("es", "palabra"),)),
        ]
    )
    assert len(found) == 1
    assert found[0].candidate.rule == "a.es.b"
    assert dict(found[0].candidate.pivots) == {"fr": "mot", "es": "palabra"}


def test_another_fix_for_the_same_words_is_kept_as_an_alternative() -> None:
    (found,) = resolve([_weighed(0, 5, 0.9, fixes=(("x", 0.6),)), _weighed(0, 5, 0.8, "a.fr.c", fixes=(("y", 0.8),))])
    shares = {p.text: p.share for p in found.candidate.proposals}
    assert list(shares) == ["x", "y"]
    assert shares["y"] < shares["x"]


@pytest.mark.parametrize("share", [0.6, 0.9, 0.97])
def test_alternatives_do_not_promise_more_than_is_left(share: float) -> None:
    """Only one suggestion can be the right one, so together they are at most certain."""
    (found,) = resolve([_weighed(0, 5, 0.9, fixes=(("x", share),)), _weighed(0, 5, 0.8, "a.fr.c", fixes=(("y", 0.9),))])
    assert sum(p.share for p in found.candidate.proposals) <= 1.0


def test_nothing_gives_nothing() -> None:
    assert resolve([]) == []


def _on(prose: str, old: str, new: str, confidence: float, category: str = "preposition") -> Weighed:
    start = prose.index(old)
    candidate = Candidate(
        f"a.fr.{old[:3]}", start, start + len(old), "sure", (Proposal(new, 0.8),), "why", category, "minor"
    )
    return Weighed(candidate, confidence, ())


def _shown(prose: str, found: list[Weighed]) -> list[tuple[str, str]]:
    return [(prose[w.candidate.start : w.candidate.end], w.candidate.proposals[0].text) for w in found]


@pytest.mark.parametrize(
    ("prose", "larger", "smaller", "expected"),
    [
        (
            "He left, accompanied of his advocate.",
            ("accompanied of his advocate", "accompanied by his advocate"),
            ("advocate", "lawyer"),
            [("of", "by"), ("advocate", "lawyer")],
        ),
        # only adding or taking away needs a word to hold on to
        (
            "She decided to go alone to the tribunal.",
            ("decided to go alone to the tribunal", "decided to go it alone to the tribunal"),
            ("tribunal", "court"),
            [("go", "go it"), ("tribunal", "court")],
        ),
        # two that change the same words: the likelier stands
        (
            "He left, accompanied of his advocate.",
            ("accompanied of", "accompanied by"),
            ("of his", "from his"),
            [("accompanied of", "accompanied by")],
        ),
    ],
)
def test_findings_that_change_different_words_stand_beside_each_other(
    prose: str, larger: tuple[str, str], smaller: tuple[str, str], expected: list[tuple[str, str]]
) -> None:
    items = [_on(prose, *larger, 0.97), _on(prose, *smaller, 0.9)]
    assert _shown(prose, resolve(items, prose)) == expected
    assert len(resolve(items)) == 1, "places of evidence speak once"


WORDS = tuple("in the matter of some days it all went on".split())


@st.composite
def _rewordings(draw: st.DrawFn) -> Weighed:
    """Some neighbouring words of WORDS, of which the fix leaves some as they are."""
    first = draw(st.integers(0, len(WORDS) - 1))
    last = draw(st.integers(first + 1, min(len(WORDS), first + 5)))
    fix = [draw(st.sampled_from((word, "x", f"a {word}", ""))) for word in WORDS[first:last]]
    start = len(" ".join(WORDS[:first])) + bool(first)
    text, new = " ".join(WORDS[first:last]), " ".join(word for word in fix if word) or "x"
    confidence = draw(st.sampled_from((0.5, 0.86, 0.9, 0.95)))
    return _weighed(start, start + len(text), confidence, f"a.fr.r{first}-{last}", ((new, 0.8),))


@given(st.lists(_rewordings(), max_size=8))
def test_findings_that_stand_beside_each_other_do_not_overlap(items: list[Weighed]) -> None:
    prose = " ".join(WORDS)
    spans = _spans(resolve(items, prose))
    assert spans == sorted(spans)
    for (_, end), (start, _) in itertools.pairwise(spans):
        assert end <= start


def test_a_third_finding_gives_way_to_both_that_stand_beside_each_other() -> None:
    prose = "He left, accompanied of his advocate."
    larger = _on(prose, "accompanied of his advocate", "accompanied by his advocate", 0.97)
    smaller = _on(prose, "advocate", "lawyer", 0.9)
    third = _on(prose, "accompanied of his advocate", "accompanied of his solicitor", 0.855)
    assert _shown(prose, resolve([larger, smaller, third], prose)) == [("of", "by"), ("advocate", "lawyer")]


def test_a_word_that_is_added_stays_with_the_word_beside_it() -> None:
    prose = "It was done in matter of days."
    larger = _on(prose, "in matter of days", "in a matter of days", 0.97)
    other = _on(prose, "in matter of", "in terms of", 0.9)
    assert _shown(prose, resolve([larger, other], prose)) == [("in matter of days", "in a matter of days")]


def test_a_form_is_mended_within_the_fix_of_a_larger_finding() -> None:
    prose = "The factory will dismantle 2.300 places this year."
    larger = _on(prose, "dismantle 2.300 places", "cut 2.300 jobs", 0.97)
    number = _on(prose, "2.300", "2,300", 0.9, "currency-number-format")
    assert _shown(prose, resolve([larger, number], prose)) == [("dismantle 2.300 places", "cut 2,300 jobs")]
    assert _shown(prose, resolve([larger, _on(prose, "2.300", "2,300", 0.6, "currency-number-format")], prose)) == [
        ("dismantle 2.300 places", "cut 2.300 jobs")
    ]


def test_an_article_stays_with_the_word_that_it_follows() -> None:
    prose = "It has a obligation of care to the patient."
    larger = _on(prose, "a obligation of care", "an obligation of care", 0.97)
    care = _on(prose, "care", "caution", 0.9)
    assert _shown(prose, resolve([larger, care], prose)) == [("a obligation of care", "an obligation of care")]


def test_of_findings_as_likely_stands_what_more_rules_agree_on() -> None:
    one = _weighed(0, 5, 0.8, "a.fr.a", (("x", 0.8),))
    others = [_weighed(0, 5, 0.8, "b.fr.b", (("y", 0.8),)), _weighed(0, 5, 0.8, "c.fr.c", (("y", 0.8),))]
    for order in itertools.permutations([one, *others]):
        (found,) = resolve(order)
        assert [proposal.text for proposal in found.candidate.proposals] == ["y", "x"]
