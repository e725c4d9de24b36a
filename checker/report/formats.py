"""The report formats by name. Each lives in its own module and is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.api import Report
    from checker.document import DocumentError

    Found = Sequence[tuple[str, Report | DocumentError]]
    """Each file by the path it was given as, with its report, or why it could not be read."""

FORMATS = {
    "text": "for people, as on the terminal",
    "json": "everything, by a schema of its own",
    "html": "one page for an author: the article with its faults marked",
    "sarif": "SARIF 2.1.0, for code scanning and editors",
    "github": "annotations of GitHub Actions",
    "gitlab": "GitLab code quality",
    "rdjson": "reviewdog",
    "junit": "JUnit XML, for Jenkins and other CI",
    "checkstyle": "Checkstyle XML",
}
"""What each format is for. The module `checker.report.NAME` renders it with its function `render`."""


def renderer(name: str) -> Callable[[Found], bytes]:
    """The function that makes a report of all files in the format of a known name; UTF-8, with a line end at its end."""
    render: Callable[[Found], bytes] = import_module(f"checker.report.{name}").render
    return render
