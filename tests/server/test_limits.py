"""How much is taken on, and what is said where it is too much."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from checker.server import listener
from checker.server.jobs import Job, Outcome

Client = Callable[..., TestClient]
SECRET = "Zebracrossing Poutines visit"


def _ask(port: int, head: str, body: bytes = b"", wait: float = 60) -> bytes:
    """What comes back for exactly these bytes, until the server closes the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=wait) as connection:
        connection.sendall(head.replace("\n", "\r\n").encode() + body)
        pieces = []
        while piece := connection.recv(65536):
            pieces.append(piece)
        return b"".join(pieces)


def test_a_large_body_is_refused_before_it_is_sent(serve: Callable[..., Any]) -> None:
    server = serve("--max-body", "1000", "--workers", "0")
    head = "POST /api/check HTTP/1.1\nHost: localhost\nContent-Type: application/json\nContent-Length: 5000000000\n\n"
    answer = _ask(server.port, head)
    assert answer.startswith(b"HTTP/1.1 413 ") and b'"kind":"too-large"' in answer
    # curl asks first whether it may send at all
    answer = _ask(server.port, head.replace("\n\n", "\nExpect: 100-continue\n\n"))
    assert answer.startswith(b"HTTP/1.1 413 ") and b"100 Continue" not in answer


def test_a_large_body_in_chunks_is_refused_when_it_becomes_too_large(serve: Callable[..., Any]) -> None:
    server = serve("--max-body", "1000", "--workers", "0")
    head = "POST /v2/check HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\n\n"
    chunk = b"64\r\n" + b"a" * 100 + b"\r\n"
    answer = _ask(server.port, head, chunk * 30 + b"0\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 413 ") and b"Error: the body has more than the 1,000 bytes" in answer


def test_a_client_that_sends_all_of_a_large_body_reads_the_answer(serve: Callable[..., Any]) -> None:
    """The connection is not closed under the answer while the client still writes."""
    server = serve("--max-body", "1000000", "--workers", "0")
    size = 3_000_000
    head = f"POST /api/check HTTP/1.1\nHost: localhost\nContent-Type: application/json\nContent-Length: {size}\n\n"
    assert _ask(server.port, head, b"a" * size).startswith(b"HTTP/1.1 413 ")


def test_a_body_that_does_not_come_is_given_up(serve: Callable[..., Any]) -> None:
    server = serve("--timeout", "0.5", "--workers", "0")
    head = "POST /api/check HTTP/1.1\nHost: localhost\nContent-Type: application/json\nContent-Length: 50\n\n"
    answer = _ask(server.port, head, b'{"te')
    assert answer.startswith(b"HTTP/1.1 408 ") and b'"kind":"slow"' in answer


class Transport:
    """A connection on which nothing comes."""

    def __init__(self) -> None:
        self.written = b""
        self.closed = False

    def write(self, data: bytes) -> None:
        self.written += data

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed

    def get_extra_info(self, name: str) -> Any:
        return ("127.0.0.1", 4711) if name in ("peername", "sockname") else None

    def get_write_buffer_size(self) -> int:
        return 0


def _protocol(connections: int = 0) -> tuple[listener.BoundedProtocol, Transport]:
    from uvicorn import Config
    from uvicorn.server import ServerState

    async def app(scope: Any, receive: Any, send: Any) -> None:
        raise AssertionError

    state = ServerState()
    protocol = listener.BoundedProtocol(Config(app, log_config=None), state, {})
    for _ in range(connections):
        state.connections.add(type("Other", (), {"client": ("127.0.0.1", 1)})())  # type: ignore[arg-type]
    transport = Transport()
    protocol.connection_made(transport)
    return protocol, transport


