"""Repositories for the tests of this folder."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # tests are no package, and share a class

from git_repository import Repository


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """An empty repository."""
    home = tmp_path / "home"
    home.mkdir()
    return Repository(tmp_path / "repository", home)


@pytest.fixture
def another_repository(tmp_path: Path) -> Callable[[Path], Repository]:
    """Makes further repositories."""
    return lambda folder: Repository(folder, tmp_path / "home")
