"""What is made ready of a model, and what is left of earlier versions."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.deep import graph
from checker.deep.convert import FORMAT, key_of, ready
from checker.deep.find import find_model
from checker.deep.source import Source


def test_what_an_earlier_version_made_is_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def quickly(source: Source, path: Path) -> None:
        path.write_bytes(b"a graph")

    monkeypatch.setenv("MTLINT_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(graph, "write_body", quickly)
    monkeypatch.setattr(graph, "write_head", quickly)
    model = find_model(None)
    earlier, another = (tmp_path / "models" / name for name in (f"{key_of(model)}-{FORMAT - 1}", "another-1"))
    for folder in (earlier, another):
        folder.mkdir(parents=True)
        (folder / "shape.json").write_text("{}", "utf-8")
    made = ready(model)
    assert (made.folder / "body.onnx").read_bytes() == b"a graph"
    assert not earlier.exists() and another.exists()
    assert ready(model) == made
