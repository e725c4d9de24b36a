"""mtlint baseline, mtlint ignore: accept what is there, all at once or one by one."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from checker.api import Report
from checker.cli.checking import check_one, results
from checker.cli.commands import complain, lacks_languagetool
from checker.cli.file_settings import for_file
from checker.cli.inputs import Settings, UsageProblem, expand
from checker.config.errors import shown
from checker.config.project import project_root
from checker.config.values import THRESHOLDS
from checker.document import DocumentError
from checker.finding import Finding
from checker.report.printable import printable
from checker.suppress.accepted import (
    BASELINE_NAME,
    IGNORE_NAME,
    Entry,
    below,
    entry_for,
    read_accepted,
    write_accepted,
)
from checker.suppress.filter import accepted

Places = list[tuple[Finding, list[str]]]
"""Findings, each with its fingerprints at other thresholds."""


def write_baseline(paths: Sequence[str], settings: Settings) -> int:
    """Put what is found in the files into their projects' baselines; returns the exit code."""
    files = [path for path in expand(paths) if path != "-"]
    if not files:
        raise UsageProblem("standard input has no baseline; name files or folders")
    failed = False
    by_root: dict[Path, dict[str, list[Entry]]] = {}
    found: dict[str, Places] = {path: [] for path in files}
    incomplete: dict[str, Report] = {}
    for threshold in _thresholds(files, settings):
        for path, result in results(files, msgspec.structs.replace(settings, threshold=threshold, baseline=False)):
            if isinstance(result, DocumentError):
                if path in found:
                    complain(result)
                    failed = True
                found.pop(path, None)
            elif path in found:
                if result.incomplete:
                    incomplete[path] = result
                _join(found[path], result.findings)
    for path in files:
        file = project_root(path) / BASELINE_NAME
        by_root.setdefault(project_root(path), {})[below(path, file.parent)] = [
            entry_for(file, path, finding, also=also) for finding, also in found.get(path, ())
        ]
    unread = {path for path in files if path not in found}
    for root, made in by_root.items():
        if all(below(path, root) in made for path in unread) and len(made) == len(unread):
            continue  # nothing here could be read
        _write(root, made, {below(path, root) for path in unread})
    failed = lacks_languagetool(list(incomplete.items()), settings) or failed
    return 2 if failed else 0


def _write(root: Path, made: dict[str, list[Entry]], unread: set[str]) -> None:
    """Replace the entries of the files that were checked; those of files that are gone are dropped."""
    file = root / BASELINE_NAME
    before = read_accepted(file).entries
    kept = [e for e in before if e.path in unread or (e.path not in made and os.path.exists(root / e.path))]
    entries = [entry for own in made.values() for entry in own]
    old = {(entry.path, entry.fingerprint) for entry in before}
    new = {(entry.path, entry.fingerprint) for entry in (*kept, *entries)}
    if entries or before:
        write_accepted(file, [*kept, *entries])
    count = len(kept) + len(entries)
    print(
        f"{printable(shown(file))}: {count} finding{'s' * (count != 1)} in the baseline "
        f"({len(new - old)} added, {len(old - new)} removed)"
    )


def ignore(places: Sequence[str], reason: str, settings: Settings) -> int:
    """Accept the findings at PATH:LINE:COLUMN in the projects' side files; returns the exit code."""
    for place in places:
        match = re.fullmatch(r"(.+):(\d+):(\d+)", place)
        if match is None:
            raise UsageProblem(f"{place}: name a place as PATH:LINE:COLUMN, as `mtlint check` shows it")
        path, line, column = match[1], int(match[2]), int(match[3])
        found: Places = []
        for threshold in _thresholds([path], settings):
            result = check_one(path, msgspec.structs.replace(settings, threshold=threshold, baseline=False))
            if isinstance(result, DocumentError):
                raise result
            _join(found, [finding for finding in result.findings if _covers(result, finding, line, column)])
        if not found:
            raise UsageProblem(f"{place}: nothing is found there; `mtlint check {path}` shows the places")
        file = project_root(path) / IGNORE_NAME
        write_accepted(
            file,
            [
                *read_accepted(file).entries,
                *(entry_for(file, path, finding, reason, also) for finding, also in found),
            ],
        )
        accepted.cache_clear()  # the next place is looked up in what is there now
        for finding, _ in found:
            print(
                printable(f"{path}:{finding.line}:{finding.column}: {finding.rule} “{finding.text}” ")
                + f"is ignored from now on ({printable(shown(file))})"
            )
    return 0


def _thresholds(paths: Iterable[str], settings: Settings) -> list[str]:
    """The commands whose findings must be known: those whose thresholds differ for one of the files."""
    if settings.lowest is not None:
        return ["check"]
    chosen: list[str] = []
    seen: set[tuple[float, ...]] = set()
    for name in THRESHOLDS:
        own = msgspec.structs.replace(settings, threshold=name)
        lowest = tuple(for_file(path, own).lowest for path in paths)
        if lowest not in seen:
            seen.add(lowest)
            chosen.append(name)
    return chosen


def _join(places: Places, findings: Iterable[Finding]) -> None:
    """Add the findings of a further threshold: to the place that they overlap, where there is one."""
    for finding in findings:
        at = next((n for n, (known, _) in enumerate(places) if _overlap(known, finding)), None)
        if at is None:
            places.append((finding, []))
        elif finding.fingerprint not in (places[at][0].fingerprint, *places[at][1]):
            places[at][1].append(finding.fingerprint)


def _overlap(a: Finding, b: Finding) -> bool:
    return (a.start, a.end) == (b.start, b.end) or (a.start < b.end and b.start < a.end)


def _covers(report: Report, finding: Finding, line: int, column: int) -> bool:
    """Does the finding cover the place, on whichever of its lines?"""
    first = (finding.line, finding.column)
    last = report.document.line_column(max(finding.start, finding.end - 1))
    return first <= (line, column) <= last
