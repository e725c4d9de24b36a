"""The library, as its documentation shows it."""

from __future__ import annotations

import doctest
from html.parser import HTMLParser
from pathlib import Path

import pytest

import checker
from checker import api
from checker.document import DocumentError


def test_the_example_of_the_docstring() -> None:
    report = checker.check_text("Talks in Pékin ended.")
    assert [(f.text, f.suggestions[0].replacement) for f in report.findings] == [("Pékin", "Beijing")]
    assert checker.apply(report, min_confidence=0.5) == "Talks in Beijing ended."


def test_every_example_of_the_docstring_runs_as_it_stands() -> None:
    assert doctest.testmod(api).failed == 0


def test_check_file_reads_by_the_suffix(tmp_path: Path) -> None:
    text = "It cost `20 millions of euros`.\n"
    for name, count in (("a.txt", 1), ("a.md", 0)):
        path = tmp_path / name
        path.write_text(text)
        assert len(checker.check_file(path).findings) == count
        assert len(checker.check_file(str(path), format="text").findings) == 1


def test_check_file_takes_an_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Le café cost 20 millions of euros.".encode("latin-1"))
    with pytest.raises(DocumentError):
        checker.check_file(path)
    assert checker.check_file(path, encoding="latin-1").document.source.startswith("Le café")


def test_check_file_raises_for_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no such file"):
        checker.check_file(tmp_path / "missing.txt")


def test_apply_fixes_only_what_is_certain_unless_told() -> None:
    report = checker.check_text("It cost 20 millions of euros.", min_confidence=0.0)
    assert checker.apply(report, min_confidence=1.0) == report.document.source
    assert checker.apply(report, min_confidence=0.5) == "It cost 20 million euros."


def test_own_packs(tmp_path: Path) -> None:
    pack = tmp_path / "own.yaml"
    pack.write_text(
        "pack: house.fr.words\ncategory: false-friend\nseverity: minor\npivot: fr\nrules:\n"
        "- id: widget\n  find: frobnicate/V\n  fix: [adjust]\n  level: sure\n"
        '  match: ["They frobnicated it. => They adjusted it."]\n  no: ["They adjusted it."]\n'
    )
    (finding,) = checker.check_text("She frobnicates daily.", packs=[pack]).findings
    assert (finding.rule, finding.text, finding.suggestions[0].replacement) == (
        "house.fr.widget",
        "frobnicates",
        "adjusts",
    )
    assert checker.check_text("She frobnicates daily.").findings == ()


def test_report_counts_words() -> None:
    assert checker.check_text("One two  three.\n\nFour").words == 4
    assert checker.check_text("").words == 0


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.titles: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.titles += [value or "" for name, value in attrs if name == "title"]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("form", ["text", "html", "markdown"])
def test_notebook_view_escapes_markup_and_loses_no_text(form: str) -> None:
    source = '<script>alert(1)</script>\n\n<p>It cost 20 millions of euros &amp; "more" <b>here</b>.</p>'
    if form == "markdown":
        source = "It <script>alert(1)</script> cost 20 millions of euros & <b>more</b>."
    page = _Page()
    page.feed(checker.check_text(source, format=form)._repr_html_())
    page.close()
    assert set(page.tags) == {"div", "mark"}
    assert page.text == source
    assert "20 million euros" in page.titles[0]


def test_notebook_view_of_a_text_without_faults() -> None:
    assert "<mark" not in checker.check_text("Rain fell & <b>fell</b>.")._repr_html_()
    assert "&lt;b&gt;" in checker.check_text("Rain fell & <b>fell</b>.")._repr_html_()
