"""Given names and surnames of Western languages, from Faker's tables.

python tools/person_names.py rules/lexicons    writes given-names.txt and surnames.txt there

A given name that only women or only men bear has `f` or `m` behind it.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import faker

LOCALES = "en_US en_GB fr_FR es_ES es_MX de_DE it_IT pt_PT pt_BR nl_NL pl_PL ro_RO sv_SE tr_TR".split()
BOTH = frozenset(
    "Andrea Nicola Simone Gabriele Michele Daniele Pascale Dominique Claude Camille Joan Jean Marian".split()
)
"""Names of women in one language and of men in another, whatever the tables say."""
GIVEN = {"first_names": "", "first_names_male": "m", "first_names_female": "f"}


def main() -> None:
    """Write the two lists, sorted."""
    folder = Path(sys.argv[1])
    given: dict[str, set[str]] = {}
    surnames: set[str] = set()
    for locale in LOCALES:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        surnames.update(getattr(provider, "last_names", ()))
        for table, gender in GIVEN.items():
            for name in getattr(provider, table, ()):
                given.setdefault(name, set()).add(gender)
    marked = {
        name: "".join(genders) if len(genders - {""}) == 1 and name not in BOTH else ""
        for name, genders in given.items()
    }
    _write(folder / "given-names.txt", {name: f"{name} {mark}".strip() for name, mark in marked.items()})
    _write(folder / "surnames.txt", {name: name for name in surnames})


def _write(path: Path, lines: dict[str, str]) -> None:
    kept = (lines[name] for name in sorted(lines) if name.isalpha() and name.istitle() and len(name) > 2)
    head = f"# Made by tools/person_names.py from the person tables of Faker {faker.VERSION} (MIT licence).\n"
    path.write_text(head + "\n".join(kept) + "\n", "utf-8")


if __name__ == "__main__":
    main()
