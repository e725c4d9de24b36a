"""Leaves out of a report what its project has accepted: by comments, one by one, or in a baseline."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from checker.api import LeftOut, Report, Unused
from checker.finding import Finding
from checker.suppress import BASELINE_NAME, IGNORE_NAME
from checker.suppress.comments import NONE, Comments, comments_in, silenced

if TYPE_CHECKING:
    from checker.suppress.accepted import Accepted


def kept(path: str, report: Report, root: Path, comments: Comments | None = None, baseline: bool = True) -> Report:
    """The report without what is suppressed, and without what the project's baseline holds.

    `path` is the file's, "-" for standard input, which is in no list; `root` the project's folder; `comments` are
    those of the document, where they are known already.
    """
    if comments is None:
        comments = comments_in(report.document.source, report.document.format)
    findings = list(report.findings)
    unused: list[Unused] = []
    if comments != NONE:
        findings = _without_silenced(path, report, comments, findings, unused)
    listed = path != "-"
    if listed:
        ignored = accepted(str(root), IGNORE_NAME)
        if ignored is not None:
            findings, idle = ignored.left(path, findings)
            unused += [
                Unused(
                    str(ignored.file),
                    0,
                    0,
                    f"the entry for {entry.rule} “{entry.text}” in {entry.path} suppresses nothing; remove it",
                )
                for entry in idle
                if not _of_others((entry.rule,))
            ]
    suppressed = len(report.findings) - len(findings)
    if listed and baseline and findings:
        known = accepted(str(root), BASELINE_NAME)
        if known is not None:
            findings, _ = known.left(path, findings)
    baselined = len(report.findings) - suppressed - len(findings)
    if not suppressed and not baselined and not unused:
        return report
    return msgspec.structs.replace(
        report, findings=tuple(findings), left_out=LeftOut(suppressed, baselined, tuple(unused))
    )


@lru_cache(maxsize=64)
def accepted(root: str, name: str) -> Accepted | None:
    """The list of that name in a project's folder, read once; None where there is none."""
    file = os.path.join(root, name)
    if not os.path.lexists(file):
        return None
    from checker.suppress.accepted import read_accepted

    return read_accepted(Path(file))


def _without_silenced(
    path: str, report: Report, comments: Comments, findings: list[Finding], unused: list[Unused]
) -> list[Finding]:
    """The findings that no comment silences; what comments are of no use is appended to `unused`."""
    used: set[int] = set()
    heard = []
    for finding in findings:
        by = [n for n, one in enumerate(comments.suppressions) if silenced(finding, one)]
        used.update(by)
        if not by:
            heard.append(finding)
    document = report.document
    idle = [
        (one.start, f"nothing is suppressed here{_of(one.rules)}; remove the comment")
        for n, one in enumerate(comments.suppressions)
        if n not in used and not _of_others(one.rules)
    ]
    for at, message in sorted([*idle, *((one.start, one.message) for one in comments.unread)]):
        unused.append(Unused(path, *document.line_column(at), message))
    return heard


def _of_others(rules: tuple[str, ...]) -> bool:
    """Are all of the rules LanguageTool's, which is not asked in every run?"""
    return bool(rules) and all(rule == "languagetool" or rule.startswith("languagetool.") for rule in rules)


def _of(rules: tuple[str, ...]) -> str:
    return f" of {', '.join(rules)} (if the name is right: see `mtlint rules list`)" if rules else ""