def test_a_head_that_comes_byte_by_byte_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slow loris: bytes keep coming, and never make a request."""
    monkeypatch.setattr(listener, "HEAD_SECONDS", 0.05)

    async def drip() -> bytes:
        protocol, transport = _protocol()
        for byte in b"GET / HTTP/1.1\r\nX-Long: " + b"a" * 1000:
            if transport.closed:
                break
            protocol.data_received(bytes([byte]))
            await asyncio.sleep(0.005)
        protocol.connection_lost(None)
        return transport.written

    assert asyncio.run(drip()).startswith(b"HTTP/1.1 408 ")


def test_connections_are_counted() -> None:
    async def connect(others: int) -> bytes:
        protocol, transport = _protocol(others)
        protocol.connection_lost(None)
        return transport.written

    assert asyncio.run(connect(listener.MOST_OF_ONE - 1)) == b""
    assert asyncio.run(connect(listener.MOST_OF_ONE)).startswith(b"HTTP/1.1 429 ")
    assert asyncio.run(connect(listener.MOST_CONNECTIONS)).startswith(b"HTTP/1.1 503 ")


def _together(client: TestClient, count: int) -> list[Any]:
    """The answers of checks that are asked at the same time."""
    answers: list[Any] = []
    threads = []
    for _ in range(count):
        ask = threading.Thread(target=lambda: answers.append(client.post("/api/check", json={"text": "a"})))
        ask.start()
        threads.append(ask)
    for thread in threads:
        thread.join(30)
    return answers


@pytest.mark.parametrize(
    ("settings", "status", "kind"),
    [
        ({"per_client": 2}, 429, "too-many"),
        ({"concurrency": 2, "per_client": 9}, 503, "full"),
    ],
)
def test_too_many_checks(
    client: Client, fake: Callable[..., Any], settings: dict[str, int], status: int, kind: str
) -> None:
    go = threading.Event()

    async def when_told(job: Job) -> Outcome:
        await asyncio.to_thread(go.wait, 30)
        return Outcome(b"{}")

    open_client = client(own=fake(when_told), **settings)

    held: list[Any] = []
    waiting = threading.Thread(target=lambda: held.extend(_together(open_client, 2)))
    waiting.start()
    _until(lambda: open_client.get("/api/health").json()["pending"] == 2)
    refused = open_client.post("/api/check", json={"text": SECRET})
    health = open_client.get("/v2/healthcheck").status_code
    go.set()
    waiting.join(30)
    assert (refused.status_code, refused.json()["error"]["kind"]) == (status, kind)
    assert int(refused.headers["retry-after"]) >= 1
    assert health == (503 if kind == "full" else 200)
    assert [answer.status_code for answer in held] == [200, 200]
    assert open_client.post("/api/check", json={"text": "a"}).status_code == 200


def test_a_check_that_takes_too_long(client: Client, fake: Callable[..., Any]) -> None:
    ended = []

    async def never(job: Job) -> Outcome:
        try:
            await asyncio.sleep(600)
        finally:
            ended.append(job)
        return Outcome()

    answer = client(own=fake(never), timeout=0.1).post("/api/check", json={"text": SECRET})
    assert (answer.status_code, answer.json()["error"]["kind"]) == (503, "timeout")
    assert answer.headers["retry-after"]
    assert len(ended) == 1


@pytest.mark.parametrize("path", ["/api/check", "/v2/check"])
def test_a_fault_of_ours_tells_nothing_of_the_text(
    client: Client, fake: Callable[..., Any], path: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(job: Any) -> Outcome:
        raise KeyError(job.text if hasattr(job, "text") else job.parts[0].text)

    open_client = client(own=fake(fail))
    sent: dict[str, Any] = (
        {"json": {"text": SECRET}} if path == "/api/check" else {"data": {"text": SECRET, "language": "en"}}
    )
    answer = open_client.post(path, **sent)
    assert answer.status_code == 500
    assert "Zebra" not in answer.text and "Traceback" not in answer.text
    assert "KeyError" in caplog.text and "Zebra" not in caplog.text


def test_no_log_holds_text(serve: Callable[..., Any]) -> None:
    """Neither of bodies nor of addresses, right or wrong."""
    import urllib.error
    import urllib.parse
    import urllib.request

    server = serve("--workers", "1")
    quoted = urllib.parse.quote(SECRET)
    bodies = [
        ("v2/check", f"language=en&text={quoted}", "application/x-www-form-urlencoded"),
        ("v2/check", f"language=xx&text={quoted}", "application/x-www-form-urlencoded"),
        (f"v2/check?text={quoted}", "language=en", "application/x-www-form-urlencoded"),
        ("api/check", f'{{"text": "{SECRET}"}}', "application/json"),
        ("api/check", f'{{"{SECRET}": 1}}', "application/json"),
        ("api/check", f'"{SECRET}', "application/json"),
        ("api/explain", f'{{"rule": "{SECRET}"}}', "application/json"),
        (quoted, "", "text/plain"),
    ]
    for path, body, kind in bodies:
        request = urllib.request.Request(server.url + path, body.encode(), {"Content-Type": kind, "X-Note": SECRET})
        try:
            urllib.request.urlopen(request, timeout=60).close()
        except urllib.error.HTTPError as error:
            error.close()
    for path in (f"v2/check?language=en&text={quoted}", f"api/rules/{quoted}", quoted):
        try:
            urllib.request.urlopen(server.url + path, timeout=60).close()
        except urllib.error.HTTPError as error:
            error.close()
    _ask(server.port, f"NONSENSE {SECRET}\n\n")
    server.stop()
    log = server.log()
    assert log.count("/v2/check 200") >= 2 and "/v2/check 400" in log
    assert "Zebra" not in log and "Poutines" not in log and "Traceback" not in log


def _until(what: Callable[[], bool]) -> None:
    for _ in range(3000):
        if what():
            return
        time.sleep(0.01)
    raise AssertionError("did not come about")
