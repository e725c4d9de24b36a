"""The JSON report keeps to its schema, and the schema to the types."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
ROOT = Path(__file__).resolve().parent.parent.parent
SCHEMA = json.loads((ROOT / "checker" / "report" / "report.schema.json").read_text("utf-8"))


def test_the_schema_is_that_of_the_types() -> None:
    made = subprocess.run([sys.executable, "tools/schema.py"], cwd=ROOT, capture_output=True, check=True).stdout
    assert json.loads(made) == SCHEMA


def test_reports_of_all_seeds_and_of_a_missing_file_keep_to_the_schema(mtlint: Run) -> None:
    done = mtlint("check", "--format", "json", "--min-confidence", "0", ROOT / "seeds", ROOT / "missing.txt")
    report = json.loads(done.stdout)
    jsonschema.Draft202012Validator(SCHEMA).validate(report)
    assert done.returncode == 2
    errors = [file for file in report["files"] if "error" in file]
    assert [error["error"]["kind"] for error in errors] == ["missing"]
    assert sum(len(file["findings"]) for file in report["files"] if "findings" in file) > 200


@pytest.mark.parametrize("change", ["confidence", "severity", "start"])
def test_the_schema_refuses_what_is_no_report(mtlint: Run, faulty: Path, change: str) -> None:
    report = json.loads(mtlint("check", "--format", "json", faulty).stdout)
    report["files"][0]["findings"][0][change] = "x"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SCHEMA).validate(report)


def test_suggestions_are_sorted_and_never_surer_than_their_finding(mtlint: Run) -> None:
    report = json.loads(mtlint("check", "--format", "json", "--min-confidence", "0", ROOT / "seeds").stdout)
    for file in report["files"]:
        for finding in file["findings"]:
            confidences = [suggestion["confidence"] for suggestion in finding["suggestions"]]
            assert confidences == sorted(confidences, reverse=True)
            assert all(confidence <= finding["confidence"] for confidence in confidences)
