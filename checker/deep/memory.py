"""Whether a model fits into the memory, before it is read."""

from __future__ import annotations

from pathlib import Path

from checker.deep.errors import DeepProblem

LARGEST = 1_500_000_000
"""Bytes of a GGUF file from which on the graph made of it would not fit into one ONNX file (2 GB)."""
TIMES = 6
"""Bytes needed while a model is made ready, for each byte of its GGUF file with weights of four to five bits."""
BESIDE = 400_000_000
"""Bytes for the rules and for the text while it is weighed, at the most (1.0 GB in all with SmolLM2 135M)."""


def available() -> int | None:
    """Bytes of memory to be had; None where the system does not tell."""
    try:
        for line in Path("/proc/meminfo").read_text("ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError, IndexError):
        pass
    return None


def refuse_too_large(path: Path) -> None:
    """Raise `DeepProblem` for a model that the memory, or the format, cannot hold."""
    try:
        size = path.stat().st_size
    except OSError:
        return  # said where it is read
    free = available()
    if size > LARGEST:
        raise DeepProblem(
            f"{path}: {size / 1e9:.1f} GB are too large for --deep, at most {LARGEST / 1e9:.1f} GB; take a smaller model"
        )
    needed = size * TIMES + BESIDE
    if free is not None and needed > free:
        raise DeepProblem(
            f"{path}: the model needs some {needed / 1e9:.1f} GB of memory, {free / 1e9:.1f} GB are free; "
            "take a smaller model or close other programs"
        )
