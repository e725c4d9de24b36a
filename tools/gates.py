"""Gates for rules from what the language model decides: distils `--deep` into the packs.

python tools/gates.py marked > gates.tsv                     # articles of bench/training that rules may be written from
python tools/gates.py parallel google.jsonl bing.jsonl > ... # rows of `mt` and `reference`

A candidate that the rules leave below the threshold is looked at where the truth is known to be its proposal: a marked
fault is mended by it, or the human reference has its words and not the text's. Where the model, too, holds the proposal
for at least NATS nats likelier than the text, the words beside the place are gates of the rule: a row is rule, word,
proposal, `prev` or `next`, neighbour, times seen, median nats, and how much English favours the neighbour beside the
word and beside the proposal (lift in nats, from rules/lexicons/bigrams.txt). Neighbours that English has beside the word
itself, and such as tell nothing, are left out. To be read before a row goes into a pack; good English has the last word
(`tools/alarms.py`).
"""

from __future__ import annotations

import argparse
import bisect
import json
import re
import statistics
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, Protocol

import lemminflect

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bench"))
import roundtrips  # type: ignore[import-not-found]  # noqa: E402 - the benches are no package
import sets as bench_sets  # type: ignore[import-not-found]  # noqa: E402

from checker.analysis.analysis import Analysis  # noqa: E402
from checker.api import engine  # noqa: E402
from checker.deep.judge import Judge, best_nats  # noqa: E402
from checker.deep.kept import kept_folder  # noqa: E402
from checker.deep.open import model_key, open_scorer  # noqa: E402
from checker.deep.places import is_wide, places_of  # noqa: E402
from checker.deep.weights import Weights  # noqa: E402
from checker.document import Document, document_from_text, read_document  # noqa: E402
from checker.finding import Candidate, Weighed  # noqa: E402

NATS = 3.0
THRESHOLD = 0.5
ROWS = 40
"""Rows of a parallel file that make a document."""
_WORD = re.compile(r"[a-z][a-z'-]*")
Row = tuple[str, str, str, str, str]


class Decision(NamedTuple):
    """A proposal that is right and that the model prefers."""

    rule: str
    start: int
    end: int
    proposal: str
    nats: float


class Chooser(Judge):
    """A judge of those places only of which the truth is known; it changes nothing."""

    def __init__(self) -> None:
        super().__init__(model_key(None), lambda: open_scorer(None), Weights(0.3, {}), mode="all", folder=kept_folder())
        self.document: Document
        self.truth: Truth
        self.decisions: list[Decision] = []

    def wide(self, analysis: Analysis) -> Iterator[Candidate]:
        """None: what has no row cannot have a gate."""
        return iter(())

    def __call__(self, prose: str, weighed: Sequence[Weighed], log_odds: float = 0.0) -> list[Weighed]:
        """Weigh the candidates below the threshold whose proposal the truth confirms."""
        chosen = [
            item
            for item in weighed
            if item.confidence < THRESHOLD
            and not is_wide(item.candidate.rule)
            and any(self.truth.confirms(self.document, item, n) for n in range(len(item.candidate.proposals)))
        ]
        found = self._weigh(prose, places_of(chosen), chosen, [])
        for item, weight in zip(chosen, found, strict=True):
            for n, nats in enumerate(best_nats(item, weight)):
                if nats is not None and nats >= NATS and self.truth.confirms(self.document, item, n):
                    candidate = item.candidate
                    text = candidate.proposals[n].text
                    self.decisions.append(Decision(candidate.rule, candidate.start, candidate.end, text, nats))
                    break
        return list(weighed)


class Truth(Protocol):
    """What is known to be right in a document."""

    def confirms(self, document: Document, item: Weighed, n: int) -> bool:
        """Is the n-th proposal right?"""


class Marked:
    """Marked faults: a proposal is right that mends one."""

    def __init__(self, text: str, path: Path) -> None:
        self._text = text
        self._gold = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]

    def confirms(self, document: Document, item: Weighed, n: int) -> bool:
        """Is what stands after the fix what a marked fault wants?"""
        candidate, text = item.candidate, self._text
        start, end = document.to_source(candidate.start, candidate.end)
        fixed = text[:start] + candidate.proposals[n].text + text[end:]
        return any(
            text[: gold["start"]] + fix + text[gold["end"] :] == fixed
            for gold in self._gold
            if gold["start"] < end and start < gold["end"]
            for fix in gold["fixes"]
        )


