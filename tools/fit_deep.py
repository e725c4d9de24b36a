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
from checker.deep.judge import Judge, best_of, inputs, judged, together  # noqa: E402
from checker.deep.kept import kept_folder  # noqa: E402
from checker.deep.place import Weight  # noqa: E402
from checker.deep.places import Group, groups_of, is_read, is_wide, places_of  # noqa: E402
from checker.deep.reading import Reading  # noqa: E402
from checker.deep.weights import FILE, Row, Weights, kind_of  # noqa: E402
from checker.document import Document, read_document  # noqa: E402
from checker.finding import Weighed  # noqa: E402
from checker.resolver import resolve  # noqa: E402

SETS = ("reference", "articles", "seeds", "unseen", "held", "roundtrips")
TRANSLATED = ("roundtrips",)
"""Sets that nothing makes suspect, and of which the user says with --deep=translated what they are."""
CLEAN = 30
"""Documents of good English that the plain fit takes."""
RIDGE = 3.0
BASE_RIDGE = 1.0
READ_RIDGE, READ_BASE_RIDGE = 10.0, 2.0
SLOPE = 0.35
"""What a nat is worth, in log-odds, where the data say little."""
READ_PRIOR = (0.0, 0.15, 0.3, 0.3, 0.6)
"""Base, nats, reading, around, rules, before anything is fitted: the kinds that only a model can judge are drawn to what
all of them together say, the others to this."""
LEAST_ROWS = 10
ROUNDS = 4
ORDERS = (0.1, 0.2, 0.3, 0.5, 0.8)
NOTHING = Weights(0.3, {})


class Seen(NamedTuple):
    """A document as the judge saw it: its candidates, their weights, how it reads, and what is marked in it."""

    set: str
    name: str
    document: Document
    gold: list[dict[str, Any]]
    weighed: list[Weighed]
    found: list[Weight | None]
    groups: list[Group]
    joint: list[Weight | None]
    reading: Reading
    doubt: float
    told: bool

    def judged(self, weights: Weights, plain: bool = False) -> list[Weighed]:
        """The candidates by these weights; `plain` as for a model whose reading nobody knows."""
        reading = None if plain else self.reading
        return judged(self.weighed, self.found, self.groups, self.joint, weights, reading, self.doubt, self.told)


class Example(NamedTuple):
    """A candidate: its kind, what its row's numbers count, the log-odds beside them, and whether a marked fault lies
    there."""

    kind: str
    inputs: tuple[float, ...]
    offset: float
    right: bool


class Recorder(Judge):
    """A judge that remembers what it was asked, and changes nothing."""

    seen: tuple[Any, ...] = ()

    def __call__(self, prose: str, weighed: Sequence[Weighed], log_odds: float = 0.0) -> list[Weighed]:
        """Weigh, remember, and give back the rules' own candidates."""
        places = places_of(weighed)
        groups, joint = groups_of(prose, weighed)
        found = self._weigh(prose, [*places, *joint], weighed, groups)
        behind = found[len(places) :]
        stand = self.doubt(log_odds), self.told(log_odds)
        self.seen = (list(weighed), found[: len(places)], groups, behind, self.reading(prose), *stand)
        return judged(weighed, [None] * len(weighed), [], [], NOTHING)


def seen(only: Sequence[str] = (), clean: int = CLEAN) -> Iterator[Seen]:
    """All documents with the weights of their candidates."""
    judge = recorder()
    with tempfile.TemporaryDirectory() as folder:
        places = bench_sets.sets(Path(folder))
        for name in (*SETS, "clean"):
            if only and name not in only:
                continue
            judge.mode = "translated" if name in TRANSLATED else "all"
            for path in files(places[name], clean if name == "clean" else 0):
                document = read_document(path)
                engine().check(document, 0.5, judge=judge)
                yield Seen(name, path.stem, document, bench_sets.gold(path), *judge.seen)
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

    key = model_key(None)
    return Recorder(key, lambda: open_scorer(None), Weights(0.3, {}, key), mode="all", folder=kept_folder())


def examples(one: Seen, plain: bool, tried: Weights | None = None) -> Iterator[Example]:
    """The candidates of a document that the model weighed; with `tried`, of those that stand in its findings.

    At most places several candidates vie. The one that wins is the one whose confidence errs upwards most often, so
    what is fitted must be what wins.
    """
    standing: set[tuple[str, int, int]] = set()
    if tried is not None:
        for item in resolve(one.judged(tried, plain)):
            standing.add((item.candidate.rule, item.candidate.start, item.candidate.end))
    reading = None if plain else one.reading
    nats = together(one.weighed, one.found, one.groups, one.joint)
    for item, weight, row in zip(one.weighed, one.found, nats, strict=True):
        candidate = item.candidate
        read, wide = is_read(candidate.rule), is_wide(candidate.rule)
        if tried is not None and (candidate.rule, candidate.start, candidate.end) not in standing:
            continue
        if plain if read else (weight is None or not weight.nats):
            continue
        best = 0.0 if read or weight is None else best_of(row, weight, wide)
        if best is None:
            continue
        start, end = one.document.to_source(candidate.start, candidate.end)
        right = any(bench_sets.overlap(start, end, g["start"], g["end"]) for g in one.gold)
        rules = sum(term.value for term in item.terms)
        offset = rules if plain else one.doubt if wide else 0.0
        yield Example(kind_of(candidate.rule, candidate.level, one.told), inputs(item, best, reading), offset, right)


