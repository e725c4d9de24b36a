"""Fits what the language model's nats are worth (`checker/deep/weights.json`) on articles with gold and on good English.

    python tools/fit_deep.py --write            # all sets of bench/sets.py; needs the project's shared data
    python tools/fit_deep.py --only seeds       # a set alone

The weights of the texts are kept in the user's cache, so that only a first run needs the model (half an hour). Without
`--write` the rows are printed only. `bench/deep.py` measures on documents left out of the fit.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import logistic
import msgspec
from logistic import Point

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bench"))
import sets as bench_sets  # type: ignore[import-not-found]  # noqa: E402 - the benches are no package

from checker.api import engine  # noqa: E402
from checker.deep.judge import Judge, judged, together  # noqa: E402
from checker.deep.kept import kept_folder  # noqa: E402
from checker.deep.place import Weight  # noqa: E402
from checker.deep.places import Group, groups_of, places_of  # noqa: E402
from checker.deep.weights import FILE, Row, Weights, cut, kind_of  # noqa: E402
from checker.document import Document, read_document  # noqa: E402
from checker.finding import Weighed  # noqa: E402
from checker.resolver import resolve  # noqa: E402

SETS = ("reference", "articles", "seeds", "unseen", "held", "roundtrips")
CLEAN = 30
"""Documents of good English that the fit takes."""
RIDGE = 3.0
BASE_RIDGE = 1.0
SLOPE = 0.35
"""What a nat is worth, in log-odds, where the data say little."""
LEAST_ROWS = 10
ROUNDS = 4
ORDERS = (0.1, 0.2, 0.3, 0.5, 0.8)
NOTHING = Weights(0.3, {})


class Seen(NamedTuple):
    """A document as the judge saw it: its candidates, their weights, and what is marked in it."""

    set: str
    name: str
    document: Document
    gold: list[dict[str, Any]]
    weighed: list[Weighed]
    found: list[Weight | None]
    groups: list[Group]
    joint: list[Weight | None]


class Example(NamedTuple):
    """A candidate: its kind, the log-odds that the rules gave, its nats, and whether a marked fault lies there."""

    kind: str
    offset: float
    nats: float
    right: bool


class Recorder(Judge):
    """A judge that remembers what it was asked, and changes nothing."""

    seen: tuple[list[Weighed], list[Weight | None], list[Group], list[Weight | None]] = ([], [], [], [])

    def __call__(self, prose: str, weighed: Sequence[Weighed]) -> list[Weighed]:
        """Weigh, remember, and give back the rules' own candidates."""
        places = places_of(weighed)
        groups, joint = groups_of(prose, weighed)
        found = self._weigh(prose, [*places, *joint], weighed, groups)
        self.seen = (list(weighed), found[: len(places)], groups, found[len(places) :])
        return judged(weighed, [None] * len(weighed), [], [], NOTHING)


def seen(only: Sequence[str] = (), clean: int = CLEAN) -> Iterator[Seen]:
    """All documents with the weights of their candidates."""
    judge = recorder()
    with tempfile.TemporaryDirectory() as folder:
        places = bench_sets.sets(Path(folder))
        for name in (*SETS, "clean"):
            if only and name not in only:
                continue
            for path in files(places[name], clean if name == "clean" else 0):
                document = read_document(path)
                lines = path.with_suffix(".jsonl").read_text("utf-8").splitlines()
                gold = [json.loads(line) for line in lines if line.strip()]
                engine().check(document, 0.5, judge=judge)
                yield Seen(name, path.stem, document, gold, *judge.seen)
                print(f"  {name} {path.stem}", file=sys.stderr)


def files(folder: Path, most: int = 0) -> list[Path]:
    """The texts of a set, `most` of them by lot (0: all), always the same. The long concatenations are left out."""
    found = [
        p for p in sorted(folder.glob("*.txt")) if ".ref." not in p.name and p.stem not in ("voa-news", "speeches")
    ]
    return random.Random(5).sample(found, min(most, len(found))) if most else found


def recorder() -> Recorder:
    """A recorder over the usual model."""
    from checker.deep.open import model_key, open_scorer

    return Recorder(model_key(None), lambda: open_scorer(None), NOTHING, always=True, folder=kept_folder())


