"""rdjson, as the real reviewdog reads it: lines of git, bytes of UTF-8."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from checker.api import Report, apply, check_text
from checker.document import DocumentError
from checker.report.formats import renderer

Found = list[tuple[str, Report | DocumentError]]
Make = Callable[..., Report]
Reviewdog = Callable[[str, bytes], list[dict[str, Any]]]


def _bytes(source: str, span: dict[str, dict[str, int]]) -> tuple[int, int]:
    """Offsets of a range in the file's bytes."""
    lines = source.encode().split(b"\n")
    starts = [sum(len(line) + 1 for line in lines[:n]) for n in range(len(lines))]
    low, high = (starts[span[end]["line"] - 1] + span[end]["column"] - 1 for end in ("start", "end"))
    return low, high


def test_reviewdog_reads_every_diagnostic(found: Found, reviewdog: Reviewdog) -> None:
    report = renderer("rdjson")(found)
    rows = reviewdog("rdjson", report)
    expected = [{**row, "source": {"name": "mtlint"}} for row in json.loads(report)["diagnostics"]]
    for row in expected:
        for suggestion in row.get("suggestions", []):
            if not suggestion["text"]:  # what is empty, reviewdog leaves out
                del suggestion["text"]
    assert rows == expected
    assert len(rows) == 9
    assert [row["severity"] for row in rows[:2]] == ["ERROR", "WARNING"]
    assert rows[0]["code"]["value"] == "sense.fr.rule-0"


def test_ranges_address_the_bytes_of_the_words(found: Found, reviewdog: Reviewdog) -> None:
    rows = iter(reviewdog("rdjson", renderer("rdjson")(found)))
    for _, result in found:
        if isinstance(result, DocumentError):
            assert "range" not in next(rows)["location"]
            continue
        source = result.document.source
        for finding in result.findings:
            low, high = _bytes(source, next(rows)["location"]["range"])
            assert source.encode()[low:high].decode() == finding.text


def test_suggestions_give_what_fix_gives(found: Found, reviewdog: Reviewdog) -> None:
    rows = iter(reviewdog("rdjson", renderer("rdjson")(found)))
    for _, result in found:
        if isinstance(result, DocumentError):
            next(rows)
            continue
        content = result.document.source.encode()
        edits = []
        for _finding in result.findings:
            (suggestion,) = next(rows)["suggestions"]
            edits.append((*_bytes(result.document.source, suggestion["range"]), suggestion.get("text", "").encode()))
        for low, high, new in sorted(edits, reverse=True):
            content = content[:low] + new + content[high:]
        assert content.decode() == apply(result, min_confidence=0)


def test_a_fix_around_markup_is_one_suggestion() -> None:
    report = check_text("It cost 20 <b>millions</b> of euros.", format="html")
    (finding,) = report.findings
    assert len(finding.edits) > 1
    (row,) = json.loads(renderer("rdjson")([("a.html", report)]))["diagnostics"]
    (suggestion,) = row["suggestions"]
    low, high = _bytes(report.document.source, suggestion["range"])
    source = report.document.source
    assert source[:low] + suggestion["text"] + source[high:] == apply(report, min_confidence=0)


def test_a_lone_cr_ends_no_line_of_git(make: Make) -> None:
    report = make("One\rtwo prices\n", ("prices", "tariffs"))
    (row,) = json.loads(renderer("rdjson")([("a.txt", report)]))["diagnostics"]
    assert row["location"]["range"]["start"] == {"line": 1, "column": 9}
