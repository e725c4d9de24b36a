"""JUnit and Checkstyle, read by junitparser and by the real reviewdog."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import junitparser
import pytest

from checker.api import Report
from checker.document import DocumentError
from checker.report.formats import renderer

Found = list[tuple[str, Report | DocumentError]]
Make = Callable[..., Report]


def test_junit_is_read_with_all_its_counts(found: Found, tmp_path: Path) -> None:
    path = tmp_path / "junit.xml"
    path.write_bytes(renderer("junit")(found))
    read = junitparser.JUnitXml.fromfile(str(path))
    said = (read.tests, read.failures, read.errors)
    counted = [case for suite in read for case in suite]
    results = [result for case in counted for result in case.result]
    assert said == (10, 7, 2)
    assert len(counted) == 10
    assert sum(isinstance(result, junitparser.Failure) for result in results) == 7
    assert sum(isinstance(result, junitparser.Error) for result in results) == 2
    read.update_statistics()
    assert (read.tests, read.failures, read.errors) == said


def test_junit_has_a_suite_for_each_file_and_a_passing_case_for_a_clean_one(found: Found) -> None:
    read = junitparser.JUnitXml.fromstring(renderer("junit")(found))
    suites = {suite.name: list(suite) for suite in read}
    assert list(suites)[:3] == ["plain text/ü #1?%.txt", "dos.txt", "clean.txt"]
    (passed,) = suites["clean.txt"]
    assert passed.is_passed
    case = suites["dos.txt"][0]
    assert (case.name, case.classname, case._elem.get("line")) == ("sense.fr.rule-0 1:1", "dos.txt", "1")
    (failure,) = case.result
    assert failure.type == "critical"
    assert failure.text.startswith("dos.txt:1:1: “Prices” is wrong")


def test_junit_names_of_a_suite_differ(found: Found) -> None:
    for suite in junitparser.JUnitXml.fromstring(renderer("junit")(found)):
        names = [case.name for case in suite]
        assert len(set(names)) == len(names)


def test_junit_says_why_a_file_could_not_be_read(found: Found) -> None:
    read = junitparser.JUnitXml.fromstring(renderer("junit")(found))
    errors = [r for suite in read for case in suite for r in case.result if isinstance(r, junitparser.Error)]
    assert [(e.type, e.message) for e in errors] == [
        ("missing", "no/such.txt: no such file; check the name"),
        ("io", "odd\\udcff.txt: cannot be read: odd"),
    ]


def test_reviewdog_reads_checkstyle(found: Found, reviewdog: Callable[[str, bytes], list[dict[str, Any]]]) -> None:
    rows = reviewdog("checkstyle", renderer("checkstyle")(found))
    assert len(rows) == 9
    assert rows[0]["location"] == {
        "path": "plain text/ü #1?%.txt",
        "range": {"start": {"line": 1, "column": 10}},
    }
    assert (rows[0]["severity"], rows[0]["code"]["value"]) == ("ERROR", "mtlint.sense.fr.rule-0")
    assert rows[6]["message"] == "no/such.txt: no such file; check the name"


def test_checkstyle_names_clean_files_as_well(found: Found) -> None:
    root = ElementTree.fromstring(renderer("checkstyle")(found))
    assert root.tag == "checkstyle" and root.get("version")
    assert [len(file) for file in root] == [2, 2, 0, 2, 1, 1, 1]
    assert {error.get("severity") for error in root.iter("error")} <= {"error", "warning", "info"}


@pytest.mark.parametrize("form", ["junit", "checkstyle"])
def test_what_xml_forbids_is_replaced_and_markup_is_text(found: Found, form: str) -> None:
    content = renderer(form)(found)
    root = ElementTree.fromstring(content)  # refuses control characters
    said = [element.get("message", "") for element in root.iter()]
    assert any("a\ufffd\ufffd\ufffd & b" in message and "]]>" in message for message in said)


@pytest.mark.parametrize("form", ["junit", "checkstyle"])
def test_every_forbidden_character_is_replaced(make: Make, form: str) -> None:
    odd = "".join(map(chr, [*range(32), 0x7F, 0xFFFE, 0xFFFF, 0x1FFFF]))
    report = make(f"a{odd}b", (f"a{odd}b", odd))
    assert ElementTree.fromstring(renderer(form)([("a.txt", report)])) is not None
