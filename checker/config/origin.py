"""A value that is set, with the place that set it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from checker.config.errors import shown

Keys = tuple[str | int, ...]


class Origin(msgspec.Struct, frozen=True, eq=False):
    """A value that is set, and where: `file` is None for a default.

    `line` counts from 1; where it is 0 it is that of `keys` in `text`, looked for only when somebody asks.
    """

    value: Any
    file: Path | None = None
    line: int = 0
    text: str = ""
    keys: Keys = ()

    @property
    def place(self) -> str:
        """`file:line`, or "default"."""
        if self.file is None:
            return "default"
        return f"{shown(self.file)}:{self.line or line_at(self.text, self.keys)}"


Items = dict[str, dict[str, Origin]]
"""Key to its items: the names of a table or list, or "" for a single value."""


def line_at(text: str, keys: Keys) -> int:
    """The line, from 1, of a key in a TOML text."""
    from checker.config.places import line_of  # read only where a place must be told

    return line_of(text, keys)
