"""Where reports go: several formats in one run, to files (whole or not at all) or to standard output."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from checker.document.write import write_whole
from checker.problem import Problem
from checker.report.formats import FORMATS, renderer
from checker.report.standard_output import put

if TYPE_CHECKING:
    from checker.report.formats import Found

STANDARD_OUTPUT = "-"
GENERATOR = '<meta name="generator" content="mtlint'
"""How a page of ours begins; articles that are checked never hold it in their first kilobyte."""


class OutputProblem(Problem):
    """A report that cannot be made or written; the message says which, why and what to do."""


class Output(msgspec.Struct, frozen=True):
    """One report: its format, and its file or "-"."""

    form: str
    file: str


def outputs(form: str | None, asked: Sequence[str]) -> list[Output]:
    """The reports of a run from --format and --output FORMAT=FILE; raises OutputProblem for what cannot be right.

    Text goes to standard output where nothing else is asked to.
    """
    if form is not None:
        _known(form, f"--format {form}")
    found = [_output(value) for value in asked]
    printed = [output for output in found if output.file == STANDARD_OUTPUT]
    if form is not None:
        printed.append(Output(form, STANDARD_OUTPUT))
        found.append(printed[-1])
    if len(printed) > 1:
        names = " and ".join(output.form for output in printed)
        raise OutputProblem(f"{names}: only one report can go to standard output; give files: --output FORMAT=FILE")
    files = [os.path.realpath(output.file) for output in found if output.file != STANDARD_OUTPUT]
    for output in found:
        if output.file != STANDARD_OUTPUT and files.count(os.path.realpath(output.file)) > 1:
            raise OutputProblem(f"--output {output.file}: two reports cannot go to one file")
    return found if printed else [*found, Output("text", STANDARD_OUTPUT)]


def _output(value: str) -> Output:
    form, mark, file = value.partition("=")
    if not mark or not file:
        raise OutputProblem(f"--output {value}: must be FORMAT=FILE, such as html=report.html; - is standard output")
    _known(form, f"--output {value}")
    if file == STANDARD_OUTPUT:
        return Output(form, file)
    target = Path(file)
    if target.is_dir():
        raise OutputProblem(f"--output {value}: {file} is a folder; name a file in it")
    if not target.parent.is_dir():
        raise OutputProblem(f"--output {value}: there is no folder {target.parent}; make it first")
    place = target if target.exists() and not target.is_file() else target.resolve().parent
    if not os.access(place, os.W_OK):
        raise OutputProblem(f"--output {value}: {place} may not be written to; choose another place")
    return Output(form, file)


def _known(form: str, where: str) -> None:
    if form not in FORMATS:
        from checker.packs.errors import nearest

        raise OutputProblem(f"{where}: unknown format; known are {', '.join(FORMATS)}{nearest(form, list(FORMATS))}")


def refuse_inputs(reports: Sequence[Output], inputs: Sequence[str]) -> None:
    """Raise OutputProblem where a report would be written over a file that is checked."""
    read = {os.path.realpath(path) for path in inputs if path != STANDARD_OUTPUT}
    for output in reports:
        if output.file != STANDARD_OUTPUT and os.path.realpath(output.file) in read:
            raise OutputProblem(
                f"--output {output.form}={output.file}: is one of the files that are checked, and would be lost; "
                "choose another name"
            )


def is_report(path: str) -> bool:
    """Is the file a page that mtlint wrote?"""
    try:
        with open(path, "rb") as stream:
            return GENERATOR.encode() in stream.read(1024)
    except OSError:
        return False


def write(output: Output, found: Found) -> None:
    """Make the report and put it where it goes; raises OutputProblem, and then an existing file is as it was."""
    content = renderer(output.form)(found)
    if output.file == STANDARD_OUTPUT:
        put(content)
        return
    try:
        _write(Path(output.file), content)
    except OSError as error:
        raise OutputProblem(
            f"--output {output.form}={output.file}: could not be written ({error.strerror or error}); "
            "free some space or choose another place"
        ) from None


def _write(path: Path, content: bytes) -> None:
    target = path.resolve()
    mode = target.stat().st_mode if target.exists() else None
    if mode is not None and not stat.S_ISREG(mode):  # a pipe or a device: there is nothing to replace
        with open(target, "wb") as stream:
            stream.write(content)
        return
    write_whole(target, content)
