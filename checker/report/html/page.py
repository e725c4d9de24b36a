"""The page as a whole. It holds its own style and script, asks no network for anything, and allows nothing else."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from checker import __version__
from checker.api import Report
from checker.document import DocumentError
from checker.finding import SEVERITIES, Finding
from checker.report.html.article import article
from checker.report.html.changes import changes
from checker.report.html.chart import chart
from checker.report.html.controls import controls
from checker.report.html.escape import text
from checker.report.html.faults import faults
from checker.report.html.verdict import evidence, verdict_line
from checker.report.outputs import GENERATOR
from checker.report.places import relative

if TYPE_CHECKING:
    from checker.report.formats import Found

_HERE = Path(__file__).parent
_MEANING = {
    "critical": "the reader is told something false",
    "major": "the reader stumbles or must guess",
    "minor": "the reader notices",
}


def render(found: Found) -> bytes:
    """The page as UTF-8."""
    style = (_HERE / "page.css").read_text("utf-8")
    script = (_HERE / "page.js").read_text("utf-8")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    findings = [finding for _, result in found if isinstance(result, Report) for finding in result.findings]
    names = [text(relative(path)) for path, _ in found]
    title = f"{names[0]}: mtlint report" if len(names) == 1 else "mtlint report"
    sections = "\n".join(
        _section(n, name, result) for n, (name, (_, result)) in enumerate(zip(names, found, strict=True))
    )
    page = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
{GENERATOR} {__version__}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the articles</a>
<header>
<h1>mtlint report</h1>
<p>{_summary(found, findings)}</p>
{_legend(findings)}
</header>
{_files(names, found)}
{controls(findings) if findings else ""}
<main id="main" tabindex="-1">
{sections}
</main>
<footer><p>Made by mtlint {__version__}. A confidence is the probability that a careful editor would change the place, or
would take just this suggestion. Nobody has changed the article: decide for yourself.</p></footer>
<script>{script}</script>
</body>
</html>
"""
    return page.encode()


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _summary(found: Found, findings: Sequence[Finding]) -> str:
    words = sum(result.words for _, result in found if isinstance(result, Report))
    files = sum(isinstance(result, Report) for _, result in found)
    failed = len(found) - files
    said = f"{_count(len(findings), 'fault')} in {_count(files, 'file')}, {words:,} words."
    return said + (f" {_count(failed, 'file')} could not be read." if failed else "")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"


def _legend(findings: Sequence[Finding]) -> str:
    counts = Counter(finding.severity for finding in findings)
    rows = "".join(
        f'<li><span class="swatch {name}">{name}</span> <b>{counts[name]}</b> {_MEANING[name]}</li>'
        for name in SEVERITIES
    )
    return f'<ul class="severities" aria-label="Severities">{rows}</ul>'


def _files(names: Sequence[str], found: Found) -> str:
    if len(found) < 2:
        return ""
    rows = []
    for n, (name, (_, result)) in enumerate(zip(names, found, strict=True)):
        link = f'<th scope="row"><a href="#f{n}">{name}</a></th>'
        if isinstance(result, DocumentError):
            rows.append(f'<tr>{link}<td colspan="5">not checked: {text(result.kind)}</td></tr>')
            continue
        counts = Counter(finding.severity for finding in result.findings)
        cells = "".join(f"<td>{counts[severity]}</td>" for severity in SEVERITIES)
        rows.append(f"<tr>{link}<td>{result.words:,}</td>{cells}<td>{result.verdict.laundered:.2f}</td></tr>")
    head = "".join(f'<th scope="col">{name}</th>' for name in ("File", "Words", *SEVERITIES, "Laundered"))
    return (
        f'<nav aria-label="Files" class="files"><table><thead><tr>{head}</tr></thead>\n'
        f"<tbody>{''.join(rows)}</tbody></table></nav>"
    )


def _section(number: int, name: str, result: Report | DocumentError) -> str:
    head = f'<section class="file" id="f{number}" aria-labelledby="h{number}">\n<h2 id="h{number}">{name}</h2>'
    if isinstance(result, DocumentError):
        return f'{head}\n<p class="failed"><b>Not checked.</b> {text(str(result))}</p>\n</section>'
    if not result.findings:
        listed = '<p class="none">No fault was found.</p>'
    else:
        listed = (
            f'{faults(number, result)}\n<p class="none filtered" hidden>No fault of this file passes the filters.</p>'
        )
    return f"""{head}
<p class="verdict">{verdict_line(result.verdict)}</p>
<div class="reading">
<section class="article" aria-labelledby="a{number}"><h3 id="a{number}">The article</h3>
{article(number, result)}</section>
<section class="faults" aria-labelledby="l{number}"><h3 id="l{number}">Faults</h3>
{listed}</section>
</div>
<section aria-labelledby="s{number}"><h3 id="s{number}">Before and after</h3>
{changes(number, result)}</section>
<div class="about">
<section aria-labelledby="v{number}"><h3 id="v{number}">Evidence for the verdict</h3>
{evidence(number, result)}</section>
{chart(number, result.findings)}
</div>
</section>"""
