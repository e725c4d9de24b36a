"""Fixed phrases of a pivot language that were put into English word by word."""

from __future__ import annotations

import pytest

from checker.analysis.analysis import Analysis
from checker.api import check_text, engine
from checker.detectors.phrases import RULES
from checker.document import document_from_text
from checker.packs.phrases import Phrase, PhrasesError, bag, build_phrases, stem

BY_LANGUAGE = {rule.pivot: rule for rule in RULES}


def found(text: str, language: str = "fr") -> dict[str, str]:
    """What the rule of a language alone sees, with its first suggestion."""
    rule, whole = BY_LANGUAGE[language], engine()
    made = rule.detect(rule, Analysis(document_from_text(text), whole.store, whole.english), False)
    return {text[one.start : one.end]: one.proposals[0].text for one in made}


@pytest.mark.parametrize(
    ("text", "place", "fix"),
    [
        ("He used his right of call.", "right of call", "right of appeal"),
        ("A project of law was read.", "project of law", "bill"),
        ("Two projects of law were read.", "projects of law", "bills"),
        ("She was in provisional detention.", "provisional detention", "pre-trial detention"),
        ("He seized the justice.", "seized the justice", "took legal action"),
        ("Two advocates penalists came.", "advocates penalists", "criminal lawyers"),
        ("He spoke of the big surfaces of the town.", "big surfaces", "supermarkets"),
    ],
)
def test_a_phrase_is_traced_back_and_its_english_takes_the_form_of_the_text(text: str, place: str, fix: str) -> None:
    assert found(text) == {place: fix}


@pytest.mark.parametrize(
    "text",
    [
        "He used his right of appeal.",
        "The bills were read and the rule of law was upheld.",
        "They may keep it, and he does justice to the court.",
    ],
)
def test_good_english_is_left_alone(text: str) -> None:
    assert found(text) == {}


def test_without_evidence_nothing_is_shown() -> None:
    assert check_text("He used his right of call.").findings == ()


def test_stems_join_the_forms_of_a_word() -> None:
    assert stem("infirmières", "fr") == stem("infirmier", "fr")
    assert stem("diplômée", "fr") == stem("diplômé", "fr")
    assert stem("européenne", "fr") == stem("européen", "fr")
    assert stem("sociaux", "fr") == stem("social", "fr")
    assert stem("grüne", "de") == stem("grünen", "de")


def test_a_bag_knows_no_order_number_or_article() -> None:
    assert bag("the right of appeal") == bag("appeal rights") == "appeal right"


def test_a_compiled_phrase_says_how_it_is_matched() -> None:
    lines = ["droit d'appel: right of appeal", "à l'étranger: abroad", "seul: alone", "mettre à jour: update"]
    data = build_phrases({"fr": lines}, {"fr": ["appel/N: call, appeal", "mettre/V: put, set"]})["fr"].opened()
    assert data.phrases["droit"] == {
        "appel": [Phrase("droit d'appel", ("right of appeal",), ("droit", "appel"), "N", False, "", "")]
    }
    assert data.phrases["etranger"] == {"": [Phrase("à l'étranger", ("abroad",), ("etranger",), "", False, "a", "")]}
    assert data.phrases["mettr"] == {
        "jour": [Phrase("mettre à jour", ("update",), ("mettr", "jour"), "V", True, "", "")]
    }
    assert "seul" not in data.phrases
    assert data.words["calls"] == "appel"
    assert data.forms["right/N"]["NNS"] == "rights"


def test_a_line_of_another_form_is_told() -> None:
    with pytest.raises(PhrasesError, match=r"phrases-fr\.txt: 'droit appel' is not of the form"):
        build_phrases({"fr": ["droit appel"]}, {})


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("mots", "mot"), ("réseaux", "réseau"), ("travaux", "travail"), ("actives", "actif"), ("nouvelle", "nouveau")],
)
def test_forms_of_a_french_word_have_one_stem(form: str, lemma: str) -> None:
    assert stem(form, "fr") == stem(lemma, "fr")
