"""Whatever the server does, it is said plainly, and nothing typed is lost."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from .conftest import Visit
from .steps import states

TEXT = "Talks in Pékin ended.\n"


def failing(status: int, message: str = "", **headers: str) -> Callable[[Route], None]:
    body = json.dumps({"error": {"kind": "k", "message": message}}) if message else "<h1>Oops</h1>"
    return lambda route: route.fulfill(status=status, body=body, headers=headers, content_type="application/json")


@pytest.fixture
def window(visit: Callable[..., Visit]) -> Page:
    """A window whose console may tell of failed requests."""
    browser = visit()
    browser.expect("Failed to load resource")
    page = browser.open()
    page.fill("#text", TEXT)
    return page


@pytest.mark.parametrize(
    ("route", "said"),
    [
        (failing(413, "at most 1,000,000 bytes"), "larger than the server takes: at most 1,000,000 bytes. Check it in parts."),
        (failing(429, **{"Retry-After": "7"}), "Too many checks at once. Try again in 7 seconds."),
        (failing(429, "slow down.", **{"Retry-After": "1"}), "Too many checks at once: slow down. Try again in 1 second."),
        (failing(503, "queue full"), "cannot take the check now: queue full. Try again in a moment."),
        (failing(503, **{"Retry-After": "Mon, 01 Jan 2001 00:00:00 GMT"}), "cannot take the check now. Try again in a moment."),
        (failing(400, "<img src=x onerror=alert(1)>"), "refused the check (400): <img src=x onerror=alert(1)>."),
        (failing(403, "wrong origin"), "refused the check (403): wrong origin."),
        (failing(415), "refused the check (415)."),
        (failing(500), "The server failed (500). Try again"),
        (lambda route: route.abort(), "cannot be reached"),
        (lambda route: route.fulfill(status=200, body="not json"), "cannot be used: the answer is no JSON"),
        (lambda route: route.fulfill(status=200, body="{}"), "cannot be used: the answer is no report"),
        (
            lambda route: route.fulfill(status=200, body='{"files": [{"error": {"message": "odd text"}}]}'),
            "cannot be used: odd text",
        ),
    ],
)  # fmt: skip
def test_failures_are_said_and_the_next_check_works(window: Page, route: Callable[[Route], None], said: str) -> None:
    window.route("**/api/check", route)
    window.click("#check")
    expect(window.locator("#notices [role=alert]")).to_contain_text(said)
    assert window.locator("#text").input_value() == TEXT
    assert window.evaluate("document.activeElement.id") == "text"
    window.unroute("**/api/check")
    window.click("#check")
    window.locator("#review").wait_for(timeout=60_000)
    assert states(window) == ["open"]
    expect(window.locator("#notices")).to_have_text("")


def test_a_server_that_fails_while_decisions_are_there_takes_none(window: Page) -> None:
    window.fill("#text", f"{TEXT}\nRain fell over the hills.\n\nIt was cold.\n")
    window.click("#check")
    window.locator("#review").wait_for(timeout=60_000)
    window.keyboard.press("Enter")
    window.click("#edit-text")
    window.locator("#text").press("Control+End")
    window.keyboard.type("More.")
    window.route("**/api/check", lambda route: route.abort())
    window.click("#check")
    expect(window.locator("#notices")).to_contain_text("cannot be reached")
    window.unroute("**/api/check")
    window.click("#check")
    window.locator("#review").wait_for(timeout=60_000)
    assert states(window) == ["accept"]


def test_a_token_is_asked_for_and_kept_while_the_window_is_open(window: Page) -> None:
    given: list[str | None] = []

    def guarded(route: Route) -> None:
        given.append(route.request.headers.get("authorization"))
        if given[-1] == "Bearer s3cret":
            route.continue_()
        else:
            failing(401, "no")(route)

    window.route("**/api/check", guarded)
    window.click("#check")
    expect(window.locator("#token-why")).to_have_text("The server asks for a token.")
    window.click("#token [data-close]")
    expect(window.locator("#notices")).to_contain_text("asks for a token")
    assert window.locator("#text").input_value() == TEXT
    window.click("#check")
    window.fill("#token-text", "wrong")
    window.keyboard.press("Enter")
    expect(window.locator("#token-why")).to_have_text("The server does not know this token.")
    window.fill("#token-text", " s3cret ")
    window.keyboard.press("Enter")
    window.locator("#review").wait_for(timeout=60_000)
    window.click("#edit-text")
    window.click("#check")
    window.locator("#review").wait_for(timeout=60_000)
    assert given == [None, None, "Bearer wrong", "Bearer s3cret", "Bearer s3cret"]
    assert "s3cret" not in str(window.evaluate("JSON.stringify({ ...localStorage })"))


def test_a_check_can_be_cancelled(window: Page) -> None:
    waiting: list[Route] = []
    window.route("**/api/check", lambda route: waiting.append(route))
    window.click("#check")
    expect(window.locator("#waiting")).to_have_text("Checking …")
    assert window.locator("#check").is_disabled()
    assert window.evaluate("document.activeElement.id") == "cancel"
    window.click("#cancel")
    expect(window.locator("#notices")).to_contain_text("The check was cancelled.")
    assert window.locator("#text").input_value() == TEXT and window.locator("#check").is_enabled()
    assert len(waiting) == 1


def test_a_server_that_never_answers_is_given_up(visit: Callable[..., Visit]) -> None:
    browser = visit()
    page = browser.context.new_page()
    page.clock.install()
    page.goto(browser.base_url + "/")
    page.fill("#text", TEXT)
    waiting: list[Route] = []
    page.route("**/api/check", lambda route: waiting.append(route))
    page.click("#check")
    expect(page.locator("#cancel")).to_be_visible()
    page.clock.fast_forward(60_000)
    expect(page.locator("#waiting")).to_have_text("Checking … 60 s")
    page.clock.fast_forward(130_000)
    expect(page.locator("#notices")).to_contain_text("gave no answer within 3 minutes")
    assert page.locator("#text").input_value() == TEXT


def test_an_answer_for_another_text_is_not_taken(window: Page) -> None:
    waiting: list[Route] = []
    window.route("**/api/check", lambda route: waiting.append(route))
    window.click("#check")
    expect(window.locator("#cancel")).to_be_visible()
    window.set_input_files("#file", {"name": "b.txt", "mimeType": "text/plain", "buffer": b"Other words"})
    expect(window.locator("#text")).to_have_value("Other words")
    expect(window.locator("#check")).to_be_enabled()
    assert not window.locator("#review").is_visible()
