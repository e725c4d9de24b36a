"""The filters and the buttons, which need JavaScript and are hidden without it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import floor

from checker.finding import SEVERITIES, Finding
from checker.report.html.escape import attribute, text
from checker.report.html.faults import family


def controls(findings: Sequence[Finding]) -> str:
    """The tools for the findings of all files."""
    severities = Counter(finding.severity for finding in findings)
    boxes = "".join(
        f'<label><input type="checkbox" name="severity" value="{name}" checked> '
        f'<span class="swatch {name}">{name}</span> {severities[name]}</label>'
        for name in SEVERITIES
    )
    lowest = floor(100 * min((finding.confidence for finding in findings), default=0.5)) / 100
    return f"""<form class="tools" id="tools" role="search" aria-label="Filter the faults" hidden>
<fieldset><legend>Severity</legend>{boxes}</fieldset>
<label>Family {_select("family", Counter(family(finding.rule) for finding in findings))}</label>
<label>Category {_select("category", Counter(finding.category for finding in findings))}</label>
<label>Confidence from <input type="range" name="confidence" min="{lowest:.2f}" max="1" step="0.01" value="{lowest:.2f}">
<output name="lowest">{lowest:.2f}</output></label>
<label>Find <input type="search" name="words" placeholder="word, rule, source word" autocomplete="off" spellcheck="false"></label>
<button type="reset">All faults</button>
<span class="steps"><button type="button" id="previous">Previous</button>
<button type="button" id="next">Next</button></span>
<label><input type="checkbox" name="keys" checked> keys <kbd>n</kbd> next, <kbd>p</kbd> previous, <kbd>/</kbd> find</label>
<output id="count" role="status"></output>
</form>
<p class="note" id="still">Filters and keys need JavaScript; all the rest is here.</p>"""


def _select(name: str, counts: Counter[str]) -> str:
    options = "".join(
        f'<option value="{attribute(value)}">{text(value.replace("-", " "))} ({count})</option>'
        for value, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )
    return f'<select name="{name}"><option value="">all</option>{options}</select>'
