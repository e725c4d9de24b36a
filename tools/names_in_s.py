"""Capitalised words in s that good English uses inside sentences: names with an s of their own, for rules/lexicons.

python tools/names_in_s.py ../shared/data/english/*.txt > rules/lexicons/names-in-s.txt
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from checker.api import engine

_INSIDE = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+s\b(?!'|-)")


def main() -> None:
    """Print the words, one a line, that stand at least twice and are no possessive of a known country or person."""
    counts: Counter[str] = Counter()
    for path in sys.argv[1:]:
        counts.update(_INSIDE.findall(Path(path).read_text("utf-8")))
    gazetteer = engine().store.gazetteer
    print("# Words in s with a capital inside sentences of good English, made by tools/names_in_s.py.")
    print("# Source: public-domain newswire and CC0 texts of a government office; word counts only.")
    for word, count in sorted(counts.items()):
        bare = word[:-1].lower()
        if count >= 2 and bare not in gazetteer.countries and bare not in gazetteer.persons:
            print(word)


if __name__ == "__main__":
    main()
