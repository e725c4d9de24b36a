"""Names of countries and cities in the pivot languages, from CLDR, for the recognition of exonyms.

A form that good English uses, as a name of something else or as an older English name, is left out.

python tools/exonyms.py ../shared/data/english > rules/lexicons/exonyms-cldr.yaml
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from pathlib import Path

import babel
from babel import Locale

from checker.finding import PIVOTS

LANGUAGES = [language for language in PIVOTS if len(language) == 2]
_PRESS = {
    "Türkiye": "Turkey",
    "Czechia": "the Czech Republic",
    "Hong Kong SAR China": "Hong Kong",
    "Macao SAR China": "Macau",
}
"""What newspapers write, where CLDR has something else."""
NOT_CITIES = frozenset(("Unknown City",))


def main() -> None:
    """Print the table."""
    print("lexicon: exonyms-cldr")
    print("about: Countries and cities by their names in the pivot languages; made by tools/exonyms.py.")
    print(f"source: Unicode CLDR through Babel {babel.__version__}; Unicode License V3")
    print("rows:")
    english = Locale("en")
    names: dict[str, tuple[str, dict[str, set[str]]]] = {}
    for code, name in sorted(english.territories.items()):
        if code.isalpha():
            _collect(names, name, "country", {lg: Locale(lg).territories.get(code) for lg in LANGUAGES})
    for zone, facts in sorted(english.time_zones.items()):
        city = facts.get("city") or zone.rsplit("/", 1)[-1].replace("_", " ")
        if city not in NOT_CITIES and zone.count("/") and not zone.startswith("Etc/"):
            _collect(names, city, "place", {lg: Locale(lg).time_zones.get(zone, {}).get("city") for lg in LANGUAGES})
    good = {_plain(word) for path in Path(sys.argv[1]).glob("*.txt") for word in _names_in(path.read_text("utf-8"))}
    taken = {_plain(name) for name in names} | good
    for name in sorted(names):
        kind, forms = names[name]
        kept = {lg: sorted(f for f in found if _plain(f) not in taken) for lg, found in forms.items()}
        kept = {lg: found for lg, found in kept.items() if found}
        if kept:
            fields = ", ".join(
                f"{language}: {json.dumps(found if len(found) > 1 else found[0], ensure_ascii=False)}"
                for language, found in kept.items()
            )
            print(f"- {{en: {_yaml(name)}, kind: {kind}, {fields}}}")


def _names_in(text: str) -> set[str]:
    """Capitalised words, and runs of two and three of them."""
    names: set[str] = set()
    for match in re.finditer(r"[A-Z][\w'-]*(?: [A-Z][\w'-]*)*", text):
        words = match[0].split()
        for i in range(len(words)):
            names.update(" ".join(words[i : i + n]) for n in (1, 2, 3))
    return names


def _collect(
    names: dict[str, tuple[str, dict[str, set[str]]]], name: str, kind: str, forms: dict[str, str | None]
) -> None:
    name = _PRESS.get(name, name).split(" (")[0].replace(" & ", " and ")
    if "," in name:
        return
    _, found = names.setdefault(name, (kind, {}))
    for language, form in forms.items():
        if form and "(" not in form and len(form) > 3 and _plain(form) != _plain(name):
            found.setdefault(language, set()).add(form)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", re.sub(r"\bst\.", "saint", text.lower()))
    return "".join(c for c in decomposed if c.isalnum())


def _yaml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    main()
