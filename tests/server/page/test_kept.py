"""What is typed and decided outlives a reload, a closed window and a second window; forgotten is forgotten."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import Visit, ready
from .steps import check, current, result, states

ARTICLE = "Poutines visit was short. Talks in Pékin ended.\r\n\r\nIt cost 20 millions of euros.\r\n"


def reload(page: Page) -> None:
    page.reload()
    ready(page)


def kept(page: Page) -> int:
    """How many texts the browser keeps."""
    count = page.evaluate(
        "new Promise((resolve) => { const opened = indexedDB.open('mtlint', 1); opened.onsuccess = () => {"
        " const all = opened.result.transaction('desks').objectStore('desks').count();"
        " all.onsuccess = () => { opened.result.close(); resolve(all.result); }; }; })"
    )
    assert isinstance(count, int)
    return count


def test_typed_text_outlives_a_reload(page: Page) -> None:
    page.locator("#text").focus()
    page.keyboard.type("My first words, typed")
    page.select_option("#format", "markdown")
    page.select_option("#lowest", "0.7")
    expect(page.locator("#kept")).to_have_text("Kept in this browser")
    reload(page)
    assert page.locator("#text").input_value() == "My first words, typed"
    assert page.locator("#format").input_value() == "markdown"
    assert page.locator("#lowest").input_value() == "0.7"


def test_a_reload_right_after_the_last_letter_loses_nothing(page: Page) -> None:
    page.locator("#text").focus()
    page.keyboard.type("To the last letter!")
    reload(page)
    assert page.locator("#text").input_value() == "To the last letter!"


def test_a_large_text_outlives_a_reload(page: Page) -> None:
    page.fill("#text", "Rain fell over the hills. " * 40_000)
    expect(page.locator("#kept")).to_have_text("Kept in this browser")
    reload(page)
    assert page.evaluate("document.getElementById('text').value.length") == 1_040_000


def test_a_reload_in_the_middle_of_a_review(page: Page) -> None:
    check(page, ARTICLE, "summit.txt")
    page.keyboard.press("Enter")
    page.keyboard.press("e")
    page.keyboard.insert_text("Half written")
    reload(page)
    assert states(page) == ["accept", "open", "open"] and current(page) == 1
    expect(page.locator("#title")).to_have_text("summit.txt")
    assert page.locator("#hand-text").input_value() == "Half written"
    page.locator("#hand-text").press("Enter")
    page.keyboard.press("x")
    reload(page)
    assert states(page) == ["accept", "edit", "reject"]
    page.locator("h1").click()
    page.keyboard.press("u")
    page.keyboard.press("u")
    assert states(page) == ["accept", "open", "open"], "steps outlive a reload as well"
    reload(page)
    page.keyboard.press("Shift+U")
    assert states(page) == ["accept", "edit", "open"]
    assert "Half written" in result(page) and result(page).endswith("euros.\r\n")


def test_what_is_still_being_kept_outlives_a_reload(page: Page) -> None:
    check(page, ARTICLE)
    page.keyboard.press("Enter")
    expect(page.locator("#kept")).to_have_text("Kept in this browser")
    page.evaluate("IDBObjectStore.prototype.get = () => ({})")  # the storage answers nothing any more
    page.keyboard.press("x")
    expect(page.locator("#kept")).to_have_text("Keeping …")
    reload(page)
    assert states(page) == ["accept", "reject", "open"]
    expect(page.locator("#kept")).to_have_text("Kept in this browser")


def test_a_reload_while_the_text_is_edited_again(page: Page) -> None:
    check(page, ARTICLE)
    page.keyboard.press("Enter")
    page.click("#edit-text")
    page.locator("#text").press("Control+End")
    page.keyboard.type("More.")
    reload(page)
    assert page.locator("#text").input_value().endswith("euros.\nMore.")
    assert not page.locator("#back").is_visible()
    page.click("#check")
    page.locator("#review").wait_for()
    assert states(page)[0] == "accept"
    assert result(page).endswith("euros.\r\nMore.")


def test_back_to_the_review_without_another_check(page: Page) -> None:
    check(page, ARTICLE)
    page.keyboard.press("Enter")
    page.keyboard.press("w")
    page.click("#back")
    assert states(page) == ["accept", "open", "open"]


def test_a_window_opened_later_takes_up_the_last_text(visit: Callable[..., Visit]) -> None:
    browser = visit()
    first = browser.open()
    check(first, ARTICLE)
    first.keyboard.press("Enter")
    expect(first.locator("#kept")).to_have_text("Kept in this browser")
    first.close()
    assert states(browser.open())[0] == "accept"


def test_two_windows_never_write_over_each_other(visit: Callable[..., Visit]) -> None:
    browser = visit()
    one = browser.open()
    one.fill("#text", "Of the first window")
    expect(one.locator("#kept")).to_have_text("Kept in this browser")
    two = browser.open()
    assert two.locator("#text").input_value() == "Of the first window"
    two.fill("#text", "Of the second window")
    one.fill("#text", "Of the first window, longer")
    for window, text in ((one, "Of the first window, longer"), (two, "Of the second window")):
        reload(window)
        assert window.locator("#text").input_value() == text
    assert kept(one) == 2


def test_another_text_leaves_the_first_kept(page: Page) -> None:
    check(page, ARTICLE, "first.txt")
    page.keyboard.press("Enter")
    page.click("#more summary")
    page.click("#new-text")
    assert page.locator("#text").input_value() == ""
    check(page, "Rain fell.\n", "second.txt")
    page.click("#edit-text")
    row = page.locator("#others-list li")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("first.txt")
    row.locator("button.link").click()
    expect(page.locator("#title")).to_have_text("first.txt")
    page.locator("#review").wait_for()
    expect(page.locator(".mark")).to_have_count(3)
    assert states(page) == ["accept", "open", "open"]


def test_opening_a_file_keeps_what_was_typed(page: Page) -> None:
    page.fill("#text", "Typed before")
    page.set_input_files("#file", {"name": "b.txt", "mimeType": "text/plain", "buffer": b"From a file"})
    expect(page.locator("#text")).to_have_value("From a file")
    expect(page.locator("#others-list")).to_contain_text("Typed before")


def test_forgotten_is_forgotten(page: Page) -> None:
    check(page, ARTICLE)
    page.keyboard.press("Enter")
    page.click("#more summary")
    page.click("#forget")
    page.click("#confirm [data-close]")
    assert page.locator("#review").is_visible() and kept(page) == 1
    page.click("#more summary")
    page.click("#forget")
    page.click("#confirm-yes")
    page.locator("#writing").wait_for()
    assert page.locator("#text").input_value() == ""
    assert kept(page) == 0
    reload(page)
    assert page.locator("#text").input_value() == ""
    assert page.evaluate("document.body.textContent.includes('Pékin')") is False


def test_another_text_can_be_forgotten(page: Page) -> None:
    page.fill("#text", "Typed before")
    page.click("#more summary")
    page.click("#new-text")
    page.locator("#others-list li button:not(.link)").click()
    page.click("#confirm-yes")
    expect(page.locator("#others")).to_be_hidden()
    assert kept(page) == 0


FULL = {  # as browsers tell it: at once, or when the transaction ends
    "at once": "IDBObjectStore.prototype.put = () => { throw new DOMException('no room', 'QuotaExceededError'); };",
    "late": "IDBTransaction.prototype.commit = function () { this.abort(); };"
    "Object.defineProperty(IDBTransaction.prototype, 'error', { get: () => new DOMException('', 'QuotaExceededError') });",
}


@pytest.mark.parametrize("full", FULL.values(), ids=FULL)
def test_a_full_storage_is_said_and_nothing_is_lost(page: Page, full: str) -> None:
    page.fill("#text", "Kept before")
    expect(page.locator("#kept")).to_have_text("Kept in this browser")
    page.evaluate(f"() => {{ window.kept = [IDBObjectStore.prototype.put, IDBTransaction.prototype.commit]; {full} }}")
    page.fill("#text", "Too large. " * 10_000)
    expect(page.locator("#notices")).to_contain_text("is used up")
    expect(page.locator("#kept")).to_have_text("Not kept")
    assert page.evaluate("document.getElementById('text').value.length") == 110_000
    page.evaluate(
        "() => { [IDBObjectStore.prototype.put, IDBTransaction.prototype.commit] = window.kept; }"  # there is room again
    )
    page.fill("#text", ARTICLE)
    expect(page.locator("#notices")).to_have_text("")
    reload(page)
    assert page.locator("#text").input_value() == ARTICLE.replace("\r\n", "\n")


def test_the_review_goes_on_with_a_full_storage(visit: Callable[..., Visit]) -> None:
    browser = visit()
    browser.context.add_init_script(FULL["at once"])
    page = browser.open()
    check(page, ARTICLE)
    page.keyboard.press("Enter")
    expect(page.locator("#notices")).to_contain_text("is used up")
    assert states(page) == ["accept", "open", "open"]
    assert result(page) != ARTICLE
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    ready(page)
    assert asked == ["beforeunload"], "leaving asks first"


def test_without_any_storage_the_page_works(visit: Callable[..., Visit]) -> None:
    browser = visit()
    browser.context.add_init_script(
        "const no = () => { throw new DOMException('blocked', 'SecurityError'); };"
        "for (const name of ['indexedDB', 'localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, name, { get: no });"
    )
    page = browser.open()
    expect(page.locator("#notices")).to_contain_text("lets the page keep nothing")
    check(page, ARTICLE)
    page.keyboard.press("Enter")
    assert states(page) == ["accept", "open", "open"]
