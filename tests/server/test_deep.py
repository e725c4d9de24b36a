"""The language model behind the server: `mtlint serve --deep`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec

from checker.deep.choice import DeepChoice
from checker.document import document_from_text
from checker.server.config import Ground
from checker.server.jobs import Bench

TEXT = "Poutines visit to Pékin was short. Banks in the Gulf treat the payments. The prices war of Trumps goes on."


def test_a_weighed_text_has_the_models_term() -> None:
    bench = Bench(Ground(deep=DeepChoice("all", keep=False)))
    report, complaint = bench.report(document_from_text(TEXT))
    assert complaint is None
    assert any(term.name == "language model" for finding in report.findings for term in finding.terms)


def test_each_text_has_its_own_seconds() -> None:
    bench = Bench(Ground(deep=DeepChoice("all", budget=60.0, keep=False)))
    assert bench.weigher is not None
    first, second = bench.weigher.judge(), bench.weigher.judge()
    assert first is not None and second is not None and first is not second


def test_without_its_model_the_server_goes_on_by_rules(tmp_path: Path) -> None:
    missing = str(tmp_path / "nowhere.gguf")
    document = document_from_text(TEXT)
    plain, _ = Bench(Ground()).report(document)
    bench = Bench(Ground(deep=DeepChoice("all", model=missing)))
    for _ in range(2):
        report, complaint = bench.report(document)
        assert report.findings == plain.findings
        assert complaint is not None and missing in complaint


def test_the_command_refuses_a_model_that_is_not_there(tmp_path: Path) -> None:
    missing = str(tmp_path / "nowhere.gguf")
    command = [sys.executable, "-m", "checker.cli.main", "serve", "--port", "0", "--deep", "--deep-model", missing]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 2
    assert missing in done.stderr and "Traceback" not in done.stderr


def test_the_settings_travel_to_another_process() -> None:
    ground = Ground(deep=DeepChoice("suspect", budget=5.0))
    assert msgspec.structs.replace(ground).deep == DeepChoice("suspect", budget=5.0)
