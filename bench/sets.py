"""The laundered and clean documents that the benches measure on, and the scorer."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import roundtrips

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
from make_seeds import split  # noqa: E402 - the tools are no package

SHARED = Path(os.environ.get("MTLINT_SHARED") or ROOT.parent / "shared")
HELD = "d"
"""Series of articles of bench/training (fr-oped-d01 ...) from which no rule was written."""


def sets(folder: Path, training: bool = False) -> dict[str, Path]:
    """Folders in the scorer's form, by the name of the set; those of the project are written into `folder`.

    With `training` the articles that rules were written from are a set as well. The labelled round trips are one where
    SHARED has their texts.
    """
    dev = SHARED / "eval" / "dev"
    seeds = folder / "seeds"
    seeds.mkdir()
    # the scorer reads .txt; Markdown and HTML seeds are scored by tests over their own offsets
    for path in (ROOT / "seeds").glob("*.txt"):
        if not path.name.startswith("000_"):
            (seeds / path.name).write_bytes(path.read_bytes())
            rows = path.with_suffix(".jsonl")
            if rows.is_file():
                (seeds / rows.name).write_bytes(rows.read_bytes())
    unseen, held = folder / "unseen", folder / "held"
    _write(sorted((ROOT / "bench" / "articles").glob("*.txt")), unseen)
    written_from = sorted((ROOT / "bench" / "training").glob("*.txt"))
    _write([path for path in written_from if path.stem[-3] == HELD], held)
    more = {}
    if training:
        more["training"] = folder / "training"
        _write([path for path in written_from if path.stem[-3] != HELD], more["training"])
    if roundtrips.present(SHARED):
        more["roundtrips"] = folder / "roundtrips"
        roundtrips.write(SHARED, more["roundtrips"])
    return {
        "reference": dev / "seed",
        "articles": dev / "articles",
        "seeds": seeds,
        "unseen": unseen,
        "held": held,
        "clean": SHARED / "eval" / "clean",
        **more,
    }


def _write(paths: list[Path], folder: Path) -> None:
    """Write annotated articles in the scorer's form."""
    folder.mkdir()
    for path in paths:
        faulty, clean, rows = split(path.read_text("utf-8"), path.name)
        (folder / path.name).write_text(faulty, "utf-8")
        (folder / path.name).with_suffix(".ref.txt").write_text(clean, "utf-8")
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / path.name).with_suffix(".jsonl").write_text(lines, "utf-8")


def gold(path: Path) -> list[dict[str, Any]]:
    """The marked faults of a text of a set."""
    lines = path.with_suffix(".jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def overlap(start: int, end: int, first: int, behind: int) -> bool:
    """Do two places touch, an empty one being touched by what ends or begins there?"""
    if start == end or first == behind:
        return start <= behind and first <= end
    return start < behind and first < end


def scorer() -> ModuleType:
    """The module of ../shared/eval/score.py."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
