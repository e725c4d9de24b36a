"""Given names and surnames of Western languages, from Faker's tables.

python tools/person_names.py rules/lexicons    writes given-names.txt and surnames.txt there
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import faker

LOCALES = "en_US en_GB fr_FR es_ES es_MX de_DE it_IT pt_PT pt_BR nl_NL pl_PL ro_RO sv_SE tr_TR".split()
TABLES = {"given-names": ("first_names", "first_names_male", "first_names_female"), "surnames": ("last_names",)}


def main() -> None:
    """Write the two lists, sorted."""
    for file, tables in TABLES.items():
        names: set[str] = set()
        for locale in LOCALES:
            provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
            for table in tables:
                names.update(getattr(provider, table, ()))
        kept = sorted(name for name in names if name.isalpha() and name.istitle() and len(name) > 2)
        head = f"# Made by tools/person_names.py from the person tables of Faker {faker.VERSION} (MIT licence).\n"
        (Path(sys.argv[1]) / f"{file}.txt").write_text(head + "\n".join(kept) + "\n", "utf-8")


if __name__ == "__main__":
    main()
