"""From a request that is understood to a worker and back: places, time limits, clients that go away."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from checker.server.config import ServerConfig
from checker.server.jobs import Job, Outcome
from checker.server.limits import Admission
from checker.server.log import logger
from checker.server.metrics import Metrics
from checker.server.refusal import Gone, Refusal
from checker.server.workers import Workers


class Checks:
    """Gives jobs to the workers."""

    def __init__(self, config: ServerConfig, workers: Workers) -> None:
        self.workers = workers
        self.admission = Admission(config.concurrency, config.per_client)
        self.metrics = Metrics(lambda: self.admission.pending, lambda: workers.deaths)
        self._seconds = config.timeout
        self._started = False
        self._starting = asyncio.Lock()

    async def start(self) -> None:
        """Start the workers, once."""
        async with self._starting:
            if not self._started:
                await self.workers.start()
                self._started = True

    async def answer(self, request: Request, job: Job) -> Response:
        """The answer to a request that asks for this job; its body must have been read."""
        outcome = await self._outcome(request, job)
        request.state.words = outcome.words
        if outcome.complaint:
            logger.warning("%s: %s", outcome.kind or "languagetool", outcome.complaint)
        if outcome.status == 404:
            raise Refusal(404, "rule", "there is no rule of that id; GET /api/rules lists all")
        if outcome.status == 503:
            raise Refusal(503, outcome.kind, "LanguageTool did not answer, and this server needs it; try again later")
        if outcome.status != 200:
            raise Refusal(500, outcome.kind, "mtlint failed at this text; please report it")
        self.metrics.checked(outcome.words, outcome.families)
        return Response(outcome.body, media_type="application/json")

    async def _outcome(self, request: Request, job: Job) -> Outcome:
        client = request.client.host if request.client else "-"
        with self.admission.place(client):
            await self.start()
            begun = asyncio.Event()
            running = asyncio.ensure_future(self.workers.run(job, begun.set))
            leaving = asyncio.ensure_future(_left(request))
            try:
                async with asyncio.timeout(self._seconds):
                    await asyncio.wait((running, leaving), return_when=asyncio.FIRST_COMPLETED)
                    if running.done():
                        return running.result()
                    if begun.is_set():  # to stop it would cost a worker more time than to let it end
                        await asyncio.wait((running,))
                    raise Gone
            except TimeoutError:
                raise Refusal(
                    503,
                    "timeout",
                    f"the check took more than {self._seconds:g} seconds; send the text in parts, or try again later",
                    {"Retry-After": "10"},
                ) from None
            finally:
                running.cancel()
                leaving.cancel()
                await asyncio.gather(running, leaving, return_exceptions=True)


async def _left(request: Request) -> None:
    """Returns when the client goes away."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
