"""Makes the gazetteer of the lexicons, when packs are compiled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from checker.letters import plain
from checker.match.prefilter import scan_form
from checker.packs.hashed import hashed
from checker.packs.institutions import foreign_acronyms
from checker.packs.known_names import Exonym, Gazetteer, GazetteerBlocks

_LANGUAGE = re.compile(r"[a-z]{2}$")


def build_gazetteer(tables: dict[str, Any], classes: dict[str, list[str]], lexicon: dict[str, int]) -> Gazetteer:
    """The gazetteer of the lexicon tables."""
    countries = _countries(tables)
    persons: dict[str, str] = {}
    for row in tables.get("persons", []):
        surname = str(row.get("surname") or str(row["name"]).split()[-1])
        persons.setdefault(surname.lower(), surname)
        persons.setdefault(plain(surname.lower()), surname)  # English prose often leaves the marks away
    gender = dict(line.lower().partition(" ")[::2] for line in tables.get("given-names", []))
    given = frozenset(gender)
    surnames = frozenset(form for word in tables.get("surnames", []) for form in (word.lower(), plain(word.lower())))
    names = [str(row["name"]) for key in ("persons", "institutions", "countries") for row in tables.get(key, [])]
    full: dict[str, list[list[str]]] = {}
    for name in names:
        words = re.findall(r"[^\W\d_]+", name)
        if len(words) > 1 and words[-1][0].isupper():
            full.setdefault(words[-1].lower(), []).append(words)
    english_names = {str(name).lower() for name in names} | set(countries)
    english_names |= {str(row["en"]).lower() for row in tables.get("exonyms-cldr", [])}
    taken = (
        set(surnames)
        | set(given)
        | {item.lower() for key in ("nationality", "people") for item in classes.get(key, [])}
        | {word.lower() for key in ("names-in-s", "cities") for word in tables.get(key, [])}
    )
    names += [str(row["en"]) for row in _exonym_rows(tables)]
    taken |= {word.lower() for name in names for word in re.findall(r"[^\W\d_]+", name)}
    return Gazetteer(
        exonyms=_exonyms(tables, english_names, lexicon),
        countries=countries,
        cities=_cities(tables, countries),
        persons=persons,
        full=full,
        acronyms=frozenset(str(row["acronym"]) for row in tables.get("institutions", []) if row.get("acronym")),
        foreign=foreign_acronyms(tables.get("institutions", [])),
        given=given,
        gender=_genders(tables, gender),
        surnames=surnames,
        lowercase=_lowercase(tables, classes, lexicon),
        taken=frozenset(word for word in taken if word.endswith("s")),
    )


def names_blocks(names: Gazetteer) -> GazetteerBlocks:
    """The gazetteer as it is written."""
    return GazetteerBlocks(
        exonyms=hashed(names.exonyms),
        countries=dict(names.countries),
        cities=hashed(names.cities),
        persons=dict(names.persons),
        full=dict(names.full),
        acronyms=frozenset(names.acronyms),
        foreign=dict(names.foreign),
        given=hashed(dict.fromkeys(names.given, True)),
        gender=hashed(names.gender),
        surnames=hashed(dict.fromkeys(names.surnames, True)),
        lowercase=dict(names.lowercase),
        taken=frozenset(names.taken),
    )


def _exonym_rows(tables: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of both tables of exonyms."""
    return [row for key in ("exonyms-cldr", "exonyms-extra") for row in tables.get(key, [])]


def _genders(tables: dict[str, Any], given: dict[str, str]) -> dict[str, str]:
    """Gender of given names, and of surnames whose bearers' given names agree."""
    found: dict[str, set[str]] = {}
    for row in tables.get("persons", []):
        first = str(row["name"]).split()[0].lower()
        surname = str(row.get("surname") or str(row["name"]).split()[-1])
        found.setdefault(surname.lower(), set()).add(given.get(first, ""))
    persons = {name: "".join(genders) for name, genders in found.items() if len(genders) == 1}
    return {name: gender for name, gender in (persons | given).items() if gender}


