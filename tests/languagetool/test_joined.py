"""Reports with the findings of a real LanguageTool."""

from __future__ import annotations

import msgspec
import pytest

from checker import apply, check_text
from checker.api import Report
from checker.document import document_from_text
from checker.finding import CATEGORIES, Finding
from checker.house.house import House
from checker.languagetool.backend import Backend, open_backend
from checker.languagetool.pieces import Offsets, pieces, units
from tests.languagetool.conftest import LAUNDERED, Server

# one process, one server
pytestmark = pytest.mark.xdist_group("languagetool")


def _both(text: str, backend: Backend, form: str = "text", lowest: float = 0.5, house: House | None = None) -> Report:
    report, complaint = backend.joined(
        check_text(text, format=form, min_confidence=lowest), lowest, house=house or House()
    )
    assert complaint is None
    for finding in report.findings:
        assert finding.text == report.document.source[finding.start : finding.end]
        assert finding.category in CATEGORIES
        assert all(one.confidence <= finding.confidence for one in finding.suggestions)
    spans = [(finding.start, finding.end) for finding in report.findings]
    assert spans == sorted(spans)
    return report


def _theirs(report: Report) -> dict[str, Finding]:
    return {finding.text: finding for finding in report.findings if finding.rule.startswith("languagetool.")}


def _alone(text: str, backend: Backend, form: str = "text") -> Report:
    """The findings of LanguageTool where our own rules have none."""
    report = check_text(text, format=form)
    assert report.verdict.laundered > 0.9
    found, complaint = backend.joined(msgspec.structs.replace(report, findings=()), 0.5)
    assert complaint is None
    return found


def test_it_finds_what_our_rules_do_not(backend: Backend) -> None:
    alone = check_text(LAUNDERED)
    both = _both(LAUNDERED, backend)
    assert len(both.findings) > len(alone.findings)
    found = _theirs(both)["knew"]
    assert found.rule.startswith("languagetool.grammar.")
    assert found.suggestions[0].replacement == "know"
    assert "(LanguageTool)" in found.message


def test_fixing_puts_its_sure_fixes_in_place(backend: Backend) -> None:
    report = _alone(f"{LAUNDERED}\nThe government depends of it.\n", backend)
    assert "government depends on it" in apply(report, min_confidence=0.5)


def test_our_findings_stay(backend: Backend) -> None:
    alone, both = check_text(LAUNDERED), _both(LAUNDERED, backend)
    ours = {f.rule: f for f in both.findings if not f.rule.startswith("languagetool.")}
    assert {f.rule for f in alone.findings} == set(ours)
    assert all(ours[f.rule].confidence >= f.confidence for f in alone.findings)


def test_agreement_is_told_and_makes_surer(backend: Backend) -> None:
    alone, both = check_text(LAUNDERED), _both(LAUNDERED, backend)
    before = next(f for f in alone.findings if f.text.startswith("$"))
    after = next(f for f in both.findings if f.text.startswith("$"))
    assert after.message == f"{before.message}; LanguageTool proposes the same"
    assert before.confidence < after.confidence < 1
    assert "languagetool.typography.CURRENCY_SPACE" in after.terms[-1].name


def test_a_doubtful_suggestion_is_shown_but_not_put_in_place(backend: Backend) -> None:
    text = f"{LAUNDERED}\nThe zblorgs of the factory are sold in Pékin.\n"
    found = _theirs(_both(text, backend))["zblorgs"]
    assert found.confidence > 0.5 and found.suggestions and not found.edits
    assert found.suggestions[0].confidence < 0.3


@pytest.mark.parametrize("before", ["", "😀👩‍👩‍👧 ", "Cafe\u0301 😀, nai\u0308ve 𝒜. ", "\ufeff\u00ad"])
def test_offsets_are_code_points_whatever_stands_before(backend: Backend, before: str) -> None:
    text = f"{LAUNDERED}\n{before}It depends of the weather in Pékin.\n\n😀 {before}They depend of it 😀."
    found = _alone(text, backend)
    assert all(f.text == text[f.start : f.end] for f in found.findings)
    assert [f.text for f in found.findings if f.rule.endswith("DEPEND_ON")] == ["depends of", "depend of"]


