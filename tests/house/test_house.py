"""A project's own judgement: words, house style, English, severities, confidences, expected pivot."""

from __future__ import annotations

import pytest

from checker.api import Report, apply, check_document
from checker.document import document_from_text
from checker.house.house import House

VISIT = "Poutines visit was short. It cost 20 millions of euros.\n"


def found(text: str, house: House, form: str = "text", lowest: float = 0.5) -> Report:
    return check_document(document_from_text(text, format=form), min_confidence=lowest, house=house)


def rules(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings]


def fixed(text: str, house: House, form: str = "text") -> str:
    return apply(found(text, house, form), min_confidence=0.5)


@pytest.mark.parametrize(
    ("word", "text", "silent"),
    [
        ("Pékin", "Talks in Pékin ended.", True),
        ("Pékin", "He left Pékin's old centre.", True),
        ("Pékin Express", "He watched Pékin Express at home.", True),
        ("Pékin Express", "Talks in Pékin ended.", False),
        ("pékin", "Talks in Pékin ended.", True),  # an entry in small letters holds with a first capital too
        ("PÉKIN", "Talks in Pékin ended.", False),
        ("millions of euros", "It cost 20 millions of euros.", True),  # what the fix changes lies in it
        ("millions", "It cost 20 millions of euros.", False),
        ("20 millions of euros", "It cost 20 millions of\neuros.", True),
    ],
)
def test_no_fault_lies_in_a_word_of_the_project(word: str, text: str, silent: bool) -> None:
    assert found(text, House()).findings
    assert (not found(text, House(words=(word,))).findings) is silent


def test_words_are_no_evidence_either() -> None:
    text = "Pékin Express began. Pékin Express ended. Pékin Express it was."
    assert found(text, House()).verdict.laundered > 0.5
    assert found(text, House(words=("Pékin Express",))).verdict.laundered < 0.3


STYLE = House(prefer=(("Kiev", "Kyiv"), ("internet", "the internet"), ("per cent", "percent"), ("utilise", "use")))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("They utilise it.", "They use it."),
        ("Utilise it at 3 per\ncent.", "Use it at 3 percent."),
        ("Kiev's mayor came to Kiev.", "Kyiv's mayor came to Kyiv."),
        ("A kiev is a dish.", "A kiev is a dish."),
        ("They utilised it; utilise-based, re-utilise, www.utilise.org, #utilise.", None),
        ("On the internet, on internet.", "On the internet, on the internet."),
        ("UTILISE IT.", None),
    ],
)
def test_house_style(before: str, after: str | None) -> None:
    assert fixed(before, STYLE) == (before if after is None else after)
    assert fixed(fixed(before, STYLE), STYLE) == fixed(before, STYLE)


def test_house_style_keeps_markup_and_quotation_marks() -> None:
    source = (
        "<p>They <b>utilise</b> it at 3 <i>per</i> cent, Kiev&rsquo;s mayor says. Caf&eacute;s <!-- utilise --></p>"
    )
    report = found(source, STYLE, "html")
    assert [f.text for f in report.findings] == ["utilise", "per</i> cent", "Kiev"]
    assert [source[f.start : f.end] for f in report.findings] == [f.text for f in report.findings]
    assert (
        "<b>use</b>" in apply(report) and "Kyiv&rsquo;s mayor" in apply(report) and "<!-- utilise -->" in apply(report)
    )
    markdown = "They *utilise* it, see `utilise` and <https://utilise.org>.\n"
    assert fixed(markdown, STYLE, "markdown") == "They *use* it, see `utilise` and <https://utilise.org>.\n"


def test_a_finding_of_house_style_says_what_it_is() -> None:
    (finding,) = found("They utilise it.", STYLE).findings
    assert (finding.rule, finding.category, finding.severity) == ("style.house.utilise", "other", "minor")
    assert finding.message == "house style writes “use” for “utilise”"
    assert finding.confidence == finding.suggestions[0].confidence == 0.99


def test_house_style_and_a_fix_that_meets_it_are_one() -> None:
    house = House(prefer=(("20 million euros", "€20 million"),))
    assert fixed(VISIT, house) == "Putin's visit was short. It cost €20 million.\n"


def test_house_style_says_nothing_about_the_document() -> None:
    text = "They utilise it. We utilise it. You utilise it."
    assert found(text, STYLE).verdict == found(text, House()).verdict
    assert len(found(text, STYLE).findings) == 3


