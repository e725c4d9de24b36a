"""--hook: for pre-commit, which adds the names of files to the command and shows what the command printed."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import msgspec

from checker.api import FIX_CONFIDENCE, Report
from checker.cli.inputs import Settings
from checker.document import DocumentError
from checker.edits import edits_for
from checker.report.printable import printable

_MOST_NAMES = 5
_MANY_FILES = 100


def plain_names(arguments: Sequence[str]) -> list[str]:
    """The arguments, of which those that are files and look like options are written so that they look like files."""
    return [
        os.path.join(os.curdir, argument) if argument.startswith("-") and os.path.isfile(argument) else argument
        for argument in arguments
    ]


def among_cores(settings: Settings, files: Sequence[str]) -> Settings:
    """The settings with a process for each core, where the files are so many that starting processes pays."""
    if settings.jobs > 1 or len(files) < _MANY_FILES:
        return settings
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return msgspec.structs.replace(settings, jobs=usable or 1)


def next_steps(found: Sequence[tuple[str, Report | DocumentError]]) -> str:
    """What to do about the findings, for who wanted to commit the files."""
    from shlex import join, quote

    reports = [(path, result) for path, result in found if isinstance(result, Report) and result.findings]
    command = quote(_command())
    files = join(path for path, _ in reports) if len(reports) <= _MOST_NAMES else "FILE..."
    lines = ["", "What to do about the findings above:"]
    lines += ["  go through them one by one, then `git add` and commit again:", f"      {command} review {files}"]
    if any(edits_for(report.findings, FIX_CONFIDENCE) for _, report in reports):
        lines += ["  or make the corrections that are certain, then look, `git add` and commit again:"]
        lines += [f"      {command} fix {files}"]
    if any(report.document.format != "text" for _, report in reports):
        lines += ["  or keep a passage as it is, by a comment in the line before it:"]
        lines += ["      <!-- mtlint: off-next-line RULE -- the reason -->"]
    if any(report.document.format == "text" for _, report in reports):
        lines += ["  or keep a passage of plain text as it is: ignore the finding in the review"]
    lines += ["  or commit this once without mtlint:", "      SKIP=mtlint git commit"]
    return "\n".join(printable(line) for line in lines)


def _command() -> str:
    """How the user can call mtlint: pre-commit puts its own environment on the PATH, which the user has not."""
    from shutil import which

    own = os.path.dirname(os.path.abspath(sys.argv[0]))
    path = os.pathsep.join(
        folder for folder in os.environ.get("PATH", os.defpath).split(os.pathsep) if os.path.abspath(folder) != own
    )
    if which("mtlint", path=path) is not None or "VIRTUAL_ENV" not in os.environ:
        return "mtlint"
    return which("mtlint", path=own) or "mtlint"
