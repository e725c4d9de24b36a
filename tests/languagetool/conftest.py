"""A real LanguageTool on loopback for the tests of a session, and servers that are none."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psutil
import pytest

from checker.languagetool import choice
from checker.languagetool.backend import Backend
from checker.languagetool.choice import Place
from checker.languagetool.client import Client
from checker.languagetool.installed import HOME, Installed, find_installed
from checker.languagetool.local import local_server
from tests.cli.conftest import environment, mtlint

__all__ = ["environment", "mtlint"]

MEMORY = "500m"
LAUNDERED = (
    "Poutines visit was short. It cost 20 millions of euros, and talks in Pékin followed.\n\n"
    "The half of the budget was spent. The minister did not knew it, and the campaign of Macrons costed $ 200.\n"
)
"""Our rules find faults in it; LanguageTool knows others."""


class Server:
    """A running LanguageTool: its address, and the process that is its Java."""

    def __init__(self, address: str, keeper: int) -> None:
        self.address = address
        self._keeper = psutil.Process(keeper)

    @property
    def java(self) -> psutil.Process:
        """The process of the server itself."""
        (java,) = self._keeper.children()
        return java


@contextlib.contextmanager
def running(installed: Installed, config: Path | None = None) -> Iterator[Server]:
    """A server that has answered once, so that no later answer waits for its dictionaries."""
    with pytest.MonkeyPatch.context() as patch, contextlib.ExitStack() as stack:
        patch.setenv("MTLINT_LANGUAGETOOL_MEMORY", MEMORY)
        address, keeper = stack.enter_context(local_server(installed, config))
        Client(address, 300.0).check_in("English.", "en-US")
        yield Server(address, keeper)


@pytest.fixture(scope="session")
def installed() -> Installed:
    """The LanguageTool that tools/languagetool.sh fetched."""
    return find_installed()


@pytest.fixture(scope="session")
def server(installed: Installed) -> Iterator[Server]:
    """The server of the session."""
    with running(installed) as found:
        yield found


@pytest.fixture
def backend(server: Server) -> Backend:
    """A backend that asks the session's server."""
    return Backend(Place(server.address), 120.0)


@pytest.fixture(autouse=True)
def _nothing_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the developer's shell says of LanguageTool is not the tests' business, nor is a server on its usual port."""
    for name in ("MTLINT_LANGUAGETOOL_URL", "MTLINT_LANGUAGETOOL_TIMEOUT", HOME):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(choice, "USUAL", ("127.0.0.1", 9))


Serve = Callable[[dict[str, tuple[int, bytes]]], str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """serve({path: (status, body)}): the address of a server that answers so, and 404 to the rest."""
    servers = []

    def start(answers: dict[str, tuple[int, bytes]]) -> str:
        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                status, body = answers.get(self.path, (404, b"<html>nothing here</html>"))
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = answer

            def log_message(self, *arguments: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()
