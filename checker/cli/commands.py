"""What the commands do with the checked documents."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence

from checker.api import Report
from checker.cli.checking import Result, check_one, checked, results
from checker.cli.file_settings import for_file
from checker.cli.inputs import Settings, UsageProblem, expand
from checker.document import DocumentError
from checker.finding import SEVERITIES
from checker.report.printable import printable

__all__ = ["check", "check_one", "complain", "diff", "explain", "fix", "results"]
_PARTLY_STAGED = "{}: holds changes that are not staged, so nothing was written; stage or stash them, then fix again"


def check(
    paths: Sequence[str],
    settings: Settings,
    form: str | None,
    output: Sequence[str],
    exit_zero: bool,
    strict: bool = False,
    fail_on: str = "minor",
    hook: bool = False,
) -> int:
    """The check command; returns the exit code. `form` is printed, each FORMAT=FILE of `output` written.

    With `strict` a suppression without use counts as a finding, with `fail_on` less severe findings do not count. With
    `hook` the next steps are told where a commit is to be stopped.
    """
    if fail_on not in SEVERITIES:
        raise UsageProblem(f"--fail-on {fail_on}: unknown severity; known are {', '.join(SEVERITIES)}")
    if form in (None, "text") and not output:  # the usual run needs none of the reports
        found, failed = _shown(paths, settings), False
    else:
        found, failed = _reported(paths, settings, form, output)
    unused = _warn_of_unused(found)
    code = _exit_code(found, settings, exit_zero, strict and unused, fail_on)
    if hook and code == 1:
        from checker.cli.hook import next_steps

        sys.stdout.flush()
        print(next_steps(found), file=sys.stderr)
    return 2 if failed or model_failed(settings) else code


def model_failed(settings: Settings) -> bool:
    """Could a language model that was asked for not weigh?"""
    if settings.deep is None:
        return False
    from checker.cli.deep import deep_run

    return deep_run(settings.deep).failed


def _reported(
    paths: Sequence[str], settings: Settings, form: str | None, output: Sequence[str]
) -> tuple[list[tuple[str, Result]], bool]:
    """The results, printed and written in the formats; and whether a report could not be written."""
    from checker.report.outputs import Output, OutputProblem, outputs, refuse_inputs, write

    reports = outputs(form, output)
    if output:
        # changed files are named one by one, also those that are gone from the disk
        paths = paths if settings.changes is not None else list(expand(paths))
        refuse_inputs(reports, paths)
    printed = Output("text", "-")
    found = _shown(paths, settings) if printed in reports else list(results(paths, settings))
    failed = False
    for report in reports:
        try:
            if report != printed:
                write(report, found)
        except OutputProblem as problem:  # the other reports are written all the same
            print(f"mtlint: {printable(str(problem))}", file=sys.stderr)
            failed = True
    return found, failed


def _shown(paths: Sequence[str], settings: Settings) -> list[tuple[str, Result]]:
    """The results, each shown on the terminal as soon as it is there."""
    from checker.report.lines import Output
    from checker.report.terminal import show_findings, show_summary

    out = Output()
    found = []
    for path, result in results(paths, settings):
        found.append((path, result))
        if isinstance(result, Report):
            show_findings(out, path, result)
    show_summary(out, [(path, result) for path, result in found if isinstance(result, Report)])
    return found


def diff(paths: Sequence[str], settings: Settings, patch: bool, exit_zero: bool) -> int:
    """The diff command; returns the exit code."""
    found = []
    if patch:
        from checker.document import encode
        from checker.report.patch import patch_for, patch_header
        from checker.report.standard_output import put

        for path, result in results(paths, settings):
            found.append((path, result))
            if isinstance(result, Report):
                text = patch_for(path, result, for_file(path, settings).lowest)
                # hunks must be in the file's own encoding to apply, the name in that of the file system
                if text:
                    put(patch_header(path) + encode(result.document, text))
    else:
        from checker.report.lines import Output
        from checker.report.terminal import show_diff, show_summary

        out = Output()
        for path, result in results(paths, settings):
            found.append((path, result))
            if isinstance(result, Report):
                show_diff(out, path, result, for_file(path, settings).lowest)
        show_summary(out, [(path, result) for path, result in found if isinstance(result, Report)])
    return 2 if model_failed(settings) else _exit_code(found, settings, exit_zero)


def fix(paths: Sequence[str], settings: Settings, dry_run: bool) -> int:
    """The fix command; returns the exit code: 0 when all is as it should be, fixed or without fault."""
    from checker.cli.writing import fixed_text, write_fixed

    failed = False
    total = files = 0
    incomplete: list[tuple[str, Result]] = []
    for path, result in results(paths, settings):
        if isinstance(result, Report) and result.incomplete:
            incomplete.append((path, result))
        if isinstance(result, DocumentError):
            complain(result)
            failed = True
            continue
        text, count = fixed_text(result, for_file(path, settings).lowest)
        if path == "-" and not dry_run:
            from checker.document import encode
            from checker.report.standard_output import put

            put(encode(result.document, text))
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
    failed = lacks_languagetool(incomplete, settings) or model_failed(settings) or failed
    return 2 if failed else 1 if dry_run and total else 0


def explain(what: str, settings: Settings) -> int:
    """The explain command; returns the exit code."""
    place = re.fullmatch(r"(.+):(\d+):(\d+)", what)
    if place is None:
        from checker.cli.rule_commands import show_rule

        return show_rule(what, settings.packs)
    path, line, column = place[1], int(place[2]), int(place[3])
    found = checked(path, settings)
    if isinstance(found, DocumentError):
        raise found
    result = found.report
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
    return 2 if model_failed(settings) else 0


def complain(error: DocumentError) -> None:
    """One line on standard error."""
    print(f"mtlint: {printable(str(error))}", file=sys.stderr)


def _warn_of_unused(found: Sequence[tuple[str, Result]]) -> bool:
    """A line on standard error for each suppression that suppresses nothing; tell whether there is any."""
    unused = dict.fromkeys(one for _, result in found if isinstance(result, Report) for one in result.left_out.unused)
    for one in unused:
        place = f"{one.file}:{one.line}:{one.column}" if one.line else one.file
        print(f"mtlint: {printable(f'{place}: {one.message}')}", file=sys.stderr)
    return bool(unused)


def lacks_languagetool(found: Sequence[tuple[str, Result]], settings: Settings) -> bool:
    """A line on standard error where findings of LanguageTool are missing; tell whether that is a failure."""
    if not any(isinstance(result, Report) and result.incomplete for _, result in found):
        return False
    from checker.cli.companion import complaint

    sys.stdout.flush()
    print(f"mtlint: {complaint(found)}", file=sys.stderr)
    return settings.languagetool.required


def _exit_code(
    found: Sequence[tuple[str, Result]],
    settings: Settings,
    exit_zero: bool,
    strict: bool = False,
    fail_on: str = "minor",
) -> int:
    counting = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    failed = lacks_languagetool(found, settings)
    any_finding = strict
    for _, result in found:
        if isinstance(result, DocumentError):
            complain(result)
            failed = True
        elif any(finding.severity in counting for finding in result.findings):
            any_finding = True
    if failed:
        return 2
    return 1 if any_finding and not exit_zero else 0
