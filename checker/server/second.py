"""LanguageTool as a second opinion on a text, where the server was started with `--languagetool`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from importlib import import_module
from typing import Protocol

import msgspec

from checker.api import Report
from checker.server.config import Ground


class Second(Protocol):
    """A running LanguageTool, as `checker.languagetool.open_backend` gives it."""

    @property
    def address(self) -> str:
        """The address of the server; raises Problem where it cannot be started."""
        ...

    def joined(self, report: Report, lowest: float) -> tuple[Report, str | None]:
        """The report with LanguageTool's findings, and one line on what failed half way."""
        ...


class SecondFailed(Exception):
    """LanguageTool could not be asked, and the server was told that it must; the message holds no text."""


_open = ExitStack()
"""Keeps a worker's connection open as long as the worker lives."""


def open_second(ground: Ground) -> Second | None:
    """The LanguageTool that the settings ask for; None where none is wanted, or none is there."""
    if ground.languagetool == "off":
        return None
    return _open.enter_context(_backend(ground))


@contextmanager
def shared(ground: Ground) -> Iterator[Ground]:
    """The settings for the workers: where a LanguageTool of our own is started, it is one for all of them.

    Raises Problem where one is required and there is none.
    """
    if ground.languagetool == "off":
        yield ground
        return
    with _backend(ground) as backend:
        yield msgspec.structs.replace(ground, languagetool="off" if backend is None else backend.address)


def _backend(ground: Ground) -> AbstractContextManager[Second | None]:
    """The one place that knows how a LanguageTool is come by."""
    opened: AbstractContextManager[Second | None] = import_module("checker.languagetool").open_backend(
        ground.languagetool, required=ground.languagetool_required, timeout=ground.languagetool_timeout
    )
    return opened
