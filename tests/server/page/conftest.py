"""A server with the page, a real Chromium, and a page of it that must not go wrong."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page

from checker.server.app import create_app
from checker.server.config import Ground, ServerConfig
from checker.server.jobs import prepare
from checker.server.workers import ThreadWorkers

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@pytest.fixture(scope="session")
def base_url() -> Iterator[str]:
    """The address of mtlint's server, without a slash at its end."""
    prepare(Ground())  # all packs are loaded before a test names another cache
    app = create_app(ServerConfig(per_client=64), ThreadWorkers(Ground()))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not server.started:
        assert thread.is_alive() and time.monotonic() < until, "the server did not start"
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(30)
    assert not thread.is_alive(), "the server did not stop"


class Visit:
    """A visitor's browser; what goes wrong in any of its windows is collected."""

    def __init__(self, context: BrowserContext, base_url: str) -> None:
        self.context = context
        self.base_url = base_url
        self.wrong: list[str] = []
        self.asked: list[str] = []
        self.expected: tuple[str, ...] = ()
        context.on("request", lambda request: self.asked.append(request.url))

    def open(self) -> Page:
        """A window with the page, ready for use."""
        page = self.context.new_page()
        page.on("console", lambda message: self.wrong.append(message.text))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.goto(self.base_url + "/")
        ready(page)
        return page

    def expect(self, *words: str) -> None:
        """These words may stand in messages of the console."""
        self.expected = words

    def unexpected(self) -> list[str]:
        """What went wrong that was not expected."""
        return [line for line in self.wrong if not any(words in line for words in self.expected)]


def ready(page: Page) -> None:
    """Wait until the page has taken up what it kept."""
    page.locator("#writing:visible, #review:visible").first.wait_for()


@pytest.fixture
def visit(browser: Browser, base_url: str) -> Iterator[Callable[..., Visit]]:
    """visit(...): a fresh browser. At the end nothing but the server may have been asked, and nothing gone wrong."""
    visits: list[Visit] = []

    def begin(**options: Any) -> Visit:
        context = browser.new_context(
            **{"viewport": {"width": 1300, "height": 900}, "accept_downloads": True, **options}
        )
        context.set_default_timeout(15_000)
        visits.append(Visit(context, base_url))
        return visits[-1]

    yield begin
    for one in visits:
        one.context.close()
        assert [url for url in one.asked if not url.startswith((base_url + "/", "blob:", "data:"))] == []
        assert one.unexpected() == []


@pytest.fixture
def page(visit: Callable[..., Visit]) -> Page:
    """A window of a fresh browser."""
    return visit().open()
