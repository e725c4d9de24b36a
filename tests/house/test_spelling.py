"""British and American spelling."""

from __future__ import annotations

import pytest

from checker.house.spelling import respelt, speller

PAIRS = (
    "organise/organize organisation/organization realised/realized colour/color favourable/favorable labourers/laborers "
    "behavioural/behavioral centre/center kilometres/kilometers theatre/theater travelled/traveled cancelling/canceling "
    "modeller/modeler analyse/analyze paralysed/paralyzed defence/defense offences/offenses grey/gray fulfil/fulfill "
    "enrolment/enrollment sceptical/skeptical plough/plow aluminium/aluminum jewellery/jewelry manoeuvre/maneuver"
).split()
SAME = (
    "advertise advertising exercise exercises surprise surprised raise raising praise noise chaise crisis promise "
    "compromised size sized prize seizing capsized rise wise otherwise premises analyses humorous honorary division "
    "visible louder four hour tour pour water later paper controlled compelled permitted improvisation television"
).split()


@pytest.mark.parametrize("pair", PAIRS)
def test_pairs_go_both_ways(pair: str) -> None:
    british, american = pair.split("/")
    assert (respelt(british, "american"), respelt(american, "british")) == (american, british)
    assert (respelt(american, "american"), respelt(british, "british")) == (american, british)


@pytest.mark.parametrize("word", SAME)
def test_words_that_both_spell_alike(word: str) -> None:
    assert (respelt(word, "american"), respelt(word, "british")) == (word, word)


@pytest.mark.parametrize(
    "pair", ["cheque/check", "programme/program", "metres/meters", "licence/license", "tyres/tires"]
)
def test_words_of_which_one_variant_has_two_go_one_way(pair: str) -> None:
    british, american = pair.split("/")
    assert (respelt(british, "american"), respelt(american, "british")) == (american, american)


def test_names_and_the_articles_own_words_stay() -> None:
    spelled = speller("american")
    assert spelled is not None
    assert spelled("the Labour colour programme", "a colour plan") == "the Labour colour program"
    assert speller("any") is None