def fit(documents: Iterable[Seen], model: str) -> Weights:
    """The weights that fit the documents best, without and with a reading by `model`."""
    documents = list(documents)
    kinds, _ = rows_of(documents, plain=True)
    read, order = read_rows(documents)
    return Weights(order, kinds, model, read)


def read_rows(documents: Iterable[Seen]) -> tuple[dict[str, Row], float]:
    """As `rows_of` with a reading. Good English is left out: it is not weighed, unless the user asks."""
    return rows_of([one for one in documents if one.set != "clean"], plain=False)


def rows_of(documents: Sequence[Seen], plain: bool) -> tuple[dict[str, Row], float]:
    """(a row for each kind, the order of proposals), `plain` without a reading."""

    def with_rows(rows: dict[str, Row], order: float = 0.3) -> Weights:
        return Weights(order, rows if plain else {}, "", {} if plain else rows)

    started: Weights | None = None
    for _ in range(ROUNDS):
        by_kind: dict[str, list[Example]] = defaultdict(list)
        for one in documents:
            for example in examples(one, plain, started):
                by_kind[example.kind].append(example)
        lines = _plain_rows(by_kind) if plain else _read_rows(by_kind)
        started = with_rows(lines)
    assert started is not None
    best, shares, most = 0.3, {}, -1.0
    for order in ORDERS:
        counts = _first_right(documents, with_rows(lines, order), plain)
        total = sum(right for right, _ in counts.values())
        if total > most:
            most, best = total, order
            # as if four more were seen, half of them right
            shares = {kind: (right + 2.0) / (of + 4.0) for kind, (right, of) in counts.items()}
    made = {kind: msgspec.structs.replace(lines[kind], share=round(shares.get(kind, 0.5), 2)) for kind in sorted(lines)}
    return made, best


def _plain_rows(by_kind: dict[str, list[Example]]) -> dict[str, Row]:
    """Base and weight of a nat by logistic regression beside the rules' log-odds."""
    rows = {}
    for kind, examples in by_kind.items():
        if len(examples) >= LEAST_ROWS:
            points = [Point((1.0, one.inputs[0]), one.right, offset=one.offset) for one in examples]
            base, slope = logistic.fit(points, (0.0, SLOPE), (BASE_RIDGE, RIDGE))
            rows[kind] = Row(round(base, 2), round(max(0.0, slope), 3), 0.5)
    return rows


def _read_rows(by_kind: dict[str, list[Example]]) -> dict[str, Row]:
    """The numbers of the rows with a reading; the kinds that only a model can judge have a common prior."""

    def points(examples: Iterable[Example]) -> list[Point]:
        return [Point((1.0, *one.inputs), one.right, offset=one.offset) for one in examples]

    wide = [one for kind, examples in by_kind.items() if is_wide(kind) and not is_read(kind) for one in examples]
    common = logistic.fit(points(wide), READ_PRIOR, [1.0] * len(READ_PRIOR))
    rows = {}
    for kind, examples in by_kind.items():
        if len(examples) >= LEAST_ROWS:
            prior = common if is_wide(kind) else READ_PRIOR
            ridges = (READ_BASE_RIDGE, *[READ_RIDGE] * (len(prior) - 1))
            base, nats, at, around, rules = (round(n, 3) for n in logistic.fit(points(examples), prior, ridges))
            rows[kind] = Row(base, max(0.0, nats), 0.5, at, around, 1.0 if is_wide(kind) else rules)
    return rows


def _first_right(documents: Sequence[Seen], tried: Weights, plain: bool) -> dict[str, tuple[float, float]]:
    """Of the findings from 0.3 that touch a fault, by kind: (first suggestion right, how many), each by confidence."""
    score = bench_sets.scorer()
    counts: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for one in documents:
        if not one.gold:
            continue
        for item in one.judged(tried, plain):
            candidate = item.candidate
            if item.confidence < 0.3 or not candidate.proposals:
                continue
            start, end = one.document.to_source(candidate.start, candidate.end)
            touched = [g for g in one.gold if bench_sets.overlap(start, end, g["start"], g["end"])]
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
    from checker.deep.open import model_key

    fitted = fit(seen(arguments.only), model_key(None))
    print(f"order {fitted.order}")
    for rows in (fitted.kinds, fitted.read):
        for kind, row in rows.items():
            print(f"{kind:36}", *(f"{name} {getattr(row, name):6.2f}" for name in row.__struct_fields__))
    if arguments.write:
        FILE.write_text(json.dumps(msgspec.to_builtins(fitted), indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
