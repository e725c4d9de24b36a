"""Fits the net that reads the language model's states (`checker/deep/reading.npz`) on marked articles and good English.

    python tools/fit_reading.py            # what a net fitted now would find in the sets of bench/sets.py
    python tools/fit_reading.py --write    # and write it; then run tools/fit_deep.py

Fitted on the articles of bench/training that rules are written from too (never the held-out series), on some of their
originals, on round trips with labels (bench/roundtrips/training.jsonl, other rows than the measured ones), on machine
translation with post-edits (../shared/eval/dev/mlqe), and on a sample of ../shared/data/english.
Needs the extras deep and bench, and half an hour.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bench"))
import roundtrips  # type: ignore[import-not-found]  # noqa: E402 - the benches are no package
import sets as bench_sets  # type: ignore[import-not-found]  # noqa: E402

from checker.deep.open import open_scorer  # noqa: E402
from checker.deep.reading import FILE, Net, Word, features, words_of  # noqa: E402
from checker.deep.scorer import LlamaScorer  # noqa: E402

MEASURED = ("reference", "articles", "seeds", "unseen", "held", "roundtrips")
HIDDEN, NETS = 256, 3
"""Cells of the hidden layer, and nets whose mean is taken: one net of three times the cells."""
DROPPED = 0.5
"""Part of the cells that is silent at each step."""
ROUNDS, BATCH = 6, 512
RATE, LAST_RATE = 5e-4, 0.05
"""Learning rate of Adam at the first step, and the part of it that is left at the last."""
DECAY = 3.0 / BATCH
"""What is added to the slope of a weight for each unit of it."""
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
                yield name, path.read_text("utf-8"), bench_sets.gold(path)
            elif name == "training" and random.Random(path.name).random() < ORIGINALS:
                yield name, path.read_text("utf-8"), []
    for _, text, gold in roundtrips.documents(bench_sets.SHARED, roundtrips.TRAINING):
        yield "training", text, gold
    for path in sorted((bench_sets.SHARED / "eval" / "dev" / "mlqe").glob("*.txt")):
        gold = [fault for fault in bench_sets.gold(path) if fault["end"] < POSTEDITED]
        yield "training", path.read_text("utf-8")[:POSTEDITED], gold
    for path in sorted((bench_sets.SHARED / "data" / "english").glob("*.txt")):
        text = path.read_text("utf-8")
        lot = random.Random(3)
        for _ in range(STRETCHES):
            start = text.index("\n\n", lot.randrange(len(text) - STRETCH - 2000)) + 2
            yield "training", text[start : start + STRETCH], []


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
    nets = [trained(x, y, seed) for seed in range(NETS)]
    return {
        "model": np.array(model),
        "mean": mean.astype(np.float32),
        "scale": scale.astype(np.float32),
        "inner": np.concatenate([net[0] for net in nets], axis=1).astype(np.float16),
        "inner_bias": np.concatenate([net[1] for net in nets]),
        "outer": np.concatenate([net[2] for net in nets]) / np.float32(NETS),
        "outer_bias": np.float32(np.mean([net[3] for net in nets])),
    }


def trained(x: Any, y: Any, seed: int) -> list[Any]:
    """A net of one hidden layer with dropout, by Adam and logistic loss: inner weights (features, cells) and biases
    (cells), outer weights (cells) and bias."""
    lot = np.random.default_rng(seed)
    bound = np.sqrt(6 / (x.shape[1] + HIDDEN))
    net = [
        lot.uniform(-bound, bound, (x.shape[1], HIDDEN)).astype(np.float32),
        lot.uniform(-bound, bound, HIDDEN).astype(np.float32),
        lot.uniform(-0.3, 0.3, HIDDEN).astype(np.float32),
        np.zeros((), np.float32),
    ]
    first, second = ([np.zeros_like(part) for part in net] for _ in range(2))
    steps, step = ROUNDS * (len(x) // BATCH), 0
    for _ in range(ROUNDS):
        order = lot.permutation(len(x))
        for n in range(0, len(x) - BATCH + 1, BATCH):
            step += 1
            rows = order[n : n + BATCH]
            kept = (lot.random((BATCH, HIDDEN)) > DROPPED).astype(np.float32) / np.float32(1 - DROPPED)
            sums = x[rows] @ net[0] + net[1]
            cells = np.maximum(sums, 0) * kept
            wrong = (1 / (1 + np.exp(-(cells @ net[2] + net[3]))) - y[rows]).astype(np.float32) / BATCH
            back = np.outer(wrong, net[2]) * (sums > 0) * kept
            slopes = (
                x[rows].T @ back + DECAY * net[0],
                back.sum(axis=0),
                cells.T @ wrong + DECAY * net[2],
                wrong.sum(),
            )
            rate = RATE * (1 - (1 - LAST_RATE) * step / steps) * np.sqrt(1 - 0.999**step) / (1 - 0.9**step)
            for k, slope in enumerate(slopes):
                first[k] = 0.9 * first[k] + 0.1 * slope
                second[k] = 0.999 * second[k] + 0.001 * slope * slope
                net[k] = (net[k] - rate * first[k] / (np.sqrt(second[k]) + 1e-8)).astype(np.float32)
    return net


def area(marked: Any, odds: Any) -> float:
    """How often a marked word has higher odds than another one: the area under the receiver operating characteristic."""
    _, place, count = np.unique(odds, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(count) - (count - 1) / 2)[place]
    right = int(marked.sum())
    return float((ranks[marked].sum() - right * (right + 1) / 2) / (right * (len(marked) - right)))


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
            print(f"{name:10} {len(marked):6} {marked.sum():6}  {area(marked, odds):.3f}  {marked[best].mean():.2f}")
    if arguments.write:
        with FILE.open("wb") as stream:
            np.savez_compressed(stream, **arrays)
    return 0


if __name__ == "__main__":
    sys.exit(main())
