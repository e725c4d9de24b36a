"""Settings in a project of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from checker.config import Config, config_for, forget

Read = Callable[..., Config]


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    forget()
    yield
    forget()


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """read(text, path="a.txt"): the settings of a file where mtlint.toml holds the text."""

    def reading(text: str, path: str = "a.txt") -> Config:
        (tmp_path / "mtlint.toml").write_text(text, "utf-8")
        forget()
        return config_for(tmp_path / path)

    return reading
