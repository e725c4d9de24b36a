"""The answers of our own JSON interface, made in a worker."""

from __future__ import annotations

import io

import msgspec

from checker.api import Report, check_document
from checker.document import document_from_text
from checker.finding import Edit, Term, Verdict
from checker.report.json import CheckedFile, FindingRow, Tool, checked_file
from checker.report.lines import Output
from checker.report.patch import patch_for, patch_header
from checker.report.terminal import show_diff
from checker.server import catalogue
from checker.server.jobs import NAME, Bench, CheckJob, DiffJob, ExplainJob, Outcome, RuleJob, RulesJob, counted

WIDTH = 120


class EditedFinding(FindingRow, frozen=True):
    """A finding as in the JSON report, and the edits that put its first suggestion in place without touching markup."""

    edits: tuple[Edit, ...]


class CheckedText(CheckedFile, frozen=True):
    """The text as a file of the JSON report whose findings have edits."""

    findings: tuple[EditedFinding, ...]


class CheckAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """The JSON report with one file, "text"; `warnings` say what could not be done (LanguageTool did not answer)."""

    version: int
    tool: Tool
    files: tuple[CheckedText, ...]
    warnings: tuple[str, ...] = ()


class DiffAnswer(msgspec.Struct, frozen=True):
    """`diff` for people, with [-old-]{+new+} in place; `patch` for `git apply` and `patch -p1`."""

    diff: str
    patch: str


class ExplainedFinding(msgspec.Struct, frozen=True):
    """A candidate with all that made its confidence: addends in log-odds and their sum."""

    finding: EditedFinding
    terms: tuple[Term, ...]
    log_odds: float


class ExplainAnswer(msgspec.Struct, frozen=True):
    """What is suspected at a place, however unlikely, and what the document is."""

    findings: tuple[ExplainedFinding, ...]
    verdict: Verdict


class RuleAnswer(msgspec.Struct, frozen=True):
    """One rule."""

    rule: catalogue.RuleDetail


class RulesAnswer(msgspec.Struct, frozen=True):
    """Rules in the order of their ids; `total` is how many there are, `limit` of which are sent from `offset` on."""

    total: int
    offset: int
    rules: tuple[catalogue.RuleRow, ...]


def checked(job: CheckJob, bench: Bench) -> Outcome:
    """The report of a text."""
    report, complaint = bench.report(document_from_text(job.text, name=NAME, format=job.format), job.lowest)
    fields = msgspec.structs.asdict(checked_file(NAME, report))
    text = CheckedText(**{**fields, "findings": edited(report)})
    answer = CheckAnswer(1, _tool(), (text,), (complaint,) if complaint else ())
    return counted(report, msgspec.json.encode(answer), complaint)


def diffed(job: DiffJob, bench: Bench) -> Outcome:
    """A text with its fixes shown."""
    report, complaint = bench.report(document_from_text(job.text, name=NAME, format=job.format), job.lowest)
    lowest = bench.ground.lowest if job.lowest is None else job.lowest
    stream = io.StringIO()
    show_diff(Output(stream, WIDTH), NAME, report, lowest)
    patch = patch_for(NAME, report, lowest)
    whole = patch_header(NAME).decode() + patch if patch else ""
    return counted(report, msgspec.json.encode(DiffAnswer(stream.getvalue(), whole)), complaint)


def explained(job: ExplainJob, bench: Bench) -> Outcome:
    """The candidates at an offset."""
    document = document_from_text(job.text, name=NAME, format=job.format)
    ground = bench.ground
    report = check_document(document, min_confidence=0.0, packs=ground.packs, house=ground.house)
    near = [
        (finding, row)
        for finding, row in zip(report.findings, edited(report), strict=True)
        if finding.start <= job.offset < max(finding.end, finding.start + 1)
    ]
    rows = tuple(
        ExplainedFinding(row, finding.terms, sum(term.value for term in finding.terms)) for finding, row in near
    )
    return Outcome(msgspec.json.encode(ExplainAnswer(rows, report.verdict)), words=report.words)


def rule(job: RuleJob, bench: Bench) -> Outcome:
    """One rule."""
    found = catalogue.detail(job.rule, bench.ground.packs)
    if found is None:
        return Outcome(status=404, kind="rule")
    return Outcome(msgspec.json.encode(RuleAnswer(found)))


def rules(job: RulesJob, bench: Bench) -> Outcome:
    """Rules by the beginning of their ids."""
    found = [row for row in catalogue.rows(bench.ground.packs) if row.id.startswith(job.beginning)]
    shown = tuple(found[job.offset : job.offset + job.limit])
    return Outcome(msgspec.json.encode(RulesAnswer(len(found), job.offset, shown)))


def edited(report: Report) -> tuple[EditedFinding, ...]:
    """The findings as this interface shows them."""
    names = EditedFinding.__struct_fields__
    return tuple(EditedFinding(**{name: getattr(finding, name) for name in names}) for finding in report.findings)


def _tool() -> Tool:
    from checker import __version__

    return Tool("mtlint", __version__)
