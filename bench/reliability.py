"""Draws the reliability diagram: of the findings and first suggestions at each confidence, how many were right.

    python bench/reliability.py --write docs/reliability.svg

Findings from 0.5 over the articles with gold that `bench/sets.py` names, good English with none of its own.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from sets import SHARED, scorer, sets

from checker.api import check_file

LOWEST = 0.5
BINS = 10
Points = list[tuple[float, bool]]
"""(confidence, was it right)."""


def main() -> int:
    """Print the expected calibration error of each set and write the diagram."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path, help="the SVG file to write")
    arguments = parser.parse_args()
    if not (SHARED / "eval" / "score.py").is_file():
        print("no ../shared/eval/score.py: this bench needs the project's shared data", file=sys.stderr)
        return 2
    score = scorer()
    findings: dict[str, Points] = {}
    suggestions: dict[str, Points] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, place in sets(Path(folder)).items():
            if name == "clean":
                continue
            findings[name], suggestions[name] = [], []
            for path, (text, golds) in score.load_gold(place).items():
                for finding in check_file(path, min_confidence=LOWEST).findings:
                    touched = [g for g in golds if score.overlaps(finding.start, finding.end, g["start"], g["end"])]
                    findings[name].append((finding.confidence, bool(touched)))
                    if not finding.suggestions:
                        continue
                    first = finding.suggestions[0]
                    reading = {
                        "start": finding.start,
                        "end": finding.end,
                        "suggestions": [{"replacement": first.replacement}],
                    }
                    right = any(score.fixed(text, gold, golds, [reading]) for gold in touched)
                    suggestions[name].append((first.confidence, right))
    print(f"{'set':10} {'findings':>12} {'error':>6} {'suggestions':>12} {'error':>6}")
    for name in (*findings, "all"):
        cells = []
        for points in (_of(findings, name), _of(suggestions, name)):
            cells.append(f"{len(points):12} {score.calibration(points):6.3f}")
        print(f"{name:10} " + " ".join(cells))
    if arguments.write:
        _plot(findings, suggestions, arguments.write)
    return 0


def _of(points: dict[str, Points], name: str) -> Points:
    """The points of a set, or of all sets together."""
    return points[name] if name != "all" else [point for each in points.values() for point in each]


def _plot(findings: dict[str, Points], suggestions: dict[str, Points], path: Path) -> None:
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, 2, figsize=(10, 4.5), sharey=True)
    for axis, sets_of, title in zip(axes, (findings, suggestions), ("findings", "first suggestions"), strict=True):
        axis.plot([0, 1], [0, 1], color="grey", linewidth=1, linestyle="--")
        for name, points in sets_of.items():
            line = _line(points)
            axis.plot([x for x, _, _ in line], [y for _, y, _ in line], marker="o", markersize=4, label=name)
        axis.set_xlabel(f"confidence of {title}")
        axis.set_xlim(0, 1)
        axis.set_ylim(0, 1)
    axes[0].set_ylabel("share that was right")
    axes[0].legend()
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def _line(points: Points) -> list[tuple[float, float, int]]:
    """(mean confidence, share right, how many) of each tenth that holds at least five points."""
    bins: dict[int, Points] = defaultdict(list)
    for confidence, right in points:
        bins[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    return [
        (sum(c for c, _ in held) / len(held), sum(r for _, r in held) / len(held), len(held))
        for _, held in sorted(bins.items())
        if len(held) >= 5
    ]


if __name__ == "__main__":
    sys.exit(main())
