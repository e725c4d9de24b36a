"""Adjectives and adverbs that lemminflect's tables lack, from WordNet, for checker/packs/words.

python tools/modifiers.py adj unigrams.txt > checker/packs/words/adjectives.txt
python tools/modifiers.py adv unigrams.txt > checker/packs/words/adverbs.txt

WordNet's index files come with Debian's wordnet-base; `unigrams.txt` holds `word TAB count` rows of the web, as the
wordsegment package carries them, and keeps what English texts do not use out.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from checker.analysis import tags as t
from checker.packs.lexicon_build import build_lexicon

WORDNET = Path("/usr/share/wordnet")
COMMON = 3e6
"""Web count from which an adjective is listed though it is more often something else."""


def main() -> None:
    """Print the words, one a line."""
    kind, unigrams = sys.argv[1], Path(sys.argv[2])
    counts = {word: float(n) for word, n in (line.split("\t") for line in unigrams.read_text("utf-8").splitlines())}
    lexicon = build_lexicon()
    name, bit = ("adjectives", t.ADJ) if kind == "adj" else ("adverbs", t.ADV)
    print(f"# English {name} that have no comparative in lemminflect's tables, from WordNet 3.0 (WordNet licence,")
    print("# Copyright 2006 by Princeton University; see LICENSES/WordNet.txt). Made by tools/modifiers.py.")
    # the index has all words in small letters, the data as they are written
    written = set(re.findall(r"(?<= )[a-z]+(?=(?:\([a-z]+\))? \d)", (WORDNET / f"data.{kind}").read_text("utf-8")))
    for line in (WORDNET / f"index.{kind}").read_text("utf-8").splitlines():
        word, _, *rest = line.split(" ")
        if line.startswith(" ") or word not in written or len(word) < 3 or word not in counts:
            continue
        known = lexicon.get(word, 0)
        if known & bit or (known and bit == t.ADJ and int(rest[0]) <= 1 and counts[word] < COMMON):
            continue
        print(word)


if __name__ == "__main__":
    main()