def test_markdown_is_mapped_back(backend: Backend) -> None:
    text = f"# The visit\n\n{LAUNDERED}\n- The `code of` it **depends** of the [mood](http://a.b) in *Pékin*.\n"
    report = _alone(text, backend, "markdown")
    found = next(f for f in report.findings if f.rule.endswith("DEPEND_ON"))
    assert text[found.start : found.end] == found.text == "depends** of"
    assert "it **depends** on the [mood]" in apply(report, min_confidence=0.5)


def test_html_is_mapped_back(backend: Backend) -> None:
    text = f"<h1>Talks &amp; more</h1><p>{LAUNDERED}</p><p>It <b>depends</b> of &ldquo;P&eacute;kin&rdquo;.</p>"
    report = _alone(text, backend, "html")
    assert "It <b>depends</b> on &ldquo;" in apply(report, min_confidence=0.5)
    assert all(f.text == text[f.start : f.end] for f in report.findings)


def test_words_of_the_project_are_no_fault(backend: Backend) -> None:
    text = f"{LAUNDERED}\nThe zblorgs of the factory are sold in Pékin.\n"
    assert "zblorgs" in _theirs(_both(text, backend))
    assert "zblorgs" not in _theirs(_both(text, backend, house=House(words=("zblorgs",))))


def test_the_project_sets_severity_and_confidence(backend: Backend) -> None:
    house = House(severity=(("languagetool.grammar", "critical"),), shifts=(("languagetool.grammar", 3.0),))
    plain = _theirs(_both(LAUNDERED, backend))["knew"]
    own = _theirs(_both(LAUNDERED, backend, house=house))["knew"]
    assert own.severity == "critical" and own.confidence > plain.confidence
    low = House(shifts=(("languagetool", -9.0),))
    assert not _theirs(_both(LAUNDERED, backend, house=low))


def test_selection_holds_for_its_rules(backend: Backend) -> None:
    report = check_text(LAUNDERED)
    both, _ = backend.joined(report, 0.5, select=lambda candidate: ".grammar." not in candidate.rule)
    assert "knew" not in _theirs(both)


@pytest.mark.parametrize(
    "text",
    [
        "The colour of the harbour pleased them.\n\nThe center of the city organized a theater.\n",
        "Dvořák met Szymborska in Łódź, and Xiu Zongyuan of Ehang spoke.\n",
        'He said: "We was there, me and him, and he dont know nothing."\n',
        "The widgetron is new. A widgetron costs little, so everybody wants a widgetron.\n",
        "First of all, they went home. And they stayed. And they slept. And they rose.\n",
    ],
)
def test_it_is_silent_on_names_terms_spellings_and_quotations_of_good_english(backend: Backend, text: str) -> None:
    assert not _both(text, backend).findings


def test_fingerprints_survive_lines_above(backend: Backend) -> None:
    first, second = _both(LAUNDERED, backend), _both(f"Rain fell.\n\n{LAUNDERED}", backend)
    assert [f.fingerprint for f in _theirs(first).values()] == [f.fingerprint for f in _theirs(second).values()]


def test_open_backend_gives_it_to_others(server: Server) -> None:
    with open_backend(server.address, required=True, timeout=120.0) as found:
        assert found is not None and found.key
        report, complaint = found.joined(check_text(LAUNDERED), 0.5)
    assert complaint is None and _theirs(report)
    with open_backend("off") as none:
        assert none is None


def test_pieces_hold_all_and_are_cut_between_paragraphs() -> None:
    prose = "One paragraph 😀.\n\nAnother one. It is longer.\n\n" + "w" * 70 + "\n\nEnd."
    found = list(pieces(prose, 40))
    assert "".join(piece.text for piece in found) == prose
    assert all(units(piece.text) <= 40 for piece in found)
    assert all(prose[piece.start : piece.start + len(piece.text)] == piece.text for piece in found)
    assert found[0].text.endswith("\n\n")


def test_utf16_offsets_become_code_points() -> None:
    text = "a😀b𝒜c"
    offsets = Offsets(text)
    assert [offsets.point(unit) for unit in (0, 1, 3, 4, 6, 7)] == [0, 1, 2, 3, 4, 5]
    assert [offsets.point(unit) for unit in (2, 5, 99)] == [2, 4, 5]


def test_damaged_text_is_sent_all_the_same(backend: Backend) -> None:
    document = document_from_text("Half a pair \ud83d stands here.")
    report = msgspec.structs.replace(check_text("Talks."), document=document)
    assert backend.joined(report, 0.5)[1] is None
