"""Reading the body of a request, no further than is allowed and no longer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from checker.server.refusal import Gone, Refusal, bad_request

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_CLOSE = {"Connection": "close"}


async def read_body(headers: dict[str, str], receive: Receive, most: int, seconds: float) -> bytes:
    """The whole body; Refusal 413 where it is or becomes larger than `most` bytes, 408 where it takes too long."""
    length = headers.get("content-length", "")
    if length.isdigit() and int(length) > most:
        raise _too_large(most)
    pieces: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(seconds):
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    raise Gone
                piece = message.get("body", b"")
                size += len(piece)
                if size > most:
                    raise _too_large(most)
                pieces.append(piece)
                if not message.get("more_body", False):
                    return b"".join(pieces)
    except TimeoutError:
        raise Refusal(
            408, "slow", f"the request was not there in full within {seconds:g} seconds; send it again", _CLOSE
        ) from None


def content_type(headers: dict[str, str]) -> str:
    """The media type of the body in lower case, empty where none is named; refuses another charset than UTF-8."""
    kind, *parameters = headers.get("content-type", "").lower().split(";")
    for parameter in parameters:
        name, _, value = parameter.strip().partition("=")
        if name == "charset" and value.strip('" ') not in ("utf-8", "utf8", "us-ascii"):
            raise bad_request("the body must be UTF-8; send it so, and name no other charset", "charset")
    return kind.strip()


def _too_large(most: int) -> Refusal:
    return Refusal(
        413,
        "too-large",
        f"the body has more than the {most:,} bytes that are read; send the text in parts, "
        "or start the server with a larger --max-body",
        _CLOSE,
    )
