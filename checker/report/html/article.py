"""The article as it reads, with its faults marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.api import Report
from checker.finding import Finding
from checker.report.html.escape import text

_GAP = re.compile(r"(?:\r\n|\r|\n)(?:[ \t]*(?:\r\n|\r|\n))+")
Span = tuple[int, int, int]
"""Start, end, index of the finding."""


def article(number: int, report: Report) -> str:
    """The source of the file with that number in blocks, as its empty lines part them; each finding is marked once."""
    source = report.document.source
    spans = _spans(report.findings)
    named: set[int] = set()
    blocks = []
    at = 0
    bounds = list(_blocks(source))
    for n, (start, end) in enumerate(bounds):
        own: list[Span] = []
        last = n == len(bounds) - 1
        following = bounds[n + 1][0] if not last else len(source) + 1
        # what begins in the gap behind a block is marked at the block's end: every fault can be jumped to
        while at < len(spans) and spans[at][0] < following:
            own.append((min(max(spans[at][0], start), end), min(spans[at][1], end), spans[at][2]))
            if spans[at][1] > following:  # it goes on in the next block
                break
            at += 1
        blocks.append(f"<p>{_marked(source, start, end, own, number, report.findings, named)}</p>")
    kind = "prose" if report.document.format == "text" else "source"
    return f'<div class="text {kind}" dir="auto">\n' + "\n".join(blocks) + "\n</div>"


def _spans(findings: Sequence[Finding]) -> list[Span]:
    """The findings in the order of the text, cut where they would overlap."""
    spans = []
    at = 0
    for index, finding in sorted(enumerate(findings), key=lambda item: (item[1].start, item[1].end)):
        start = max(at, finding.start)
        end = max(start, finding.end)
        spans.append((start, end, index))
        at = end
    return spans


def _blocks(source: str) -> Iterator[tuple[int, int]]:
    at = 1 if source.startswith("\ufeff") else 0
    for gap in _GAP.finditer(source, at):
        if gap.start() > at:
            yield at, gap.start()
        at = gap.end()
    yield at, len(source)


def _marked(
    source: str,
    start: int,
    end: int,
    spans: Sequence[Span],
    number: int,
    findings: Sequence[Finding],
    named: set[int],
) -> str:
    pieces = []
    at = start
    for low, high, index in spans:
        pieces.append(text(source[at:low]))
        name = f"{number}-{index}"
        identity = "" if index in named else f' id="m{name}"'
        named.add(index)
        inner = text(source[low:high]) or '<span class="point">‸</span>'
        pieces.append(
            f'<a class="mark {findings[index].severity}"{identity} href="#c{name}" data-of="{name}" '
            f'data-n="{index + 1}" aria-describedby="t{name}">{inner}</a>'
        )
        at = max(at, high)
    pieces.append(text(source[at:end]))
    return "".join(pieces)