def examples(one: Seen, tried: Weights | None = None) -> Iterator[Example]:
    """The candidates of a document that the model weighed; with `tried`, of those that stand in its findings.

    At most places several candidates vie. The one that wins is the one whose confidence errs upwards most often, so
    what is fitted must be what wins.
    """
    standing: set[tuple[str, int, int]] = set()
    if tried is not None:
        for item in resolve(judged(one.weighed, one.found, one.groups, one.joint, tried)):
            standing.add((item.candidate.rule, item.candidate.start, item.candidate.end))
    nats = together(one.weighed, one.found, one.groups, one.joint)
    for item, weight, row in zip(one.weighed, one.found, nats, strict=True):
        if weight is None or not weight.nats:
            continue
        if tried is not None and (item.candidate.rule, item.candidate.start, item.candidate.end) not in standing:
            continue
        known = [n for n in row if n is not None]
        kind = kind_of(item.candidate.rule, item.candidate.level)
        if not known and ".weighed" in kind:
            continue
        best = cut(max(known, default=max(weight.nats) - 1.0))
        start, end = one.document.to_source(item.candidate.start, item.candidate.end)
        right = any(_overlap(start, end, g["start"], g["end"]) for g in one.gold)
        yield Example(kind, sum(term.value for term in item.terms), best, right)


def _overlap(a: int, b: int, c: int, d: int) -> bool:
    return (a <= d and c <= b) if a == b or c == d else (a < d and c < b)


def fit(documents: Iterable[Seen]) -> Weights:
    """The weights that fit the documents best."""
    documents = list(documents)
    started: Weights | None = None
    for _ in range(ROUNDS):
        by_kind: dict[str, list[Example]] = defaultdict(list)
        for one in documents:
            for example in examples(one, started):
                by_kind[example.kind].append(example)
        lines = {kind: _line(rows) for kind, rows in by_kind.items() if len(rows) >= LEAST_ROWS}
        started = Weights(0.3, {kind: Row(base, nats, 0.5) for kind, (base, nats) in lines.items()})
    assert started is not None
    best, shares, most = 0.3, {}, -1.0
    for order in ORDERS:
        tried = msgspec.structs.replace(started, order=order)
        counts = _first_right(documents, tried)
        total = sum(right for right, _ in counts.values())
        if total > most:
            most, best = total, order
            # as if four more were seen, half of them right
            shares = {kind: (right + 2.0) / (of + 4.0) for kind, (right, of) in counts.items()}
    return Weights(
        best,
        {
            kind: Row(round(base, 2), round(nats, 3), round(shares.get(kind, 0.5), 2))
            for kind, (base, nats) in sorted(lines.items())
        },
    )


def _line(rows: Sequence[Example]) -> tuple[float, float]:
    """(base, weight of a nat) by logistic regression beside the rules' log-odds."""
    points = [Point((1.0, row.nats), row.right, offset=row.offset) for row in rows]
    base, slope = logistic.fit(points, (0.0, SLOPE), (BASE_RIDGE, RIDGE))
    return base, max(0.0, slope)


def _first_right(documents: Sequence[Seen], tried: Weights) -> dict[str, tuple[float, float]]:
    """Of the findings from 0.3 that touch a fault, by kind: (first suggestion right, how many), each by confidence."""
    score = bench_sets.scorer()
    counts: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for one in documents:
        if not one.gold:
            continue
        for item in judged(one.weighed, one.found, one.groups, one.joint, tried):
            candidate = item.candidate
            if item.confidence < 0.3 or not candidate.proposals:
                continue
            start, end = one.document.to_source(candidate.start, candidate.end)
            touched = [g for g in one.gold if _overlap(start, end, g["start"], g["end"])]
            if not touched:
                continue
            right = _is_right(score, one, start, end, candidate.proposals[0].text, touched)
            row = counts[kind_of(candidate.rule, candidate.level)]
            row[0] += item.confidence * right
            row[1] += item.confidence
    return {kind: (row[0], row[1]) for kind, row in counts.items()}


_known: dict[tuple[str, int, int, str], bool] = {}


def _is_right(score: Any, one: Seen, start: int, end: int, text: str, touched: list[dict[str, Any]]) -> bool:
    key = (one.name, start, end, text)
    if key not in _known:
        first = {"start": start, "end": end, "suggestions": [{"replacement": text}]}
        _known[key] = any(score.fixed(one.document.source, gold, one.gold, [first]) for gold in touched)
    return _known[key]


def main() -> int:
    """Fit and print; write with --write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {FILE.name}")
    parser.add_argument("--only", action="append", default=[], help="fit on this set only (repeatable)")
    arguments = parser.parse_args()
    if not (bench_sets.SHARED / "eval" / "score.py").is_file():
        print("no ../shared/eval/score.py: fitting needs the project's shared data", file=sys.stderr)
        return 2
    fitted = fit(seen(arguments.only))
    print(f"order {fitted.order}")
    for kind, row in fitted.kinds.items():
        print(f"{kind:36} base {row.base:6.2f}  nats {row.nats:6.3f}  share {row.share:.2f}")
    if arguments.write:
        FILE.write_text(json.dumps(msgspec.to_builtins(fitted), indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
