"""What a synonym spinner may put for the common words of news, from WordNet, for rules/lexicons/equivalents-spun.txt.

python tools/thesaurus.py > rules/lexicons/equivalents-spun.txt

WordNet's files come with Debian's wordnet-base. A line is `word/class: word, synonym, ...` over all senses of the word in
that class, since spinners do not tell senses apart; words and synonyms are single words that texts use.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from checker.packs.lexicons import read_frequency, read_words

WORDNET = Path("/usr/share/wordnet")
LEXICONS = Path(__file__).resolve().parent.parent / "rules" / "lexicons"
FILES = {"N": "noun", "V": "verb", "J": "adj", "R": "adv"}
COMMONEST, MOST = 3000, 24


def main() -> None:
    """Print a line for each of the commonest words that has synonyms."""
    rates = read_frequency((LEXICONS / "frequency.txt").read_text("utf-8"))
    chosen = sorted(rates, key=lambda word: -rates[word])[:COMMONEST]
    common = set(read_words((LEXICONS / "common-words.txt").read_text("utf-8")))
    print("# Words of news and what a synonym spinner may put for them: synonyms of all their senses, from WordNet 3.0")
    print("# (WordNet licence, Copyright 2006 by Princeton University; see LICENSES/WordNet.txt). Made by tools/thesaurus.py.")
    for pos, name in FILES.items():
        synsets = _synsets(name)
        senses = _senses(name)
        for word in chosen:
            found: dict[str, int] = defaultdict(int)
            for offset in senses.get(word, ()):
                for other in synsets[offset]:
                    if other != word and other.isalpha() and other.islower() and len(other) > 2 and other in common:
                        found[other] += 1
            if found and len(word) > 2:
                print(f"{word}/{pos}: {', '.join([word, *sorted(found, key=lambda w: -found[w])[:MOST]])}")


def _synsets(name: str) -> dict[str, list[str]]:
    """Offset to the words of each synset."""
    found = {}
    for line in (WORDNET / f"data.{name}").read_text("utf-8").splitlines():
        if not line.startswith(" "):
            parts = line.split(" ")
            found[parts[0]] = [word.partition("(")[0] for word in parts[4 : 4 + 2 * int(parts[3], 16) : 2]]
    return found


def _senses(name: str) -> dict[str, list[str]]:
    """Word to the offsets of its synsets."""
    found = {}
    for line in (WORDNET / f"index.{name}").read_text("utf-8").splitlines():
        if not line.startswith(" "):
            word, _, count, *rest = line.split()
            found[word] = rest[-int(count) :]
    return found


if __name__ == "__main__":
    main()
