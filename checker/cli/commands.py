"""What the commands do with the checked documents."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence

import msgspec

from checker.api import Report, check_document
from checker.cli.inputs import Settings, UsageProblem, expand
from checker.document import DocumentError, read_document
from checker.finding import SEVERITIES
from checker.report.printable import printable

Results = Iterator[tuple[str, Report | DocumentError]]
FORMATS = ("text", "json")
_PARTLY_STAGED = "{}: holds changes that are not staged, so nothing was written; stage or stash them, then fix again"


def check_one(path: str, settings: Settings) -> Report | DocumentError:
    """The report of one file, or why there is none."""
    try:
        document = read_document(
            path,
            format=settings.format_in,
            encoding=settings.encoding,
            max_bytes=settings.max_bytes,
            stored=None if settings.staged is None else settings.staged.place(path),
        )
    except DocumentError as error:
        return error
    return check_document(document, min_confidence=settings.lowest, select=settings.wants, packs=settings.packs)


def results(paths: Sequence[str], settings: Settings) -> Results:
    """Each file with its report or error, in the order of the arguments; of changed files what stands on changed lines.

    Where the settings tell of changes, the paths are the changed files.
    """
    if settings.changes is None:
        yield from _all_results(list(expand(paths)), settings)
        return
    from checker.vcs.filter import on_changed_lines

    kept = on_changed_lines(settings.changes)
    # a worker needs to know where the text lies, not what changed in 2,000 files
    for path, result in _all_results(paths, msgspec.structs.replace(settings, changes=None)):
        yield path, kept(path, result) if isinstance(result, Report) else result


def _all_results(files: Sequence[str], settings: Settings) -> Results:
    if settings.jobs == 1 or len(files) < 2:
        for path in _progress(files):
            yield path, check_one(path, settings)
        return
    from concurrent.futures import ProcessPoolExecutor

    from checker.api import engine

    store = engine(settings.packs).store  # compiled once, before the workers start
    assert len(store) >= 0
    with ProcessPoolExecutor(min(settings.jobs, len(files))) as pool:
        futures = [pool.submit(check_one, path, settings) for path in files]
        for path, future in zip(_progress(files), futures, strict=True):
            yield path, future.result()


def _progress(files: Sequence[str]) -> Iterator[str]:
    """The files, with a bar on a terminal's standard error where the work will last."""
    size = sum(os.path.getsize(path) for path in files if path != "-" and os.path.isfile(path))
    if not sys.stderr.isatty() or size < 8_000_000:
        yield from files
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(files, "checking", console=Console(stderr=True), transient=True)


def check(
    paths: Sequence[str],
    settings: Settings,
    form: str,
    exit_zero: bool,
    fail_on: str = "minor",
    hook: bool = False,
) -> int:
    """The check command; returns the exit code."""
    if fail_on not in SEVERITIES:
        raise UsageProblem(f"--fail-on {fail_on}: unknown severity; known are {', '.join(SEVERITIES)}")
    if form not in FORMATS:
        raise UsageProblem(f"--format {form}: unknown; known are {', '.join(FORMATS)}")
    if form == "json":
        from checker.report.json import json_report

        found = list(results(paths, settings))
        sys.stdout.buffer.write(json_report(found) + b"\n")
        sys.stdout.flush()
    else:
        from checker.report.terminal import Terminal, show_findings, show_summary

        console = Terminal()
        found = []
        for path, result in results(paths, settings):
            found.append((path, result))
            if isinstance(result, Report):
                show_findings(console, path, result)
        show_summary(console, [(path, result) for path, result in found if isinstance(result, Report)])
    code = _exit_code(found, exit_zero, fail_on)
    if hook and code == 1:
        from checker.cli.hook import next_steps

        sys.stdout.flush()
        print(next_steps(found), file=sys.stderr)
    return code


def diff(paths: Sequence[str], settings: Settings, patch: bool, exit_zero: bool) -> int:
    """The diff command; returns the exit code."""
    found = []
    if patch:
        from checker.document import encode
        from checker.report.patch import patch_for, patch_header

        for path, result in results(paths, settings):
            found.append((path, result))
            if isinstance(result, Report):
                text = patch_for(path, result, settings.lowest)
                # hunks must be in the file's own encoding to apply, the name in that of the file system
                if text:
                    sys.stdout.buffer.write(patch_header(path) + encode(result.document, text))
        sys.stdout.flush()
    else:
        from checker.report.terminal import Terminal, show_diff, show_summary

        console = Terminal()
        for path, result in results(paths, settings):
            found.append((path, result))
            if isinstance(result, Report):
                show_diff(console, path, result, settings.lowest)
        show_summary(console, [(path, result) for path, result in found if isinstance(result, Report)])
    return _exit_code(found, exit_zero)


def fix(paths: Sequence[str], settings: Settings, dry_run: bool) -> int:
    """The fix command; returns the exit code: 0 when all is as it should be, fixed or without fault."""
    from checker.cli.writing import fixed_text, write_fixed

    failed = False
    total = files = 0
    for path, result in results(paths, settings):
        if isinstance(result, DocumentError):
            complain(result)
            failed = True
            continue
        text, count = fixed_text(result, settings.lowest)
        if path == "-" and not dry_run:
            from checker.document import encode

            sys.stdout.buffer.write(encode(result.document, text))
            sys.stdout.flush()
            continue
        if not count:
            continue
        if not dry_run:
            try:
                write_fixed(path, result.document, text)
            except DocumentError as error:
                if error.kind == "changed" and settings.staged is not None:
                    error = DocumentError(error.kind, path, _PARTLY_STAGED.format(path))
                complain(error)
                failed = True
                continue
        total += count
        files += 1
        print(f"{printable(path)}: {count} {'fix' if count == 1 else 'fixes'} {'to make' if dry_run else 'made'}")
    if dry_run or "-" not in paths:
        done = "to make" if dry_run else "made"
        print(f"{total} {'fix' if total == 1 else 'fixes'} {done} in {files} file{'s' * (files != 1)}")
    return 2 if failed else 1 if dry_run and total else 0


def explain(what: str, settings: Settings) -> int:
    """The explain command; returns the exit code."""
    place = re.fullmatch(r"(.+):(\d+):(\d+)", what)
    if place is None:
        from checker.cli.rule_commands import show_rule

        return show_rule(what, settings.packs)
    path, line, column = place[1], int(place[2]), int(place[3])
    result = check_one(path, settings)
    if isinstance(result, DocumentError):
        raise result
    from checker.report.explanation import show_explanation

    near = [
        finding
        for finding in result.findings
        if finding.line == line and finding.column <= column < finding.column + max(1, finding.end - finding.start)
    ]
    if not near:
        raise UsageProblem(f"{what}: no candidate there; `mtlint check --min-confidence 0 {path}` lists all")
    for finding in near:
        show_explanation(path, finding, result)
    return 0


def complain(error: DocumentError) -> None:
    """One line on standard error."""
    print(f"mtlint: {printable(str(error))}", file=sys.stderr)


def _exit_code(found: Sequence[tuple[str, Report | DocumentError]], exit_zero: bool, fail_on: str = "minor") -> int:
    counting = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    failed = False
    any_finding = False
    for _, result in found:
        if isinstance(result, DocumentError):
            complain(result)
            failed = True
        elif any(finding.severity in counting for finding in result.findings):
            any_finding = True
    if failed:
        return 2
    return 1 if any_finding and not exit_zero else 0
