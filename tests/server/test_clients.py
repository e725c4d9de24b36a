"""What existing clients of LanguageTool get."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import language_tool_python
import pytest

ROOT = Path(__file__).resolve().parents[2]
SEEDS = sorted(path for path in (ROOT / "seeds").glob("*.txt") if ".ref" not in path.name)


def _checked(path: Path, folder: Path, environment: dict[str, str]) -> list[dict[str, Any]]:
    """What `mtlint check` finds in the file, with the settings of a folder that has none."""
    copy = folder / path.name
    copy.write_bytes(path.read_bytes())
    command = [sys.executable, "-m", "checker.cli.main", "check", "--format", "json", "--no-cache", str(copy)]
    done = subprocess.run(command, capture_output=True, cwd=folder, env=environment, check=False)
    found: list[dict[str, Any]] = json.loads(done.stdout)["files"][0]["findings"]
    return found


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_language_tool_python_gets_what_mtlint_check_finds(
    server: Any, path: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    text = path.read_text("utf-8")
    with language_tool_python.LanguageTool("en-US", remote_server=server.url) as tool:
        matches = tool.check(text)
    assert [
        (m.offset, m.offset + m.error_length, m.rule_id, m.message, m.replacements, m.matched_text) for m in matches
    ] == [
        (
            f["start"],
            f["end"],
            f["rule"],
            unicodedata.normalize("NFKC", f["message"]),  # as the client shows it
            [suggestion["replacement"] for suggestion in f["suggestions"]],
            " ".join(f["text"].split("\n")),
        )
        for f in _checked(path, tmp_path, environment)
    ]
    assert all(text[m.offset : m.offset + m.error_length] for m in matches)
    assert (matches == []) == path.name.startswith("harvest")


def test_language_tool_python_corrects(server: Any) -> None:
    with language_tool_python.LanguageTool("en-GB", remote_server=server.url) as tool:
        assert (
            tool.correct("👍🏽 Poutines visit 😀 cost 20 millions of euros.")
            == "👍🏽 Putin's visit 😀 cost 20 million euros."
        )
        tool.disabled_rules = {"names.all.exonym"}
        assert tool.correct("Poutines visit cost 20 millions of euros.") == "Poutines visit cost 20 million euros."
        tool.disabled_rules = set()
        tool.enabled_rules = {"names.all.exonym"}
        tool.enabled_rules_only = True
        assert tool.correct("Poutines visit cost 20 millions of euros.") == "Putin's visit cost 20 millions of euros."


def test_language_tool_python_is_told_what_is_wrong(server: Any) -> None:
    with (
        language_tool_python.LanguageTool("en-US", remote_server=server.url) as tool,
        pytest.raises(ValueError, match="unsupported language"),
    ):
        tool.language = "de-DE"


@pytest.fixture
def send(server: Any) -> Callable[[str, dict[str, str], bytes], tuple[int, Any]]:
    """send(method, headers, body): (status, JSON) of a request for /v2/check, its headers exactly these and Host."""

    def ask(method: str, headers: dict[str, str], body: bytes) -> tuple[int, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        connection.putrequest(method, "/v2/check", skip_accept_encoding=True)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, json.loads(content) if content else None

    return ask


def _form(fields: dict[str, str]) -> bytes:
    """As JavaScript's encodeURIComponent makes it."""
    kept = "!'()*~"
    return "&".join(f"{quote(name, safe=kept)}={quote(value, safe=kept)}" for name, value in fields.items()).encode()


MARKDOWN = "# Talks 😀\n\n**Poutines** visit was *short*. It cost 20 *millions* of euros.\n"


