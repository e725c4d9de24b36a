"""LanguageTool as a backend: found or started when it is first needed, asked piece by piece, its findings joined."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from checker.document import Document
from checker.finding import Candidate
from checker.house.house import PLAIN, House
from checker.languagetool.choice import Place, place_of
from checker.languagetool.pieces import Piece, pieces, units
from checker.languagetool.trouble import TooLong, Trouble

if TYPE_CHECKING:
    from checker.api import Report
    from checker.languagetool.client import Client, Match

Selector = Callable[[Candidate], bool]
TIMEOUT = 60.0
"""Seconds for the answer to one piece."""
FIRST = 180.0
"""Seconds for the first answer of a server that was just started: it loads its dictionaries and rules."""
PIECE = 20_000
"""UTF-16 units sent at once, where the server takes so many: an answer takes seconds, and what a server that dies has
not answered is small."""
SMALLEST = 500
"""UTF-16 units; a server that takes no text of this length is of no use."""


class Backend:
    """LanguageTool at a place. Threads may share it; nothing is started or asked before it is needed."""

    def __init__(
        self,
        place: Place | None,
        timeout: float | None = None,
        trouble: Trouble | None = None,
        key: bytes | None = None,
    ) -> None:
        """`timeout` in seconds is for one piece of a text. Without a place there is only the `trouble` why.

        `key` is given where another process knows it.
        """
        self.place = place or Place()
        self.trouble = trouble
        self._timeout = default_timeout() if timeout is None else timeout
        self._key = key
        self._client: Client | None = None
        self._most = PIECE
        self._lock = threading.Lock()
        self._stack = contextlib.ExitStack()

    def close(self) -> None:
        """End the server that was started for this backend."""
        self._stack.close()

    @property
    def key(self) -> bytes:
        """What results depend on: the server's version and place, and what mtlint counted. Empty without a server.

        A LanguageTool of this machine need not run for it.
        """
        if self.trouble is not None:
            return b""
        if self._key is not None:
            return self._key
        installed = self.place.installed
        if installed is not None:
            what = f"local {installed.folder} {installed.version}"
        else:
            try:
                software = self.client().software
            except Trouble:
                return b""
            what = f"{self.place.address} {software.name} {software.version} {software.build_date}"
        return f"{what} {_file_stamp()}".encode("utf-8", "surrogateescape")

    @property
    def address(self) -> str:
        """The address of the server, for other processes; raises Trouble."""
        self.client()
        return self._address

    def client(self) -> Client:
        """The client of the server, which is started if it is to be; raises Trouble, later the same one again."""
        with self._lock:
            if self.trouble is not None:
                raise self.trouble
            if self._client is None:
                try:
                    self._client = self._opened()
                except Trouble as trouble:
                    self.trouble = trouble
                    raise
            return self._client

    def _opened(self) -> Client:
        from checker.languagetool.client import Client

        self._address = self.place.address
        if self.place.installed is None:
            client = Client(self._address, self._timeout)
        else:
            from checker.languagetool.local import local_server

            self._address, _ = self._stack.enter_context(local_server(self.place.installed))
            client = Client(self._address, FIRST)
            client.check_in("English.", "en-US")
            client.timeout = self._timeout
        self._most = min(PIECE, client.limit or PIECE)
        return client

    def joined(
        self,
        report: Report,
        lowest: float,
        *,
        house: House = PLAIN,
        select: Selector | None = None,
        packs: tuple[Path, ...] = (),
    ) -> tuple[Report, str | None]:
        """The report with LanguageTool's findings of at least confidence `lowest`; and why some are missing, in a line.

        `house`, `select` and `packs` are as for `checker.api.check_document`. A server that failed is not asked again.
        """
        from checker.languagetool.judge import weighed
        from checker.languagetool.matches import Suspect, suspects

        document = report.document
        complaint = None
        found: list[Suspect] = []
        try:
            for piece, matches in self._answers(document, house.variant):
                found += suspects(piece, matches, document.prose)
        except _Stopped as stopped:
            complaint = str(stopped)
        if found:
            from checker.languagetool.join import joined

            theirs = weighed(found, report, house, packs)
            if select is not None:
                theirs = [item for item in theirs if select(item.candidate)]
            findings = joined(document, report.findings, theirs, lowest)
            report = msgspec.structs.replace(report, findings=findings)
        return report, complaint

    def _answers(self, document: Document, variant: str) -> Iterator[tuple[Piece, tuple[Match, ...]]]:
        """The matches of each piece of a document; raises _Stopped."""
        from checker.languagetool.variant import language_of

        at = 0
        try:
            client = self.client()
            language = language_of(document.prose, variant)
            waiting = list(pieces(document.prose, self._most))[::-1]
            while waiting:
                piece = waiting.pop()
                at = piece.start
                try:
                    yield piece, client.check_in(piece.text, language).matches
                except TooLong as trouble:
                    length = units(piece.text)
                    if length <= SMALLEST:
                        raise Trouble(f"{trouble}: {length} UTF-16 units are too many") from None
                    self._most = min(self._most, max(SMALLEST, length // 2))
                    parts = [Piece(at + part.start, part.text) for part in pieces(piece.text, self._most)]
                    waiting += parts[::-1]
        except Trouble as trouble:
            self.trouble = self.trouble or trouble
            raise _Stopped(_said(trouble, document, at)) from None


class _Stopped(Exception):
    """LanguageTool answered in part or not at all; the message is for the user."""


def _said(trouble: Trouble, document: Document, at: int) -> str:
    """The trouble, and which findings are missing in the document: those from the prose's offset `at` on."""
    line = document.line_column(document.to_source(at, at + 1)[0])[0] if at else 0
    return missing(trouble, line)


def missing(trouble: Trouble, line: int = 0) -> str:
    """What a user is told of findings that are missing, from a line on or all."""
    where = f" from line {line} on" if line else ""
    return f"LanguageTool's findings are missing{where}: {trouble}"


def _file_stamp() -> str:
    from checker.languagetool.weights import FILE

    status = os.stat(FILE)
    return f"{status.st_size} {status.st_mtime_ns}"


def backend_of(choice: str, *, required: bool = False, timeout: float | None = None) -> Backend | None:
    """The backend of a choice; None where there is to be none. One that cannot be had has a `trouble`."""
    try:
        place = place_of(choice, required)
    except Trouble as trouble:
        return Backend(None, timeout, trouble)
    return None if place is None else Backend(place, timeout)


@contextlib.contextmanager
def open_backend(choice: str, *, required: bool = False, timeout: float | None = None) -> Iterator[Backend | None]:
    """The backend of a choice for the length of the context; None where there is to be none.

    Where one is `required` it is asked at once, and Trouble is raised for one that cannot be had.
    """
    backend = backend_of(choice, required=required, timeout=timeout)
    try:
        if backend is not None and required:
            backend.client()
        yield backend
    finally:
        if backend is not None:
            backend.close()


def default_timeout() -> float:
    """The seconds of MTLINT_LANGUAGETOOL_TIMEOUT, if it is set to a number above 0."""
    try:
        seconds = float(os.environ.get("MTLINT_LANGUAGETOOL_TIMEOUT", ""))
    except ValueError:
        return TIMEOUT
    return seconds if 0 < seconds < 86_400 else TIMEOUT
