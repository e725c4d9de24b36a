"""Fits the weights of the confidence on articles with gold and on good English, and shows how well they are calibrated.

python tools/fit.py seeds ../shared/eval/dev/seed ../shared/eval/dev/articles --clean ../shared/eval/clean

Prints, for each level, base, evidence, rarity and fit as `rules/weights.yaml` wants them, and the reliability of the
confidences that they give to documents left out of the fit (every fifth in turn). Nothing is written.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from logistic import Point, fit, probability

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bench"))
import sets as bench_sets  # type: ignore[import-not-found]  # noqa: E402 - the benches are no package

from checker.api import engine  # noqa: E402
from checker.confidence import FIT_MOST  # noqa: E402
from checker.document import read_document  # noqa: E402

LEVELS = ("sure", "likely", "possible")
FEATURES = ("base", "evidence", "rarity", "fit")
RIDGE = 2.0
FOLDS = 5
PRIORS = {"sure": (2.4, 0.15, 0.0, 0.0), "likely": (-1.7, 0.62, 0.3, 0.3), "possible": (-5.2, 0.62, 0.8, 0.45)}
"""What a weight is drawn to where the data say little: the judgement that the first articles were written by."""


class Row(NamedTuple):
    """A finding of some confidence: its document, level, features, and whether a marked fault lies there."""

    document: str
    level: str
    features: tuple[float, ...]
    right: bool


def main() -> None:
    """Fit, print, and check on documents left out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="+", type=Path, help="folders of NAME.txt with NAME.jsonl")
    parser.add_argument("--clean", type=Path, help="a folder of good English")
    arguments = parser.parse_args()
    rows = [row for folder in arguments.gold for row in _rows(folder, True)]
    if arguments.clean:
        rows += list(_rows(arguments.clean, False))
    for level in LEVELS:
        chosen = [row for row in rows if row.level == level]
        weights = _weights(chosen, level)
        right = sum(row.right for row in chosen)
        print(f"{level:9} {right:5d} of {len(chosen):5d} right ", end="")
        print("  ".join(f"{name}: {weight:.2f}" for name, weight in zip(FEATURES, weights, strict=True)))
    documents = sorted({row.document for row in rows})
    points = []
    for fold in range(FOLDS):
        held = set(documents[fold::FOLDS])
        for level in LEVELS:
            weights = _weights([r for r in rows if r.level == level and r.document not in held], level)
            points += [
                (probability(weights, row.features), row.right)
                for row in rows
                if row.level == level and row.document in held
            ]
    _reliability([point for point in points if point[0] >= 0.5])


def _weights(rows: list[Row], level: str) -> list[float]:
    return fit([Point(row.features, row.right) for row in rows], PRIORS[level], [RIDGE] * len(FEATURES))


def _rows(folder: Path, with_gold: bool) -> Iterator[Row]:
    whole = engine()
    for path in sorted(folder.glob("*.txt")):
        if ".ref." in path.name:
            continue
        gold = bench_sets.gold(path) if with_gold else []
        result = whole.check(read_document(path), 0.0)
        for finding in result.findings:
            terms = {term.name: term for term in finding.terms}
            level = next(name for name in terms if name.startswith("base"))[6:-1]
            if "rule" in terms:
                continue  # a rule with an offset of its own
            right = any(finding.start < g["end"] and g["start"] < finding.end for g in gold)
            inputs = (1.0, result.verdict_log_odds, finding.rarity, max(-FIT_MOST, min(FIT_MOST, finding.fit)))
            yield Row(path.name, level, inputs, right)


def _reliability(points: list[tuple[float, bool]]) -> None:
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in points:
        bins[min(9, int(confidence * 10))].append((confidence, right))
    error = 0.0
    print("documents left out, findings from 0.5: confidence, how many, how many of them right")
    for key in sorted(bins):
        said = sum(c for c, _ in bins[key]) / len(bins[key])
        held = sum(r for _, r in bins[key]) / len(bins[key])
        error += len(bins[key]) * abs(said - held)
        print(f"  {said:.2f} {len(bins[key]):5d} {held:.2f}")
    print(f"expected calibration error {error / max(1, len(points)):.3f}")


if __name__ == "__main__":
    main()
