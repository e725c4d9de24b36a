"""Running the real command as a user does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

FAULTY = "Poutines visit was short. It cost 20 millions of euros.\n"
FIXED = "Putin's visit was short. It cost 20 million euros.\n"


@pytest.fixture
def environment() -> dict[str, str]:
    """The environment of a user's shell, without colour and with a known width."""
    kept = {k: v for k, v in os.environ.items() if k not in ("FORCE_COLOR", "CLICOLOR_FORCE", "PYTEST_CURRENT_TEST")}
    return {**kept, "COLUMNS": "120", "PYTHONIOENCODING": "utf-8"}


@pytest.fixture
def mtlint(tmp_path: Path, environment: dict[str, str]) -> Run:
    """mtlint(arguments..., stdin=b"", env={}): the finished process; no command may end in a traceback."""

    def run(
        *arguments: str | Path, stdin: bytes = b"", env: dict[str, str] | None = None, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        done = subprocess.run(
            [sys.executable, "-m", "checker.cli.main", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            cwd=cwd or tmp_path,
            env={**environment, **(env or {})},
            check=False,
        )
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        assert done.returncode in (0, 1, 2), done.stderr.decode()
        return done

    return run


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A file with two sure faults."""
    path = tmp_path / "faulty.txt"
    path.write_text(FAULTY, "utf-8")
    return path


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """A file of good English."""
    path = tmp_path / "clean.txt"
    path.write_text("Rain fell over the hills, and the river rose.\n", "utf-8")
    return path
