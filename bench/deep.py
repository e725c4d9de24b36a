"""What `--deep` brings: found, fixed, alarms, calibration with and without it, on documents left out of the fit.

    python bench/deep.py                 # all sets of bench/sets.py, five folds by document; needs ../shared
    python bench/deep.py --time FILE     # seconds of `mtlint check --deep FILE`: cold, and from the cache

The weights of the texts are kept in the user's cache, so that only a first run needs the model. Laundered articles are
weighed as `--deep` does. The round trips and translations are weighed as `--deep=translated` does, because the user knows
what they are and nothing else tells it. Good English is weighed as `--deep=all` does; as `--deep` does it, it is not
weighed at all, because its evidence does not make it suspect.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from sets import ROOT, SHARED, overlap, scorer

sys.path.insert(0, str(ROOT / "tools"))
from fit_deep import TRANSLATED, Seen, read_rows, seen

from checker.api import engine
from checker.deep.choice import Mode
from checker.deep.judge import Judge
from checker.deep.kept import kept_folder
from checker.deep.open import model_key, open_scorer
from checker.deep.weights import Weights
from checker.engine import Result

FOLDS = 5
THRESHOLD = 0.5
COLUMNS = ("conf", "words", "gold", "found", "fixed", "alarms", "per 10k", "ECE", "ECEfix", "context")


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--time", type=Path, help="measure the seconds of a file instead")
    parser.add_argument("--only", action="append", default=[], help="these sets only (repeatable)")
    parser.add_argument("--show", action="store_true", help="list what is found only with --deep, and the new alarms")
    arguments = parser.parse_args()
    if arguments.time:
        return _time(arguments.time)
    if not (SHARED / "eval" / "score.py").is_file():
        print("no ../shared/eval/score.py: this bench needs the project's shared data", file=sys.stderr)
        return 2
    documents = list(seen(arguments.only))
    order = sorted(range(len(documents)), key=lambda n: (documents[n].name, documents[n].set))
    rules: list[Any] = [None] * len(documents)
    deep: list[Any] = [None] * len(documents)
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS])
        rows, order_of_proposals = read_rows(documents[n] for n in range(len(documents)) if n not in held)
        weights = Weights(order_of_proposals, {}, model_key(None), rows)
        for n in sorted(held):
            document = documents[n].document
            rules[n] = engine().check(document, THRESHOLD)
            deep[n] = engine().check(document, THRESHOLD, judge=_judge(weights, documents[n].set))
    print(f"{'set':10} {'':6}" + "".join(f"{name:>8}" for name in COLUMNS))
    for name in dict.fromkeys(one.set for one in documents):
        chosen = [n for n, one in enumerate(documents) if one.set == name]
        for label, results in (("rules", rules), ("deep", deep)):
            print(f"{name:10} {label:6}" + _row(documents, results, rules, chosen))
        if arguments.show:
            _show(documents, rules, deep, chosen)
    return 0


def _judge(weights: Weights, name: str) -> Judge:
    mode: Mode = "translated" if name in TRANSLATED else "all" if name == "clean" else "suspect"
    return Judge(model_key(None), lambda: open_scorer(None), weights, mode=mode, folder=kept_folder())


def _as_json(result: Result, source: str) -> list[dict[str, Any]]:
    return [
        {
            "rule": f.rule,
            "start": f.start,
            "end": f.end,
            "text": source[f.start : f.end],
            "confidence": f.confidence,
            "suggestions": [{"replacement": s.replacement, "confidence": s.confidence} for s in f.suggestions],
        }
        for f in result.findings
    ]


def _row(documents: list[Seen], results: list[Result], rules: list[Result], chosen: list[int]) -> str:
    score = scorer()
    gold = {str(n): (documents[n].document.source, documents[n].gold) for n in chosen}
    found = {str(n): _as_json(results[n], documents[n].document.source) for n in chosen}
    scored = score.score(gold, found, THRESHOLD)
    missed = of = 0
    for n in chosen:
        for fault in documents[n].gold:
            if fault.get("detectable") == "context" and not _touched(rules[n], fault):
                missed += 1
                of += _touched(results[n], fault)
    cells = (
        f"{THRESHOLD:.2f}",
        f"{scored['words']}",
        f"{scored['gold']}",
        f"{scored['recall']:.3f}",
        f"{scored['fix_recall']:.3f}",
        f"{len(scored['false_alarms'])}",
        f"{10 * scored['false_alarms_per_1000_words']:.2f}",
        f"{scored['ece_finding']:.3f}",
        f"{scored['ece_fix']:.3f}",
        f"{of}/{missed}",
    )
    return "".join(f"{cell:>8}" for cell in cells)


def _touched(result: Result, fault: dict[str, Any]) -> bool:
    return any(overlap(f.start, f.end, fault["start"], fault["end"]) for f in result.findings)


def _show(documents: list[Seen], rules: list[Result], deep: list[Result], chosen: list[int]) -> None:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for n in chosen:
        old = [(f.start, f.end) for f in rules[n].findings]
        for f in deep[n].findings:
            if any(overlap(f.start, f.end, *one) for one in old):
                continue
            right = any(overlap(f.start, f.end, g["start"], g["end"]) for g in documents[n].gold)
            counts[f.rule][right] += 1
            first = f.suggestions[0].replacement if f.suggestions else ""
            print(
                f"    {'new' if right else 'ALARM'} {documents[n].name} {f.confidence:.2f} {f.rule}: {f.text!r} -> {first!r}"
            )
    for rule, (wrong, right) in sorted(counts.items(), key=lambda item: -sum(item[1])):
        print(f"    {rule}: {right} right, {wrong} wrong")


def _time(path: Path) -> int:
    """Print the seconds of a run with an empty cache of weights, of one from the cache, and of one without --deep."""
    command = [str(Path(sys.executable).with_name("mtlint")), "check", "--exit-zero", str(path)]
    with tempfile.TemporaryDirectory() as folder:
        for label, more in (
            ("rules alone", ["--no-cache"]),
            ("--deep, model made ready, no results", ["--deep=all", "--cache-dir", folder, "--no-cache"]),
            ("--deep, results kept for the next run", ["--deep=all", "--cache-dir", folder]),
            ("--deep, again", ["--deep=all", "--cache-dir", folder]),
        ):
            begun = time.monotonic()
            subprocess.run([*command, *more], check=True, stdout=subprocess.DEVNULL)
            print(f"{label:40} {time.monotonic() - begun:6.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
