"""`mtlint review`: from files to a desk, and the choice between the screen and the dialogue."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType

from checker.api import Report
from checker.cli.checking import Result, check_read
from checker.cli.commands import complain, lacks_languagetool, model_failed
from checker.cli.file_settings import for_file
from checker.cli.inputs import Settings, UsageProblem, expand
from checker.config import forget
from checker.document import Document, DocumentError, read_document
from checker.problem import Problem
from checker.review.desk import Desk
from checker.review.journal import journal_files, state_folder
from checker.review.save import Saver
from checker.suppress.filter import accepted


def review(paths: Sequence[str], settings: Settings, plain: bool, resume: bool | None) -> int:
    """The review command; returns the exit code: 0 all decided and saved, 1 something left, 2 a file failed."""

    def check(document: Document) -> Report:
        # a save may have written words and accepted findings
        forget()
        accepted.cache_clear()
        try:
            return check_read(document, settings)
        except Problem as problem:  # settings that somebody broke meanwhile end no review
            raise DocumentError("settings", document.name, str(problem)) from None

    files = list(expand(paths))
    if "-" in files:
        raise UsageProblem("review: standard input cannot be written back; name a file")
    reports: dict[str, Report] = {}
    incomplete: list[tuple[str, Result]] = []
    failed = False
    folder = state_folder()
    for path in files:
        try:
            own = for_file(path, settings)
            document = read_document(path, own.format_in, own.encoding, own.max_bytes)
        except DocumentError as error:
            complain(error)
            failed = True
            continue
        report = check(document)
        if report.incomplete:
            incomplete.append((path, report))
        if report.findings or journal_files(folder, path)[0].exists():
            reports[path] = report
    if incomplete:
        failed = lacks_languagetool(incomplete, settings) or failed
        if settings.languagetool.required:
            return 2
    if not reports:
        if not failed:
            print(f"no faults in {len(files)} file{'s' * (len(files) != 1)}")
        return 2 if failed or model_failed(settings) else 0
    desk = Desk(reports, check, folder)
    _leave_on_signals(desk)
    try:
        saver = Saver(desk)
        saver.read()
        if plain or not _full_screen():
            _dialogue(desk, saver, resume)
        else:
            from checker.review.screen.app import ReviewApp

            ReviewApp(desk, saver, resume).run()
        desk.close()
    finally:
        desk.leave()
    left = _left(desk)
    if left:
        print(left)
    return 2 if failed or model_failed(settings) else 1 if left else 0


def _left(desk: Desk) -> str:
    """What remains to be done; empty where nothing does."""
    unsaved = [path for path in desk.session.reports if desk.unsaved(path)]
    parts = []
    if unsaved:
        if desk.trouble:
            parts.append(f"decisions in {len(unsaved)} file{'s' * (len(unsaved) != 1)} are neither saved nor kept")
        else:
            parts.append("decisions are kept, not saved: the same command resumes")
    counts = desk.session.counts()
    if counts.open:
        parts.append(f"{counts.open} fault{'s' * (counts.open != 1)} left open")
    return "; ".join(parts)


def _full_screen() -> bool:
    # the screen is drawn through standard error, as Textual does
    return all(s.isatty() for s in (sys.stdin, sys.stdout, sys.stderr)) and os.environ.get("TERM", "") not in (
        "",
        "dumb",
    )


def _dialogue(desk: Desk, saver: Saver, resume: bool | None) -> None:
    from checker.review.plain import Dialogue

    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="surrogateescape")

    def say(line: str) -> None:
        print(line, flush=True)

    def read(prompt: str) -> str | None:
        print(prompt, end="", flush=True)
        line = sys.stdin.readline()
        if not sys.stdin.isatty():
            print(line.rstrip("\n").encode("utf-8", "replace").decode(), flush=True)
        return line or None

    waiting = desk.resumable
    if waiting is not None and resume is None:
        say(
            f"{waiting.decisions} decision{'s' * (waiting.decisions != 1)} of {waiting.since} "
            f"in {waiting.files} file{'s' * (waiting.files != 1)} were not saved."
        )
        answer = read("Resume there? [y, n begins anew] ")
        resume = answer is None or answer.strip() != "n"
    if waiting is not None:
        if resume is False:
            desk.start_anew()
        else:
            desk.resume()
    saver.recall()
    Dialogue(desk, saver, read, say).run()


def _leave_on_signals(desk: Desk) -> None:
    """A closed terminal ends the review; all decisions are on disk, only the sign for others is to be taken away."""

    def gone(number: int, frame: FrameType | None) -> None:
        desk.leave()
        os._exit(128 + number)

    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, gone)
