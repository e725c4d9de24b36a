"""From what the user asks for to a judge, with one line for everything that can be missing."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

from checker.deep.errors import DeepProblem
from checker.deep.find import find_model

if TYPE_CHECKING:
    from checker.deep.choice import DeepChoice
    from checker.deep.judge import Judge, Tell
    from checker.deep.scorer import Scorer

NEEDED = ("numpy", "onnxruntime", "onnx", "gguf", "tokenizers")
THREADS = 2
"""Windows of a text that are read or weighed at the same time."""


def refuse_without_extra() -> None:
    """Raise `DeepProblem` where the extra is not installed; nothing of it is imported."""
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise DeepProblem(f"--deep needs {', '.join(missing)}: pip install 'mtlint[deep]'")


def model_key(model: str | None) -> str:
    """The identity of a model, for what is kept; raises `DeepProblem`."""
    from checker.deep.convert import key_of

    return key_of(find_model(model))


def open_scorer(model: str | None) -> Scorer:
    """The scorer over a model, by name or by path; raises `DeepProblem`, also where the memory does not hold it."""
    from checker.deep.convert import ready
    from checker.deep.memory import refuse_too_large
    from checker.deep.model import Model
    from checker.deep.reading import net_of
    from checker.deep.scorer import LlamaScorer

    refuse_without_extra()
    path = find_model(model)
    refuse_too_large(path)
    try:
        opened = Model(ready(path))
        return LlamaScorer(opened, net_of(opened.key), THREADS)
    except MemoryError as error:
        raise DeepProblem(f"{path}: the model does not fit into the memory; take a smaller one") from error


def open_judge(choice: DeepChoice, folder: Path | None, tell: Tell | None = None) -> Judge:
    """A judge for a run; the model is read when the first document is weighed. Raises `DeepProblem`."""
    from checker.deep.judge import Judge
    from checker.deep.weights import weights

    refuse_without_extra()
    key = model_key(choice.model)
    return Judge(
        key,
        lambda: open_scorer(choice.model),
        weights(),
        mode=choice.mode,
        folder=folder,
        budget=choice.budget,
        tell=tell,
    )
