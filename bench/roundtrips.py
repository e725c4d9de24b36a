"""Real round trips with labels: the text stays in ../shared/data/parallel, the labels are in bench/roundtrips.

python bench/roundtrips.py          # every label in its sentence, for reading
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

LABELS = Path(__file__).resolve().parent / "roundtrips" / "labels.jsonl"
"""What is measured."""
TRAINING = LABELS.with_name("training.jsonl")
"""What the net of --deep is fitted on; places without fixes."""
JOINT = "\n\n"
"""Stands between the rows of a document, as the offsets of its labels count."""
SHOWN = 40


def present(shared: Path) -> bool:
    """Whether the folder of shared data has every file that is labelled."""
    return all(_file(shared, label).is_file() for label in _labels(LABELS))


def documents(shared: Path, labels: Path = LABELS) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """(name, text, gold rows) of every labelled stretch of rows."""
    for label in _labels(labels):
        text = JOINT.join(_rows(_file(shared, label), label["first"], label["rows"]))
        name = f"{Path(label['file']).stem}-{label['first']:05}"
        if hashlib.sha256(text.encode()).hexdigest() != label["sha256"]:
            raise SystemExit(f"{name}: {_file(shared, label)} does not hold the text that was labelled")
        faults = label["faults"]
        yield name, text, [{**fault, "text": text[fault["start"] : fault["end"]]} for fault in faults]


def write(shared: Path, folder: Path) -> None:
    """Write NAME.txt and NAME.jsonl of every document in the scorer's form."""
    folder.mkdir()
    for name, text, rows in documents(shared):
        (folder / f"{name}.txt").write_bytes(text.encode())
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, "utf-8")


def _labels(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _file(shared: Path, label: dict[str, Any]) -> Path:
    return Path(shared, "data", "parallel", label["file"])


def _rows(path: Path, first: int, count: int) -> list[str]:
    """The machine's side of `count` rows from row `first`, the file's first being 0."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line)["mt"] for line in islice(lines, first, first + count)]


def main() -> None:
    """Print every label between what stands left and right of it."""
    from sets import SHARED

    for name, text, rows in documents(SHARED):
        print(f"{name}: {len(text.split())} words, {len(rows)} faults")
        for row in rows:
            start, end = row["start"], row["end"]
            left, right = text[max(0, start - SHOWN) : start], text[end : end + SHOWN]
            what = f"{' | '.join(row['fixes'])} ({row['category']}, {row['severity']}, {row['detectable']})"
            print(f"  {left}⟦{row['text']}⟧{right}".replace("\n", "¶"), "=>", what)


if __name__ == "__main__":
    main()
