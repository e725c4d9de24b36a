"""Hostile article text shows as text and runs nothing; odd answers are refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

import checker

from .conftest import CSP, Visit, ready
from .steps import accept_all, check, result, shown, states

EVIL = (
    "</textarea><script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "<svg onload=alert(1)><style>*{display:none}</style>",
    "<iframe srcdoc='<script>parent.document.title=1</script>'></iframe><base href='http://x.invalid/'>",
    "<meta http-equiv=refresh content='0;url=http://x.invalid/'><link rel=stylesheet href=http://x.invalid/a.css>",
    "&amp; &lt; &#x41; <!-- ]]> --> {{7*7}} ${alert(1)} javascript:alert(1)",
    "a\u2028b\u2029c \u202eevil\u2066 \u200f \u061c",
    "a\x00b\x0b\x1b[2J\x85\ufffe\uffff",
    "__proto__ constructor toString hasOwnProperty",
    "\U0001f600 e\u0301 \u0645\u0631\u062d\u0628\u0627",
)


@pytest.mark.parametrize("name", ["evil.txt", "evil.md", "evil.html"])
def test_a_hostile_article_shows_as_text(page: Page, name: str) -> None:
    text = "\n\n".join(f"{words} Talks in Pékin ended." for words in EVIL) + "\n"
    page.on("dialog", lambda dialog: pytest.fail("a dialog opened"))
    check(page, text, name)
    before = page.evaluate("document.querySelectorAll('script, img, svg, iframe, base, meta, link, style').length")
    assert before == 7, "the page's own"
    assert page.title() == f"{name} – mtlint"
    read = shown(page)
    for words in EVIL[:6]:
        assert words in read
    assert "U+202E" in read and "U+0000" in read and "U+2028" in read and EVIL[9] in read
    assert len(states(page)) == len(
        checker.check_text(text, format={"t": "text", "m": "markdown", "h": "html"}[name[5]]).findings
    )
    assert result(page) == text
    accept_all(page, 0.5)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.keyboard.press("j")
    assert (
        page.evaluate("document.querySelectorAll('script, img, svg, iframe, base, meta, link, style').length") == before
    )
    page.click("#edit-text")
    assert page.locator("#text").input_value() == text
    page.reload()
    ready(page)
    assert page.locator("#text").input_value() == text
    assert page.title() == f"{name} – mtlint"


def test_a_hostile_name_shows_as_text(page: Page) -> None:
    name = "<img src=x onerror=alert(1)>\u202etxt.__proto__"
    page.set_input_files("#file", {"name": name, "mimeType": "text/plain", "buffer": b"Rain fell."})
    expect(page.locator("#title .odd")).to_have_text("U+202E")
    page.click("#more summary")
    page.click("#new-text")
    expect(page.locator("#others-list")).to_contain_text("<img src=x onerror=alert(1)>")


def test_a_turned_direction_does_not_reach_beyond_its_place(page: Page) -> None:
    check(page, "abc \u202e def Pékin end\n")
    mark, label = page.locator(".mark").bounding_box(), page.locator("#article .odd").bounding_box()
    assert mark and label and mark["x"] > label["x"], "the text still runs from left to right"


def test_a_huge_line_is_drawn_in_parts(page: Page) -> None:
    text = "Rain fell over the hills. " * 20_000 + "Talks in Pékin ended. " + "x" * 200_000 + "\x00" * 50_000
    check(page, text)
    assert page.locator(".unit").count() > 100
    assert page.locator("#article .odd").count() < 100
    page.evaluate("document.querySelectorAll('.unit').forEach((node) => { node.seen = true; })")
    page.keyboard.press("Enter")
    assert page.evaluate("[...document.querySelectorAll('.unit')].filter((node) => !node.seen).length") == 1
    assert result(page) == text.replace("Pékin", "Beijing")


def test_the_page_needs_no_more_than_the_strict_policy(page: Page) -> None:
    """The policy is that of DESIGN, and `visit` sees what breaks it as a message of the console."""
    response = page.reload()
    assert response is not None and response.headers["content-security-policy"] == CSP
    markup = response.text()
    assert "style=" not in markup and "onclick" not in markup and "<style" not in markup


def finding(**changes: Any) -> dict[str, Any]:
    """A finding of an answer to "one two three"."""
    row = {
        "rule": "a.b", "category": "other", "severity": "major", "start": 4, "end": 7, "line": 1, "column": 5,
        "text": "two", "message": "m", "confidence": 0.9, "suggestions": [{"replacement": "2", "confidence": 0.8}],
        "pivot": None, "fingerprint": "0", "edits": [{"start": 4, "end": 7, "replacement": "2"}],
    }  # fmt: skip
    return {**row, **changes}


def answered(*findings: dict[str, Any]) -> Callable[[Route], None]:
    file = {
        "path": "text",
        "words": 3,
        "verdict": {"laundered": 0, "pivot": None, "evidence": []},
        "findings": findings,
    }
    body = json.dumps({"version": 1, "files": [file]})
    return lambda route: route.fulfill(status=200, body=body, content_type="application/json")


@pytest.mark.parametrize(
    "findings",
    [
        [finding(start=5, end=8)],
        [finding(end=99)],
        [finding(start=-1)],
        [finding(start=7, end=4)],
        [finding(text="<b>")],
        [finding(severity="<img>")],
        [finding(edits=[{"start": 4, "end": 99, "replacement": ""}])],
        [finding(edits=[{"start": 4, "end": 6, "replacement": ""}, {"start": 5, "end": 7, "replacement": ""}])],
        [finding(), finding(start=6, end=9, text="o t", fingerprint="1", edits=[])],
    ],
)
def test_an_answer_that_does_not_fit_the_text_is_refused(page: Page, findings: list[dict[str, Any]]) -> None:
    page.route("**/api/check", answered(*findings))
    page.fill("#text", "one two three")
    page.click("#check")
    expect(page.locator("#notices")).to_contain_text("cannot be used")
    assert page.locator("#text").input_value() == "one two three"


def test_hostile_words_of_the_answer_show_as_text(page: Page) -> None:
    evil = "<img src=x onerror=alert(1)>"
    row = finding(
        rule=f"__proto__.{evil}", message=evil, fingerprint="__proto__", pivot={"language": "__proto__", "phrase": evil},
        suggestions=[{"replacement": evil, "confidence": 0.8}], edits=[{"start": 4, "end": 7, "replacement": evil}],
    )  # fmt: skip
    again = finding(start=8, end=13, text="three", fingerprint="__proto__", edits=[], rule="constructor.x")
    page.route("**/api/check", answered(row, again))
    page.fill("#text", "one two three")
    page.click("#check")
    expect(page.locator("#finding-message")).to_have_text(evil)
    expect(page.locator("#finding-pivot")).to_contain_text(evil)
    page.keyboard.press("Enter")
    assert states(page) == ["accept", "open"]
    assert result(page) == f"one {evil} three"
    page.keyboard.press("f")
    page.select_option("#family", "__proto__")
    assert page.locator(".mark:not(.off)").count() == 1
    page.reload()
    ready(page)
    assert states(page) == ["accept", "open"]


def test_nothing_is_sent_before_the_check(visit: Callable[..., Visit]) -> None:
    browser = visit()
    page = browser.open()
    page.fill("#text", "Secret words in Pékin")
    page.select_option("#format", "html")
    page.reload()
    ready(page)
    assert not [url for url in browser.asked if "/api/" in url]
    with page.expect_request("**/api/check") as request:
        page.click("#check")
    assert request.value.post_data_json == {
        "text": "Secret words in Pékin",
        "format": "html",
        "min_confidence": 0.5,
    }
    page.locator("#review").wait_for()
