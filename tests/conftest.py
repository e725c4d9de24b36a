"""Shared fixtures: the engine is loaded once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from checker.analysis.english import English
from checker.api import engine
from checker.config import forget
from checker.packs.files import cache_folder
from checker.packs.store import Store
from checker.suppress.filter import accepted

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# the same cases everywhere and no clock: a test that fails, fails for everybody
settings.register_profile("mtlint", derandomize=True, deadline=None, database=None)
settings.load_profile("mtlint")

ROOT = Path(__file__).resolve().parent.parent
_USERS_CACHE = cache_folder()


@pytest.fixture(scope="session")
def store() -> Store:
    """The built-in packs."""
    return engine().store


@pytest.fixture(scope="session")
def english(store: Store) -> English:
    """The tagger over the built-in lexicon."""
    return English(store.lexicon)


@pytest.fixture(scope="session")
def compiled() -> Callable[[Path], Path]:
    """compiled(folder): the folder as a cache that knows what was last compiled, in a whole run the built-in packs.

    To compile them takes minutes each time. They are linked, so what stands there must not be written over in place.
    """

    def link(folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        for kind in ("packs", "extras"):
            newest = max(_USERS_CACHE.glob(f"{kind}-*.msgpack"), key=lambda path: path.stat().st_mtime_ns, default=None)
            if newest is None:
                continue
            try:
                os.link(newest, folder / newest.name)
            except FileExistsError:  # another worker was quicker
                pass
            except OSError:  # another disk
                shutil.copy(newest, folder / newest.name)
        return folder

    return link


@pytest.fixture(scope="session")
def own_cache(tmp_path_factory: pytest.TempPathFactory, compiled: Callable[[Path], Path]) -> Path:
    """The cache of a worker's tests."""
    return compiled(tmp_path_factory.getbasetemp() / "cache")


@pytest.fixture(autouse=True)
def _own_cache(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Packs that tests write are compiled into a folder of their own, not into the user's cache."""
    forget()  # a test is another run: settings and accepted findings are read anew
    accepted.cache_clear()
    monkeypatch.setenv("MTLINT_CACHE_DIR", str(own_cache))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium. Not for longer than a module: its event loop would stand in the way of other tests' own."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium")
    assert program, "Chromium is missing: run tools/test_needs.sh"
    quiet = "--disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update"
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []  # it refuses to be started by root otherwise
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=[*quiet.split(), "--disable-sync", *sandbox])
        yield started
        started.close()
