"""The LanguageTool of a run: one server for each choice, found or started when a file first needs it."""

from __future__ import annotations

import atexit
from collections.abc import Iterable, Sequence

import msgspec

from checker.api import Report
from checker.cli.file_settings import FileSettings
from checker.cli.inputs import Settings
from checker.document import DocumentError
from checker.languagetool.backend import Backend, backend_of, missing
from checker.languagetool.choice import Place
from checker.languagetool.trouble import Trouble
from checker.report.printable import printable

_backends: dict[tuple[str, bool, tuple[tuple[str, str, bytes], ...]], Backend | None] = {}
"""By choice and what the options say. A started server ends with the process, however that ends."""


def backend_for(choice: str, settings: Settings) -> Backend | None:
    """The backend of a choice other than "off"; None where `auto` finds none."""
    wanted = settings.languagetool
    asked = (choice, wanted.required, wanted.at)
    if asked not in _backends:
        shared = next(((address, key) for name, address, key in wanted.at if name == choice), None)
        if shared is None:
            _backends[asked] = backend_of(choice, required=wanted.required)
        else:
            address, key = shared
            _backends[asked] = Backend(Place(address), key=key)
    return _backends[asked]


@atexit.register
def close() -> None:
    """End the servers that were started."""
    for backend in _backends.values():
        if backend is not None:
            backend.close()
    _backends.clear()


def shared(settings: Settings, owns: Iterable[FileSettings]) -> Settings:
    """The settings for the workers of a run, which all ask the servers that this process found or started."""
    at = []
    for choice in dict.fromkeys(own.languagetool for own in owns):
        backend = None if choice == "off" else backend_for(choice, settings)
        if backend is None:
            continue
        try:
            at.append((choice, backend.address, backend.key))
        except Trouble:  # each file tells of it
            at.append((choice, "", b""))
    wanted = msgspec.structs.replace(settings.languagetool, at=tuple(at))
    return msgspec.structs.replace(settings, languagetool=wanted)


def with_languagetool(report: Report, own: FileSettings, backend: Backend) -> Report:
    """The report with LanguageTool's findings; it tells what is missing of them."""
    report, complaint = backend.joined(
        report,
        own.lowest,
        house=own.house,
        select=own.wants if own.select or own.ignore else None,
        packs=own.packs,
    )
    return msgspec.structs.replace(report, incomplete=complaint) if complaint else report


def without_server(report: Report, backend: Backend) -> Report:
    """The report of our own rules, which tells that no server could be had."""
    assert backend.trouble is not None
    return msgspec.structs.replace(report, incomplete=missing(backend.trouble))


def complaint(found: Sequence[tuple[str, Report | DocumentError]]) -> str:
    """One line about the findings of LanguageTool that are missing; empty where none are."""
    lacking = [(path, one.incomplete) for path, one in found if isinstance(one, Report) and one.incomplete]
    if not lacking:
        return ""
    path, said = lacking[0]
    more = f" ({len(lacking) - 1} more file{'s' * (len(lacking) != 2)} without them)" if len(lacking) > 1 else ""
    return printable(f"{path}: {said}{more}")
