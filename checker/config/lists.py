"""Plain lists of words, names and phrases, one a line; a line that begins with # is a comment."""

from __future__ import annotations

from pathlib import Path

from checker.config.errors import ConfigError, shown

WORDS_NAME = "mtlint-words.txt"
"""The list that is read wherever it stands in the project's folder."""


def read_list(path: Path) -> dict[str, int]:
    """Each entry with its line, from 1."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{shown(path)}: the list of words cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"{shown(path)}: byte {error.start} is not valid UTF-8; save the list of words as UTF-8"
        ) from None
    found: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        entry = line.strip()
        if entry and not entry.startswith("#"):
            found.setdefault(entry, number)
    return found
