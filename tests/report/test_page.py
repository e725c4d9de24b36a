"""The page in a real Chromium, opened from disk as an author would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from checker.api import Report, check_document
from checker.document import DocumentError, document_from_text, read_document
from checker.report.formats import renderer

Found = list[tuple[str, Report | DocumentError]]
Make = Callable[..., Report]
Open = Callable[..., Page]
SEEDS = Path(__file__).resolve().parent.parent.parent / "seeds"
EVIL = (
    "</script><script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "<svg onload=alert(1)>",
    "<!-- <style>body{display:none}</style>",
    "&amp; &lt; &#x41;",
    "javascript:alert(1)",
    "a\u2028b\u2029c",
    "a\x00b\x0b\x1b[2J\x85",
    "\u202eevil\u2066 \u200f",
    "' \" ` ${x} {{y}}",
    "\U0001f600 e\u0301 \u0645\u0631\u062d\u0628\u0627",
)


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """opened(found, ...): the page of a report from disk; at the end nothing may have been asked for or gone wrong."""
    asked: list[str] = []
    wrong: list[str] = []
    contexts = []

    def page_of(found: Found, **options: Any) -> Page:
        path = tmp_path / "report.html"
        path.write_bytes(renderer("html")(found))
        context = browser.new_context(**{"viewport": {"width": 1300, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.goto(path.as_uri())
        assert asked == [path.as_uri()]
        return page

    yield page_of
    for context in contexts:
        context.close()
    assert len(asked) == len(contexts), "only the page itself may be asked for"
    assert wrong == []


@pytest.fixture(scope="module")
def seeds() -> Found:
    """Real articles, a clean one and one that cannot be read."""
    names = ("sanctions.txt", "stocks.txt", "chips.md", "clinic.html")
    found: Found = [(name, check_document(read_document(SEEDS / name))) for name in names]
    found.append(("clean.txt", check_document(document_from_text("Rain fell over the hills.\n"))))
    found.append(("gone.txt", DocumentError("missing", "gone.txt", "gone.txt: no such file; check the name")))
    return found


def _serious(page: Page) -> list[str]:
    """What axe calls serious or critical, each with the places."""
    result = Axe().run(page).response
    assert len(result["passes"]) > 20, "axe did look at the page"
    return [
        f"{row['id']}: {[node['html'] for node in row['nodes']][:3]}"
        for row in result["violations"]
        if row["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1300, 400])
def test_axe_finds_nothing_serious(opened: Open, seeds: Found, scheme: str, width: int) -> None:
    page = opened(seeds, color_scheme=scheme, viewport={"width": width, "height": 900})
    assert _serious(page) == []
    page.uncheck("[name=severity][value=major]")
    page.fill("[name=words]", "french")
    assert _serious(page) == []
    page.fill("[name=words]", "no such words")
    assert page.locator(".card:visible").count() == 0
    assert _serious(page) == []


def test_axe_finds_nothing_serious_while_a_fault_is_current(opened: Open, seeds: Found) -> None:
    page = opened(seeds)
    page.keyboard.press("n")
    assert _serious(page) == []


def test_headings_and_landmarks_are_in_order(opened: Open, seeds: Found) -> None:
    page = opened(seeds)
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map((h) => Number(h.tagName[1]))")
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))
    assert [page.locator(name).count() for name in ("main", "header", "footer", "nav", "[role=search]")] == [1] * 5


def test_a_hostile_article_shows_as_text(opened: Open, make: Make) -> None:
    source = "\n".join(f"{n} {words} end" for n, words in enumerate(EVIL))
    report = make(source, *((words, words) for words in EVIL), message=EVIL[0])
    page = opened([(f"{EVIL[1]}.txt", report), ("b.txt", make(EVIL[0]))])
    assert page.title() == "mtlint report"
    assert page.locator("img, svg[onload], script").count() == 1
    shown = page.locator(".text").first.inner_text()
    for words in EVIL[:6]:
        assert words in shown
    assert "U+202E" in shown and "U+0000" in shown and "U+2028" in shown
    assert EVIL[10] in shown
    page.fill("[name=words]", "onerror")
    assert page.locator(".card:visible").count() == 1


def test_a_turned_direction_does_not_reach_beyond_its_place(opened: Open, make: Make) -> None:
    page = opened([("a.txt", make("abc \u202e def prices", ("prices", "x")))])
    left = page.locator(".mark").bounding_box()
    label = page.locator(".text .odd").bounding_box()
    assert left and label and left["x"] > label["x"], "the text still runs from left to right"


def _count(page: Page) -> int:
    return page.locator(".card:visible").count()


def test_filters_leave_what_fits_and_say_how_many(opened: Open, seeds: Found) -> None:
    page = opened(seeds)
    findings = [finding for _, result in seeds if isinstance(result, Report) for finding in result.findings]
    said = page.locator("#count")
    assert said.inner_text() == f"All {len(findings)} faults shown"
    page.uncheck("[name=severity][value=major]")
    left = [finding for finding in findings if finding.severity != "major"]
    assert _count(page) == len(left)
    assert said.inner_text() == f"{len(left)} of {len(findings)} faults shown"
    page.click("button[type=reset]")
    page.wait_for_function("(n) => document.querySelectorAll('.card:not([hidden])').length === n", arg=len(findings))
    page.select_option("[name=family]", "sense")
    assert _count(page) == sum(finding.rule.startswith("sense.") for finding in findings)
    page.select_option("[name=family]", "")
    page.select_option("[name=category]", "false-friend")
    assert _count(page) == sum(finding.category == "false-friend" for finding in findings)
    page.select_option("[name=category]", "")
    page.fill("[name=confidence]", "0.9")
    assert _count(page) == sum(finding.confidence >= 0.9 for finding in findings)
    assert page.locator("output[name=lowest]").inner_text() == "0.90"
    page.fill("[name=confidence]", "0.5")
    page.fill("[name=words]", "KYRGYZ")
    assert _count(page) == sum("kyrgyz" in finding.text.lower() for finding in findings) > 0


def test_what_is_filtered_out_is_no_mark_and_no_changed_line(opened: Open, seeds: Found) -> None:
    page = opened(seeds[:1])
    lines = page.locator("table.changes tbody tr:visible").count()
    page.fill("[name=words]", "poutine")
    assert _count(page) == 1
    assert page.locator(".mark:not(.off)").all_inner_texts() == ["Poutine"]
    assert page.locator("table.changes tbody tr:visible").count() == 1 < lines
    plain = page.locator(".mark.off").first.evaluate("(mark) => getComputedStyle(mark).backgroundColor")
    assert plain == "rgba(0, 0, 0, 0)"
    page.fill("[name=words]", "nothing like it")
    assert page.locator(".filtered:visible").count() == 1


def test_keys_go_to_the_next_and_previous_fault_that_is_shown(opened: Open, seeds: Found) -> None:
    page = opened(seeds)
    page.uncheck("[name=severity][value=minor]")
    page.uncheck("[name=severity][value=major]")
    page.locator("h1").click()
    shown = page.locator(".card:visible").evaluate_all("(cards) => cards.map((card) => 'm' + card.id.slice(1))")
    assert len(shown) > 2
    focused = []
    for key in ["n"] * (len(shown) + 1) + ["p", "p"]:
        page.keyboard.press(key)
        focused.append(page.evaluate("document.activeElement.id"))
        mark = page.locator(f"#{focused[-1]}")
        assert mark.evaluate("(m) => getComputedStyle(m).outlineStyle") == "solid", "the focus is seen"
        box = mark.bounding_box()
        assert box and 0 <= box["y"] <= 880
    assert focused == [*shown, shown[0], shown[-1], shown[-2]]


def test_keys_are_letters_in_a_field_and_can_be_turned_off(opened: Open, seeds: Found) -> None:
    page = opened(seeds)
    page.keyboard.press("/")
    page.keyboard.type("np/")
    assert page.locator("[name=words]").input_value() == "np/"
    page.fill("[name=words]", "")
    page.uncheck("[name=keys]")
    page.locator("h1").click()
    page.keyboard.press("n")
    assert page.locator(".mark.current").count() == 0
    page.click("#next")
    assert page.locator(".mark.current").count() == 1


def test_a_mark_leads_to_its_explanation_and_back(opened: Open, seeds: Found) -> None:
    page = opened(seeds)
    page.locator("#m0-12").press("Enter")
    assert page.evaluate("document.activeElement.id") == "c0-12"
    panel = page.locator("#f0 .faults").bounding_box()
    card = page.locator("#c0-12").bounding_box()
    assert panel and card and panel["y"] <= card["y"] < panel["y"] + panel["height"], "the list scrolled to it"
    page.locator("#c0-12 .back").click()
    assert page.evaluate("document.activeElement.id") == "m0-12"


def test_a_mark_tells_a_screen_reader_what_it_is(opened: Open, seeds: Found) -> None:
    page = opened(seeds[:1])
    described = page.locator("#m0-4").get_attribute("aria-describedby")
    assert page.locator(f"#{described}").inner_text() == "5 Poutine critical"
    assert "Poutine" in page.locator("#a0").locator("..").aria_snapshot()


def test_severities_differ_without_colour(opened: Open, make: Make) -> None:
    page = opened([("a.txt", make("one two three", ("one", "x"), ("two", "y"), ("three", "z")))])
    lines = page.locator(".mark").evaluate_all("(marks) => marks.map((m) => getComputedStyle(m).textDecorationStyle)")
    assert sorted(lines) == ["dotted", "double", "solid"]


def test_without_javascript_the_article_and_all_else_can_be_read(opened: Open, seeds: Found) -> None:
    page = opened(seeds, java_script_enabled=False)
    assert "Poutine" in page.locator(".text").first.inner_text()
    assert page.locator(".card:visible").count() == page.locator(".card").count() > 50
    assert page.locator("table.changes:visible").count() == 4
    assert not page.locator("#tools").is_visible()
    assert page.get_by_text("Filters and keys need JavaScript").is_visible()
    page.locator("#m0-4").click()
    assert page.url.endswith("#c0-4")


def test_paper_has_no_controls_and_all_details(opened: Open, seeds: Found, tmp_path: Path) -> None:
    page = opened(seeds, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator("#tools").is_visible()
    assert page.locator(".mark").first.is_visible() and page.locator("table.changes").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('.faults')).overflowY") == "visible"
    assert page.pdf().startswith(b"%PDF")


def test_the_chart_has_its_numbers_as_text(opened: Open, seeds: Found) -> None:
    page = opened(seeds[:1])
    chart = page.locator("svg.bars")
    assert chart.get_attribute("role") == "img"
    assert "possessive: 3 at" in (chart.get_attribute("aria-label") or "")
    page.locator(".chart summary").click()
    rows = page.locator("table.numbers tbody tr").all_inner_texts()
    report = seeds[0][1]
    assert isinstance(report, Report)
    assert sum(int(row.split()[-1]) for row in rows) == len(report.findings)


@pytest.mark.parametrize("width", [1300, 400, 320])
def test_nothing_is_wider_than_the_window(opened: Open, seeds: Found, width: int) -> None:
    page = opened(seeds, viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_article_of_twenty_thousand_words_is_filtered_and_walked(opened: Open, make: Make) -> None:
    faults = [("prices", "tariffs")] * 1000
    page = opened([("long.txt", make("word " * 19 + "prices.\n\n" + ("word " * 19 + "prices.\n\n") * 999, *faults))])
    assert _count(page) == 1000
    page.keyboard.press("p")
    assert page.evaluate("document.activeElement.id") == "m0-999"
    page.uncheck("[name=severity][value=critical]")
    assert _count(page) == 666
