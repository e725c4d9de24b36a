"""Our own JSON interface."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from starlette.testclient import TestClient

from checker.api import apply, check_text
from checker.edits import apply_edits
from checker.finding import Edit

Client = Callable[..., TestClient]
FAULTY = "Poutines visit was short. It cost 20 millions of euros.\n"
FIXED = "Putin's visit was short. It cost 20 million euros.\n"
SCHEMA = Path(__file__).resolve().parents[2] / "checker" / "report" / "report.schema.json"
MARKDOWN = "# Talks\n\nThe **Poutines** visit cost [20 *millions* of euros](x.html).\n"


def test_check_answers_as_the_command_reports(client: Client, tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "text").write_text(FAULTY, "utf-8")
    command = [sys.executable, "-m", "checker.cli.main", "check", "--format", "json", "--no-cache", "text"]
    expected = json.loads(
        subprocess.run(command, capture_output=True, cwd=tmp_path, env=environment, check=False).stdout
    )
    found = client().post("/api/check", json={"text": FAULTY}).json()
    jsonschema.validate(found, json.loads(SCHEMA.read_text("utf-8")))
    for finding in found["files"][0]["findings"]:
        assert finding.pop("edits")
    assert found == expected


@pytest.mark.parametrize(
    ("form", "text"), [("text", FAULTY), ("markdown", MARKDOWN), ("html", "<p>Poutines visit.</p>")]
)
def test_the_edits_of_all_findings_make_the_fixed_text(client: Client, form: str, text: str) -> None:
    (file,) = client().post("/api/check", json={"text": text, "format": form}).json()["files"]
    edits = [Edit(**edit) for finding in file["findings"] for edit in finding["edits"]]
    assert apply_edits(text, edits) == apply(check_text(text, format=form), min_confidence=0.5) != text
    assert all(text[f["start"] : f["end"]] == f["text"] for f in file["findings"])


def test_the_threshold_and_comments_of_the_text_hold(client: Client) -> None:
    open_client = client()

    def rules(**body: Any) -> list[str]:
        found = open_client.post("/api/check", json=body).json()["files"][0]
        return [finding["rule"] for finding in found["findings"]]

    assert rules(text=FAULTY, min_confidence=0.99) == []
    assert len(rules(text=FAULTY, min_confidence=0)) >= 2
    silent = "<!-- mtlint: off names -->\n" + FAULTY
    assert rules(text=silent, format="markdown") == ["number.all.counted-millions"]


def test_diff_shows_the_fixes_and_a_patch_that_applies(client: Client, tmp_path: Path) -> None:
    found = client().post("/api/diff", json={"text": FAULTY}).json()
    assert "[-Poutines-]{+Putin's+} visit" in found["diff"]
    (tmp_path / "text").write_text(FAULTY, "utf-8")
    subprocess.run(["git", "apply", "-"], input=found["patch"].encode(), cwd=tmp_path, check=True)
    assert (tmp_path / "text").read_text("utf-8") == FIXED
    assert client().post("/api/diff", json={"text": "Rain fell."}).json() == {"diff": "", "patch": ""}


def test_explain_a_place(client: Client) -> None:
    open_client = client()
    found = open_client.post("/api/explain", json={"text": FAULTY, "offset": 3}).json()
    (one,) = [e for e in found["findings"] if e["finding"]["rule"] == "names.all.exonym"]
    assert one["log_odds"] == pytest.approx(sum(term["value"] for term in one["terms"]))
    assert found["verdict"]["laundered"] > 0
    nothing = open_client.post("/api/explain", json={"text": FAULTY, "offset": 10_000_000}).json()
    assert nothing["findings"] == []


def test_explain_a_rule_and_list_rules(client: Client) -> None:
    open_client = client()
    rule = open_client.get("/api/rules/names.all.exonym").json()["rule"]
    assert rule["category"] == "name-exonym" and rule["about"] and rule["examples"]
    assert open_client.post("/api/explain", json={"rule": "names.all.exonym"}).json()["rule"] == rule
    found = open_client.get("/api/rules", params={"beginning": "sense.fr.", "limit": 3, "offset": 1}).json()
    assert len(found["rules"]) == 3 < found["total"]
    assert all(row["id"].startswith("sense.fr.") for row in found["rules"])
    pack_rule = open_client.get(f"/api/rules/{found['rules'][0]['id']}").json()["rule"]
    assert {name: pack_rule[name] for name in found["rules"][0]} == found["rules"][0]
    assert pack_rule["find"] and pack_rule["fix"]
    assert open_client.get("/api/rules/reading.all.weighed").json()["rule"]["level"] == "deep"
    answer = open_client.get("/api/rules/no.such.rule")
    assert (answer.status_code, answer.json()["error"]["kind"]) == (404, "rule")


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("/api/check", b"{", "not valid JSON"),
        ("/api/check", b"[" * 100_000, "not"),
        ("/api/check", b'{"text": "\xff"}', "not valid JSON"),
        ("/api/check", b'{"text": "\\ud800"}', "not valid JSON"),
        ("/api/check", b"{}", "text"),
        ("/api/check", b'{"text": 5}', "$.text"),
        ("/api/check", b'{"text": "a", "texd": 1}', "unknown field"),
        ("/api/check", b'{"text": "a", "format": "docx"}', "html, markdown, text"),
        ("/api/check", b'{"text": "a", "min_confidence": 1.5}', "from 0 to 1"),
        ("/api/explain", b'{"text": "a"}', "either"),
        ("/api/explain", b'{"text": "a", "offset": -1}', "from 0 on"),
        ("/api/explain", b'{"rule": "a", "offset": 1}', "either"),
    ],
)
def test_a_wrong_body_is_told_so(client: Client, path: str, body: bytes, said: str) -> None:
    answer = client().post(path, content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert said in answer.json()["error"]["message"]


def test_wrong_types_methods_and_paths(client: Client) -> None:
    open_client = client()
    plain = open_client.post("/api/check", content=b"{}", headers={"Content-Type": "text/plain"})
    assert (plain.status_code, plain.json()["error"]["kind"]) == (415, "content-type")
    latin = {"Content-Type": "application/json; charset=iso-8859-1"}
    assert open_client.post("/api/check", content=b"{}", headers=latin).status_code == 400
    got = open_client.get("/api/check")
    assert (got.status_code, got.headers["allow"], got.json()["error"]["kind"]) == (405, "POST", "method")
    assert open_client.get("/api/nothing").json()["error"]["kind"] == "path"
    assert open_client.get("/api/rules", params={"limit": "0"}).status_code == 400
    assert open_client.get("/page/../app.py").status_code == 404
    assert open_client.get("/page/%2e%2e/app.py").status_code == 404


def test_health_and_metrics(client: Client) -> None:
    open_client = client()
    assert open_client.get("/api/health").json()["status"] == "ok"
    open_client.post("/api/check", json={"text": FAULTY})
    open_client.get("/api/rules/Pékin")
    lines = open_client.get("/metrics").text.splitlines()
    assert 'mtlint_requests_total{method="POST",route="/api/check",status="200"} 1.0' in lines
    assert 'mtlint_requests_total{method="GET",route="/api/rules/{id}",status="404"} 1.0' in lines
    assert "mtlint_words_total 10.0" in lines
    assert 'mtlint_findings_total{family="names"} 1.0' in lines
    assert "mtlint_checks_pending 0.0" in lines
    assert any(line.startswith('mtlint_request_seconds_bucket{le="1.0",route="/api/check"}') for line in lines)
    assert not any("kin" in line for line in lines)
