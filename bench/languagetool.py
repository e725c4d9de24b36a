"""What LanguageTool adds: mtlint alone, LanguageTool alone, and both, over marked articles and good English.

    python bench/languagetool.py local --answers DIR    # or the address of a server; needs ../shared
    python bench/languagetool.py URL --time             # asks the server about everything and tells how long it takes

Found, rightly fixed and false alarms are counted by ../shared/eval/score.py at two confidences: of `check` (0.5) and of
`fix` (0.9). "LanguageTool" is every match of the server as its clients show it; "weighed" are its matches without ours,
as mtlint would show them. Exit code 1 where both find less than either alone on a marked set, or no more on all of them
together, or cost more than 1 alarm in 10,000 words of good English. The sets reference, unseen, held, news and
government were not counted for the confidences.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
from languagetool_answers import Answers
from sets import SHARED, scorer, sets

from checker import check_text
from checker.document import document_from_text
from checker.finding import Finding

MEASURED = ("reference", "articles", "seeds", "unseen", "held", "clean", "news", "government")
CHECKERS = ("mtlint", "LanguageTool", "LanguageTool, weighed", "both")
UNSEEN_WORDS = 60_000
"""Of each file of ../shared/data/english."""
MOST = 1.0
"""Alarms per 10,000 words of good English that both may have above mtlint alone."""

Findings = list[dict[str, Any]]


def main() -> int:
    """Print the table; 1 where the target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("server", help="local, or the address of a LanguageTool server")
    parser.add_argument("--answers", type=Path, help="a folder, outside the repository, that keeps the answers")
    parser.add_argument("--time", action="store_true", help="use no kept answer")
    parser.add_argument("--show", action="store_true", help="list what only both find, and what they alarm about")
    parser.add_argument("--only", action="append", help="measure only this set (repeatable)")
    arguments = parser.parse_args()
    if not (SHARED / "eval" / "score.py").is_file():
        print("no ../shared/eval/score.py: this bench needs the project's shared data", file=sys.stderr)
        return 2
    score = scorer()
    missed = []
    head = ("set", "words", "faults", "checker", "found", "fixed", "alarms", "per 10,000", "ECE")
    head += ("found at 0.9", "fixed", "alarms", "seconds")
    hits: Counter[str] = Counter()
    print("| " + " | ".join(head) + " |\n|" + "---|" * len(head))
    kept = None if arguments.time else arguments.answers
    with Answers(arguments.server, kept) as answers, tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        places = sets(folder)
        places.update({name: _sample(name, folder) for name in ("news", "government")})
        for name in MEASURED:
            if arguments.only and name not in arguments.only:
                continue
            gold = score.load_gold(places[name])
            results = {}
            for checker, (found, seconds) in _run(gold, answers).items():
                result = results[checker] = score.score(gold, found, 0.5)
                sure = score.score(gold, found, 0.9)
                hits[checker] += round(result["recall"] * result["gold"])
                alarms = 10 * result["false_alarms_per_1000_words"]
                cells: tuple[Any, ...] = (name, result["words"], result["gold"], checker)
                cells += tuple(f"{result[key]:.1%}" if result["gold"] else "" for key in ("recall", "fix_recall"))
                cells += (len(result["false_alarms"]), f"{alarms:.2f}", f"{result['ece_finding']:.3f}")
                cells += tuple(f"{sure[key]:.1%}" if result["gold"] else "" for key in ("recall", "fix_recall"))
                cells += (len(sure["false_alarms"]), f"{seconds:.1f}" if arguments.time else "")
                print("| " + " | ".join(map(str, cells)) + " |", flush=True)
            missed += _missed(name, results)
            if arguments.show:
                _show(results)
    if not arguments.only and hits["both"] <= max(hits["mtlint"], hits["LanguageTool"]):
        missed.append("both find no more than either alone")
    print(f"found in all sets: {', '.join(f'{checker} {hits[checker]}' for checker in CHECKERS)}")
    for line in missed:
        print("target missed:", line, file=sys.stderr)
    return 1 if missed else 0


def _run(gold: dict[str, Any], answers: Answers) -> dict[str, tuple[dict[str, Findings], float]]:
    """The findings of each checker by path, and the seconds it took."""
    found: dict[str, dict[str, Findings]] = {checker: {} for checker in CHECKERS}
    seconds = dict.fromkeys(CHECKERS, 0.0)
    for path, (text, _) in gold.items():
        begin = time.perf_counter()
        report = check_text(text)
        ours = time.perf_counter()
        raw = _raw(text, answers)
        theirs = time.perf_counter()
        both, complaint = answers.backend.joined(report, 0.5)
        end = time.perf_counter()
        if complaint:
            raise SystemExit(complaint)
        alone, _ = answers.backend.joined(msgspec.structs.replace(report, findings=()), 0.5)
        found["mtlint"][path] = [_as_json(one) for one in report.findings]
        found["LanguageTool"][path] = raw
        found["LanguageTool, weighed"][path] = [_as_json(one) for one in alone.findings]
        found["both"][path] = [_as_json(one) for one in both.findings]
        seconds["mtlint"] += ours - begin
        seconds["LanguageTool"] += theirs - ours
        seconds["both"] += ours - begin + end - theirs
    return {checker: (found[checker], seconds[checker]) for checker in CHECKERS}


def _raw(text: str, answers: Answers) -> Findings:
    document = document_from_text(text)
    rows = []
    for suspect in answers.suspects(document):
        start, end = document.to_source(suspect.start, suspect.end)
        fixes = [{"replacement": fix, "confidence": 1.0} for fix in suspect.fixes]
        rows.append(
            {
                "start": start,
                "end": end,
                "rule": suspect.rule,
                "text": text[start:end],
                "confidence": 1.0,
                "suggestions": fixes,
            }
        )
    return rows


def _as_json(finding: Finding) -> dict[str, Any]:
    made: dict[str, Any] = msgspec.to_builtins(finding)
    return made


def _missed(name: str, results: dict[str, Any]) -> list[str]:
    ours, theirs, both = (results[checker] for checker in ("mtlint", "LanguageTool", "both"))
    if both["gold"] and both["recall"] < max(ours["recall"], theirs["recall"]):
        return [f"{name}: both find {both['recall']:.3f}, mtlint alone {ours['recall']:.3f}"]
    more = 10 * (both["false_alarms_per_1000_words"] - ours["false_alarms_per_1000_words"])
    if not both["gold"] and more > MOST:
        return [f"{name}: {more:.2f} alarms per 10,000 clean words above mtlint alone"]
    return []


def _show(results: dict[str, Any]) -> None:
    ours, both = results["mtlint"], results["both"]
    for miss in ours["missed"]:
        if miss not in both["missed"]:
            print("    both find   ", *miss)
    for alarm in both["false_alarms"]:
        if alarm[1].startswith("languagetool."):
            print("    alarm       ", *alarm)


def _sample(name: str, folder: Path) -> Path:
    """Good English of ../shared/data/english, in documents of 40 paragraphs, always the same."""
    place = folder / name
    place.mkdir()
    blocks = (SHARED / "data" / "english" / f"{name}.txt").read_text("utf-8").split("\n\n")
    random.Random(6).shuffle(blocks)
    words = at = 0
    while words < UNSEEN_WORDS and at < len(blocks):
        text = "\n\n".join(blocks[at : at + 40])
        (place / f"{at:05}.txt").write_text(text, "utf-8")
        (place / f"{at:05}.jsonl").write_text("", "utf-8")
        words += len(text.split())
        at += 40
    return place


if __name__ == "__main__":
    sys.exit(main())
