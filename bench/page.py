"""How fast the page is on 20,000 words with 1,000 findings, in Chromium: python bench/page.py

The answer is made here, so that only the page is measured: the time from the server's answer to the text being painted,
and from a key press to the next frame, for moving, accepting and accepting all. Milliseconds, median and worst.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

import checker

FOLDER = Path(checker.__file__).parent / "server"
PARAGRAPH = "Rain fell over the hills and the town while prices rose in all of the many shops of the old port. "
FINDINGS = 1000
FRAME = (
    "(act) => new Promise((done) => { const began = performance.now(); act();"
    " requestAnimationFrame(() => { const port = new MessageChannel(); port.port1.onmessage = () =>"
    " done(performance.now() - began); port.port2.postMessage(0); }); })"
)


class _Quiet(SimpleHTTPRequestHandler):
    """The page's files."""

    def log_message(self, format: str, *args: object) -> None:
        pass


def _article() -> tuple[str, bytes]:
    """A text of 20,000 words in 500 paragraphs, and the answer with two findings in each."""
    text = "\n\n".join(PARAGRAPH * 2 for _ in range(FINDINGS // 2))
    rows = []
    at = text.find("prices")
    while at >= 0:
        place = {"start": at, "end": at + 6}
        rows.append(
            {
                **place, "rule": "sense.fr.tarif", "category": "false-friend", "severity": "major", "line": 1, "column": 1,
                "text": "prices", "message": "“prices” stands where French “tarifs” meant tariffs", "confidence": 0.9,
                "suggestions": [{"replacement": "tariffs", "confidence": 0.8}, {"replacement": "rates", "confidence": 0.1}],
                "pivot": {"language": "fr", "phrase": "tarifs"}, "fingerprint": f"{len(rows):016x}",
                "edits": [{**place, "replacement": "tariffs"}],
            }
        )  # fmt: skip
        at = text.find("prices", at + 1)
    verdict = {"laundered": 0.99, "pivot": {"language": "fr", "confidence": 0.9}, "evidence": []}
    answer = {
        "version": 1,
        "files": [{"path": "text", "words": len(text.split()), "verdict": verdict, "findings": rows}],
    }
    return text, json.dumps(answer).encode()


def _key(page: Page, key: str) -> float:
    """From a key press to its frame, in the page."""
    press = f"() => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {{ key: '{key}', bubbles: true, cancelable: true }}))"
    return float(page.evaluate(f"() => ({FRAME})({press})"))


def _said(name: str, times: list[float]) -> None:
    print(f"{name:<42} median {statistics.median(times):6.1f} ms, worst {max(times):6.1f} ms of {len(times)}")


def _measure(page: Page) -> None:
    text, answer = _article()
    page.route("**/api/check", lambda route: route.fulfill(status=200, body=answer, content_type="application/json"))
    shown = []
    for _ in range(5):
        page.fill("#text", text)
        page.evaluate(
            "() => { const { text: read } = Response.prototype; Response.prototype.text = async function () {"
            " const raw = await read.call(this); window.began = performance.now(); return raw; };"
            " window.shown = new Promise((done) => new MutationObserver((_, seen) => { seen.disconnect();"
            " requestAnimationFrame(() => setTimeout(() => done(performance.now() - window.began))); })"
            ".observe(document.getElementById('review'), { attributes: true, attributeFilter: ['hidden'] })); }"
        )
        page.click("#check")
        shown.append(float(page.evaluate("window.shown")))
        page.click("#edit-text")
    page.click("#back")
    print(f"{len(text.split())} words, {page.locator('.mark').count()} findings")
    _said("from the answer to the text shown", shown)
    _said("a key to the next finding", [_key(page, "j") for _ in range(50)])
    _said("a key that accepts one", [_key(page, "Enter") for _ in range(50)])
    _said("a key that undoes", [_key(page, "u") for _ in range(50)])
    page.keyboard.press("a")
    page.locator("#all-accept").focus()
    accept = "() => document.getElementById('all-form').requestSubmit()"
    _said("accepting all", [float(page.evaluate(f"() => ({FRAME})({accept})"))])


def main() -> None:
    """Measure, and print."""
    handler = partial(_Quiet, directory=str(FOLDER))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    program = shutil.which("chromium")
    if program is None:
        raise SystemExit("Chromium is missing: run tools/test_needs.sh")
    quiet = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
    with sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=program, args=[*quiet, *sandbox])
        page = browser.new_page(viewport={"width": 1300, "height": 900})
        html = (FOLDER / "page" / "index.html").read_text("utf-8")
        address = f"http://127.0.0.1:{server.server_port}/"
        page.route(address, lambda route: route.fulfill(status=200, body=html, content_type="text/html"))
        page.goto(address)
        page.locator("#writing:visible").wait_for()
        _measure(page)
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main()
