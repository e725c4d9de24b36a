"""The server as an ASGI application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from checker.server.api import Api
from checker.server.checks import Checks
from checker.server.config import ServerConfig
from checker.server.gateway import Gateway
from checker.server.languagetool import LanguageTool
from checker.server.refusal import Refusal, rendered
from checker.server.workers import Workers, workers_for

PAGE = Path(__file__).resolve().parent / "page"
_MESSAGES = {404: "there is nothing at this path; /api/openapi.json tells what there is"}


def create_app(config: ServerConfig, workers: Workers | None = None) -> Starlette:
    """The application; `workers` are other ones than the configuration asks for."""
    checks = Checks(config, workers or workers_for(config.workers, config.ground))
    routes = _routes(config, checks)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await checks.start()
        try:
            yield
        finally:
            await checks.workers.stop()

    app = Starlette(
        routes=routes,
        middleware=[Middleware(Gateway, config=config, metrics=checks.metrics, routes=routes)],  # type: ignore[arg-type]
        exception_handlers={HTTPException: _refused},
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    app.state.checks = checks
    return app


def _routes(config: ServerConfig, checks: Checks) -> list[BaseRoute]:
    api, theirs = Api(config, checks), LanguageTool(config, checks)
    return [
        Route("/v2/check", theirs.check, methods=["GET", "POST"]),
        Route("/v2/languages", theirs.languages, methods=["GET"]),
        Route("/v2/info", theirs.info, methods=["GET"]),
        Route("/v2/configinfo", theirs.configinfo, methods=["GET"]),
        Route("/v2/maxtextlength", theirs.maxtextlength, methods=["GET"]),
        Route("/v2/healthcheck", theirs.healthcheck, methods=["GET"]),
        Route("/api/check", api.check, methods=["POST"]),
        Route("/api/diff", api.diff, methods=["POST"]),
        Route("/api/explain", api.explain, methods=["POST"]),
        Route("/api/rules", api.rules, methods=["GET"]),
        Route("/api/rules/{id}", api.rule, methods=["GET"]),
        Route("/api/health", api.health, methods=["GET"]),
        Route("/api/openapi.json", api.openapi, methods=["GET"]),
        Route("/metrics", api.metrics, methods=["GET"]),
        Route("/", _page, methods=["GET"]),
        Mount("/page", StaticFiles(directory=PAGE, check_dir=False)),
    ]


async def _page(request: Request) -> Response:
    return FileResponse(PAGE / "index.html")


async def _refused(request: Request, error: Exception) -> Response:
    """What the router refuses, in our form."""
    assert isinstance(error, HTTPException)
    message = _MESSAGES.get(error.status_code)
    headers = dict(error.headers or {})
    if error.status_code == 405:
        message = f"this path does not know the method; it knows {headers.get('Allow') or headers.get('allow', 'GET')}"
    kinds = {404: "path", 405: "method"}
    refusal = Refusal(error.status_code, kinds.get(error.status_code, "request"), message or "this cannot be answered")
    body, kind = rendered(request.url.path, refusal.status, refusal.kind, refusal.message)
    return Response(body, error.status_code, headers, kind)
