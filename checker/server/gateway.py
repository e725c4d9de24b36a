"""The layer around every request: who asks, headers of the answer, errors, log and metrics."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.routing import Match, Route

from checker.server.body import Message, Receive, Send
from checker.server.config import ServerConfig
from checker.server.guard import Guard, Headers, headers_of, is_page
from checker.server.log import logger, where
from checker.server.metrics import Metrics
from checker.server.refusal import Gone, Refusal, rendered

Scope = dict[str, Any]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    b"content-security-policy": CSP.encode(),
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
}
_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"))
_DRAIN_SECONDS = 2.0
_requests = itertools.count(1)


class Gateway:
    """ASGI middleware. `routes` are asked for the name of a route, since paths hold what clients like."""

    def __init__(self, app: App, config: ServerConfig, metrics: Metrics, routes: list[Route]) -> None:
        self._app = app
        self._guard = Guard(config)
        self._metrics = metrics
        self._routes = routes
        self._drain_most = 4 * config.max_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope["state"] = {**scope.get("state", {}), "words": 0}
        began = time.perf_counter()
        headers = headers_of(scope["headers"])
        exchange = _Exchange(scope, receive, send, headers, self._extra(scope["path"], headers), self._drain_most)
        try:
            await self._answer(scope, exchange, headers)
        except Refusal as refusal:
            await exchange.refuse(refusal)
        except Gone:
            exchange.status = exchange.status or 499
        except asyncio.CancelledError:
            logger.warning("a request was given up because the server stops")
            await exchange.refuse(Refusal(503, "stopping", "the server stops; send the request again later"))
        except Exception as error:
            logger.error("internal: %s", where(error))
            await exchange.refuse(Refusal(500, "internal", "mtlint failed at this request; please report it"))
        self._note(scope, exchange, time.perf_counter() - began)

    async def _answer(self, scope: Scope, exchange: _Exchange, headers: Headers) -> None:
        method, path = scope["method"], scope["path"]
        self._guard.check(method, path, headers)
        if method == "OPTIONS" and "access-control-request-method" in headers and "origin" in headers:
            if not self._guard.allows(headers["origin"]):
                raise Refusal(403, "origin", "pages of this origin may not use this server")
            await exchange.preflight()
            return
        # the token of a client that can only send it in its form is looked for when the form is read
        late = path == "/v2/check" and method == "POST" and not self._guard.has_token(headers)
        if not late:
            self._guard.token(path, headers)
        scope["state"]["check_token"] = (lambda given: self._guard.token(path, headers, given)) if late else None
        await self._app(scope, exchange.receive, exchange.send)

    def _extra(self, path: str, headers: Headers) -> dict[bytes, bytes]:
        extra = dict(_HEADERS)
        extra[b"cache-control"] = b"no-cache" if is_page(path) else b"no-store"
        origin = headers.get("origin")
        if origin is not None and self._guard.allows(origin):
            extra[b"access-control-allow-origin"] = origin.encode("latin-1")
            extra[b"cross-origin-resource-policy"] = b"cross-origin"
        extra[b"vary"] = b"Origin"
        return extra

    def _note(self, scope: Scope, exchange: _Exchange, seconds: float) -> None:
        route = self._route(scope)
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self._metrics.answered(route, method, exchange.status, seconds)
        client = (scope.get("client") or ("-",))[0]
        words = scope["state"]["words"]
        logger.info(
            "%s %s %s %s %.0f ms%s #%s",
            client,
            method,
            route,
            exchange.status,
            seconds * 1000,
            f" {words} words" if words else "",
            next(_requests),
        )

    def _route(self, scope: Scope) -> str:
        for route in self._routes:
            if route.matches(scope)[0] != Match.NONE:
                return route.path
        return "other"


class _Exchange:
    """One request and its answer: adds headers, and reads what is left of a body that nobody wanted.

    To close a connection with unread data on it would take the answer away from the client.
    """

    def __init__(
        self, scope: Scope, receive: Receive, send: Send, headers: Headers, extra: dict[bytes, bytes], most: int
    ) -> None:
        self._path = scope["path"]
        self._receive = receive
        self._send = send
        self._headers = headers
        self._extra = extra
        self._most = most
        self.status = 0
        length = headers.get("content-length", "0")
        self._unread = "transfer-encoding" in headers or (length.isdigit() and int(length) > 0)

    async def receive(self) -> Message:
        """The next part of the request."""
        message = await self._receive()
        if message["type"] != "http.request" or not message.get("more_body", False):
            self._unread = False
        return message

    async def send(self, message: Message) -> None:
        """A part of the answer."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            own = {name.lower() for name, _ in message.get("headers", [])}
            added = [(name, value) for name, value in self._extra.items() if name not in own]
            if self._unread and b"connection" not in own:
                added.append((b"connection", b"close"))
            message = {**message, "headers": [*message.get("headers", []), *added]}
        elif self._unread and not message.get("more_body", False):
            await self._send({**message, "more_body": True})
            await self._drain()
            message = {"type": "http.response.body", "body": b"", "more_body": False}
        await self._send(message)

    async def refuse(self, refusal: Refusal) -> None:
        """Answer with an error, if nothing was answered yet."""
        if self.status:
            return
        body, kind = rendered(self._path, refusal.status, refusal.kind, refusal.message)
        headers = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode())]
        headers += [(name.lower().encode(), value.encode()) for name, value in refusal.headers.items()]
        await self.send({"type": "http.response.start", "status": refusal.status, "headers": headers})
        await self.send({"type": "http.response.body", "body": body})

    async def preflight(self) -> None:
        """Say what an allowed page may send."""
        headers = [
            (b"access-control-allow-methods", b"GET, POST"),
            (b"access-control-allow-headers", b"Authorization, Content-Type"),
            (b"access-control-max-age", b"600"),
        ]
        await self.send({"type": "http.response.start", "status": 204, "headers": headers})
        await self.send({"type": "http.response.body", "body": b""})

    async def _drain(self) -> None:
        if "expect" in self._headers:  # it waits for leave to send, and will not get it
            return
        left = self._most
        try:
            async with asyncio.timeout(_DRAIN_SECONDS):
                while self._unread and left > 0:
                    left -= len((await self.receive()).get("body", b""))
        except TimeoutError:
            pass
