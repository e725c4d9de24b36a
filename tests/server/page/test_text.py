"""Texts typed, opened and dropped come out as they came in, but for what was accepted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

import checker

from .steps import accept_all, check, module, result, states


def fixed(text: str, form: str = "text") -> str:
    return checker.apply(checker.check_text(text, format=form), min_confidence=0.5)


@pytest.mark.parametrize(
    "text",
    [
        "Poutines visit was short.\r\nTalks in Pékin ended.\r\n\r\nIt cost 20 millions of euros.\r\n",
        "Poutines visit was short.\rTalks in Pékin ended.\r",
        "Poutines visit\r\nwas short.\nTalks in\rPékin ended.\n\r\n\r\r\n",
        "\ufeffPoutines visit was short.\r\n",
        "😀😀 Poutines visit 👩‍👩‍👧 was short. Talks in Pékin e\u0301nded 𝒳.\n",
        "“It’s Poutines’ visit”, he said; Trump’s and Russia’s.\u2028Talks in Pékin\u00a0ended.\t\n",
        "Poutines visit was short",
        "Talks in Pékin",
    ],
)
def test_a_text_file_keeps_its_line_ends_and_odd_characters(page: Page, text: str) -> None:
    check(page, text)
    assert result(page) == text
    accept_all(page, 0.5)
    assert result(page) == fixed(text) != text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.md",
            "# Talks in **Pékin**\r\n\r\n- *Poutines* visit & [the link](http://x.invalid/a_b)\r\n- `Pékin`\r\n\r\n> It cost 20 **millions** of euros.\r\n",
        ),
        (
            "a.html",
            "<!doctype html>\r\n<p>Talks in <b>Pékin</b> ended &amp; Poutines <i>visit</i> was short.</p>\r\n<!-- Pékin --><p>It cost 20 <b>millions</b> of euros &eacute;.\r\n",
        ),
    ],
)
def test_markup_is_kept(page: Page, name: str, text: str) -> None:
    form = {"md": "markdown", "html": "html"}[name.split(".")[1]]
    check(page, text, name)
    assert page.locator("#format").input_value() == form
    assert len(states(page)) == len(checker.check_text(text, format=form).findings) >= 2
    assert result(page) == text
    accept_all(page, 0.5)
    assert result(page) == fixed(text, form) != text


def test_what_is_written_by_hand_is_escaped_in_html(page: Page) -> None:
    check(page, "<p>Talks in <b>Pékin</b> ended.</p>\n", "a.html")
    page.keyboard.press("e")
    page.fill("#hand-text", "R&D <i>")
    page.keyboard.press("Enter")
    assert result(page) == "<p>Talks in <b>R&amp;D &lt;i&gt;</b> ended.</p>\n"
    expect(page.locator("#finding-decision")).to_contain_text("R&D <i>")


def test_words_with_markup_inside_are_edited_as_source(page: Page) -> None:
    text = "<p>It cost 20 <b>millions</b> of euros.</p>\n"
    finding = checker.check_text(text, format="html").findings[0]
    assert "<b>" in finding.text and "</b>" in finding.text
    check(page, text, "a.html")
    page.keyboard.press("e")
    assert page.locator("#hand-text").input_value() == finding.text
    expect(page.locator("#hand-hint")).to_contain_text("Markup")
    page.fill("#hand-text", "20 <b>million</b> €")
    page.keyboard.press("Enter")
    assert result(page) == text.replace(finding.text, "20 <b>million</b> €")


def test_an_apostrophe_is_written_as_the_text_writes_it(page: Page) -> None:
    check(page, "It’s Trump’s visit. Talks in Pékin ended.\n")
    page.keyboard.press("e")
    page.fill("#hand-text", "China's capital")
    page.keyboard.press("Enter")
    assert "China’s capital" in result(page)


def test_line_ends_outlive_editing(page: Page) -> None:
    check(page, "One\r\nTalks in Pékin ended.\r\nTwo\rThree\r\n")
    page.click("#edit-text")
    page.locator("#text").press("Control+Home")
    page.keyboard.type("Zero")
    page.keyboard.press("Enter")
    page.locator("#text").press("Control+End")
    page.keyboard.type("End")
    page.keyboard.press("Enter")
    page.click("#check")
    page.locator("#review").wait_for()
    assert result(page) == "Zero\r\nOne\r\nTalks in Pékin ended.\r\nTwo\rThree\r\nEnd\r\n"


@pytest.mark.parametrize(
    ("before", "field", "after"),
    [
        ("a\r\nb\r\n", "a\nb\n", "a\r\nb\r\n"),
        ("a\r\nb\r\n", "a\nx\nb\n", "a\r\nx\r\nb\r\n"),
        ("a\r\nb", "b", "b"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd\ne", "a\r\nb\rc\nd\ne"),
        ("\r\r\r\n", "\n\n", "\r\r"),
        ("a\r\nb", "", ""),
        ("a\nb", "a\n\nb", "a\n\nb"),
        ("a\r\nb", "\na\nb", "\r\na\r\nb"),
    ],
)
def test_edits_keep_line_ends(page: Page, before: str, field: str, after: str) -> None:
    merged = module(page, "lineends.js", "merged", before, field)
    assert merged.replace("\r\n", "\n").replace("\r", "\n") == field
    assert merged == after


@pytest.mark.parametrize("text", ["", "abc", "a😀b", "😀", "e\u0301👩‍👩‍👧x𝒳", "\r\n😀\x00"])
def test_code_points_become_code_units(page: Page, text: str) -> None:
    found = page.evaluate(
        "async (text) => { const m = await import('/page/codepoints.js'); const units = m.unitsOf(text);"
        " return [-1, 0.5, ...Array(text.length + 3).keys()].map(units).map((n) => Number.isNaN(n) ? null : n); }",
        text,
    )
    expected: list[int | None] = [len(text[:n].encode("utf-16-le")) // 2 for n in range(len(text) + 1)]
    utf16 = len(text.encode("utf-16-le")) // 2
    expected += [None] * (utf16 + 3 - len(expected))
    assert found == [None, None, *expected]


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.txt", "text"),
        ("a.MD", "markdown"),
        ("b.markdown", "markdown"),
        ("b.mkd", "markdown"),
        ("c.Html", "html"),
        ("c.xhtml", "html"),
        ("c.htm", "html"),
        ("README", "text"),
        (".md", "text"),
        ("a.__proto__", "text"),
        ("a.constructor", "text"),
    ],
)
def test_the_format_is_guessed_as_the_command_line_does(page: Page, name: str, form: str) -> None:
    from checker.document import format_of

    assert module(page, "formats.js", "formatOf", name) == form == format_of(name)


def drop(page: Page, *files: tuple[str, bytes]) -> None:
    data = page.evaluate_handle(
        "(files) => { const data = new DataTransfer();"
        " for (const [name, bytes] of files) data.items.add(new File([new Uint8Array(bytes)], name)); return data; }",
        [[name, list(content)] for name, content in files],
    )
    page.dispatch_event("#text", "drop", {"dataTransfer": data})


def test_a_file_can_be_dropped(page: Page) -> None:
    drop(page, ("d.md", b"Talks in *P\xc3\xa9kin*\r\n"), ("e.md", b"no"))
    expect(page.locator("#title")).to_have_text("d.md")
    assert page.locator("#text").input_value() == "Talks in *Pékin*\n"
    assert page.locator("#format").input_value() == "markdown"
    expect(page.locator("#notices")).to_contain_text("One text at a time: d.md")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7", "is a PDF"),
        (b"PK\x03\x04rest", "is an office file"),
        (b"caf\xe9", "is not in UTF-8"),
        (b"\x89PNG", "is a PNG"),
    ],
)
def test_what_is_no_text_is_refused_and_nothing_is_lost(page: Page, data: bytes, said: str) -> None:
    page.fill("#text", "My words")
    drop(page, ("x.txt", data))
    expect(page.locator("#notices")).to_contain_text(said)
    assert page.locator("#text").input_value() == "My words"


def test_an_old_file_can_be_opened_in_its_encoding(page: Page) -> None:
    drop(page, ("x.txt", "Talks in Pékin – “ended”.\r\n".encode("cp1252")))
    page.get_by_role("button", name="Open as Windows-1252").click()
    expect(page.locator("#text")).to_have_value("Talks in Pékin – “ended”.\n")


def test_utf_16_is_read(page: Page) -> None:
    drop(page, ("x.txt", "\ufeffTalks in Pékin 😀.\n".encode("utf-16-le")))
    expect(page.locator("#text")).to_have_value("Talks in Pékin 😀.\n")


def test_halves_of_characters_do_not_reach_the_server(page: Page) -> None:
    page.evaluate(
        "() => { const field = document.getElementById('text'); field.value = 'Talks in Pékin \\ud800 ended.';"
        " field.dispatchEvent(new Event('input')); }"
    )
    page.click("#check")
    page.locator("#review").wait_for()
    assert result(page) == "Talks in Pékin \ufffd ended."


def test_an_empty_text_is_not_sent(page: Page) -> None:
    sent: list[Any] = []
    page.on("request", lambda request: sent.append(request.url))
    page.fill("#text", " \n")
    page.click("#check")
    expect(page.locator("#notices")).to_contain_text("There is no text yet")
    assert sent == []


def test_the_result_has_the_name_of_the_file(page: Page) -> None:
    check(page, "Talks in Pékin ended.\n", "my summit.final.md")
    page.click("#download summary")
    with page.expect_download() as download:
        page.click("#download-result")
    assert download.value.suggested_filename == "my summit.final.md"
    assert Path(download.value.path()).read_bytes() == "Talks in Pékin ended.\n".encode()
