"""Fits the weights of phrases put into English word by word (`checker/detectors/phrases.py`), and shows what they would do.

python tools/fit_phrases.py fr --clean ../shared/data/english/news.txt [--words 200000]

Phrases are looked for in the articles of `bench/training` through the language, where a marked fault says whether one is
right, and in good English, where none is. Prints the weights in the order of `Features`, and for articles left out of the
fit (every fifth in turn) how many phrases are right, rightly mended and wrong from some fits on, with the alarms in
10,000 words of good English taken for laundered. Nothing is written.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from logistic import Point, fit

from checker.analysis.analysis import Analysis
from checker.api import engine
from checker.detectors.phrases import RULES, Features, Parts, candidate_of, features_of, found_in
from checker.document import document_from_text
from checker.packs.phrases import LANGUAGES

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "bench"))
from sets import scorer, sets  # type: ignore[import-not-found]

FOLDS = 5
RIDGE = 1.0
MENDED, GOOD = 2.0, 0.5
"""How much a phrase counts whose English is the marked one, and one in good English; others count 1."""
PIECE = 20_000
"""Words of good English checked at a time."""


class Row(NamedTuple):
    """A phrase that may have been put into English word by word; `document` is empty in good English."""

    document: str
    features: Features
    right: bool
    mended: bool


def main() -> None:
    """Fit, print, and check on articles left out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("language", choices=LANGUAGES)
    parser.add_argument("--clean", type=Path, required=True, help="a file of good English")
    parser.add_argument("--words", type=int, default=200_000, help="so many of its words")
    arguments = parser.parse_args()
    rows = list(_laundered(arguments.language))
    words = arguments.clean.read_text("utf-8").split(" ")[: arguments.words]
    for start in range(0, len(words), PIECE):
        rows += _phrases(arguments.language, "", " ".join(words[start : start + PIECE]), [], None)
    marked = [row for row in rows if row.document]
    print(
        f"{len(marked)} phrases in articles, {sum(r.right for r in marked)} right, {sum(r.mended for r in marked)} mended;"
    )
    print(f"{len(rows) - len(marked)} in {len(words)} words of good English")
    for name, weight in zip(Features._fields, _weights(rows), strict=True):
        print(f"{name:9} {weight:6.2f}")
    documents = sorted({row.document for row in marked})
    fits: list[tuple[float, Row]] = []
    for fold in range(FOLDS):
        held = {*documents[fold::FOLDS]}
        weights = _weights([row for n, row in enumerate(rows) if not _left_out(row, n, fold, held)])
        fits += [
            (sum(w * f for w, f in zip(weights, row.features, strict=True)), row)
            for n, row in enumerate(rows)
            if _left_out(row, n, fold, held)
        ]
    print("from fit: right, mended, wrong; alarms in 10,000 good words")
    for least in (0.0, 0.3, 0.6, 1.0, 1.5, 2.0):
        seen = [row for value, row in fits if value >= least]
        right, mended = sum(row.right for row in seen), sum(row.mended for row in seen)
        good = sum(not row.document for row in seen)
        print(f"{least:4} {right:5} {mended:5} {len(seen) - good - right:5} {good / len(words) * 10_000:6.1f}")


def _left_out(row: Row, number: int, fold: int, held: set[str]) -> bool:
    return row.document in held if row.document else number % FOLDS == fold


def _weights(rows: list[Row]) -> list[float]:
    points = [
        Point(row.features, row.right, GOOD if not row.document else MENDED if row.mended else 1.0) for row in rows
    ]
    return fit(points, [0.0] * len(Features._fields), [RIDGE] * len(Features._fields))


def _laundered(language: str) -> Iterator[Row]:
    score = scorer()
    with tempfile.TemporaryDirectory() as folder:
        gold = score.load_gold(sets(Path(folder), training=True)["training"])
    for path, (text, marks) in gold.items():
        name = Path(path).stem
        if name.startswith(f"{language}-"):
            yield from _phrases(language, name, text, marks, score)


def _phrases(language: str, name: str, text: str, marks: list[dict[str, Any]], score: Any) -> Iterator[Row]:
    whole = engine()
    rule = next(rule for rule in RULES if rule.pivot == language)
    analysis = Analysis(document_from_text(text), whole.store, whole.english)
    data, bigrams = analysis.store.phrases(language), analysis.store.bigrams
    for sentence in analysis.sentences():
        parts = Parts(sentence, analysis.store.gazetteer.cities)
        for found in dict.fromkeys(found_in(parts, data, language, analysis)):
            candidate = candidate_of(rule, analysis, sentence, parts, found, data)
            if candidate is None:
                continue
            touched = [g for g in marks if score.overlaps(candidate.start, candidate.end, g["start"], g["end"])]
            fix = {"replacement": candidate.proposals[0].text}
            finding = {"start": candidate.start, "end": candidate.end, "suggestions": [fix]}
            mended = any(score.fixed(text, g, marks, [finding]) for g in touched)
            yield Row(name, features_of(found, parts, bigrams), bool(touched), mended)


if __name__ == "__main__":
    main()
