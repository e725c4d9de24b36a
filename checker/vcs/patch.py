"""Reading what `git diff --numstat -z --patch --unified=0` prints."""

from __future__ import annotations

import re
import sys

Ranges = tuple[tuple[int, int], ...]
"""First and last line of each run of changed lines, from 1, in order; a line ends at LF, as git counts."""

WHOLE: Ranges = ((1, sys.maxsize),)
"""Every line: of a file that is new, or that git takes for binary."""

_HUNK = re.compile(rb"@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
_ESCAPED = {b"a": b"\a", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}


def changed_ranges(output: bytes) -> dict[bytes, Ranges]:
    """The changed lines of each changed file, by its name of now; no ranges where lines only went, or only the name."""
    found, patch = _numbers(output)
    ranges: dict[bytes, list[tuple[int, int]]] = {}
    name: bytes | None = None
    for line in patch.split(b"\n"):
        # the lines of files begin with a sign, so none of them looks like a heading
        if line.startswith(b"diff --git "):
            name = None
        elif line.startswith(b"+++ ") and name is None:
            name = _name(line[4:])
        elif line.startswith(b"@@ ") and name is not None:
            hunk = _HUNK.match(line)
            assert hunk is not None, line
            first, count = int(hunk[1]), int(hunk[2] or 1)
            if count:
                ranges.setdefault(name, []).append((first, first + count - 1))
    return {path: WHOLE if binary else tuple(ranges.get(path, ())) for path, binary in found.items()}


def _numbers(output: bytes) -> tuple[dict[bytes, bool], bytes]:
    """Each file's name of now, and whether git takes it for binary; then the patch."""
    found: dict[bytes, bool] = {}
    at = 0
    while at < len(output) and output[at] != 0:
        added, _, rest = output[at : (end := output.index(0, at))].split(b"\t", 2)
        if not rest:  # renamed: the old and the new name follow
            old_end = output.index(0, end + 1)
            end = output.index(0, old_end + 1)
            rest = output[old_end + 1 : end]
        found[rest] = added == b"-"
        at = end + 1
    return found, output[at + 1 :]


def _name(text: bytes) -> bytes:
    """The name behind `+++`: without its `b/`, unquoted; empty for a file that went."""
    if text.startswith(b'"'):
        text = _ESCAPE.sub(_unescaped, text.rstrip(b"\t")[1:-1])
    else:
        text = text.removesuffix(b"\t")
    return b"" if text == b"/dev/null" else text[2:]


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    return bytes([int(code, 8)]) if len(code) == 3 else _ESCAPED.get(code, code)
