"""Which rules, sure by themselves, good English was seen to break: `python tools/doubted.py FOLDER...`.

Each folder holds plain text files (those of `tools/genres.py`, for one). Writes rules/lexicons/doubted.txt, whose present
rules stay in it. Read what is new before it is committed: a fault that a good text really has is no reason to doubt a rule
(`--not RULE`).
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from checker.analysis.analysis import Analysis
from checker.api import engine
from checker.document import read_document
from checker.match.runner import Shares, run_rules
from checker.packs.lexicons import read_words
from checker.packs.store import rules_folder

HEAD = """\
# Rules whose words good English uses too, and how often it did in some four million words of fiction, essays, speeches,
# news, science, law and manuals (tools/genres.py). They are never sure by themselves. Written by tools/doubted.py.
"""


def main() -> None:
    """Write the list."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--not", dest="kept", action="append", default=[], help="a rule that was right there")
    options = parser.parse_args()
    path = rules_folder() / "lexicons" / "doubted.txt"
    lines = read_words(path.read_text("utf-8")) if path.is_file() else []
    seen = Counter({rule: int(count) for rule, count in (line.split() for line in lines)})
    whole = engine()
    shares: Shares = whole.store.weights["first_share"]
    for folder in options.folders:
        for text in sorted(folder.rglob("*.txt")):
            analysis = Analysis(read_document(text, format="text"), whole.store, whole.english)
            for index in (whole.store.sure, whole.store.often):
                seen.update(candidate.rule for candidate in run_rules(analysis, index, True, shares))
    known = set(whole.store.ids)
    rows = (f"{rule} {count}\n" for rule, count in sorted(seen.items()) if rule in known and rule not in options.kept)
    path.write_text(HEAD + "".join(rows), "utf-8")


if __name__ == "__main__":
    main()
