"""Known names as detectors look them up, and as they lie in the compiled file; `gazetteer` makes them from the lexicons."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import msgspec

from checker.packs.hashed import Block, Hashed


class ForeignAcronym(msgspec.Struct, frozen=True, array_like=True):
    """An acronym of other languages: the English one, the institution's name, the languages; `sure`: of nothing else."""

    english: str
    name: str
    languages: tuple[str, ...]
    sure: bool


class Exonym(msgspec.Struct, frozen=True, array_like=True):
    """What a foreign form of a name is in English. `kind` is "country", "place" or "person"."""

    english: str
    languages: tuple[str, ...]
    kind: str
    ambiguous: bool = False


class Gazetteer(msgspec.Struct, frozen=True):
    """Known names.

    `exonyms`: lower-case foreign form to its English name. `countries`, `cities`, `persons`: names by their lower-case
    form; a person's is the surname. `gender`: "f" or "m" of given names that only women or only men bear, and of the persons'
    surnames. `full`: lower-case last word of a name of several words to all its words. `foreign`: acronyms of other
    languages.
    """

    exonyms: Mapping[str, Exonym]
    countries: Mapping[str, str]
    cities: Mapping[str, str]
    persons: Mapping[str, str]
    full: Mapping[str, list[list[str]]]
    acronyms: Collection[str]
    foreign: Mapping[str, ForeignAcronym]
    given: Collection[str]
    gender: Mapping[str, str]
    surnames: Collection[str]
    lowercase: Mapping[str, str]
    taken: Collection[str]


class GazetteerBlocks(msgspec.Struct, frozen=True, array_like=True):
    """The names as they lie in the file: of the large tables a look-up reads a few bytes."""

    exonyms: Block
    countries: dict[str, str]
    cities: Block
    persons: dict[str, str]
    full: dict[str, list[list[str]]]
    acronyms: frozenset[str]
    foreign: dict[str, ForeignAcronym]
    given: Block
    gender: Block
    surnames: Block
    lowercase: dict[str, str]
    taken: frozenset[str]

    def opened(self) -> Gazetteer:
        """The names, to be looked up one by one."""
        return Gazetteer(
            exonyms=Hashed(self.exonyms, Exonym),
            countries=self.countries,
            cities=Hashed(self.cities, str),
            persons=self.persons,
            full=self.full,
            acronyms=self.acronyms,
            foreign=self.foreign,
            given=Hashed(self.given, bool),
            gender=Hashed(self.gender, str),
            surnames=Hashed(self.surnames, bool),
            lowercase=self.lowercase,
            taken=self.taken,
        )
