"""mtlint config show | schema."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import msgspec

from checker.cli.file_settings import refuse_unknown_names
from checker.cli.inputs import Settings, UsageProblem
from checker.config.errors import shown
from checker.config.find import excluded, found_for
from checker.config.keys import KEYS
from checker.config.project import project_of
from checker.report.printable import printable
from checker.suppress.accepted import BASELINE_NAME, IGNORE_NAME, below, read_accepted

_NOTHING = {"select": "all rules", "pivot": "unknown"}
_MOST = 40
"""Words of a vocabulary shown one by one; of longer ones the number by file."""


def show_config(path: str, settings: Settings) -> int:
    """Print what holds for a file or folder, and where each value comes from; returns the exit code."""
    if path != "-" and not os.path.exists(path):
        raise UsageProblem(f"{path}: no such file or folder; name what you want to check")
    refuse_unknown_names(path, settings)
    place = os.getcwd() if path == "-" else path
    owner = project_of(place)
    items = found_for(place).items
    rows: list[tuple[str, str, str]] = []
    for name, key in KEYS.items():
        own = items.get(name, {})
        if name == "words" and len(own) > _MOST:
            files = Counter(shown(origin.file) for origin in own.values() if origin.file is not None)
            rows += [(name, f"{count:,} entries", file) for file, count in files.items()]
        elif not own:
            rows.append((name, _NOTHING.get(name, "none"), "default"))
        else:
            for item, origin in own.items():
                if key.kind in ("names", "globs", "words", "paths"):
                    rows.append((name, _said(origin.value), origin.place))
                else:
                    label = f"{name}.{_key(item)}" if item else name
                    value = _NOTHING["pivot"] if origin.value is None else _said(origin.value)
                    rows.append((label, value, origin.place))
    print(f"project   {printable(str(owner.root))}")
    print(f"settings  {printable(shown(owner.file.path)) if owner.file else 'no file; all defaults'}")
    if path != "-" and excluded(path):
        print("excluded  a walk through a folder leaves it out")
    print()
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    for label, value, where in rows:
        print(printable(f"{label:<{widths[0]}}  {value:<{min(widths[1], 48)}}  {where}").rstrip())
    print()
    for list_name, what in ((IGNORE_NAME, "suppressed one by one"), (BASELINE_NAME, "in the baseline")):
        accepted = read_accepted(owner.root / list_name)
        here = [entry for entry in accepted.entries if _within(entry.path, below(place, owner.root))]
        print(f"{what}: {len(here)} of {len(accepted.entries)} in {list_name}")
    print(f"results are kept in {printable(str(settings.results))}")
    print("options     not set by files: --encoding utf-8, --format-in by suffix, --jobs 1, --format text, ", end="")
    print(f"--max-bytes {settings.max_bytes}")
    return 0


def show_schema() -> int:
    """Print the JSON Schema of a settings file."""
    from checker.config.schema import json_schema
    from checker.report.standard_output import put

    put(msgspec.json.format(msgspec.json.encode(json_schema()), indent=2) + b"\n")
    return 0


def _within(path: str, place: str) -> bool:
    return place == "." or path == place or path.startswith(f"{place}/")


def _said(value: object) -> str:
    return shown(value) if isinstance(value, Path) else msgspec.json.encode(value).decode()


def _key(item: str) -> str:
    return item if item.replace("-", "").replace("_", "").isalnum() else f'"{item}"'