def test_words_silence_house_style_too() -> None:
    house = House(words=("utilise fully",), prefer=STYLE.prefer)
    assert fixed("They utilise fully what we utilise.", house) == "They utilise fully what we use."


def test_severity_by_rule_family_and_category() -> None:
    pairs = {
        (("names.all.exonym", "minor"),): "minor",
        (("names", "major"), ("name-exonym", "minor")): "major",
        (("names", "major"), ("names.all", "minor")): "minor",
        (("name-exonym", "minor"),): "minor",
        (("sense", "minor"),): "critical",
    }
    for severity, wanted in pairs.items():
        assert found(VISIT, House(severity=severity)).findings[0].severity == wanted  # type: ignore[arg-type]


def test_a_shift_moves_the_log_odds_and_is_told() -> None:
    import math

    plain, moved = (found(VISIT, House(shifts=s), lowest=0.1) for s in ((), (("names.all", -2.0),)))
    odds = [math.log(r.findings[0].confidence / (1 - r.findings[0].confidence)) for r in (plain, moved)]
    assert odds[0] - odds[1] == pytest.approx(2.0, abs=0.1)
    assert ("the project's settings", -2.0) in [(t.name, t.value) for t in moved.findings[0].terms]
    assert plain.findings[1].confidence == moved.findings[1].confidence


def test_a_shift_brings_up_what_the_evidence_alone_would_not_look_for() -> None:
    text = "He realised a profit on the market of the eventual reform."
    everything = found(text, House(), lowest=0.0).findings
    doubtful = min((f for f in everything if f.rule.startswith("sense.fr")), key=lambda f: f.confidence)
    assert doubtful.rule not in rules(found(text, House()))
    assert doubtful.rule in rules(found(text, House(shifts=((doubtful.rule, 12.0),))))


def test_an_expected_pivot_raises_doubtful_findings_a_little() -> None:
    text = "The bank treats the payments. The minister will assist to the meeting."
    plain, expected = found(text, House(), lowest=0.0), found(text, House(pivot="fr"), lowest=0.0)
    assert plain.verdict.laundered < expected.verdict.laundered
    assert expected.verdict.pivot is not None and expected.verdict.pivot.language == "fr"
    before = {(f.rule, f.start): f.confidence for f in plain.findings}
    raised = [f for f in expected.findings if f.confidence > before.get((f.rule, f.start), 1.0)]
    assert raised


def test_an_expected_pivot_does_not_make_good_english_suspect() -> None:
    text = "Rain fell over the hills, and the river rose. Nobody in the village slept that night. " * 60
    report = found(text, House(pivot="fr"))
    assert report.findings == () and report.verdict.laundered < 0.2


@pytest.mark.parametrize(("variant", "wanted"), [("any", "licence"), ("british", "licence"), ("american", "license")])
def test_suggestions_are_spelt_in_the_variant(variant: str, wanted: str) -> None:
    from checker.finding import Candidate, Proposal, Weighed
    from checker.house.dress import dressed

    proposals = (Proposal("colour licence", 0.8), Proposal("color license", 0.1))
    candidate = Candidate("x.all.y", 0, 13, "sure", proposals, "", "other", "minor")
    (item,) = dressed([Weighed(candidate, 0.9, ())], "colour permit", House(variant=variant))
    fixes = [(proposal.text, proposal.share) for proposal in item.candidate.proposals]
    assert fixes[0][0] == f"colour {wanted}"  # the article's own word stays
    if variant == "british":
        assert fixes[1][0] == "colour license"


def test_a_fix_that_differs_in_spelling_only_is_none() -> None:
    from checker.finding import Candidate, Proposal
    from checker.house.dress import dressed
    from checker.resolver import Weighed

    candidate = Candidate("x.all.y", 0, 6, "sure", (Proposal("colour", 0.9),), "", "other", "minor")
    assert dressed([Weighed(candidate, 0.9, ())], "color", House(variant="american")) == []


def test_a_variant_changes_a_real_fix() -> None:
    text = "Poutines visit was short. Talks in Pékin ended. The law project was voted by the deputies.\n"
    for variant in ("american", "british"):
        report = found(text, House(variant=variant))
        assert rules(report) == rules(found(text, House()))


def test_a_shift_moves_house_style_too() -> None:
    report = found("They utilise it.", House(prefer=STYLE.prefer, shifts=(("style", -4.6),)), lowest=0.4)
    assert [finding.confidence for finding in report.findings] == [0.5]
