"""A small article with faults of all severities, and reviews of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from checker.api import Report, check_document
from checker.document import read_document
from checker.review.desk import Desk
from checker.review.journal import state_folder
from checker.review.save import Saver

ARTICLE = """Poutines visit to Pékin was short. It cost 20 millions of euros.

Poutines critics called the trip a luxury. Analysts in Pékin expected that German exports to Kyrgyzstan increased of \
more than 1,000%.

Banks in the Gulf treat the payments, and Europes record is poor. In 2022, many analysts have predicted a fall of 10%.
"""
Open = Callable[..., tuple[Desk, Saver]]


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Journals lie in a folder of the test's own, and the test runs in another."""
    state = tmp_path / "state"
    project = tmp_path / "project"
    project.mkdir()
    monkeypatch.setenv("MTLINT_STATE_DIR", str(state))
    monkeypatch.chdir(project)
    return state


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """The article on disk."""
    path = tmp_path / "project" / "visit.txt"
    path.write_text(ARTICLE, "utf-8")
    return path


def report_of(path: str | Path) -> Report:
    """The findings of a file from confidence 0.5 on."""
    return check_document(read_document(path))


@pytest.fixture
def open_desk(article: Path) -> Open:
    """open_desk(paths...): a review of files, the article if none is named; nothing is resumed yet.

    The review opened before is over then as if it had been killed: its journal stays, its process is no more.
    """
    before: list[Desk] = []

    def opened(*paths: str | Path) -> tuple[Desk, Saver]:
        names = [str(path) for path in paths] or [article.name]
        for old in before:
            old.leave()
        desk = Desk({name: report_of(name) for name in names}, check_document, state_folder())
        before.append(desk)
        return desk, Saver(desk)

    return opened
