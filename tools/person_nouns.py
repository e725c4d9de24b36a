"""Nouns of persons, from WordNet, for rules/lexicons/person-nouns.txt.

python tools/person_nouns.py > rules/lexicons/person-nouns.txt

WordNet's files come with Debian's wordnet-base. A noun is listed if its first sense, the commonest, is a person.
"""

from __future__ import annotations

from pathlib import Path

from checker.analysis import tags as t
from checker.packs.lexicon_build import build_lexicon

WORDNET = Path("/usr/share/wordnet")
PERSON = "18"
"""WordNet's number of the file of persons."""
LEFT_OUT = frozenset(("people", "folk", "world", "citizenry", *t.FUNCTION))
"""Groups, and words that prose uses for anything but a person: "have"."""


def main() -> None:
    """Print the nouns, one a line."""
    files, written = {}, set()
    for line in (WORDNET / "data.noun").read_text("utf-8").splitlines():
        if not line.startswith(" "):
            offset, file, _, _, word, *_ = line.split(" ")
            files[offset] = file
            written.add(word)
            words = line.split(" ")[4 : 4 + 2 * int(line.split(" ")[3], 16) : 2]
            written.update(words)
    known = build_lexicon()
    print("# English nouns whose commonest sense is a person, from WordNet 3.0 (WordNet licence, Copyright 2006 by")
    print("# Princeton University; see LICENSES/WordNet.txt). Made by tools/person_nouns.py.")
    for line in (WORDNET / "index.noun").read_text("utf-8").splitlines():
        if line.startswith(" "):
            continue
        word, _, senses, *rest = line.split()
        first = rest[-int(senses)]
        if files[first] == PERSON and word in written and word.isalpha() and word in known and word not in LEFT_OUT:
            print(word)


if __name__ == "__main__":
    main()
