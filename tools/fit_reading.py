"""Fits the net that reads the language model's states (`checker/deep/reading.npz`) on marked articles and good English.

    python tools/fit_reading.py            # what a net fitted now would find in the sets of bench/sets.py
    python tools/fit_reading.py --write    # and write it; then run tools/fit_deep.py

Fitted on the articles of bench/training that rules are written from too (never the held-out series), on some of their
originals, on machine translation with post-edits (../shared/eval/dev/mlqe), and on a sample of ../shared/data/english.
Needs the extras deep and bench, and ten minutes.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.metrics import roc_auc_score
from sklearn.neural_network import MLPClassifier

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bench"))
import sets as bench_sets  # type: ignore[import-not-found]  # noqa: E402 - the benches are no package

from checker.deep.open import open_scorer  # noqa: E402
from checker.deep.reading import FILE, Net, Word, features, words_of  # noqa: E402
from checker.deep.scorer import LlamaScorer  # noqa: E402

MEASURED = ("reference", "articles", "seeds", "unseen", "held", "roundtrips")
HIDDEN, NETS = 64, 4
"""Cells of the hidden layer, and nets whose mean is taken: one net of four times the cells."""
DECAY = 3.0
ROUNDS = 5
ORIGINALS = 0.4
"""Part of the originals of the articles that is taken."""
POSTEDITED = 26_000
"""Code points of each file of machine translation with post-edits."""
STRETCHES, STRETCH = 25, 7000
"""Parts of each file of good English, and their code points."""


class Read(NamedTuple):
    """A text as the model read it: its words, their features' sources, and which of them are marked."""

    set: str
    words: list[Word]
    logp: Any
    states: Any
    marked: Any


def texts(places: dict[str, Path]) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """(set, text, marked faults): what is fitted on has the set "training"."""
    for name in ("training", *MEASURED):
        for path in sorted(places.get(name, Path("nowhere")).glob("*.txt")):
            if ".ref." not in path.name:
                yield name, path.read_text("utf-8"), _gold(path)
            elif name == "training" and random.Random(path.name).random() < ORIGINALS:
                yield name, path.read_text("utf-8"), []
    for path in sorted((bench_sets.SHARED / "eval" / "dev" / "mlqe").glob("*.txt")):
        yield "training", path.read_text("utf-8")[:POSTEDITED], [g for g in _gold(path) if g["end"] < POSTEDITED]
    for path in sorted((bench_sets.SHARED / "data" / "english").glob("*.txt")):
        text = path.read_text("utf-8")
        lot = random.Random(3)
        for _ in range(STRETCHES):
            start = text.index("\n\n", lot.randrange(len(text) - STRETCH - 2000)) + 2
            yield "training", text[start : start + STRETCH], []


def _gold(path: Path) -> list[dict[str, Any]]:
    lines = path.with_suffix(".jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def read(scorer: LlamaScorer, name: str, text: str, gold: list[dict[str, Any]]) -> Read:
    """A text as the model reads it."""
    tokens = scorer.tokens(text)
    words = words_of(text, tokens)
    found = scorer.states(text, tokens, lambda done, total: True)
    assert found is not None
    marked = np.zeros(len(words), bool)
    starts, ends = (np.array([getattr(word, side) for word in words]) for side in ("start", "end"))
    for fault in gold:
        empty = fault["start"] == fault["end"]
        start, end = fault["start"] - empty, fault["end"] + empty
        marked |= (starts < end) & (start < ends)
    return Read(name, words, *found, marked)


def fitted(rows: list[Read], model: str) -> dict[str, Any]:
    """The arrays of the net."""
    x = np.concatenate([features(row.words, row.logp, row.states) for row in rows])
    y = np.concatenate([row.marked for row in rows])
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-4
    x -= mean
    x /= scale
    nets = [
        MLPClassifier(
            (HIDDEN,), alpha=DECAY, max_iter=ROUNDS, batch_size=512, learning_rate_init=5e-4, random_state=seed
        ).fit(x, y)
        for seed in range(NETS)
    ]
    return {
        "model": np.array(model),
        "mean": mean.astype(np.float32),
        "scale": scale.astype(np.float32),
        "inner": np.concatenate([net.coefs_[0] for net in nets], axis=1).astype(np.float16),
        "inner_bias": np.concatenate([net.intercepts_[0] for net in nets]).astype(np.float32),
        "outer": (np.concatenate([net.coefs_[1][:, 0] for net in nets]) / NETS).astype(np.float32),
        "outer_bias": np.float32(np.mean([net.intercepts_[1][0] for net in nets])),
    }


def main() -> int:
    """Fit and print; write with --write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help=f"write {FILE.name}")
    arguments = parser.parse_args()
    if not (bench_sets.SHARED / "eval" / "score.py").is_file():
        print("no ../shared/eval/score.py: fitting needs the project's shared data", file=sys.stderr)
        return 2
    scorer = open_scorer(None)
    assert isinstance(scorer, LlamaScorer)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for n, one in enumerate(texts(bench_sets.sets(Path(folder), training=True))):
            rows.append(read(scorer, *one))
            print(f"\r{n} {one[0]:12}", end="", file=sys.stderr, flush=True)
    arrays = fitted([row for row in rows if row.set == "training"], scorer.key)
    net = Net({name: array.astype(np.float32) for name, array in arrays.items() if name != "model"})
    print(f"\n{'set':10} {'words':>6} {'marked':>6}   area  first fifth right")
    for name in MEASURED:
        chosen = [row for row in rows if row.set == name]
        if chosen:
            odds = np.concatenate([net.odds(row.words, row.logp, row.states) for row in chosen])
            marked = np.concatenate([row.marked for row in chosen])
            best = np.argsort(-odds, kind="stable")[: max(1, int(marked.sum()) // 5)]
            area = roc_auc_score(marked, odds)
            print(f"{name:10} {len(marked):6} {marked.sum():6}  {area:.3f}  {marked[best].mean():.2f}")
    if arguments.write:
        with FILE.open("wb") as stream:
            np.savez_compressed(stream, **arrays)
    return 0


if __name__ == "__main__":
    sys.exit(main())
