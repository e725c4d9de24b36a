"""Accuracy over the development articles, the project's own seeds and good English, held against committed floors.

    python bench/accuracy.py            # all sets; exit 1 where a floor does not hold
    python bench/accuracy.py --show     # every false alarm and miss, for reading

The scorer is ../shared/eval/score.py; a machine without ../shared measures the seeds alone.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from sets import SHARED, scorer, sets

FLOORS = Path(__file__).with_name("floors.json")
THRESHOLDS = (0.5, 0.7, 0.9)
"""The confidences at which each set is scored."""


def main() -> int:
    """Print the table of all sets; the exit code tells whether every floor holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="list false alarms and misses at 0.5")
    parser.add_argument("--only", action="append", help="measure only this set (repeatable)")
    parser.add_argument(
        "--checker",
        default=f"{Path(sys.executable).with_name('mtlint')} check --no-cache --format json --min-confidence 0.3",
    )
    arguments = parser.parse_args()
    if not (SHARED / "eval" / "score.py").is_file():
        print("no ../shared/eval/score.py: this bench needs the project's shared data", file=sys.stderr)
        return 2
    score = scorer()
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text("utf-8"))
    failed = []
    head = ("conf", "words", "gold", "found", "fixed", "alarms", "per 10k", "ECE", "ECEfix")
    print(f"{'set':10}" + "".join(f"{name:>8}" for name in head))
    with tempfile.TemporaryDirectory() as folder:
        for name, place in sets(Path(folder)).items():
            if arguments.only and name not in arguments.only:
                continue
            gold = score.load_gold(place)
            found = score.run_checker(arguments.checker, list(gold))
            for threshold in THRESHOLDS:
                result = score.score(gold, found, threshold)
                row = _row(result)
                cells = (f"{threshold:.2f}", f"{result['words']}", f"{result['gold']}")
                cells += tuple(f"{row[key]:.3f}" for key in ("found", "fixed"))
                cells += (
                    f"{row['alarms']:.0f}",
                    f"{row['alarms_per_10k']:.2f}",
                    f"{row['ece']:.3f}",
                    f"{row['ece_fix']:.3f}",
                )
                print(f"{name:10}" + "".join(f"{cell:>8}" for cell in cells))
                failed += _broken(name, threshold, row, floors)
                if threshold == THRESHOLDS[0] and (arguments.show or not result["gold"]):
                    for alarm in result["false_alarms"]:
                        print("    alarm ", *alarm)
                    for miss in result["missed"] if arguments.show else ():
                        print("    missed", *miss)
    for line in failed:
        print("floor broken:", line, file=sys.stderr)
    return 1 if failed else 0


def _row(result: dict[str, Any]) -> dict[str, float]:
    return {
        "found": result["recall"],
        "fixed": result["fix_recall"],
        "alarms": len(result["false_alarms"]),
        "alarms_per_10k": 10 * result["false_alarms_per_1000_words"],
        "ece": result["ece_finding"],
        "ece_fix": result["ece_fix"],
    }


def _broken(name: str, threshold: float, row: dict[str, float], floors: dict[str, dict[str, float]]) -> list[str]:
    """Floors are keyed `set@threshold`: found and fixed from below, alarms from above."""
    broken = []
    for key, bound in floors.get(f"{name}@{threshold}", {}).items():
        value = row[key]
        if value < bound if key in ("found", "fixed") else value > bound:
            broken.append(f"{name} at {threshold}: {key} is {value:.3f}, the floor is {bound}")
    return broken


if __name__ == "__main__":
    sys.exit(main())
