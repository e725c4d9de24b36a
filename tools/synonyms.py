"""What a synonym spinner can put for a frequent word, from WordNet, for rules/lexicons/synonyms.txt.

python tools/synonyms.py /usr/share/wordnet > rules/lexicons/synonyms.txt

WordNet's files come with Debian's wordnet-base. A row is `word/class: word, synonym, ...`: the other words of the synsets
of its first senses, for adjectives those of the cluster too. Words much more frequent than the word itself are left out.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz.distance import OSA

from checker.packs.lexicons import read_frequency
from checker.packs.store import rules_folder

LEAST, SENSES, MOST = 15.0, 4, 16
"""Occurrences per million that a word must have; senses looked at; synonyms of a row."""
_FILES = {"N": "noun", "V": "verb", "J": "adj", "R": "adv"}


def main() -> None:
    """Print the table."""
    if len(sys.argv) != 2:
        raise SystemExit("usage: python tools/synonyms.py FOLDER")
    folder = Path(sys.argv[1])
    frequency = read_frequency((rules_folder() / "lexicons" / "frequency.txt").read_text("utf-8"))
    print("# Frequent words and what a thesaurus puts for them, from WordNet 3.0 (WordNet licence, Copyright 2006 by")
    print("# Princeton University; see LICENSES/WordNet.txt). Made by tools/synonyms.py.")
    for pos, name in _FILES.items():
        synsets = dict(_synsets(folder / f"data.{name}"))
        for line in (folder / f"index.{name}").read_text("latin-1").splitlines():
            if line.startswith(" "):
                continue
            fields = line.split()
            word = fields[0]
            if not word.isalpha() or len(word) < 3 or frequency.get(word, 0.0) < LEAST:
                continue
            found: dict[str, None] = {}
            for offset in fields[-int(fields[2]) :][:SENSES]:
                words, similar = synsets[offset]
                found.update(dict.fromkeys(words))
                for other in similar:
                    found.update(dict.fromkeys(synsets[other][0]))
            most = 3 * frequency[word]
            kept = [
                other
                for other in found
                # another spelling of the word is no synonym
                if other.isalpha()
                and len(other) > 2
                and frequency.get(other, 0.0) <= most
                and OSA.distance(word, other) > 2
            ]
            if kept:
                print(f"{word}/{pos}: {', '.join([word, *kept[:MOST]])}")


def _synsets(path: Path) -> Iterator[tuple[str, tuple[list[str], list[str]]]]:
    """Offset of each synset to its words in lower case and to the synsets similar to it."""
    for line in path.read_text("latin-1").splitlines():
        if line.startswith(" "):
            continue
        fields = line.split(" | ")[0].split()
        count = int(fields[3], 16)
        words = [fields[4 + 2 * n].split("(")[0].lower() for n in range(count)]
        at = 4 + 2 * count
        pointers = [fields[at + 1 + 4 * n : at + 5 + 4 * n] for n in range(int(fields[at]))]
        yield fields[0], (words, [pointer[1] for pointer in pointers if pointer[0] == "&"])


if __name__ == "__main__":
    main()