class Reference:
    """A human's English of the same source: a proposal is right whose words it has more often, and the text's less."""

    def __init__(self, starts: list[int], rows: list[dict[str, str]]) -> None:
        self._starts = starts
        self._wanted = [_count(row["reference"]) - _count(row["mt"]) for row in rows]
        self._unwanted = [_count(row["mt"]) - _count(row["reference"]) for row in rows]

    def confirms(self, document: Document, item: Weighed, n: int) -> bool:
        """Does the reference have the proposal's words instead of the text's?"""
        candidate = item.candidate
        row = bisect.bisect_right(self._starts, candidate.start) - 1
        old = set(_WORD.findall(document.prose[candidate.start : candidate.end].lower()))
        new = set(_WORD.findall(candidate.proposals[n].text.lower()))
        come = [word for word in new - old if len(word) > 2]
        gone = [word for word in old - new if len(word) > 2]
        wanted, unwanted = self._wanted[row], self._unwanted[row]
        return (
            bool(come and gone)
            and all(any(wanted[lemma] for lemma in _lemmas(word)) for word in come)
            and all(all(unwanted[lemma] for lemma in _lemmas(word)) for word in gone)
        )


@cache
def _lemmas(word: str) -> frozenset[str]:
    return frozenset({word, *(lemma for found in lemminflect.getAllLemmas(word).values() for lemma in found)})


def _count(text: str) -> Counter[str]:
    return Counter(lemma for word in _WORD.findall(text.lower()) for lemma in _lemmas(word))


def main() -> None:
    """Print the gates."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", choices=("marked", "parallel"))
    parser.add_argument("files", nargs="*", type=Path, help="for parallel: the files of rows")
    parser.add_argument("--only", default="", help="for marked: articles whose name holds this")
    arguments = parser.parse_args()
    documents = _marked(arguments.only) if arguments.source == "marked" else _parallel(arguments.files)
    chooser = Chooser()
    gates: dict[Row, list[float]] = defaultdict(list)
    for document, truth in documents:
        chooser.document, chooser.truth, chooser.decisions = document, truth, []
        engine().check(document, THRESHOLD, judge=chooser)
        for decision in chooser.decisions:
            for row in _neighbours(document, decision):
                gates[row].append(decision.nats)
        print(f"  {document.name}: {len(chooser.decisions)}", file=sys.stderr)
    lift = engine().store.bigrams.lift
    for (rule, word, proposal, side, neighbour), nats in sorted(gates.items(), key=lambda row: (-len(row[1]), row[0])):
        here, there = (
            lift(*((neighbour, edge) if side == "prev" else (edge, neighbour)))
            for edge in (_edge(word, side), _edge(proposal, side))
        )
        if here == 0:
            figures = (len(nats), f"{statistics.median(nats):.1f}", f"{here:.1f}", f"{there:.1f}")
            print(rule, word, proposal, side, neighbour, *figures, sep="\t")


def _edge(phrase: str, side: str) -> str:
    words = phrase.split()
    return words[0] if side == "prev" else words[-1]


def _neighbours(document: Document, decision: Decision) -> Iterator[Row]:
    prose = document.prose
    word = prose[decision.start : decision.end].lower()
    before = re.search(r"([a-z][a-z'-]+) $", prose[: decision.start].lower()[-40:])
    after = re.match(r" ([a-z][a-z'-]+)", prose[decision.end : decision.end + 40].lower())
    for side, found in (("prev", before), ("next", after)):
        if found and len(found[1]) > 3 and found[1] not in _SAY_NOTHING:
            yield decision.rule, word, decision.proposal.lower(), side, found[1]


_SAY_NOTHING = frozenset(
    "this that these those their there which with from have been were will would could should".split()
)


def _marked(only: str) -> Iterator[tuple[Document, Truth]]:
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(bench_sets.sets(Path(folder), training=True)["training"].glob("*.txt")):
            if ".ref." not in path.name and only in path.name:
                yield read_document(path), Marked(path.read_text("utf-8"), path.with_suffix(".jsonl"))


def _parallel(files: Sequence[Path]) -> Iterator[tuple[Document, Truth]]:
    kept_back: dict[str, set[int]] = defaultdict(set)
    for line in roundtrips.LABELS.read_text("utf-8").splitlines():
        label = json.loads(line)
        kept_back[label["file"]].update(range(label["first"], label["first"] + label["rows"]))
    for path in files:
        lines = path.read_text("utf-8").splitlines()
        rows = [json.loads(line) for n, line in enumerate(lines) if n not in kept_back[path.name]]
        for n in range(0, len(rows), ROWS):
            part = rows[n : n + ROWS]
            starts = [0]
            for row in part:
                starts.append(starts[-1] + len(row["mt"]) + 2)
            text = "\n\n".join(row["mt"] for row in part)
            yield document_from_text(text, name=f"{path.name} {n}"), Reference(starts[:-1], part)


if __name__ == "__main__":
    main()
