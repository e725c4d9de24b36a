"""What is wrong with a pack, and where."""

from __future__ import annotations


class PackError(Exception):
    """A pack is refused: `path`, `line` and `column` (from 1) name the place, `message` cause and remedy."""

    def __init__(self, path: str, line: int, column: int, message: str) -> None:
        super().__init__(f"{path}:{line}:{column}: {message}")
        self.path = path
        self.line = line
        self.column = column
        self.message = message


def nearest(name: str, known: list[str]) -> str:
    """A hint with the nearest known name, or an empty text."""
    from rapidfuzz import process

    best = process.extractOne(name, known, score_cutoff=60)
    return f"; did you mean {best[0]!r}?" if best else ""