def test_the_vs_code_linter(send: Callable[..., tuple[int, Any]]) -> None:
    """LanguageTool Linter for VS Code, as its AbstractService and Linter build a request for a Markdown file.

    It sends annotated text made by annotatedtext-remark with its own reading of marks, says `Accepts`, and puts a
    replacement in the place of offset and length, which it counts as JavaScript does.
    """
    annotation = [
        {"markup": "# ", "interpretAs": "# ", "offset": {"start": 0, "end": 2}},
        {"text": "Talks 😀", "offset": {"start": 2, "end": 10}},
        {"markup": "\n\n**", "interpretAs": "\n\n", "offset": {"start": 10, "end": 14}},
        {"text": "Poutines", "offset": {"start": 14, "end": 22}},
        {"markup": "**", "interpretAs": "", "offset": {"start": 22, "end": 24}},
        {"text": " visit was ", "offset": {"start": 24, "end": 35}},
        {"markup": "*", "interpretAs": "", "offset": {"start": 35, "end": 36}},
        {"text": "short", "offset": {"start": 36, "end": 41}},
        {"markup": "*", "interpretAs": "", "offset": {"start": 41, "end": 42}},
        {"text": ". It cost 20 ", "offset": {"start": 42, "end": 55}},
        {"markup": "*", "interpretAs": "", "offset": {"start": 55, "end": 56}},
        {"text": "millions", "offset": {"start": 56, "end": 64}},
        {"markup": "*", "interpretAs": "", "offset": {"start": 64, "end": 65}},
        {"text": " of euros.", "offset": {"start": 65, "end": 75}},
        {"markup": "\n", "interpretAs": "\n", "offset": {"start": 75, "end": 76}},
    ]
    body = _form(
        {
            "language": "auto",
            "motherTongue": "de",
            "preferredVariants": "en-GB,de-DE",
            "disabledCategories": "TYPOS",
            "disabledRules": "DASH_RULE,EN_QUOTES",
            "data": json.dumps({"annotation": annotation}, ensure_ascii=False, separators=(",", ":")),
        }
    )
    status, answer = send(
        "POST",
        {
            "Accepts": "application/json",
            "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8",
            "Accept": "*/*",
            "User-Agent": "node-fetch",
            "Accept-Encoding": "gzip, deflate, br",
            "Connection": "keep-alive",
        },
        body,
    )
    assert status == 200
    assert answer["language"]["code"] == "en-GB"
    assert [match["rule"]["id"] for match in answer["matches"]] == ["names.all.exonym", "number.all.counted-millions"]
    first = answer["matches"][0]
    units = MARKDOWN.encode("utf-16-le")

    def replaced(match: dict[str, Any], text: bytes) -> bytes:
        value = match["replacements"][0]["value"].encode("utf-16-le")
        return text[: 2 * match["offset"]] + value + text[2 * (match["offset"] + match["length"]) :]

    # the last first, as an editor applies them all
    second = answer["matches"][1]
    if second["replacements"]:
        units = replaced(second, units)
    fixed = replaced(first, units).decode("utf-16-le")
    assert fixed.startswith("# Talks 😀\n\n**Putin's** visit was *short*. It cost 20 *")
    assert fixed.count("*") == MARKDOWN.count("*"), "no replacement may take marks away"


def test_the_vs_code_linter_asks_whether_the_server_is_there(send: Callable[..., tuple[int, Any]]) -> None:
    assert send("HEAD", {"User-Agent": "node-fetch", "Accept": "*/*"}, b"")[0] == 200


def test_the_browser_extension(send: Callable[..., tuple[int, Any]]) -> None:
    """A check as the browser extension sends it, with the origin that a browser adds."""
    fields = {
        "disabledRules": "WHITESPACE_RULE",
        "text": "Poutines visit was short.",
        "language": "auto",
        "preferredVariants": "de-DE,en-US,pt-PT,ca-ES",
        "motherTongue": "en",
        "useragent": "chrome-extension",
        "mode": "allButTextLevelOnly",
        "v": "7.1.13",
        "textSessionId": "75342:1700000000000",
        "enableHiddenRules": "true",
        "level": "picky",
    }
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": "chrome-extension://oldceeleldhonbafppcapldpdifcinji",
        "Sec-Fetch-Site": "none",
        "Sec-Fetch-Mode": "cors",
    }
    status, answer = send("POST", headers, _form(fields))
    assert status == 200
    assert [match["replacements"][0]["value"] for match in answer["matches"]] == ["Putin's"]
    # the second half of a check in two halves must not show all of it again
    status, answer = send("POST", headers, _form({**fields, "mode": "textLevelOnly"}))
    assert (status, answer["matches"]) == (200, [])
