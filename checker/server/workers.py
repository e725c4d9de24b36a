"""Where checks run: processes, because a check is pure Python and threads would take turns.

Each worker is a pool of one process, so that one that dies or is stopped takes nothing with it but its own job.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Protocol

from checker.server import jobs
from checker.server.config import Ground
from checker.server.jobs import Job, Outcome
from checker.server.log import logger
from checker.server.refusal import Refusal

_ATTEMPTS = 2
"""A job whose worker died is given to a new one once: it may have been the memory of another that ran out."""


Begun = Callable[[], None]


def _nothing() -> None:
    pass


class Workers(Protocol):
    """Runs jobs, as many at a time as there are workers; the others wait in order."""

    @property
    def deaths(self) -> int:
        """How many workers ended that should not have, or were ended because a job took too long."""
        ...

    async def start(self) -> None:
        """Get ready; returns when the first job can be done at once."""
        ...

    async def run(self, job: Job, begun: Begun = _nothing) -> Outcome:
        """Do the job; `begun` is called when its turn has come.

        If the task is cancelled the job ends, too. Refusal 503 if the job kills its worker.
        """
        ...

    async def stop(self) -> None:
        """End; jobs that run are finished."""
        ...


class ProcessWorkers:
    """Workers in processes of their own."""

    def __init__(self, count: int, ground: Ground) -> None:
        self._all = [_Worker(ground) for _ in range(count)]
        self._idle: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()
        for worker in self._all:
            self._idle.put_nowait(worker)

    @property
    def deaths(self) -> int:
        """As in `Workers`."""
        return sum(worker.deaths for worker in self._all)

    @property
    def pids(self) -> list[int]:
        """The processes that are there."""
        return [worker.pid for worker in self._all if worker.pid]

    async def start(self) -> None:
        """Start the processes; returns when all of them have read the packs."""
        await asyncio.gather(*(worker.start() for worker in self._all))

    async def run(self, job: Job, begun: Begun = _nothing) -> Outcome:
        """As in `Workers`."""
        worker = await self._idle.get()
        begun()
        try:
            return await worker.run(job)
        finally:
            self._idle.put_nowait(worker)

    async def stop(self) -> None:
        """As in `Workers`."""
        await asyncio.gather(*(asyncio.to_thread(worker.stop) for worker in self._all))


class _Worker:
    """One process, replaced when it dies."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._executor: Executor | None = None
        self._starting: asyncio.Task[None] | None = None
        self.pid = 0
        self.deaths = 0

    async def start(self) -> None:
        """Returns when there is a process that has read the packs. To give up waiting does not end it."""
        if self._starting is None:
            self._starting = asyncio.create_task(self._start())
        await asyncio.shield(self._starting)

    async def _start(self) -> None:
        self._executor = ProcessPoolExecutor(
            1, multiprocessing.get_context("spawn"), initializer=_prepare, initargs=(self._ground,)
        )
        self.pid = await asyncio.wrap_future(self._executor.submit(os.getpid))

    async def run(self, job: Job) -> Outcome:
        """Do the job."""
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                await self.start()
                return await self._run(job)
            except BrokenProcessPool:
                logger.error("worker %s died (attempt %s); a new one takes its place", self.pid or "", attempt)
                self._forget()
        raise Refusal(
            503,
            "worker",
            "the check ended its worker twice; the text may need more memory than there is: send it in parts",
        )

    async def _run(self, job: Job) -> Outcome:
        assert self._executor is not None
        try:
            return await asyncio.wrap_future(self._executor.submit(jobs.perform, job))
        except asyncio.CancelledError:
            # the only way to end a check; the next process gets ready at once
            with contextlib.suppress(OSError):
                os.kill(self.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
            self._forget()
            self._starting = asyncio.create_task(self._start())
            raise

    def stop(self) -> None:
        """End the process when its job is done."""
        if self._executor is not None:
            self._executor.shutdown(wait=True)

    def _forget(self) -> None:
        self.deaths += 1
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = self._starting = None
        self.pid = 0


class ThreadWorkers:
    """One thread of this process: less memory, but one check at a time, and none can be stopped."""

    def __init__(self, ground: Ground, threads: int = 1) -> None:
        self._ground = ground
        self._executor = ThreadPoolExecutor(threads, "check")

    @property
    def deaths(self) -> int:
        """A thread does not die."""
        return 0

    async def start(self) -> None:
        """As in `Workers`."""
        await asyncio.wrap_future(self._executor.submit(jobs.prepare, self._ground))

    async def run(self, job: Job, begun: Begun = _nothing) -> Outcome:
        """As in `Workers`."""
        begun()
        return await asyncio.wrap_future(self._executor.submit(jobs.perform, job))

    async def stop(self) -> None:
        """As in `Workers`."""
        await asyncio.to_thread(self._executor.shutdown)


def workers_for(count: int, ground: Ground) -> Workers:
    """The workers of a server: `count` processes, or a thread for 0."""
    return ProcessWorkers(count, ground) if count else ThreadWorkers(ground)


def _prepare(ground: Ground) -> None:
    """At the beginning of a worker's life."""
    # the server says when to stop, also where the terminal or the system tells the whole group
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    import gc

    gc.set_threshold(200_000, 50, 100)  # as the commands do: many small values, hardly a cycle
    jobs.prepare(ground)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
