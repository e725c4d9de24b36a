"""The server in this process for what it answers, and the real command for how it starts, runs and stops."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from checker.server.app import create_app
from checker.server.config import Ground, ServerConfig
from checker.server.jobs import Job, Outcome, prepare
from checker.server.workers import ThreadWorkers

ADDRESS = "http://127.0.0.1:8081"
FAULTY = "Poutines visit was short. It cost 20 millions of euros."
Client = Callable[..., TestClient]


class SharedWorkers(ThreadWorkers):
    """A thread that all tests of this process use; the packs are read once."""

    async def stop(self) -> None:
        """It is needed further."""


@pytest.fixture(scope="session")
def workers() -> SharedWorkers:
    """Workers with the settings of a folder that has none."""
    prepare(Ground())  # here, where the user's cache of packs is still the cache
    return SharedWorkers(Ground())


@pytest.fixture
def client(workers: SharedWorkers) -> Iterator[Client]:
    """client(**what the configuration says): a client of a server in this process."""
    opened: list[TestClient] = []

    def open_client(own: object = None, address: str = ADDRESS, **settings: Any) -> TestClient:
        app = create_app(ServerConfig(**settings), own or workers)  # type: ignore[arg-type]
        found = TestClient(app, base_url=address, raise_server_exceptions=False)
        found.__enter__()
        opened.append(found)
        return found

    yield open_client
    for one in opened:
        one.__exit__(None, None, None)


class FakeWorkers:
    """Workers that answer what a test says."""

    deaths = 0

    def __init__(self, outcome: Callable[[Job], Any]) -> None:
        self._outcome = outcome

    async def start(self) -> None:
        """Nothing to do."""

    async def run(self, job: Job, begun: Callable[[], None] = lambda: None) -> Outcome:
        """What the test says, which may be awaited."""
        begun()
        found: Outcome = await self._outcome(job)
        return found

    async def stop(self) -> None:
        """Nothing to do."""


@pytest.fixture
def fake() -> type[FakeWorkers]:
    """fake(outcome): workers that answer what `outcome(job)` returns, awaited."""
    return FakeWorkers


class Running:
    """A real server: its process, its address, what it has written."""

    def __init__(self, arguments: tuple[str, ...], environment: dict[str, str], folder: Path) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the server
        self.process = subprocess.Popen(
            [sys.executable, "-m", "checker.cli.main", "serve", "--port", "0", *arguments],
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=environment,
            cwd=folder,
            start_new_session=True,
        )
        assert self.process.stdout is not None
        self.line = self.process.stdout.readline().decode()
        assert self.line, self.log()
        self.url = next(word for word in self.line.split() if word.startswith("http"))
        self.port = int(self.url.rstrip("/").rpartition(":")[2])

    def log(self) -> str:
        """Standard error so far."""
        return os.pread(self._errors.fileno(), 10_000_000, 0).decode()

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal; returns the exit code."""
        self.process.send_signal(number)
        return self.process.wait(60)

    def close(self) -> None:
        """End whatever is left of it."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(30)
        assert self.process.stdout is not None
        self.process.stdout.close()
        self._errors.close()


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    """A user's shell."""
    return {**os.environ, "PYTHONIOENCODING": "utf-8"}


@pytest.fixture
def serve(environment: dict[str, str], tmp_path: Path) -> Iterator[Callable[..., Running]]:
    """serve(arguments...): a server that was started and answers; it is ended with the test."""
    started: list[Running] = []

    def start(*arguments: str) -> Running:
        started.append(Running(arguments, environment, tmp_path))
        return started[-1]

    yield start
    for one in started:
        one.close()


@pytest.fixture(scope="module")
def server(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One real server for the tests of a module."""
    running = Running(("--workers", "1"), environment, tmp_path_factory.mktemp("served"))
    yield running
    running.close()
