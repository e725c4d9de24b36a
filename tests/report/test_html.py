"""The page as it lies: what stands in it, and that nothing in it asks for anything else."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Callable
from pathlib import Path

from checker.api import Report, check_document
from checker.document import DocumentError, document_from_text, read_document
from checker.report.formats import renderer
from checker.report.html.article import article
from checker.report.html.changes import changes

Found = list[tuple[str, Report | DocumentError]]
Make = Callable[..., Report]
SEEDS = Path(__file__).resolve().parent.parent.parent / "seeds"


def _page(*found: tuple[str, Report | DocumentError]) -> str:
    return renderer("html")(list(found)).decode()


def _text(markup: str) -> str:
    """What a browser shows, near enough."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def test_the_policy_allows_the_pages_own_style_and_script_and_nothing_else(found: Found) -> None:
    page = _page(*found)
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert set(rules) == {"default-src", "style-src", "script-src", "base-uri", "form-action"}
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    for kind in ("style", "script"):
        (content,) = re.findall(f"<{kind}>(.*?)</{kind}>", page, re.S)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert rules[f"{kind}-src"] == f"'sha256-{digest}'"
    assert page.index("Content-Security-Policy") < page.index("<style>")


def test_nothing_is_loaded_and_nothing_is_inline_but_by_hash(found: Found) -> None:
    page = _page(*found)
    assert not re.search(r"<(link|img|iframe|object|embed|audio|video|source|base)\b", page)
    assert not re.search(r"""<[^>]*\s(src|style|on\w+|srcset|xlink:href|action)\s*=""", page)
    assert all(link.startswith("#") for link in re.findall(r'href="([^"]*)"', page))
    assert not re.search(r"url\(|@import|https?:", page)


def test_the_article_stands_there_as_it_is() -> None:
    for path in [*SEEDS.glob("*.txt"), SEEDS / "chips.md", SEEDS / "clinic.html"]:
        document = read_document(path)
        report = check_document(document, min_confidence=0.5)
        shown = article(0, report)
        assert _text(shown).split() == document.source.split(), path.name
        kind = "prose" if document.format == "text" else "source"
        assert shown.startswith(f'<div class="text {kind}"')


def test_every_finding_is_marked_and_listed_once() -> None:
    report = check_document(read_document(SEEDS / "stocks.txt"), min_confidence=0)
    page = _page(("stocks.txt", report))
    for n, finding in enumerate(report.findings):
        assert page.count(f'id="m0-{n}"') == page.count(f'id="c0-{n}"') == page.count(f'id="t0-{n}"') == 1
        (marked,) = re.findall(rf'id="m0-{n}"[^>]*>(.*?)</a>', page, re.S)
        assert _text(marked) == finding.text


def test_overlapping_candidates_are_all_marked(make: Make) -> None:
    report = make("one two three four", ("one two three", "x"))
    (first,) = report.findings
    document = report.document
    second = make("one two three four", ("two three four", "y")).findings[0]
    inside = make("one two three four", ("two", "z")).findings[0]
    report = Report(document, (first, second, inside), report.verdict, 4)
    shown = article(0, report)
    assert _text(shown).replace("‸", "").split() == "one two three four".split()
    assert sorted(re.findall(r'id="m0-(\d)"', shown)) == ["0", "1", "2"]
    assert _text(changes(0, report)).count("four") == 2


def test_a_finding_over_an_empty_line_is_marked_in_both_paragraphs(make: Make) -> None:
    shown = article(0, make("An end\n\nA start here", ("end\n\nA start", "x"), ("here", "y")))
    assert shown.count('data-of="0-0"') == 2 and shown.count('id="m0-0"') == 1
    assert _text(shown).split() == "An end A start here".split()
    assert shown.count('id="m0-1"') == 1


def test_a_finding_without_width_or_between_paragraphs_is_marked_as_a_point(make: Make) -> None:
    shown = article(0, make("One\n\ntwo", ("\n\n", "\n"), ("", ","), ("two", "x")))
    assert [shown.count(f'id="m0-{n}"') for n in range(3)] == [1, 1, 1]
    assert "‸" in _text(shown)


def test_before_and_after_are_the_changed_lines() -> None:
    report = check_document(document_from_text("Rain fell.\r\nIt cost 20 millions of euros.\r\nRain fell.\r\n"))
    shown = changes(0, report)
    assert shown.count("<tr data-of") == 1
    before, after = re.findall(r"<td[^>]*>(.*?)</td>", shown, re.S)
    assert (_text(before), _text(after)) == ("It cost 20 millions of euros.", "It cost 20 million euros.")
    assert "<del" in before and "<ins" in after


def test_before_and_after_of_all_seeds_are_lines_of_the_text_and_of_its_fix() -> None:
    from checker.api import apply

    for path in [*SEEDS.glob("*.txt"), SEEDS / "chips.md", SEEDS / "clinic.html"]:
        report = check_document(read_document(path), min_confidence=0.5)
        fixed = apply(report, min_confidence=0.5)
        for before, after in re.findall(r"<td[^>]*>(.*?)</td><td[^>]*>(.*?)</td></tr>", changes(0, report), re.S):
            assert _text(before) in report.document.source
            assert _text(after) in fixed


def test_the_card_says_rule_source_word_confidence_and_suggestions(make: Make) -> None:
    page = _page(("a.txt", make("The prices rose.", ("prices", "tariffs"))))
    (card,) = re.findall(r'<li class="card.*?</li>\s*</ol>', page, re.S)
    said = " ".join(_text(card).split())
    for words in ("prices", "critical", "is wrong", "tariffs 0.80", "From French: tarifs", "confidence 0.95"):
        assert words in said
    assert "sense.fr.rule-0" in said and "line 1, column 5" in said
    assert 'lang="fr"' in card


def test_the_verdict_and_its_evidence(make: Make) -> None:
    page = _page(("a.txt", make("The prices rose.", ("prices", "tariffs"))))
    assert "almost certainly went through a machine (probability 0.97), by machine translation through French" in page
    (table,) = re.findall(r'<table class="evidence">.*?</table>', page, re.S)
    assert '<a href="#m0-0">' in table and "+2.5" in table


def test_good_english_gets_a_page_that_says_so(make: Make) -> None:
    report = check_document(document_from_text("Rain fell over the hills, and the river rose.\n"))
    page = _page(("a.txt", report))
    assert "Little or nothing says" in page and "No fault was found." in page
    assert 'id="tools"' not in page


def test_files_that_cannot_be_read_are_in_the_list_and_have_their_section(found: Found) -> None:
    page = _page(*found)
    assert "2 files could not be read" in page
    assert '<a href="#f4">no/such.txt</a></th><td colspan="5">not checked: missing</td>' in page
    assert "no/such.txt: no such file; check the name" in page
    assert "odd\\udcff.txt" in page


def test_markup_in_names_messages_and_words_is_text(make: Make) -> None:
    evil = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;"
    report = make(f"The {evil} rose.", (evil, evil), message=evil)
    page = _page((f"{evil}.txt", report), ("b", DocumentError("missing", evil, evil)))
    assert page.count("<script") == page.count("</script") == 1
    assert "<img" not in page


def test_directions_and_controls_are_shown_by_their_numbers(make: Make) -> None:
    odd = "\u202e\u2066\u200f\x00\x1b\u2028\ufeff"
    page = _page(("a\u202e.txt", make(f"The {odd} rose.\u202e", (odd, odd))))
    assert not set(odd) & set(page)
    assert page.count('<span class="odd">U+202E</span>') >= 4