def exonym_index(exonyms: Iterable[str]) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Longest word of a foreign form to the forms that hold it, each with its words in scan form."""
    index: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for form in exonyms:
        words = tuple(scan_form(form).split())
        if words:
            index.setdefault(max(words, key=len), []).append((form, words))
    return index


def _countries(tables: dict[str, Any]) -> dict[str, str]:
    found = {}
    for row in tables.get("countries", []):
        for name in (row["name"], *(row.get("aliases") or ())):
            if not str(name).endswith("s"):
                found[str(name).lower()] = str(name)
    return found


def _cities(tables: dict[str, Any], countries: dict[str, str]) -> dict[str, str]:
    """Places that are no countries: large cities, and places that other languages call otherwise."""
    names = [str(row["en"]) for row in _exonym_rows(tables) if row.get("kind") != "person"]
    names += [plain(str(name)) for name in tables.get("cities", [])] + [str(name) for name in tables.get("cities", [])]
    return {name.lower(): name for name in names if name.isalpha() and name.lower() not in countries}


def _lowercase(tables: dict[str, Any], classes: dict[str, list[str]], lexicon: dict[str, int]) -> dict[str, str]:
    """Names that a text must capitalise and whose lower-case form is no English word."""
    found = {}
    for key in ("country", "demonym", "nationality", "month", "weekday"):
        for item in classes.get(key, []):
            lower = item.lower()
            if item[0].isupper() and item.isalpha() and len(item) > 3 and lower not in lexicon and not item.isupper():
                found[lower] = item
    found.pop("japan", None)  # a lacquer
    return found


def _exonyms(tables: dict[str, Any], english: set[str], lexicon: dict[str, int]) -> dict[str, Exonym]:
    found: dict[str, dict[str, Any]] = {}
    older = frozenset(tables.get("older-names", []))

    def add(form: str, name: str, language: str, kind: str, ambiguous: bool) -> None:
        form = unicodedata.normalize("NFC", form).strip()
        if not form or form == name or form.lower() in english:
            return
        for spelling in {form, plain(form)}:
            accents_alone = _compared(spelling) == _compared(name)
            if accents_alone and scan_form(spelling) == scan_form(name):
                continue
            doubt = ambiguous or spelling.lower() in older or all(word in lexicon for word in spelling.lower().split())
            doubt = doubt or accents_alone  # "México" stands in names that English leaves as they are
            entry = found.setdefault(
                spelling.lower(), {"english": name, "languages": [], "kind": kind, "ambiguous": doubt}
            )
            if entry["english"] != name:
                entry["ambiguous"] = True
            elif language and language not in entry["languages"]:
                entry["languages"].append(language)

    for row in tables.get("persons", []):
        surname = str(row.get("surname") or str(row["name"]).split()[-1])
        variants = row.get("variants") or {}
        pairs = variants.items() if isinstance(variants, dict) else (("", form) for form in variants)
        for language, forms in pairs:
            for form in forms if isinstance(forms, list) else [forms]:
                whole = " " in str(form)
                add(
                    str(form),
                    str(row["name"]) if whole else surname,
                    str(language),
                    "person",
                    bool(row.get("ambiguous")),
                )
    for table, kind in (("exonyms-extra", "place"), ("exonyms-cldr", "country")):
        for row in tables.get(table, []):
            for language, forms in row.items():
                if _LANGUAGE.match(language) and language != "en":
                    for form in forms if isinstance(forms, list) else [forms]:
                        add(
                            str(form),
                            str(row["en"]),
                            language,
                            str(row.get("kind") or kind),
                            bool(row.get("ambiguous")),
                        )
            for form in row.get("alt") or ():
                add(str(form), str(row["en"]), "", str(row.get("kind") or kind), bool(row.get("ambiguous")))
    return {
        form: Exonym(entry["english"], tuple(entry["languages"]), entry["kind"], entry["ambiguous"])
        for form, entry in found.items()
    }


def _compared(text: str) -> str:
    """The text as the scan sees it, without diacritics: hyphens and capitals make no other name."""
    return " ".join(scan_form(plain(text)).split())
