"""mtlint beside LingoTweaker and Harper over the same laundered articles, and what LingoTweaker says of mtlint's fixes.

    python bench/peers.py              # needs pip install 'mtlint[bench]' and ../shared

The first table: faults found and rightly fixed, and findings that touch no marked fault, at mtlint's default
confidence. The second: LingoTweaker's findings in each article as it stands, after `fix` from 0.5, and in its original
(the reference beside it, or the article with every marked fault mended as marked); the exit code is 1 where a kind appears
that neither article nor original has, or more findings stand after than before and than in the original.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import harper
import lt_py
from sets import SHARED, scorer, sets

from checker import apply, check_text

Findings = list[dict[str, Any]]
MEASURED = ("reference", "articles", "seeds", "unseen")


def main() -> int:
    """Print both tables; 1 if a fixed article looks worse to LingoTweaker than it did before."""
    if not (SHARED / "eval" / "score.py").is_file():
        print("no ../shared/eval/score.py: this bench needs the project's shared data", file=sys.stderr)
        return 2
    score = scorer()
    tweaker, linter = lt_py.Engine("en-US"), harper.Linter()
    checkers: dict[str, Callable[[str], Findings]] = {
        "mtlint": _mtlint,
        "LingoTweaker": lambda text: _lingotweaker(tweaker, text),
        "Harper": lambda text: _harper(linter, text),
    }
    worse = []
    print("| set | faults | checker | found | fixed | alarms |\n|---|---|---|---|---|---|")
    after = [
        "| article | LingoTweaker's findings | after fixing | in the original | kinds that are new |",
        "|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as folder:
        for name, place in sets(Path(folder)).items():
            if name not in MEASURED:
                continue
            gold = score.load_gold(place)
            for checker, run in checkers.items():
                found = {path: run(text) for path, (text, _) in gold.items()}
                result = score.score(gold, found, 0.5)
                cells = (f"{result['recall']:.0%}", f"{result['fix_recall']:.0%}", len(result["false_alarms"]))
                print(f"| {name} | {result['gold']} | {checker} |", " | ".join(map(str, cells)), "|")
            for path, (text, faults) in gold.items():
                before, then, usual = (
                    Counter(f["rule"] for f in _lingotweaker(tweaker, version))
                    for version in (
                        text,
                        apply(check_text(text), min_confidence=0.5),
                        _original(path, text, faults),
                    )
                )
                new = sorted(set(then) - set(before) - set(usual))
                after.append(
                    f"| {Path(path).stem} | {before.total()} | {then.total()} | {usual.total()} | {', '.join(new)} |"
                )
                if new or then.total() > max(before.total(), usual.total()):
                    worse.append(path)
    print("\n" + "\n".join(after))
    return 1 if worse else 0


def _original(path: str, text: str, faults: Findings) -> str:
    """The article before it was laundered: the reference beside it, or its faults mended as they are marked."""
    reference = Path(path).with_suffix(".ref.txt")
    if reference.is_file():
        return reference.read_text("utf-8")
    for fault in sorted(faults, key=lambda fault: fault["start"], reverse=True):
        text = text[: fault["start"]] + fault["fixes"][0] + text[fault["end"] :]
    return text


def _mtlint(text: str) -> Findings:
    return [
        {
            "start": finding.start,
            "end": finding.end,
            "rule": finding.rule,
            "text": finding.text,
            "confidence": finding.confidence,
            "suggestions": [{"replacement": s.replacement, "confidence": s.confidence} for s in finding.suggestions],
        }
        for finding in check_text(text).findings
    ]


def _lingotweaker(tweaker: Any, text: str) -> Findings:
    return [
        _finding(text, m["offset"], m["offset"] + m["length"], m["rule_id"], m["suggestions"])
        for m in tweaker.check(text)
    ]


def _harper(linter: Any, text: str) -> Findings:
    return [
        _finding(
            text,
            lint.span.start,
            lint.span.end,
            lint.lint_kind,
            [s.replacement_text or "" for s in lint.suggestions],
        )
        for lint in linter.lint(text)
    ]


def _finding(text: str, start: int, end: int, rule: str, suggestions: list[str]) -> dict[str, Any]:
    return {
        "start": start,
        "end": end,
        "rule": rule,
        "text": text[start:end],
        "confidence": 1.0,
        "suggestions": [{"replacement": suggestion, "confidence": 1.0} for suggestion in suggestions],
    }


if __name__ == "__main__":
    sys.exit(main())
