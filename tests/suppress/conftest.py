"""What is left of a report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from checker.api import Report, check_document
from checker.document import document_from_text
from checker.suppress.comments import comments_in
from checker.suppress.filter import kept


class Rest(msgspec.Struct, frozen=True):
    """A report from which what is suppressed was left out."""

    report: Report

    @property
    def lines(self) -> list[int]:
        """The lines of its findings."""
        return [finding.line for finding in self.report.findings]

    @property
    def rules(self) -> list[tuple[int, str]]:
        """Line and family of each finding."""
        return [(finding.line, finding.rule.partition(".")[0]) for finding in self.report.findings]


Left = Callable[[str, str], Rest]


@pytest.fixture
def left(tmp_path: Path) -> Left:
    """left(source, format): what is left of the findings of a source."""

    def leaving(source: str, form: str) -> Rest:
        document = document_from_text(source, format=form)
        comments = comments_in(source, form)
        report = check_document(document, silenced=comments.silence)
        return Rest(kept("a", report, tmp_path, comments))

    return leaving
