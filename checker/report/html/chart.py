"""Faults by family and confidence: a bar chart, and the same numbers as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from checker.finding import Finding
from checker.report.html.escape import text
from checker.report.html.faults import family

BANDS = ((0.0, "below 0.6"), (0.6, "0.6 to 0.7"), (0.7, "0.7 to 0.8"), (0.8, "0.8 to 0.9"), (0.9, "0.9 and above"))
_LABEL, _WIDTH, _ROW = 130, 620, 26


def chart(number: int, findings: Sequence[Finding]) -> str:
    """The figure for the findings of the file with that number; nothing where there are none."""
    if not findings:
        return ""
    counts = _counts(findings)
    return (
        f'<figure class="chart" aria-labelledby="k{number}"><figcaption id="k{number}">Faults by family and confidence'
        f"</figcaption>\n{_legend()}\n{_bars(counts)}\n<details><summary>The numbers as a table</summary>\n"
        f"{_table(counts)}</details></figure>"
    )


def band(confidence: float) -> int:
    """The index of the band that holds a confidence."""
    return max(n for n, (low, _) in enumerate(BANDS) if confidence >= low or n == 0)


def _counts(findings: Sequence[Finding]) -> list[tuple[str, list[int]]]:
    """(family, its count in each band), most frequent first."""
    pairs = Counter((family(finding.rule), band(finding.confidence)) for finding in findings)
    totals = Counter(family(finding.rule) for finding in findings)
    names = sorted(totals, key=lambda name: (-totals[name], name))
    return [(name, [pairs[name, n] for n in range(len(BANDS))]) for name in names]


def _legend() -> str:
    rows = "".join(
        f'<li><svg width="12" height="12" aria-hidden="true" focusable="false">'
        f'<rect class="b{n}" width="12" height="12"/></svg> {name}</li>'
        for n, (_, name) in enumerate(BANDS)
    )
    return f'<ul class="legend" aria-label="Bands of confidence">{rows}</ul>'


def _bars(counts: Sequence[tuple[str, list[int]]]) -> str:
    most = max(sum(row) for _, row in counts)
    scale = (_WIDTH - _LABEL - 50) / most
    height = _ROW * len(counts)
    pieces = []
    for n, (name, row) in enumerate(counts):
        y = n * _ROW
        pieces.append(f'<text x="{_LABEL - 10}" y="{y + 17}" text-anchor="end">{text(name)}</text>')
        x = float(_LABEL)
        for k, count in enumerate(row):
            if count:
                width = count * scale
                pieces.append(
                    f'<rect class="b{k}" x="{x:.1f}" y="{y + 4}" width="{max(1, width - 1):.1f}" height="18"/>'
                )
                x += width
        pieces.append(f'<text x="{x + 8:.1f}" y="{y + 17}">{sum(row)}</text>')
    said = "; ".join(
        f"{name}: " + ", ".join(f"{count} at {BANDS[k][1]}" for k, count in enumerate(row) if count)
        for name, row in counts
    )
    return (
        f'<svg class="bars" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'aria-label="{text(said)}" focusable="false">{"".join(pieces)}</svg>'
    )


def _table(counts: Sequence[tuple[str, list[int]]]) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for _, name in BANDS)
    rows = "\n".join(
        f'<tr><th scope="row">{text(name)}</th>{"".join(f"<td>{count}</td>" for count in row)}<td>{sum(row)}</td></tr>'
        for name, row in counts
    )
    return (
        f'<table class="numbers"><thead><tr><th scope="col">Family</th>{head}<th scope="col">together</th></tr></thead>\n'
        f"<tbody>{rows}</tbody></table>"
    )
