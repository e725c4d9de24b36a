"""The paths of LanguageTool's protocol."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from checker import __version__
from checker.server.body import content_type, read_body
from checker.server.checks import Checks
from checker.server.config import ServerConfig
from checker.server.guard import headers_of
from checker.server.jobs import InfoJob
from checker.server.protocol.languages import NAMES, known
from checker.server.protocol.request import fields_of, job_of
from checker.server.protocol.types import Info, InfoSoftware, LanguageRow
from checker.server.refusal import Refusal, bad_request

_FORM = "application/x-www-form-urlencoded"


class LanguageTool:
    """The endpoints."""

    def __init__(self, config: ServerConfig, checks: Checks) -> None:
        self._config = config
        self._checks = checks

    async def check(self, request: Request) -> Response:
        """GET, POST /v2/check"""
        if request.method == "HEAD":  # clients ask so whether the server is there
            return Response(media_type="application/json")
        if request.method == "GET":
            fields = fields_of(request.scope["query_string"])
        else:
            headers = headers_of(request.scope["headers"])
            if content_type(headers) not in ("", _FORM):
                raise Refusal(415, "content-type", f"send a form, and say so: Content-Type: {_FORM}")
            body = await read_body(headers, request.receive, self._config.max_body, self._config.timeout)
            form = fields_of(body)
            if request.state.check_token is not None:  # never from an address, which others write down
                request.state.check_token(form.get("apiKey"))
            fields = {**fields_of(request.scope["query_string"]), **form}
        return await self._checks.answer(request, job_of(fields))

    async def languages(self, request: Request) -> Response:
        """GET /v2/languages"""
        rows = [LanguageRow(name, "en", code) for code, name in NAMES.items()]
        return Response(msgspec.json.encode(rows), media_type="application/json")

    async def info(self, request: Request) -> Response:
        """GET /v2/info"""
        return Response(msgspec.json.encode(Info(InfoSoftware(version=__version__))), media_type="application/json")

    async def configinfo(self, request: Request) -> Response:
        """GET /v2/configinfo"""
        code = known(request.query_params.get("language", ""))
        if code is None or code == "auto":
            raise bad_request(f"the parameter 'language' must be one of {', '.join(NAMES)}")
        return await self._checks.answer(request, InfoJob(self._config.max_body))

    async def maxtextlength(self, request: Request) -> Response:
        """GET /v2/maxtextlength"""
        return PlainTextResponse(str(self._config.max_body))

    async def healthcheck(self, request: Request) -> Response:
        """GET /v2/healthcheck"""
        if self._checks.admission.full:
            raise Refusal(503, "full", "too many checks are under way", {"Retry-After": "5"})
        return PlainTextResponse("OK")
