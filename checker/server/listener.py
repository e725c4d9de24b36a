"""uvicorn's connections with bounds: how many there are, how long a request's head and a reader may take."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 10.0
"""Within this a request's line and headers must be there."""

READER_SECONDS = 30.0
"""Within this a client must have read its answer."""

MOST_CONNECTIONS = 512
MOST_OF_ONE = 128


class BoundedProtocol(H11Protocol):
    """One connection."""

    _head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """A client connected."""
        super().connection_made(transport)
        address = self.client[0] if self.client else ""
        same = sum(1 for one in self.connections if (getattr(one, "client", None) or ("",))[0] == address)
        if len(self.connections) > MOST_CONNECTIONS:
            self._turn_away(503, "too many connections are open; try again in a few seconds")
        elif same > MOST_OF_ONE:
            self._turn_away(429, "too many connections from this address are open; close some")
        else:
            self._watch()

    def data_received(self, data: bytes) -> None:
        """Bytes of a request."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """The end."""
        self._stop_timer()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """An answer was handed to the connection; whether the client reads it is another matter."""
        super().on_response_complete()
        if self.transport.get_write_buffer_size():
            self.loop.call_later(READER_SECONDS, self._give_up_on_reader, self.cycle)

    def _watch(self) -> None:
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop_timer()
        elif self._head_timer is None and not self.transport.is_closing():
            self._head_timer = self.loop.call_later(HEAD_SECONDS, self._too_slow)

    def _stop_timer(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _too_slow(self) -> None:
        self._head_timer = None
        if self.transport.is_closing() or (self.cycle is not None and not self.cycle.response_complete):
            return
        self._turn_away(408, f"no whole request within {HEAD_SECONDS:g} seconds")

    def _give_up_on_reader(self, cycle: object) -> None:
        if self.cycle is cycle and self.transport.get_write_buffer_size():
            self.transport.abort()

    def _turn_away(self, status: int, message: str) -> None:
        reasons = {408: "Request Timeout", 429: "Too Many Requests", 503: "Service Unavailable"}
        body = f"Error: {message}".encode()
        retry = "Retry-After: 5\r\n" if status != 408 else ""
        head = (
            f"HTTP/1.1 {status} {reasons[status]}\r\nContent-Type: text/plain; charset=utf-8\r\n"
            f"Content-Length: {len(body)}\r\n{retry}Connection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()
