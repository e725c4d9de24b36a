"""The library interface: check a text or a file, apply the fixes.

>>> import checker
>>> report = checker.check_text("Talks in Pékin ended.")
>>> [(f.text, f.suggestions[0].replacement) for f in report.findings]
[('Pékin', 'Beijing')]
>>> checker.apply(report, min_confidence=0.5)
'Talks in Beijing ended.'
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from checker.document import Document, document_from_text, read_document
from checker.edits import apply_edits, edits_for
from checker.finding import Candidate, Finding, Verdict
from checker.house.house import PLAIN, House

if TYPE_CHECKING:
    from checker.engine import Engine, Judge

Selector = Callable[[Candidate], bool]
CHECK_CONFIDENCE = 0.5
FIX_CONFIDENCE = 0.9


class Unused(msgspec.Struct, frozen=True):
    """A suppression that suppresses nothing, or cannot be read: `line` and `column` from 1, 0 where it has none."""

    file: str
    line: int
    column: int
    message: str


class LeftOut(msgspec.Struct, frozen=True):
    """What a report does not show: findings `suppressed` one by one, those in a baseline; suppressions without use."""

    suppressed: int = 0
    baselined: int = 0
    unused: tuple[Unused, ...] = ()


class Report(msgspec.Struct, frozen=True):
    """What one document holds. Offsets of findings are code points of `document.source`.

    `incomplete` says why findings of LanguageTool are missing that were asked for; empty where none are.
    """

    document: Document
    findings: tuple[Finding, ...]
    verdict: Verdict
    words: int
    left_out: LeftOut = LeftOut()
    incomplete: str = ""

    def _repr_html_(self) -> str:
        """The text with its faults marked, for notebooks."""
        from checker.report.notebook import highlighted

        return highlighted(self)


@lru_cache(maxsize=8)
def engine(packs: tuple[Path, ...] = ()) -> Engine:
    """The engine over the built-in packs and the packs of further files or folders; made once."""
    # imported here: a run whose results are all known already needs none of it
    from checker.engine import Engine
    from checker.packs.store import load

    return Engine(load(packs))


def check_document(
    document: Document,
    *,
    min_confidence: float = CHECK_CONFIDENCE,
    select: Selector | None = None,
    packs: Iterable[Path] = (),
    house: House = PLAIN,
    silenced: Selector | None = None,
    judge: Judge | None = None,
) -> Report:
    """The findings of a document. `house`, `silenced` and `judge` are as for `Engine.check`."""
    result = engine(tuple(packs)).check(document, min_confidence, select, house, silenced, judge)
    return Report(document, result.findings, result.verdict, result.words)


def check_text(
    text: str, *, format: str = "text", min_confidence: float = CHECK_CONFIDENCE, packs: Iterable[Path] = ()
) -> Report:
    """The findings of a text in the given format ("text", "markdown", "html")."""
    return check_document(document_from_text(text, format=format), min_confidence=min_confidence, packs=packs)


def check_file(
    path: str | Path,
    *,
    format: str | None = None,
    encoding: str | None = None,
    min_confidence: float = CHECK_CONFIDENCE,
    packs: Iterable[Path] = (),
) -> Report:
    """The findings of a file; raises `checker.document.DocumentError` if it cannot be read."""
    document = read_document(Path(path), format=format, encoding=encoding)
    return check_document(document, min_confidence=min_confidence, packs=packs)


def apply(report: Report, *, min_confidence: float = FIX_CONFIDENCE) -> str:
    """The source with the first suggestion of each finding of at least `min_confidence`."""
    return apply_edits(report.document.source, (edit for edit, _ in edits_for(report.findings, min_confidence)))
