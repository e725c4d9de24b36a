"""The files of a project that a review or `mtlint learn` adds to: words, ignored findings, settings.

Each is read, changed and replaced whole; what somebody wrote by hand stays as it is, comments included.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from checker.config.lists import WORDS_NAME
from checker.document.write import write_whole
from checker.problem import Problem
from checker.suppress.accepted import IGNORE_NAME, AcceptedError, Entry, read_accepted, write_accepted

SETTINGS_NAME = "mtlint.toml"


class ProjectFileError(Problem):
    """A project's file that cannot be read or written; the message names file, cause and remedy."""


def change_words(
    root: Path, add: Iterable[str], remove: Iterable[str] = (), dry: bool = False
) -> tuple[list[str], list[str]]:
    """Add words to mtlint-words.txt and take others out; (those that were new, those that went)."""
    file = root / WORDS_NAME
    text = _read(file)
    lines = text.splitlines()
    known = {line.strip() for line in lines}
    new = [word for word in dict.fromkeys(add) if word and word not in known]
    gone = sorted(known & set(remove))
    if (new or gone) and not dry:
        kept = [line for line in lines if line.strip() not in gone]
        end = "\r\n" if "\r\n" in text else "\n"
        _write(file, "".join(f"{line}{end}" for line in [*kept, *new]))
    return new, gone


def change_ignored(
    root: Path, add: Iterable[Entry], remove: Iterable[Entry] = (), reason: str | None = None, dry: bool = False
) -> tuple[list[Entry], list[Entry]]:
    """Add findings to mtlint-ignore.json and take others out; (those that were new, those that went).

    With `reason` only what stands there for that reason is taken out.
    """
    file = root / IGNORE_NAME
    try:
        entries = read_accepted(file).entries
        known = {(entry.path, entry.fingerprint) for entry in entries}
        new = [entry for entry in dict.fromkeys(add) if (entry.path, entry.fingerprint) not in known]
        out = {(entry.path, entry.fingerprint) for entry in remove}
        gone = [entry for entry in entries if (entry.path, entry.fingerprint) in out and reason in (None, entry.reason)]
        if (new or gone) and not dry:
            write_accepted(file, [entry for entry in entries if entry not in gone] + new)
    except AcceptedError as error:
        raise ProjectFileError(str(error)) from None
    except OSError as error:
        raise ProjectFileError(f"{file}: cannot be written ({error.strerror})") from None
    return new, gone


def change_ignored_rules(
    root: Path, add: Iterable[str], remove: Iterable[str] = (), dry: bool = False
) -> tuple[list[str], list[str]]:
    """Add rules to `ignore` of the settings and take others out; (those that were new, those that went)."""
    settings = _Settings(root)
    ignored = settings.table.get("ignore", [])
    if not isinstance(ignored, list):
        raise ProjectFileError(f"{settings.file}: ignore must be a list of rules; mend it first")
    new = [rule for rule in dict.fromkeys(add) if rule not in ignored]
    gone = [rule for rule in dict.fromkeys(remove) if rule in ignored]
    if (new or gone) and not dry:
        if "ignore" not in settings.table:
            settings.put("ignore", ignored)
            ignored = settings.table["ignore"]
        for rule in gone:
            ignored.remove(rule)
        for rule in new:
            ignored.append(rule)
        settings.write()
    return new, gone


def change_shifts(root: Path, shifts: Mapping[str, float], dry: bool = False) -> dict[str, tuple[float, float]]:
    """Set the shifts of rules (log-odds; 0 takes one out); what was changed, with the old and the new value."""
    settings = _Settings(root)
    table = settings.table.get("confidence", {})
    if not isinstance(table, dict):
        raise ProjectFileError(f"{settings.file}: confidence must be a table; mend it first")
    changed: dict[str, tuple[float, float]] = {}
    for rule, shift in shifts.items():
        old = table.get(rule, 0.0)
        if isinstance(old, int | float) and round(float(old), 2) != round(shift, 2):
            changed[rule] = float(old), round(shift, 2)
    if changed and not dry:
        if "confidence" not in settings.table:
            settings.new_table("confidence")
            table = settings.table["confidence"]
        for rule, (_, shift) in changed.items():
            if shift:
                table[rule] = shift
            else:
                table.pop(rule, None)
        settings.write()
    return changed


class _Settings:
    """The project's settings file, edited with comments and order kept."""

    def __init__(self, root: Path) -> None:
        import tomlkit
        from tomlkit.exceptions import TOMLKitError

        self.file = root / SETTINGS_NAME
        python = root / "pyproject.toml"
        inside = False
        if not self.file.exists() and python.exists():
            inside = "[tool.mtlint" in _read(python)
        if inside:
            self.file = python
        try:
            self.whole = tomlkit.parse(_read(self.file))
            self.table: Any = self.whole["tool"]["mtlint"] if inside else self.whole
        except (TOMLKitError, KeyError) as error:
            raise ProjectFileError(f"{self.file}: not valid TOML: {error}; mend it first") from None

    def put(self, key: str, value: Any) -> None:
        """A new plain value; before any table of the file, or it would belong to that table."""
        import tomlkit

        if self.table is self.whole and any(isinstance(item, dict) for item in self.whole.values()):
            fresh = tomlkit.document()
            fresh.add(key, tomlkit.item(value))
            fresh.add(tomlkit.nl())
            self.whole = tomlkit.parse(tomlkit.dumps(fresh) + tomlkit.dumps(self.whole))
            self.table = self.whole
        else:
            self.table[key] = value

    def new_table(self, key: str) -> None:
        """A new table with a line that says who writes it."""
        import tomlkit

        table = tomlkit.table()
        table.add(tomlkit.comment("log-odds by rule; written by `mtlint learn`"))
        self.table[key] = table

    def write(self) -> None:
        """Put the changed settings in place of the old."""
        import tomlkit

        _write(self.file, tomlkit.dumps(self.whole))


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        raise ProjectFileError(f"{file}: is not UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise ProjectFileError(f"{file}: cannot be read ({error.strerror}); change its permissions") from None


def _write(file: Path, text: str) -> None:
    try:
        write_whole(file.resolve(), text.encode("utf-8"), owner=True)
    except OSError as error:
        raise ProjectFileError(f"{file}: cannot be written ({error.strerror}); it is as it was") from None
