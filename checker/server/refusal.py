"""Answers that say why there is none."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class ErrorDetail(msgspec.Struct, frozen=True):
    """`kind` is one word for programs, `message` a sentence for people."""

    kind: str
    message: str


class ErrorAnswer(msgspec.Struct, frozen=True):
    """What every path but those of LanguageTool's protocol answers in case of error."""

    error: ErrorDetail


class Refusal(Exception):
    """A request that gets no answer but this. The message must not hold text of the request."""

    def __init__(self, status: int, kind: str, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind
        self.message = message
        self.headers = dict(headers or {})


class Gone(Exception):
    """The client went away; nobody waits for an answer."""


def rendered(path: str, status: int, kind: str, message: str) -> tuple[bytes, str]:
    """(body, content type): plain text for LanguageTool's clients, who show it, else JSON."""
    if path == "/v2" or path.startswith("/v2/"):
        return f"Error: {message}".encode(), "text/plain; charset=utf-8"
    return msgspec.json.encode(ErrorAnswer(ErrorDetail(kind, message))), "application/json"


def bad_request(message: str, kind: str = "request") -> Refusal:
    """The request itself is wrong."""
    return Refusal(400, kind, message)
