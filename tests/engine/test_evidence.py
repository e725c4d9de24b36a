"""What a document's sure faults say of it, and what that does to the rest."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import check_text
from checker.api import engine
from checker.confidence import confidence, highest, terms, with_parts
from checker.evidence import Doubt, Evidence, density, logistic, weigh
from checker.finding import Candidate, Level, Proposal

WEIGHTS = {
    "evidence": {
        "prior": -2.0,
        "rate_per_1000": 3.0,
        "weight": 1.0,
        "repeat": 0.5,
        "lowest": -6.0,
        "highest": 6.0,
        "pivot_mismatch": -0.5,
        "not_main": -3.0,
        "not_spun": -4.0,
        "doubtful_alone": 1.0,
        "dense_alone": 5.0,
    },
    "evidence_by_category": {"article": 2.0},
    "levels": {
        "sure": {"base": 2.0, "evidence": 0.1, "rarity": 0.0},
        "likely": {"base": -1.0, "evidence": 0.5, "rarity": 0.0},
        "possible": {"base": -4.0, "evidence": 0.5, "rarity": 0.5},
    },
    "main_pivot": ["b.fr.main"],
    "wording": ["sense"],
    "wording_against": 0.5,
    "offsets": {"a": 0.5, "a.fr.special": -1.0},
    "fits": {"a.fr.tied": 2.0},
    "first_right": {"a": {"sure": 1.0, "likely": 0.5, "possible": 0.5}},
}


def _candidate(
    level: Level = "sure",
    rule: str = "b.fr.c",
    category: str = "other",
    pivots: tuple[str, ...] = (),
    message: str = "why",
    start: int = 0,
    rarity: float = 0.0,
) -> Candidate:
    return Candidate(
        rule,
        start,
        start + 1,
        level,
        (Proposal("x", 0.8),),
        message,
        category,
        "minor",
        tuple((p, "") for p in pivots),
        "",
        rarity,
    )


def test_without_faults_the_prior_falls_with_the_length() -> None:
    assert weigh([], 0, WEIGHTS).log_odds == -2.0
    assert weigh([], 1000, WEIGHTS).log_odds == -5.0
    assert weigh([], 10**9, WEIGHTS).log_odds == -6.0, "bounded below"


def test_doubtful_places_alone_count_up_to_a_bound() -> None:
    much, little = Doubt(5.0, -5.0), Doubt(-5.0, -5.0)
    assert weigh([], 0, WEIGHTS, doubtful=much).log_odds == -1.0
    assert weigh([_candidate()], 0, WEIGHTS, doubtful=much).log_odds == 1.0, "with each sure fault they count for more"
    assert weigh([], 0, WEIGHTS, doubtful=little).log_odds == -6.0, "their lack speaks for a clean text all the same"
    assert weigh([], 0, WEIGHTS, doubtful=Doubt(9.0, -5.0), expected="fr").log_odds == 5.0


def test_a_density_as_of_heavily_laundered_text_needs_no_sure_fault() -> None:
    assert weigh([], 0, WEIGHTS, doubtful=Doubt(6.0, 4.0)).log_odds == 2.0
    assert weigh([], 0, WEIGHTS, doubtful=Doubt(6.0, 9.0)).log_odds == 3.0, "bounded"


def test_what_one_rule_says_again_says_no_more_for_the_density() -> None:
    rate = {"clean": 40.0, "laundered": 400.0, "trust": 0.5}
    rates = WEIGHTS | {"density": {"likely": rate}, "dense": rate}
    once = density([_candidate("likely", "a.fr.one")], 100, rates)
    assert density([_candidate("likely", "a.fr.one", start=n) for n in range(9)], 100, rates) == once
    many = density([_candidate("likely", f"a.fr.{n}", pivots=("fr", "es")) for n in range(9)], 100, rates)
    assert many.log_odds > once.log_odds > density([], 100, rates).log_odds
    assert many.pivots["fr"] == many.pivots["es"] > 0.0


def test_a_short_text_full_of_likely_faults_is_suspect_without_a_sure_one() -> None:
    spun = (
        "Wall Road closed better on Tuesday after the Government Hold signaled that loan fees would be sliced. Speculators "
        "wagered on a delicate landing, said financial specialists in London. The unemployment rate tumbled, and shopper "
        "costs rose. Counterfeit insights stocks drove the rally."
    )
    result = check_text(spun)
    assert result.verdict.laundered > 0.5
    assert result.verdict.pivot is not None and result.verdict.pivot.language == "spun"
    assert {"Government Hold", "delicate landing", "shopper costs"} <= {finding.text for finding in result.findings}
    plain = "Wall Street closed higher on Tuesday after a delicate landing on the Hudson. Shopper numbers rose."
    assert not check_text(plain).findings


def test_wording_that_stands_alone_in_a_clean_text_is_its_own() -> None:
    clean, faulty = (Evidence(log_odds, {}, ()) for log_odds in (-4.0, 4.0))

    def sum_of(rule: str, evidence: Evidence) -> float:
        return sum(term.value for term in terms(_candidate(rule=rule), evidence, WEIGHTS))

    assert sum_of("sense.fr.c", clean) == pytest.approx(0.0)
    assert sum_of("names.fr.c", clean) == pytest.approx(1.6)
    assert sum_of("sense.fr.c", faulty) == sum_of("names.fr.c", faulty) == pytest.approx(2.4)


def test_each_sure_fault_speaks_and_a_repeated_one_speaks_half() -> None:
    one, two = _candidate(message="one"), _candidate(message="two", start=5)
    assert weigh([one], 0, WEIGHTS).log_odds == -1.0
    assert weigh([one, two], 0, WEIGHTS).log_odds == 0.0
    assert weigh([one, one], 0, WEIGHTS).log_odds == -0.5


def test_a_category_may_weigh_more() -> None:
    assert weigh([_candidate(category="article")], 0, WEIGHTS).log_odds == 0.0


@pytest.mark.parametrize("level", ["likely", "possible"])
def test_what_is_not_sure_says_nothing(level: Level) -> None:
    evidence = weigh([_candidate(level)], 0, WEIGHTS)
    assert evidence.log_odds == -2.0
    assert evidence.items == ()


def test_evidence_is_bounded_above() -> None:
    assert weigh([_candidate(message=str(n)) for n in range(100)], 0, WEIGHTS).log_odds == 6.0


def test_one_explained_fault_does_not_settle_the_language() -> None:
    assert weigh([_candidate(pivots=("fr",))], 0, WEIGHTS).pivots == {"fr": 0.5}


def test_languages_share_a_fault_that_both_explain() -> None:
    pivots = weigh([_candidate(pivots=("fr", "es")), _candidate(pivots=("fr",), message="b")], 0, WEIGHTS).pivots
    assert pivots["fr"] > pivots["es"]
    assert sum(pivots.values()) < 1


def test_heaviest_evidence_comes_first_in_the_verdict() -> None:
    light, heavy = _candidate(start=0), _candidate(start=9, category="article", message="other")
    verdict = weigh([light, heavy], 0, WEIGHTS).verdict(lambda start, end: (start, end))
    assert [item.start for item in verdict.evidence] == [9, 0]


def test_no_pivot_is_named_for_a_clean_text() -> None:
    evidence = Evidence(-3.0, {"fr": 0.9}, ())
    assert evidence.verdict(lambda a, b: (a, b)).pivot is None
    assert Evidence(3.0, {"fr": 0.9}, ()).verdict(lambda a, b: (a, b)).pivot is not None


@given(st.floats(-1e6, 1e6))
def test_logistic_is_a_probability_whatever_the_odds(odds: float) -> None:
    assert 0 <= logistic(odds) <= 1
    assert logistic(odds) + logistic(-odds) == pytest.approx(1)


def test_the_longest_name_gives_the_offset() -> None:
    evidence = Evidence(0.0, {}, ())
    values = {
        rule: {t.name: t.value for t in terms(_candidate(rule=rule), evidence, WEIGHTS)}
        for rule in ("a.fr.x", "a.fr.special", "b.fr.x")
    }
    assert values["a.fr.x"]["rule"] == 0.5
    assert values["a.fr.special"]["rule"] == -1.0
    assert "rule" not in values["b.fr.x"]


def test_a_fault_of_another_language_is_less_likely() -> None:
    evidence = Evidence(2.0, {"fr": 0.9}, ())
    french = confidence(terms(_candidate("likely", pivots=("fr",)), evidence, WEIGHTS))
    german = confidence(terms(_candidate("likely", pivots=("de",)), evidence, WEIGHTS))
    assert german < french


@pytest.mark.parametrize("level", ["likely", "possible"])
def test_a_text_that_is_surely_clean_needs_no_second_pass(level: Level) -> None:
    weights = engine().store.weights
    assert highest(level, weights, weights["evidence"]["lowest"]) < 0.5, (
        "long clean texts would be read twice for nothing"
    )


def _told(rule: str, pivot: str, shares: dict[str, float]) -> list[str]:
    """What the terms say of the pivot."""
    found = terms(_candidate("likely", rule, pivots=(pivot,)), Evidence(2.0, shares, ()), WEIGHTS)
    return [term.name for term in found if term.name in ("other pivot", "not spun")]


def test_a_rule_of_the_main_pivot_speaks_only_in_its_language() -> None:
    assert _told("b.fr.main", "fr", {"fr": 0.4, "es": 0.45}) == []
    assert _told("b.fr.main", "fr", {"fr": 0.2, "es": 0.4}) == ["other pivot"]
    assert _told("b.fr.c", "fr", {"fr": 0.2, "es": 0.4}) == []


def test_a_rule_of_spun_text_speaks_only_where_something_says_that_it_is_spun() -> None:
    assert _told("b.fr.c", "spun", {"fr": 0.6, "spun": 0.2}) == []
    assert _told("b.fr.c", "spun", {"fr": 0.6}) == ["not spun"]
    assert _told("b.fr.c", "spun", {}) == []


@given(
    st.sampled_from(["likely", "possible"]),
    st.floats(-6, 6),
    st.floats(0, 2),
    st.sampled_from(["a.fr.x", "a.fr.special", "b.fr.c"]),
    st.lists(st.sampled_from(["fr", "de"]), max_size=2, unique=True),
)
def test_the_bound_that_spares_a_clean_text_the_second_pass_holds(
    level: Level, odds: float, rarity: float, rule: str, pivots: list[str]
) -> None:
    evidence = Evidence(odds, {"fr": 0.8}, ())
    found = confidence(terms(_candidate(level, rule, rarity=rarity, pivots=tuple(pivots)), evidence, WEIGHTS))
    assert found <= highest(level, WEIGHTS, odds) + 1e-3


def test_faults_make_a_text_laundered_and_good_english_does_not() -> None:
    faulty = (
        "Poutines visit was short. It cost 20 millions of euros. Chinas exports grew. The state -owned firm () closed."
    )
    clean = "The committee met on Monday. Rain fell over the hills. " * 20
    assert check_text(faulty).verdict.laundered > 0.5
    assert check_text(clean).verdict.laundered < 0.1
    assert check_text(clean).verdict.evidence == ()


def test_the_same_fault_counts_less_in_a_long_good_text() -> None:
    fault = "It cost 20 millions of euros."
    long = fault + " Rain fell over the hills and the river rose." * 200
    assert check_text(long).verdict.laundered < check_text(fault).verdict.laundered


def test_terms_add_up_to_the_confidence() -> None:
    for finding in check_text("It cost 20 millions of euros. Chinas exports grew.", min_confidence=0).findings:
        assert finding.confidence == pytest.approx(logistic(sum(t.value for t in finding.terms)), abs=0.001)


def test_a_rule_may_have_its_own_weight_of_the_fit() -> None:
    evidence = Evidence(0.0, {}, ())
    tied = msgspec.structs.replace(_candidate(rule="a.fr.tied"), fit=1.5)
    assert [term.value for term in terms(tied, evidence, WEIGHTS) if term.name == "fit of the words"] == [3.0]
    other = msgspec.structs.replace(tied, rule="a.fr.other")
    assert not [term for term in terms(other, evidence, WEIGHTS) if "fit" in term.name]


def test_the_parts_of_suggestions_are_scaled_by_family_and_level() -> None:
    likely = msgspec.structs.replace(
        _candidate(rule="a.fr.x", level="likely"), proposals=(Proposal("one", 0.8), Proposal("two", 0.1))
    )
    assert [p.share for p in with_parts(likely, WEIGHTS).proposals] == [0.4, 0.05]
    other = _candidate(rule="b.fr.x", level="likely")
    assert with_parts(other, WEIGHTS) is other
