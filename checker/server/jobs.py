"""What a worker does: a job goes in, the finished answer comes out, so that little travels between processes."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import msgspec

from checker.api import Report, check_document
from checker.deep.errors import DeepProblem
from checker.document import Document, document_from_text
from checker.engine import Judge
from checker.finding import Candidate, Finding
from checker.server.config import Ground
from checker.server.deep import Weigher
from checker.server.log import where
from checker.server.second import Second, SecondFailed, open_second
from checker.suppress.comments import comments_in
from checker.suppress.filter import kept

Wanted = Callable[[Candidate | Finding], bool]

NAME = "text"
"""What a text without a file is called in reports."""


class CheckJob(msgspec.Struct, frozen=True, tag=True):
    """Check a text; `lowest` None is the project's threshold."""

    text: str
    format: str
    lowest: float | None


class DiffJob(msgspec.Struct, frozen=True, tag=True):
    """Show a text with its fixes in place."""

    text: str
    format: str
    lowest: float | None


class ExplainJob(msgspec.Struct, frozen=True, tag=True):
    """Explain the candidates at an offset (code points) of a text."""

    text: str
    format: str
    offset: int


class RuleJob(msgspec.Struct, frozen=True, tag=True):
    """Tell of one rule."""

    rule: str


class RulesJob(msgspec.Struct, frozen=True, tag=True):
    """List the rules whose ids begin with `beginning`: `limit` of them, from the one numbered `offset`."""

    beginning: str = ""
    offset: int = 0
    limit: int = 1000


class InfoJob(msgspec.Struct, frozen=True, tag=True):
    """Tell a client of LanguageTool what there is; `longest` is the length of text that is taken."""

    longest: int


class Part(msgspec.Struct, frozen=True):
    """A piece of annotated text: `text`, or `markup` that reads as `interpret_as`."""

    text: str | None = None
    markup: str | None = None
    interpret_as: str = ""


class ProtocolJob(msgspec.Struct, frozen=True, tag=True):
    """Check for a client of LanguageTool. Rules and categories are as the client names them."""

    parts: tuple[Part, ...]
    language: str
    preferred: str
    enabled_rules: tuple[str, ...] = ()
    disabled_rules: tuple[str, ...] = ()
    enabled_categories: tuple[str, ...] = ()
    disabled_categories: tuple[str, ...] = ()
    enabled_only: bool = False
    picky: bool = False
    nothing: bool = False


Job = CheckJob | DiffJob | ExplainJob | RuleJob | RulesJob | InfoJob | ProtocolJob


class Outcome(msgspec.Struct, frozen=True):
    """An answer. `complaint` is for the log and holds no text of the request; `kind` names an error."""

    body: bytes = b""
    status: int = 200
    kind: str = ""
    complaint: str = ""
    words: int = 0
    families: dict[str, int] = {}


class Bench:
    """What a worker has at hand: the settings, and LanguageTool where it was asked for."""

    def __init__(self, ground: Ground, second: Second | None = None) -> None:
        self.ground = ground
        self.second = second
        self.weigher = None if ground.deep is None else Weigher(ground.deep)

    def report(
        self,
        document: Document,
        lowest: float | None = None,
        wants: Wanted | None = None,
    ) -> tuple[Report, str | None]:
        """The report as `mtlint check` would give for standard input, and what LanguageTool or the model failed at.

        `wants` narrows the findings further, as a function from candidate or finding to bool.
        """
        ground = self.ground
        least = ground.lowest if lowest is None else lowest
        comments = comments_in(document.source, document.format)

        def select(candidate: Candidate) -> bool:
            return ground.wants(candidate) and (wants is None or wants(candidate))

        def check(judge: Judge | None = None) -> Report:
            return check_document(
                document,
                min_confidence=least,
                select=select if wants is not None or ground.select or ground.ignore else None,
                packs=ground.packs,
                house=ground.house,
                silenced=comments.silence if comments.suppressions else None,
                judge=judge,
            )

        complaint = None
        if self.weigher is None:
            report = check()
        else:
            try:
                report = check(self.weigher.judge())
            except DeepProblem as problem:
                self.weigher.fail(problem)
                report = check()
            complaint = self.weigher.trouble or None
        if self.second is not None:
            report, trouble = self.second.joined(report, least)
            if trouble is not None and ground.languagetool_required:
                raise SecondFailed(trouble)
            complaint = trouble or complaint
            if wants is not None:
                chosen = tuple(finding for finding in report.findings if wants(finding))
                report = msgspec.structs.replace(report, findings=chosen)
        return kept("-", report, _NOWHERE, comments), complaint


_NOWHERE = Path(os.sep)
"""Standard input belongs to no list of accepted findings, so the folder of the project is not looked at."""

_bench: Bench | None = None


def prepare(ground: Ground) -> None:
    """Make ready in a worker: the packs are read, a text is checked, so that the first request need not wait."""
    global _bench
    _bench = Bench(ground, open_second(ground))
    _bench.report(document_from_text("Talks in Pékin ended. Poutines visit cost 20 millions of euros."))


def perform(job: Job) -> Outcome:
    """Do a job; a fault of ours becomes an outcome that tells its place, not the text."""
    assert _bench is not None
    try:
        return _performed(job, _bench)
    except SecondFailed as failed:
        return Outcome(status=503, kind="languagetool", complaint=str(failed))
    except Exception as error:
        return Outcome(status=500, kind="internal", complaint=where(error))


def _performed(job: Job, bench: Bench) -> Outcome:
    from checker.server import answers
    from checker.server.protocol import answer as protocol

    if isinstance(job, ProtocolJob):
        return protocol.checked(job, bench)
    if isinstance(job, CheckJob):
        return answers.checked(job, bench)
    if isinstance(job, DiffJob):
        return answers.diffed(job, bench)
    if isinstance(job, ExplainJob):
        return answers.explained(job, bench)
    if isinstance(job, RuleJob):
        return answers.rule(job, bench)
    if isinstance(job, InfoJob):
        return protocol.info(job, bench)
    return answers.rules(job, bench)


def counted(report: Report, body: bytes, complaint: str | None) -> Outcome:
    """The outcome of a check, with what the metrics count."""
    families = Counter(finding.rule.partition(".")[0] for finding in report.findings)
    return Outcome(body, words=report.words, families=dict(families), complaint=complaint or "")
