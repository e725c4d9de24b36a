"""From a path to its report: read, looked up in the result cache or checked, then what is accepted left out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from checker.api import Report, check_document
from checker.cli.file_settings import FileSettings, for_file, refuse_unknown_names
from checker.cli.inputs import Settings, expand
from checker.document import Document, DocumentError, decode, document_from_text, format_of, read_bytes
from checker.results.cache import Entry, ResultCache, digest
from checker.results.versions import version_key
from checker.suppress.comments import Comments, comments_in
from checker.suppress.filter import kept

if TYPE_CHECKING:
    from checker.engine import Judge
    from checker.languagetool.backend import Backend

Result = Report | DocumentError
Results = Iterator[tuple[str, Result]]


class Checked(msgspec.Struct, frozen=True):
    """The report of a file before anything is left out of it, and what its comments say."""

    report: Report
    comments: Comments
    whole: bool = True
    """Was all weighed that was to be?"""


class _Read(msgspec.Struct, frozen=True):
    """A file that was read: its bytes, what holds for it, the key of its result, and the LanguageTool to ask."""

    name: str
    format: str
    data: bytes
    own: FileSettings
    key: bytes
    languagetool: Backend | None


def check_one(path: str, settings: Settings) -> Result:
    """The report of one file, or why there is none; what is suppressed or in the baseline is left out."""
    own = for_file(path, settings)
    return _left(path, _checked(path, settings, own), settings, own)


def checked(path: str, settings: Settings) -> Checked | DocumentError:
    """The same with all findings, as the engine found them."""
    return _checked(path, settings, for_file(path, settings))


def _checked(path: str, settings: Settings, own: FileSettings) -> Checked | DocumentError:
    read = _read(path, settings, own)
    if isinstance(read, DocumentError):
        return read
    found = _recalled(read, settings)
    return _computed(path, read, settings) if found is None else found


def results(paths: Sequence[str], settings: Settings) -> Results:
    """Each file with its report or error, in the order of the arguments; of changed files what stands on changed lines.

    Where the settings tell of changes, the paths are the changed files.
    """
    if settings.changes is None:
        yield from _all_results(list(expand(paths)), settings)
        return
    from checker.vcs.filter import on_changed_lines

    on_changed = on_changed_lines(settings.changes)
    # a worker needs to know where the text lies, not what changed in 2,000 files
    for path, result in _all_results(paths, msgspec.structs.replace(settings, changes=None)):
        if isinstance(result, Report):
            # whether a suppression is of use is known for whole files only
            left_out = msgspec.structs.replace(result.left_out, unused=())
            result = on_changed(path, msgspec.structs.replace(result, left_out=left_out))
        yield path, result


def _all_results(files: Sequence[str], settings: Settings) -> Results:
    if settings.deep is None:
        yield from _by_file(files, settings)
        return
    from checker.cli.deep import deep_run

    # one model for all files, which uses the cores by itself
    yield from _by_file(files, msgspec.structs.replace(settings, jobs=1))
    deep_run(settings.deep).done()


def _by_file(files: Sequence[str], settings: Settings) -> Results:
    # what is wrong with any settings is said before the work begins
    owns = {path: for_file(path, settings) for path in files}
    if settings.jobs == 1 or len(files) < 2:
        for path in _progress(files):
            yield path, _left(path, _checked(path, settings, owns[path]), settings, owns[path])
        return
    known: dict[str, Checked | DocumentError] = {}
    for path in files:
        if path == "-":
            known[path] = checked(path, settings)
            continue
        read = _read(path, settings, owns[path])
        found = read if isinstance(read, DocumentError) else _recalled(read, settings)
        if found is not None:
            known[path] = found
    for path, result in _in_parallel(files, known, settings):
        yield path, _left(path, result, settings, owns[path])


def _in_parallel(
    files: Sequence[str], known: dict[str, Checked | DocumentError], settings: Settings
) -> Iterator[tuple[str, Checked | DocumentError]]:
    missing = [path for path in files if path not in known]
    if not missing:
        yield from ((path, known[path]) for path in files)
        return
    from concurrent.futures import ProcessPoolExecutor

    from checker.api import engine

    for path in missing:
        refuse_unknown_names(path, settings)
    # compiled once, before the workers start
    assert all(len(engine(packs).store) >= 0 for packs in {for_file(path, settings).packs for path in missing})
    if any(for_file(path, settings).languagetool != "off" for path in missing):
        from checker.cli.companion import shared

        settings = shared(settings, [for_file(path, settings) for path in missing])
    with ProcessPoolExecutor(min(settings.jobs, len(missing))) as pool:
        futures = {path: pool.submit(checked, path, settings) for path in missing}
        for path in _progress(files):
            yield path, known[path] if path in known else futures[path].result()


def _read(path: str, settings: Settings, own: FileSettings) -> _Read | DocumentError:
    try:
        place = None if settings.staged is None else settings.staged.place(path)
        data = read_bytes(path, own.max_bytes, place)
    except DocumentError as error:
        return error
    name = "<stdin>" if path == "-" else path
    form = own.format_in or format_of(name)
    backend = _languagetool(settings, own)
    key = b""
    if settings.results is not None:
        # where no server can be had the result is that of our own rules
        more = (backend.key,) if backend is not None and backend.key else ()
        key = digest(own.key, version_key(own.packs), form.encode(), data, *more)
        if settings.deep is not None:
            from checker.cli.deep import deep_run

            key = digest(key, deep_run(settings.deep).key())
    return _Read(name, form, data, own, key, backend)


def _languagetool(settings: Settings, own: FileSettings) -> Backend | None:
    if own.languagetool == "off":
        return None
    from checker.cli.companion import backend_for

    return backend_for(own.languagetool, settings)


def _recalled(read: _Read, settings: Settings) -> Checked | None:
    if settings.results is None:
        return None
    entry = ResultCache(settings.results).get(read.key)
    if entry is None:
        return None
    from checker.results.late import late_document

    document = late_document(read.name, read.format, entry.encoding, read.data.decode(entry.encoding))
    report = Report(document, entry.findings, entry.verdict, entry.words)
    if read.languagetool is not None and read.languagetool.trouble is not None:
        from checker.cli.companion import without_server

        report = without_server(report, read.languagetool)
    return Checked(report, entry.comments)


def _computed(path: str, read: _Read, settings: Settings) -> Checked | DocumentError:
    own = read.own
    refuse_unknown_names(path, settings)
    try:
        text, encoding = decode(read.data, read.name, own.encoding)
    except DocumentError as error:
        return error
    document = document_from_text(text, name=read.name, format=read.format, encoding=encoding)
    found = _judged(document, own, settings, read.languagetool)
    if settings.results is not None and found.whole and not found.report.incomplete:
        report = found.report
        entry = Entry(encoding, report.words, report.verdict, report.findings, found.comments)
        ResultCache(settings.results).put(read.key, entry)
    return found


def _judged(document: Document, own: FileSettings, settings: Settings, languagetool: Backend | None) -> Checked:
    comments = comments_in(document.source, document.format)

    def check(judge: Judge | None = None) -> Report:
        report = check_document(
            document,
            min_confidence=own.lowest,
            select=own.wants if own.select or own.ignore else None,
            packs=own.packs,
            house=own.house,
            silenced=comments.silence if comments.suppressions else None,
            judge=judge,
        )
        if languagetool is None:
            return report
        from checker.cli.companion import with_languagetool

        return with_languagetool(report, own, languagetool)

    if settings.deep is None:
        return Checked(check(), comments)
    from checker.cli.deep import deep_run
    from checker.deep.errors import DeepProblem

    run = deep_run(settings.deep)
    judge, left = run.judge(), run.left
    if judge is not None:
        try:
            return Checked(check(judge), comments, run.left == left)
        except DeepProblem as problem:
            run.fail(problem)
    return Checked(check(), comments, False)


def check_read(document: Document, settings: Settings) -> Report:
    """The report of a document that was read from the file of its name; what is suppressed or accepted is left out."""
    own = for_file(document.name, settings)
    refuse_unknown_names(document.name, settings)
    result = _left(document.name, _judged(document, own, settings, _languagetool(settings, own)), settings, own)
    assert isinstance(result, Report)
    return result


def _left(path: str, result: Checked | DocumentError, settings: Settings, own: FileSettings) -> Result:
    if isinstance(result, DocumentError):
        return result
    report = kept(path, result.report, own.root, result.comments, settings.baseline)
    if settings.narrowed and report.left_out.unused:
        # what other findings would have used is not known
        report = msgspec.structs.replace(report, left_out=msgspec.structs.replace(report.left_out, unused=()))
    return report


def _progress(files: Sequence[str]) -> Iterator[str]:
    """The files, with a bar on a terminal's standard error where the work will last."""
    if not sys.stderr.isatty():
        yield from files
        return
    size = sum(os.path.getsize(path) for path in files if path != "-" and os.path.isfile(path))
    if size < 8_000_000:
        yield from files
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(files, "checking", console=Console(stderr=True), transient=True)
