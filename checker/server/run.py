"""Binding, running, stopping."""

from __future__ import annotations

import contextlib
import errno
import signal
import socket
from collections.abc import Callable, Iterator

import uvicorn

from checker.problem import Problem
from checker.server.app import create_app
from checker.server.config import SHORTEST_TOKEN, ServerConfig, is_loopback
from checker.server.listener import BoundedProtocol

_LONGEST_HEAD = 64 * 1024
_IDLE_SECONDS = 15


class ServerProblem(Problem):
    """The server cannot start; the message says why and what to do."""


def serve(config: ServerConfig, announce: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT, then finish what runs. `announce` gets the address when requests are answered."""
    refuse_open_doors(config)
    with bound(config.host, config.port) as listener:
        app = create_app(config)
        settings = uvicorn.Config(
            app,
            http=BoundedProtocol,
            ws="none",
            loop="asyncio",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=_IDLE_SECONDS,
            timeout_graceful_shutdown=int(config.timeout) + 5,
            h11_max_incomplete_event_size=_LONGEST_HEAD,
        )
        host, port = listener.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        _Server(settings, lambda: announce(f"http://{shown}:{port}/")).run(sockets=[listener])


class _Server(uvicorn.Server):
    """Ends quietly when it is told to, and says when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to listen."""
        await super().startup(sockets)
        if self.started:
            self._ready()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """A signal ends the server, not the process: the exit code is ours to choose."""
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def refuse_open_doors(config: ServerConfig) -> None:
    """Raise ServerProblem where others could use the server without a token, or guess it."""
    if config.token is None:
        if not is_loopback(config.host):
            raise ServerProblem(
                f"--host {config.host}: other machines could send and read texts; "
                "give a token with --token-file FILE, or leave --host away to listen on this machine only"
            )
        return
    if len(config.token) < SHORTEST_TOKEN:
        raise ServerProblem(
            f"the token has fewer than {SHORTEST_TOKEN} characters and could be guessed; "
            "make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(24))'"
        )
    if not config.token.isascii() or not config.token.isprintable() or " " in config.token:
        raise ServerProblem("the token holds a space or a character that is not ASCII; use letters, digits, - and _")


@contextlib.contextmanager
def bound(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens there; raises ServerProblem where that cannot be."""
    name = "127.0.0.1" if host.lower() == "localhost" else host
    try:
        family = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][0]
        listener = socket.create_server((name, port), family=family, backlog=256)
    except socket.gaierror as error:
        raise ServerProblem(f"--host {host}: is no address of this machine ({error.strerror})") from None
    except OSError as error:
        raise ServerProblem(_why(error, host, port)) from None
    with listener:
        yield listener


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"port {port} of {host} is in use; stop what listens there (a LanguageTool, or another mtlint serve), "
            "or choose another with --port, 0 for any that is free"
        )
    if error.errno == errno.EACCES:
        return f"port {port} needs more rights; choose one from 1024 on with --port"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"--host {host}: is no address of this machine"
    return f"cannot listen on port {port} of {host}: {error.strerror or error}"
