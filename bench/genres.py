"""Alarms on good English by genre and by family: `python bench/genres.py FOLDER [--show GENRE]`.

FOLDER is as `tools/genres.py` writes it: a folder of plain text files for each genre. Every finding is an alarm.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from checker.api import check_file


def main() -> int:
    """Print the table; with --show each alarm of a genre in its context."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", metavar="GENRE", help="print each alarm of this genre, or of all")
    options = parser.parse_args()
    genres = sorted(path for path in options.folder.iterdir() if path.is_dir() and path.name != "packages")
    if not genres:
        print(f"{options.folder}: no genres; run python tools/genres.py {options.folder}", file=sys.stderr)
        return 2
    print(f"{'genre':12s} {'words':>9s} {'alarms':>6s} {'per 10k':>7s} {'at 0.9':>6s} {'laundered':>9s}  families")
    total: Counter[str] = Counter()
    for genre in genres:
        count: Counter[str] = Counter()
        families: Counter[str] = Counter()
        for path in sorted(genre.glob("*.txt")):
            report = check_file(path, format="text")
            count["words"] += report.words
            count["laundered"] += report.verdict.laundered >= 0.5
            for finding in report.findings:
                count["alarms"] += 1
                count["sure"] += finding.confidence >= 0.9
                families[".".join(finding.rule.split(".")[:2])] += 1
                if options.show in (genre.name, "all"):
                    source = report.document.source
                    context = source[max(0, finding.start - 60) : finding.end + 40].replace("\n", " ")
                    first = finding.suggestions[0].replacement if finding.suggestions else ""
                    print(
                        f"  {finding.confidence:.2f} {finding.rule} [{finding.text} -> {first}] {path.name}: {context}"
                    )
        total.update(count)
        _row(genre.name, count, families)
    _row("all", total, Counter())
    return 0


def _row(name: str, count: Counter[str], families: Counter[str]) -> None:
    rate = 1e4 * count["alarms"] / max(1, count["words"])
    told = ", ".join(f"{family} {n}" for family, n in families.most_common(8))
    print(
        f"{name:12s} {count['words']:9,d} {count['alarms']:6d} {rate:7.2f} {count['sure']:6d} "
        f"{count['laundered']:9d}  {told}"
    )


if __name__ == "__main__":
    sys.exit(main())
