"""Lines with styled parts, shown in colour where standard output is a terminal and plainly where it is not.

What goes to a file or a pipe needs no library for it, which matters where thousands of findings are shown.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console

Part = tuple[str, str]
"""A text and its style, as rich names styles; an empty style is none."""
Line = list[Part]


class Output:
    """Standard output, or a stream that is given and gets no colour. `width` in columns.

    A reader that went away is left to the command to report.
    """

    def __init__(self, stream: TextIO | None = None, width: int | None = None) -> None:
        self._stream = stream or sys.stdout
        coloured = stream is None and (
            sys.stdout.isatty() or any(os.environ.get(n) for n in ("FORCE_COLOR", "TTY_COMPATIBLE"))
        )
        self.is_terminal = coloured
        self._console = _console() if coloured else None
        self.width: int = width or (self._console.width if self._console is not None else _width())

    def show(self, lines: Iterable[Line], wrap: bool = False) -> None:
        """Print the lines; with `wrap` long ones are wrapped at words on a terminal."""
        rows = list(lines)
        if not rows:
            return
        if self._console is None:
            self._stream.write("\n".join("".join(text for text, _ in row) for row in rows) + "\n")
            return
        from rich.text import Text

        shown = Text("\n").join(Text.assemble(*row) for row in rows)
        self._console.print(shown, soft_wrap=not wrap)

    def flush(self) -> None:
        """Let a reader see what was printed so far."""
        self._stream.flush()


def cells(text: str) -> int:
    """How many columns the text takes on a terminal."""
    if text.isascii() or all(c < "\u0300" or "\u2010" <= c <= "\u2027" for c in text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _console() -> Console:
    from rich.console import Console as Rich  # only for a terminal

    class Terminal(Rich):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return Terminal(highlight=False)


def _width() -> int:
    """COLUMNS, or the width of the terminal behind any standard stream, or 80."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit() and int(columns):
        return int(columns)
    for stream in (0, 1, 2):
        try:
            found = os.get_terminal_size(stream).columns
        except OSError:
            continue
        if found:
            return found
    return 80
