"""Counts which word machine translation puts where a human wrote another, by source word.

python tools/mine.py fr ../shared/data/parallel/fr-en-*.jsonl > confusions-fr.tsv
python tools/mine.py es --aligned original.txt round-trip.txt pivot.txt

A JSON row holds `mt`, `reference` and, where known, `source`; an MLQE row holds `text` and `fixes`. With `--aligned`
the texts are three files of equal numbers of lines: good English, what came back, and the pivot text between
(Apertium: `apertium -u -f txt eng-spa`, then `spa-eng`).

Both sides are aligned by their equal words. In each place where they differ, words of one class stand against each
other; a pair counts once a place, shared among the pairs that are possible there. The source word of a pair is the one
of the tables of equivalents that has both as equivalents and stands in the source sentence; pairs without one are
left out unless `--all`. Output, to be reviewed before a row goes into a lexicon: source word and class, wrong word,
right word, number of times the right word was wanted, number of times the wrong word was right.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path

import lemminflect

from checker.analysis.tokens import words
from checker.letters import plain
from checker.packs.equivalents import foreign_forms

ROOT = Path(__file__).resolve().parent.parent
CLASSES = {"N": "NOUN", "V": "VERB", "J": "ADJ", "R": "ADV"}
LONGEST_PLACE = 4
LEAST = 2.0


def main() -> None:
    """Print the counted confusions of all texts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("language", help="the pivot, as in rules/lexicons/equivalents-LANGUAGE.txt")
    parser.add_argument("files", nargs="*", type=Path, help="JSON lines")
    parser.add_argument("--aligned", nargs=3, type=Path, metavar=("ENGLISH", "BACK", "PIVOT"))
    parser.add_argument("--all", action="store_true", help="pairs without a known source word too")
    parser.add_argument("--least", type=float, default=LEAST, help="least count")
    args = parser.parse_args()
    wanted: dict[tuple[str, str, str], float] = defaultdict(float)
    kept: Counter[tuple[str, str]] = Counter()
    sources: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    table = Table(args.language)
    for mt, reference, source in _rows(args.files, args.aligned):
        there = table.sources_in(source)
        for wrong, right, pos, weight in _places(mt, reference, kept):
            wanted[wrong, right, pos] += weight
            for word in table.of_pair(wrong, right, pos):
                if not source or word in there:
                    sources[wrong, right, pos][word] += 1
    for (wrong, right, pos), count in sorted(wanted.items(), key=lambda item: (-item[1], item[0])):
        found = sources[wrong, right, pos]
        if count >= args.least and (found or args.all):
            source = found.most_common(1)[0][0] if found else "?"
            print(f"{source}/{pos}", wrong, right, f"{count:.1f}", kept[wrong, pos], sep="\t")


class Table:
    """Which source words have two English words as equivalents."""

    def __init__(self, language: str) -> None:
        self._pairs: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._forms: dict[str, set[str]] = defaultdict(set)
        for line in (ROOT / f"rules/lexicons/equivalents-{language}.txt").read_text("utf-8").splitlines():
            head, colon, rest = line.partition(":")
            if not colon or line.startswith("#"):
                continue
            source, _, pos = head.strip().partition("/")
            for word in rest.split(","):
                self._pairs[word.strip().lower(), pos].add(source)
            self._forms[plain(source.lower())[:5]].add(source)
            for form, _, _ in foreign_forms(source, language, pos):
                self._forms[plain(form)[:5]].add(source)

    def of_pair(self, wrong: str, right: str, pos: str) -> set[str]:
        """Source words of the class that have both as equivalents."""
        return self._pairs.get((wrong, pos), set()) & self._pairs.get((right, pos), set())

    def sources_in(self, text: str) -> set[str]:
        """Source words that may stand in a text, by their first five letters."""
        return {source for word in words(text.lower()) for source in self._forms.get(plain(word)[:5], ())}


def _rows(files: Iterable[Path], aligned: list[Path] | None) -> Iterator[tuple[str, str, str]]:
    for path in files:
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if "mt" in row:
                yield row["mt"], row["reference"], row.get("source", "")
            else:
                yield from ((row["text"], fix, "") for fix in row["fixes"][:1])
    if aligned:
        english, back, pivot = (path.read_text("utf-8").split("\n") for path in aligned)
        yield from ((mt, reference, source) for reference, mt, source in zip(english, back, pivot, strict=True) if mt)


def _places(mt: str, reference: str, kept: Counter[tuple[str, str]]) -> Iterator[tuple[str, str, str, float]]:
    """(wrong lemma, right lemma, class, weight) of each place that differs; counts the equal words in `kept`."""
    ours, theirs = ([word.lower() for word in words(side) if word.isalpha()] for side in (mt, reference))
    for kind, i, j, k, n in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            for word in ours[i:j]:
                kept.update({(lemma, pos) for pos, lemma in _lemmas(word)})
        elif kind == "replace" and j - i <= LONGEST_PLACE and n - k <= LONGEST_PLACE:
            pairs = [
                (wrong, right, pos)
                for one in ours[i:j]
                for other in theirs[k:n]
                for pos, wrong in _lemmas(one)
                for right in (lemma for p, lemma in _lemmas(other) if p == pos)
                if wrong != right
            ]
            for wrong, right, pos in set(pairs):
                yield wrong, right, pos, 1 / max(j - i, n - k)


_known: dict[str, list[tuple[str, str]]] = {}


def _lemmas(word: str) -> list[tuple[str, str]]:
    """(class, lemma) for each class that the word can have."""
    if word not in _known:
        found = lemminflect.getAllLemmas(word)
        _known[word] = [(pos, found[name][0]) for pos, name in CLASSES.items() if found.get(name) and len(word) > 3]
    return _known[word]


if __name__ == "__main__":
    main()
