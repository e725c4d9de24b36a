"""Where a project's own files lie."""

from __future__ import annotations

import tomllib
from pathlib import Path


def project_root(path: str | Path) -> Path:
    """The nearest folder upward with mtlint.toml, or pyproject.toml with [tool.mtlint]; else the root of the git
    repository; else the current folder."""
    whole = Path(path).absolute()
    first = whole if whole.is_dir() else whole.parent
    for folder in (first, *first.parents):
        if (folder / "mtlint.toml").is_file() or _has_table(folder / "pyproject.toml"):
            return folder
        if (folder / ".git").exists():
            return folder
    return Path.cwd()


def _has_table(file: Path) -> bool:
    try:
        return "mtlint" in tomllib.loads(file.read_text("utf-8")).get("tool", {})
    except (OSError, ValueError):
        return False
