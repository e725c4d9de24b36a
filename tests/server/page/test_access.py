"""The page can be used by everybody: by keyboard, with a screen reader, on small and dark screens, on paper."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

import checker

from .conftest import Visit, ready
from .steps import check, current, focus_is_on_the_current_mark, states

ARTICLE = (Path(__file__).resolve().parents[3] / "seeds" / "sanctions.txt").read_text("utf-8")


def serious(page: Page) -> list[str]:
    """What axe calls serious or critical, each with the places."""
    found = Axe().run(page).response
    assert len(found["passes"]) > 15, "axe did look at the page"
    return [
        f"{row['id']}: {[node['html'] for node in row['nodes']][:3]}"
        for row in found["violations"]
        if row["impact"] in ("serious", "critical")
    ]


@pytest.fixture
def reviewed(visit: Callable[..., Visit]) -> Callable[..., Page]:
    """A window with a review in which something is decided."""

    def opened(**options: object) -> Page:
        page = visit(**options).open()
        check(page, ARTICLE)
        for key in ("Enter", "x", "j"):
            page.keyboard.press(key)
        return page

    return opened


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1300, 390])
def test_axe_finds_nothing_serious(reviewed: Callable[..., Page], scheme: str, width: int) -> None:
    page = reviewed(color_scheme=scheme, viewport={"width": width, "height": 850})
    assert serious(page) == []
    page.keyboard.press("e")
    assert serious(page) == []
    page.keyboard.press("Escape")
    page.locator(".mark >> nth=0").click()
    page.keyboard.press("f")
    page.click("#evidence summary")
    page.click("#download summary")
    assert serious(page) == []
    page.keyboard.press("Escape")
    page.uncheck("[name=severity][value=minor]")
    assert serious(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_dialogs_and_in_the_text_field(reviewed: Callable[..., Page], scheme: str) -> None:
    page = reviewed(color_scheme=scheme)
    for key in ("?", "a"):
        page.keyboard.press(key)
        assert page.locator("dialog[open]").count() == 1
        assert serious(page) == []
        page.keyboard.press("Escape")
        assert page.locator("dialog[open]").count() == 0
        assert focus_is_on_the_current_mark(page), "the focus is where it was"
    page.click("#edit-text")
    assert serious(page) == []
    page.set_input_files("#file", {"name": "x.txt", "mimeType": "text/plain", "buffer": b"%PDF"})
    expect(page.locator("[role=alert]")).to_be_visible()
    page.click("#more summary")
    page.click("#new-text")
    page.locator("#others-list li").first.wait_for()
    assert serious(page) == []


def test_headings_and_landmarks_are_in_order(reviewed: Callable[..., Page]) -> None:
    page = reviewed()
    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3')].filter((h) => h.checkVisibility()).map((h) => +h.tagName[1])"
    )
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))
    assert [page.locator(name).count() for name in ("main", "header", "aside")] == [1, 1, 1]


def test_a_screen_reader_is_told_what_stands_there_and_what_happens(page: Page) -> None:
    check(page, ARTICLE)
    findings = checker.check_text(ARTICLE).findings
    mark = page.locator(".mark.current")
    assert mark.get_attribute("role") == "button"
    described = mark.get_attribute("aria-describedby")
    expect(page.locator(f"#{described}")).to_contain_text(findings[0].message)
    snapshot = page.locator("#article").aria_snapshot()
    assert f"{findings[0].text} ({findings[0].severity})" in snapshot
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text(f"Accepted. {len(findings) - 1} findings open.")
    expect(page.locator("#said")).to_contain_text(findings[1].message)
    assert f"({findings[0].severity}, mended)" in page.locator("#article").aria_snapshot()
    page.keyboard.press("u")
    expect(page.locator("#said")).to_contain_text("Undone")
    assert page.locator("#said").get_attribute("role") == "status"
    expect(page.locator("#suggestions button").first).to_have_attribute("aria-pressed", "false")


def test_the_text_is_one_stop_of_the_tab_key(page: Page) -> None:
    check(page, ARTICLE)
    assert page.locator("#article [tabindex='0']").count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "previous"
    page.keyboard.press("Shift+Tab")
    assert focus_is_on_the_current_mark(page)


def test_everything_can_be_reached_by_tab_and_is_seen_when_focused(reviewed: Callable[..., Page]) -> None:
    page = reviewed()
    page.evaluate("document.activeElement.blur()")
    page.locator("h1").click()
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
        if page.evaluate("document.activeElement !== document.body"):
            style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert style != "none", page.evaluate("document.activeElement.outerHTML")
    wanted = [
        "edit-text",
        "copy",
        "help-button",
        "next",
        "accept",
        "reject",
        "edit",
        "undo",
        "accept-all",
        "next-major",
    ]
    assert set(wanted) <= reached


def test_enter_on_a_button_presses_that_button(page: Page) -> None:
    check(page, ARTICLE)
    page.locator("#next").focus()
    page.keyboard.press("Enter")
    assert current(page) == 1 and set(states(page)) == {"open"}
    assert page.evaluate("document.activeElement.id") == "next", "one can go on pressing it"
    page.locator("#reject").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert states(page)[1:3] == ["reject", "reject"]
    assert page.evaluate("document.activeElement.id") == "reject"


def test_letters_are_letters_in_fields_and_dialogs(page: Page) -> None:
    page.fill("#text", "")
    page.locator("#text").focus()
    page.keyboard.type("jkxu?a")
    assert page.locator("#text").input_value() == "jkxu?a" and page.locator("dialog[open]").count() == 0
    check(page, ARTICLE)
    page.keyboard.press("e")
    page.keyboard.type("xjkuaf1?")
    assert page.locator("#hand-text").input_value() == "xjkuaf1?"
    page.keyboard.press("Escape")
    assert focus_is_on_the_current_mark(page)
    page.keyboard.press("?")
    page.keyboard.press("x")
    page.keyboard.press("Escape")
    for key in ("Control+x", "Alt+x", "Meta+u"):
        page.keyboard.press(key)
    assert set(states(page)) == {"open"}


def test_single_keys_can_be_turned_off_for_good(page: Page) -> None:
    check(page, ARTICLE)
    page.click("#help-button")
    page.uncheck("#single-keys")
    page.keyboard.press("Escape")
    page.locator(".mark.current").click()
    page.keyboard.press("x")
    assert set(states(page)) == {"open"}
    page.reload()
    ready(page)
    page.locator(".mark.current").click()
    page.keyboard.press("x")
    assert set(states(page)) == {"open"}


def test_the_help_lists_every_key(page: Page) -> None:
    page.locator("h1").click()
    page.keyboard.press("?")
    keys = page.locator("#help-keys kbd").all_inner_texts()
    assert {"j", "k", "↓", "↑", "Enter", "1 … 9", "e", "x", "u", "Shift+U", "?", "a", "f"} <= set(keys)


def test_severities_and_states_differ_without_colour(reviewed: Callable[..., Page]) -> None:
    page = reviewed()
    lines = page.evaluate(
        "[...document.querySelectorAll('.mark.open')].map((m) => m.classList[1] + ' ' + getComputedStyle(m).textDecorationStyle)"
    )
    assert set(lines) == {"critical double", "major solid", "minor dotted"}
    for name, sign in (("mended", "✓"), ("rejected", "✕")):
        shown = page.locator(f".mark.{name}").first.evaluate("(m) => getComputedStyle(m, '::after').content")
        assert sign in shown


@pytest.mark.parametrize("width", [1300, 800, 390, 320])
def test_nothing_is_wider_than_the_window_and_the_fault_is_in_sight(reviewed: Callable[..., Page], width: int) -> None:
    page = reviewed(viewport={"width": width, "height": 720})
    for _ in range(6):
        page.keyboard.press("j")
        mark, panel = page.locator(".mark.current").bounding_box(), page.locator("#panel").bounding_box()
        assert mark and panel
        bottom = panel["y"] if panel["x"] < 5 else 720
        assert 0 <= mark["y"] < bottom, "the bottom sheet does not hide it"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.click("#edit-text")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_sheet_can_be_folded(reviewed: Callable[..., Page]) -> None:
    page = reviewed(viewport={"width": 390, "height": 720})
    high = page.locator("#panel").bounding_box()
    page.click("#fold")
    low = page.locator("#panel").bounding_box()
    assert high and low and low["height"] < high["height"] / 3
    assert page.locator("#fold").get_attribute("aria-expanded") == "false"
    assert page.locator("#next").is_visible()


def test_paper_has_the_text_and_all_findings_and_no_controls(reviewed: Callable[..., Page]) -> None:
    page = reviewed(color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator("#panel").is_visible() and not page.locator("#copy").is_visible()
    assert page.locator("#print-list tbody tr:visible").count() == len(checker.check_text(ARTICLE).findings)
    assert page.pdf().startswith(b"%PDF")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#print-list tr").count() == 0


def test_without_javascript_the_page_says_so(visit: Callable[..., Visit], base_url: str) -> None:
    page = visit(java_script_enabled=False).context.new_page()
    page.goto(base_url + "/")
    expect(page.get_by_text("This page needs JavaScript")).to_be_visible()


def test_twenty_thousand_words_are_walked_and_decided(page: Page) -> None:
    paragraph = "word " * 19 + "Pékin.\n\n"
    text = "Talks in Pékin ended. Poutines visit.\n\n" + paragraph * 1000
    check(page, text)
    many = len(states(page))
    assert many > 900
    page.keyboard.press("k")
    assert current(page) == many - 1
    page.keyboard.press("Enter")
    page.click("#accept-all")
    page.fill("#all-number", "0.5")
    page.click("#all-accept")
    assert set(states(page)) == {"accept"}
    page.keyboard.press("Escape")
    page.click("#undo")
    assert states(page).count("open") == many - 1
