"""What is wrong with settings."""

from __future__ import annotations

import os
from pathlib import Path

from checker.problem import Problem


class ConfigError(Problem):
    """A settings file that cannot be right; the message names file, line, cause and remedy."""


def shown(path: Path) -> str:
    """The path as messages name it: below the current folder where it lies there."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative
