"""`--languagetool` on the server, with a LanguageTool that is not there."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from checker.api import Report
from checker.finding import Edit, Finding, Suggestion
from checker.server import jobs
from checker.server.config import Ground
from checker.server.jobs import Bench
from checker.server.second import open_second, shared
from checker.server.workers import ThreadWorkers

Client = Callable[..., TestClient]
TEXT = "Poutines visit were short."


class FakeLanguageTool:
    """Finds "were", or fails half way."""

    address = "http://127.0.0.1:1/"

    def __init__(self, complaint: str | None = None) -> None:
        self.complaint = complaint

    def joined(self, report: Report, lowest: float) -> tuple[Report, str | None]:
        """The report with one more finding."""
        if self.complaint is not None:
            return report, self.complaint
        at = report.document.source.index("were")
        found = Finding(
            rule="languagetool.grammar.SUBJECT_VERB",
            category="agreement",
            severity="minor",
            start=at,
            end=at + 4,
            line=1,
            column=at + 1,
            text="were",
            message="the verb does not agree",
            confidence=0.7,
            suggestions=(Suggestion("was", 0.6),),
            pivot=None,
            fingerprint="0" * 16,
            edits=(Edit(at, at + 4, "was"),),
        )
        return msgspec.structs.replace(report, findings=(*report.findings, found)), None


class Prepared(ThreadWorkers):
    """Workers that were prepared by the test."""

    async def start(self) -> None:
        """Nothing to do."""


@pytest.fixture
def with_languagetool(client: Client, workers: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., TestClient]:
    """with_languagetool(backend, required=False): a client of a server that has it."""

    def open_client(backend: FakeLanguageTool, required: bool = False) -> TestClient:
        ground = Ground(languagetool="auto", languagetool_required=required)
        monkeypatch.setattr(jobs, "_bench", Bench(ground, backend))
        return client(own=Prepared(ground))

    return open_client


def test_its_findings_are_added(with_languagetool: Callable[..., TestClient]) -> None:
    client = with_languagetool(FakeLanguageTool())
    (file,) = client.post("/api/check", json={"text": TEXT}).json()["files"]
    assert [f["rule"] for f in file["findings"]] == ["names.all.exonym", "languagetool.grammar.SUBJECT_VERB"]
    match = client.post("/v2/check", data={"text": TEXT, "language": "en"}).json()["matches"][1]
    assert (match["offset"], match["replacements"], match["rule"]["category"]["id"]) == (
        15,
        [{"value": "was"}],
        "GRAMMAR",
    )


@pytest.mark.parametrize("field", [{"disabledRules": "SUBJECT_VERB"}, {"disabledCategories": "GRAMMAR"}])
def test_its_rules_are_switched_off_by_their_own_names(
    with_languagetool: Callable[..., TestClient], field: dict[str, str]
) -> None:
    client = with_languagetool(FakeLanguageTool())
    matches = client.post("/v2/check", data={"text": TEXT, "language": "en", **field}).json()["matches"]
    assert [match["rule"]["id"] for match in matches] == ["names.all.exonym"]


def test_a_failure_half_way_leaves_our_findings_and_is_told(
    with_languagetool: Callable[..., TestClient], caplog: pytest.LogCaptureFixture
) -> None:
    client = with_languagetool(FakeLanguageTool("LanguageTool did not answer"))
    found = client.post("/api/check", json={"text": TEXT}).json()
    assert found["warnings"] == ["LanguageTool did not answer"]
    assert [f["rule"] for f in found["files"][0]["findings"]] == ["names.all.exonym"]
    warnings = client.post("/v2/check", data={"text": TEXT, "language": "en"}).json()["warnings"]
    assert warnings == {"incompleteResults": True, "incompleteResultsReason": "LanguageTool did not answer"}
    assert "LanguageTool did not answer" in caplog.text


def test_where_it_is_required_nothing_is_answered_without_it(with_languagetool: Callable[..., TestClient]) -> None:
    client = with_languagetool(FakeLanguageTool("LanguageTool did not answer"), required=True)
    answer = client.post("/api/check", json={"text": TEXT})
    assert (answer.status_code, answer.json()["error"]["kind"]) == (503, "languagetool")


def test_one_that_is_started_serves_all_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    @contextmanager
    def open_backend(choice: str, *, required: bool, timeout: float) -> Iterator[FakeLanguageTool | None]:
        asked.append((choice, required, timeout))
        yield FakeLanguageTool()

    module = types.ModuleType("checker.languagetool")
    module.open_backend = open_backend  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "checker.languagetool", module)
    with shared(Ground(languagetool="local", languagetool_required=True, languagetool_timeout=7)) as ground:
        assert ground.languagetool == "http://127.0.0.1:1/"
        assert isinstance(open_second(ground), FakeLanguageTool)
    assert asked == [("local", True, 7), ("http://127.0.0.1:1/", True, 7)]
    with shared(Ground()) as ground:
        assert open_second(ground) is None
