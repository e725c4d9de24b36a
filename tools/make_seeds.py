"""Writes the sample articles of seeds/ from their annotated sources in tools/seeds/.

An annotated source holds each fault as `⟦faulty⇒right‖also right¦category¦severity¦detectable⟧`. From NAME.txt come
seeds/NAME.txt (the laundered article), seeds/NAME.jsonl (its gold, in the scorer's form: half-open offsets in code
points of the file) and seeds/NAME.ref.txt (the clean original); so for .md and .html.

python tools/make_seeds.py
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from checker.finding import CATEGORIES, SEVERITIES

ROOT = Path(__file__).resolve().parent.parent
MARK = re.compile(r"⟦([^⟦⟧⇒]*)⇒([^⟦⟧]*)⟧")


def main() -> None:
    """Write three files for each annotated source."""
    for path in sorted((ROOT / "tools" / "seeds").iterdir()):
        faulty, clean, rows = split(path.read_text("utf-8"), path.name)
        target = ROOT / "seeds" / path.name
        target.write_text(faulty, "utf-8")
        target.with_name(f"{path.stem}.ref{path.suffix}").write_text(clean, "utf-8")
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        target.with_suffix(".jsonl").write_text(lines, "utf-8")
        print(f"{path.name}: {len(faulty.split())} words, {len(rows)} faults")


def split(annotated: str, name: str) -> tuple[str, str, list[dict[str, object]]]:
    """(laundered text, clean text, gold rows) of an annotated source."""
    faulty: list[str] = []
    clean: list[str] = []
    rows: list[dict[str, object]] = []
    at = length = 0
    for match in MARK.finditer(annotated):
        between = annotated[at : match.start()]
        fixes, category, severity, detectable = match[2].split("¦")
        if category not in CATEGORIES or severity not in SEVERITIES:
            raise SystemExit(f"{name}: {match[0]}: unknown category or severity")
        length += len(between)
        rows.append(
            {
                "start": length,
                "end": length + len(match[1]),
                "text": match[1],
                "fixes": fixes.split("‖"),
                "category": category,
                "severity": severity,
                "detectable": detectable,
            }
        )
        faulty += [between, match[1]]
        clean += [between, fixes.split("‖")[0]]
        length += len(match[1])
        at = match.end()
    rest = annotated[at:]
    if "⟦" in rest or "⟧" in "".join(faulty):
        raise SystemExit(f"{name}: unbalanced marks")
    return "".join([*faulty, rest]), "".join([*clean, rest]), rows


if __name__ == "__main__":
    main()
