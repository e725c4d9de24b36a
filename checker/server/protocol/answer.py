"""The answers to clients of LanguageTool, made in a worker."""

from __future__ import annotations

import msgspec

from checker import __version__
from checker.analysis.sentence import sentence_bounds
from checker.api import Report
from checker.document import Document
from checker.finding import Candidate, Finding
from checker.server.catalogue import families
from checker.server.jobs import Bench, InfoJob, Outcome, ProtocolJob, Wanted, counted
from checker.server.protocol import categories, languages
from checker.server.protocol.annotated import Span, document_of
from checker.server.protocol.types import (
    Category,
    CheckAnswer,
    ConfigInfo,
    Context,
    DetectedLanguage,
    InfoRule,
    InfoSoftware,
    Language,
    Match,
    MatchRule,
    Parameter,
    Replacement,
    Software,
    Warnings,
)
from checker.server.protocol.utf16 import Utf16, length
from checker.suppress.comments import named

PICKY_CONFIDENCE = 0.3
"""From which confidence on findings are shown at the level "picky"."""

_AROUND = 40
_MOST_REPLACEMENTS = 20
_NOT_ENGLISH = (
    "The text does not look English, and English is all that mtlint reads; say language=en-US to have it read."
)


def checked(job: ProtocolJob, bench: Bench) -> Outcome:
    """The matches of a text."""
    document, markup = document_of(job.parts)
    sure = languages.english(document.prose) if job.language == "auto" else 1.0
    if job.nothing or (job.language == "auto" and not languages.looks_english(document.prose)):
        reason = "" if job.nothing else _NOT_ENGLISH
        return Outcome(msgspec.json.encode(_answer(job, (), sure, reason)))
    lowest = bench.ground.lowest
    report, complaint = bench.report(
        document, min(lowest, PICKY_CONFIDENCE) if job.picky else lowest, _wanted(job) if _narrows(job) else None
    )
    matches = _matches(report, markup)
    return counted(report, msgspec.json.encode(_answer(job, matches, sure, complaint or "")), complaint)


def info(job: InfoJob, bench: Bench) -> Outcome:
    """What the server can do, as `/v2/configinfo` tells office clients: families of rules, of which there are few."""
    found = tuple(
        InfoRule(
            row.id,
            row.about,
            categories.identifier(row.category),
            categories.name(row.category),
            categories.issue_type(row.category),
        )
        for row in families(bench.ground.packs)
    )
    return Outcome(msgspec.json.encode(ConfigInfo(InfoSoftware(version=__version__), Parameter(job.longest), found)))


def _answer(job: ProtocolJob, matches: tuple[Match, ...], sure: float, incomplete: str) -> CheckAnswer:
    code = job.preferred if job.language == "auto" else job.language
    detected = DetectedLanguage(languages.NAMES[code], code, round(sure, 3))
    return CheckAnswer(
        Software(version=__version__),
        Warnings(bool(incomplete), incomplete),
        Language(languages.NAMES[code], code, detected),
        matches,
    )


def _narrows(job: ProtocolJob) -> bool:
    return job.enabled_only or bool(job.disabled_rules or job.disabled_categories)


def _wanted(job: ProtocolJob) -> Wanted:
    """What the client enables and disables. Rules of LanguageTool are known by their own ids, too."""

    def is_rule(names: tuple[str, ...], item: Candidate | Finding) -> bool:
        return any(named(name, item) or item.rule.rpartition(".")[2] == name for name in names)

    def is_category(names: tuple[str, ...], item: Candidate | Finding) -> bool:
        return item.category in names or _category(item.rule, item.category) in names

    def wanted(item: Candidate | Finding) -> bool:
        if is_rule(job.disabled_rules, item):
            return False
        enabled = is_rule(job.enabled_rules, item)
        if job.enabled_only:
            return enabled or is_category(job.enabled_categories, item)
        return enabled or not is_category(job.disabled_categories, item)

    return wanted


def _category(rule: str, category: str) -> str:
    """The id of the category; LanguageTool's own for what it found."""
    parts = rule.split(".")
    return parts[1].upper() if parts[0] == "languagetool" and len(parts) > 2 else categories.identifier(category)


def _matches(report: Report, markup: list[Span]) -> tuple[Match, ...]:
    units = Utf16(report.document.source)
    return tuple(_match(finding, report.document, markup, units) for finding in report.findings)


def _match(finding: Finding, document: Document, markup: list[Span], units: Utf16) -> Match:
    start, end, replacements = _change(finding, markup)
    source = document.source
    low, high = max(0, start - _AROUND), min(len(source), end + _AROUND)
    before = ("..." if low else "") + source[low:start]
    context = before + source[start:high] + ("..." if high < len(source) else "")
    sentence = _sentence(document, finding)
    category = categories.identifier(finding.category)
    if finding.rule.startswith("languagetool."):
        category = _category(finding.rule, finding.category)
    return Match(
        message=finding.message,
        short_message=categories.name(finding.category),
        replacements=tuple(Replacement(text) for text in replacements[:_MOST_REPLACEMENTS]),
        offset=units(start),
        length=units(end) - units(start),
        context=Context(_on_one_line(context), length(before), units(end) - units(start)),
        sentence=sentence,
        rule=MatchRule(
            id=finding.rule,
            description=finding.message,
            issue_type=categories.issue_type(finding.category),
            category=Category(category, categories.name(finding.category)),
            confidence=finding.confidence,
        ),
    )


def _change(finding: Finding, markup: list[Span]) -> tuple[int, int, list[str]]:
    """(start, end, replacements) such that a client that puts one in place of the span leaves markup alone."""
    if not any(low < finding.end and finding.start < high for low, high in markup):
        return finding.start, finding.end, [suggestion.replacement for suggestion in finding.suggestions]
    if len(finding.edits) == 1:
        edit = finding.edits[0]
        return edit.start, edit.end, [edit.replacement]
    return finding.start, finding.end, []


def _sentence(document: Document, finding: Finding) -> str:
    """The sentence that holds the beginning of the finding, as prose."""
    at = _to_prose(document, finding.start)
    segment = document.segment_at(at)
    for start, end in sentence_bounds(document.prose, segment.start, segment.end):
        if start <= at < end:
            return document.prose[start:end].strip()
    return document.prose[segment.start : segment.end]


def _to_prose(document: Document, offset: int) -> int:
    """The offset in the prose of what begins at an offset of the source."""
    for run in document.runs:
        if run.source <= offset < run.source + run.source_length:
            return run.prose + (offset - run.source if run.length == run.source_length else 0)
    return offset if not document.runs else 0


def _on_one_line(text: str) -> str:
    return text.replace("\r\n", "  ").replace("\n", " ").replace("\r", " ")
