"""The paths of our own JSON interface."""

from __future__ import annotations

from typing import Literal, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from checker import __version__
from checker.document import FORMATS
from checker.server import metrics, openapi
from checker.server.body import content_type, read_body
from checker.server.checks import Checks
from checker.server.config import ServerConfig
from checker.server.guard import headers_of
from checker.server.jobs import CheckJob, DiffJob, ExplainJob, RuleJob, RulesJob
from checker.server.refusal import Refusal, bad_request

T = TypeVar("T")

MOST_RULES = 5000
"""Rules in one answer."""


class TextRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text to check. `min_confidence` null is the threshold that the server was started with."""

    text: str
    format: str = "text"
    min_confidence: float | None = None


class ExplainRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Either a rule, or a text with an offset (code points, from 0)."""

    text: str | None = None
    format: str = "text"
    offset: int | float | None = None
    rule: str | None = None


class Health(msgspec.Struct, frozen=True):
    """The server runs; `busy` where no further check would be taken on."""

    status: Literal["ok", "busy"]
    version: str
    pending: int


class Api:
    """The endpoints."""

    def __init__(self, config: ServerConfig, checks: Checks) -> None:
        self._config = config
        self._checks = checks

    async def check(self, request: Request) -> Response:
        """POST /api/check"""
        asked = await self._text(request)
        return await self._checks.answer(request, CheckJob(asked.text, asked.format, asked.min_confidence))

    async def diff(self, request: Request) -> Response:
        """POST /api/diff"""
        asked = await self._text(request)
        return await self._checks.answer(request, DiffJob(asked.text, asked.format, asked.min_confidence))

    async def explain(self, request: Request) -> Response:
        """POST /api/explain"""
        asked = await self._body(request, ExplainRequest)
        if asked.rule is not None and asked.text is None and asked.offset is None:
            return await self._checks.answer(request, RuleJob(asked.rule))
        if asked.text is None or asked.offset is None or asked.rule is not None:
            raise bad_request("send either 'rule', or 'text' with 'offset'")
        if asked.offset < 0 or asked.offset != int(asked.offset):
            raise bad_request("'offset' must be a whole number from 0 on, in code points of the text")
        _known_format(asked.format)
        return await self._checks.answer(request, ExplainJob(asked.text, asked.format, int(asked.offset)))

    async def rules(self, request: Request) -> Response:
        """GET /api/rules"""
        query = request.query_params
        offset = _number(query.get("offset", "0"), "offset", 0, 10**9)
        limit = _number(query.get("limit", "1000"), "limit", 1, MOST_RULES)
        return await self._checks.answer(request, RulesJob(query.get("beginning", ""), offset, limit))

    async def rule(self, request: Request) -> Response:
        """GET /api/rules/{id}"""
        return await self._checks.answer(request, RuleJob(request.path_params["id"]))

    async def health(self, request: Request) -> Response:
        """GET /api/health"""
        admission = self._checks.admission
        found = Health("busy" if admission.full else "ok", __version__, admission.pending)
        return Response(msgspec.json.encode(found), media_type="application/json")

    async def metrics(self, request: Request) -> Response:
        """GET /metrics"""
        return Response(self._checks.metrics.exposition(), headers={"Content-Type": metrics.CONTENT_TYPE})

    async def openapi(self, request: Request) -> Response:
        """GET /api/openapi.json"""
        return Response(openapi.description(), media_type="application/json")

    async def _text(self, request: Request) -> TextRequest:
        asked = await self._body(request, TextRequest)
        _known_format(asked.format)
        if asked.min_confidence is not None and not 0 <= asked.min_confidence <= 1:
            raise bad_request("'min_confidence' must be a number from 0 to 1")
        return asked

    async def _body(self, request: Request, kind: type[T]) -> T:
        headers = headers_of(request.scope["headers"])
        if content_type(headers) != "application/json":
            raise Refusal(415, "content-type", "send JSON, and say so: Content-Type: application/json")
        body = await read_body(headers, request.receive, self._config.max_body, self._config.timeout)
        try:
            return msgspec.json.decode(body, type=kind)
        except msgspec.ValidationError as error:
            raise bad_request(f"the body is not as /api/openapi.json describes it: {_without_values(error)}") from None
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            raise bad_request("the body is not valid JSON in UTF-8") from None


def _without_values(error: msgspec.ValidationError) -> str:
    """What is wrong and where; the names of unknown fields are the client's own, but short."""
    return str(error)[:200]


def _known_format(name: str) -> None:
    if name not in FORMATS:
        raise bad_request(f"'format' must be one of {', '.join(sorted(FORMATS))}")


def _number(value: str, name: str, least: int, most: int) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 12 and least <= int(value) <= most):
        raise bad_request(f"the parameter '{name}' must be a whole number from {least} to {most}")
    return int(value)
