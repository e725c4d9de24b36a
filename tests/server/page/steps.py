"""What a person does on the page, and what they see there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect


def check(page: Page, text: str, name: str = "a.txt") -> None:
    """Open a text as a file and have it checked."""
    page.set_input_files(
        "#file", {"name": name, "mimeType": "application/octet-stream", "buffer": text.encode("utf-8")}
    )
    expect(page.locator("#title")).to_have_text(name)
    page.click("#check")
    page.locator("#review").wait_for(timeout=60_000)


def result(page: Page) -> str:
    """The result as it is downloaded."""
    page.click("#download summary")
    with page.expect_download() as download:
        page.click("#download-result")
    return Path(download.value.path()).read_bytes().decode("utf-8")


def states(page: Page) -> list[str | None]:
    """What was decided of each finding, in the order of the text."""
    return [mark.get_attribute("data-state") for mark in page.locator(".mark").all()]


def current(page: Page) -> int:
    """The number of the current finding, from 0."""
    marks = page.locator(".mark").all()
    return [mark.get_attribute("aria-current") for mark in marks].index("true")


def focus_is_on_the_current_mark(page: Page) -> bool:
    return bool(page.evaluate("document.activeElement.matches('.mark.current')"))


def accept_all(page: Page, lowest: float) -> None:
    """Accept all from a confidence on, by the dialog."""
    page.click("#accept-all")
    page.fill("#all-number", str(lowest))
    page.click("#all-accept")


def module(page: Page, name: str, function: str, *arguments: Any) -> Any:
    """What a function of one of the page's modules gives."""
    return page.evaluate(
        "async ([name, f, args]) => (await import(`/page/${name}`))[f](...args)", [name, function, list(arguments)]
    )


def shown(page: Page) -> str:
    """The text as it is drawn, without what only screen readers are told."""
    text = page.evaluate(
        "() => { const copy = document.getElementById('article').cloneNode(true);"
        " copy.querySelectorAll('.vh').forEach((node) => node.remove()); return copy.textContent; }"
    )
    assert isinstance(text, str)
    return text
