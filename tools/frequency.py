"""Counts the commonest words of a folder of good English, for the choice of anchors: words per million.

python tools/frequency.py ../shared/data/english > rules/lexicons/frequency.txt
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from checker.match.prefilter import scan_form

COMMONEST = 4000


def main() -> None:
    """Print one `word rate` row for each of the commonest words."""
    counts: Counter[str] = Counter()
    for path in sorted(Path(sys.argv[1]).glob("*.txt")):
        counts.update(scan_form(path.read_text("utf-8")).split())
    total = counts.total()
    print("# Words per million of 1.16 million words of American newswire and government blogs (public domain, CC0);")
    print("# made by tools/frequency.py. Used to choose the rarest word of a pattern as its anchor.")
    for word, count in counts.most_common(COMMONEST):
        print(f"{word} {1e6 * count / total:.0f}")


if __name__ == "__main__":
    main()
