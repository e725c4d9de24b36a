"""The real model, made ready once for all tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.deep.open import open_scorer
from checker.deep.scorer import Scorer

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="session")
def deep_cache(tmp_path_factory: pytest.TempPathFactory, compiled: Callable[[Path], Path]) -> Path:
    """A cache folder that all workers share."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    return compiled(base / "deep-cache")


@pytest.fixture(autouse=True)
def _deep_cache(_own_cache: None, deep_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTLINT_CACHE_DIR", str(deep_cache))


@pytest.fixture(scope="session")
def scorer(deep_cache: Path) -> Scorer:
    """The scorer over the usual model."""
    before = os.environ.get("MTLINT_CACHE_DIR")
    os.environ["MTLINT_CACHE_DIR"] = str(deep_cache)
    try:
        return open_scorer(None)
    finally:
        if before is None:
            del os.environ["MTLINT_CACHE_DIR"]
        else:
            os.environ["MTLINT_CACHE_DIR"] = before


@pytest.fixture
def mtlint(tmp_path: Path) -> Run:
    """Runs the command in a folder of its own."""

    def run(*arguments: object, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [str(Path(sys.executable).with_name("mtlint")), *map(str, arguments)],
            cwd=tmp_path,
            env={**os.environ, "COLUMNS": "120", **(env or {})},
            capture_output=True,
            stdin=subprocess.DEVNULL,
        )

    return run


LAUNDERED = (
    "Poutines visit to Pékin ended. The Trumps pricing war goes on. Banks in the Gulf treat the payments, and insurers "
    "ask no questions. China offered a life buoy. Macron assisted the summit, which reunited 20 millions of euros.\n"
)


@pytest.fixture
def laundered(tmp_path: Path) -> Path:
    """A text that the evidence makes suspect."""
    path = tmp_path / "laundered.txt"
    path.write_text(LAUNDERED, "utf-8")
    return path
