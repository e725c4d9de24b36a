"""How often the verdict on a document is right: clean, pivoted through a language, or spun.

    python bench/verdict.py            # the confusion matrix; exit 1 where good English is called laundered too often

Laundered documents are the development articles, the project's seeds and the annotated articles of bench/; clean ones
their originals and the good English of ../shared/eval/clean, whose long files are cut into pieces of about 1,200 words.
"""

from __future__ import annotations

import re
import sys
from collections import Counter

from sets import ROOT, SHARED, split

from checker import check_text

PIECE = 1200
MOST_CLEAN_CALLED_LAUNDERED = 0.005
PIVOTS = {
    "000_605eb23320af9340": "fr",
    "transfer": "fr",
    "hospital": "es",
    "markets": "spun",
    "court": "fr",
    "sanctions": "fr",
    "derby": "es",
    "energy": "de",
    "stocks": "spun",
}
"""The pivot of each article whose name does not begin with it."""


def main() -> int:
    """Print the matrix; 1 if too many clean documents are called laundered."""
    if not (SHARED / "eval").is_dir():
        print("no ../shared/eval: this bench needs the project's shared data", file=sys.stderr)
        return 2
    matrix: Counter[tuple[str, str]] = Counter()
    wrong = []
    for name, truth, text in _documents():
        verdict = check_text(text).verdict
        said = "clean" if verdict.laundered < 0.5 else verdict.pivot.language if verdict.pivot else "some machine"
        matrix[truth, said] += 1
        if truth == "clean" and said != "clean":
            wrong.append(f"{name}: {said}, {verdict.laundered:.2f}: {', '.join(i.rule for i in verdict.evidence)}")
    columns = sorted({said for _, said in matrix}, key=lambda said: (said != "clean", said == "some machine", said))
    print("| it is | " + " | ".join(f"said: {said}" for said in columns) + " |")
    print("|" + "---|" * (len(columns) + 1))
    for truth in sorted({truth for truth, _ in matrix}, key=lambda truth: (truth != "clean", truth)):
        print(f"| {truth} | " + " | ".join(str(matrix[truth, said]) for said in columns) + " |")
    for line in wrong:
        print("clean, called laundered:", line)
    clean = sum(count for (truth, _), count in matrix.items() if truth == "clean")
    return 1 if len(wrong) > MOST_CLEAN_CALLED_LAUNDERED * clean else 0


def _documents() -> list[tuple[str, str, str]]:
    """(name, truth, text) of each document."""
    found = []
    for folder in (SHARED / "eval/dev/seed", SHARED / "eval/dev/articles"):
        for path in sorted(folder.glob("*.ref.txt")):
            name = path.name.removesuffix(".ref.txt")
            found.append((name, PIVOTS[name], path.with_name(f"{name}.txt").read_text("utf-8")))
            found.append((f"{name}.ref", "clean", path.read_text("utf-8")))
    for folder in (ROOT / "tools/seeds", ROOT / "bench/articles", ROOT / "bench/training"):
        for path in sorted(folder.glob("*.txt")):
            faulty, clean, rows = split(path.read_text("utf-8"), path.name)
            if rows:
                found.append((path.name, PIVOTS.get(path.stem) or path.stem.partition("-")[0], faulty))
            found.append((f"{path.name} (original)", "clean", clean))
    for path in sorted((SHARED / "eval/clean").glob("*.txt")):
        pieces = [""]
        for paragraph in re.split(r"(?<=\n\n)", path.read_text("utf-8")):
            if len(pieces[-1].split()) > PIECE:
                pieces.append("")
            pieces[-1] += paragraph
        found += [(f"{path.name} [{n}]", "clean", piece) for n, piece in enumerate(pieces)]
    return found


if __name__ == "__main__":
    sys.exit(main())
