"""Builds the compiled form of all packs and lexicons from their files' texts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import yaml

from checker.match.prefilter import Filed, Row, filed, unfiled
from checker.packs.compile import Compiled, compile_rules
from checker.packs.doubted import less_sure
from checker.packs.equivalents import blocks_of, build_equivalents
from checker.packs.gazetteer import build_gazetteer, exonym_index, names_blocks
from checker.packs.hashed import hashed, packed
from checker.packs.indexed import Shelved, Shelves, shelved
from checker.packs.institutions import institution_packs
from checker.packs.lexicon_build import build_lexicon, irregular_pasts
from checker.packs.lexicons import read_frequency, read_table, read_words, word_classes
from checker.packs.pairs import build_bigrams, build_pairs
from checker.packs.phrases import build_phrases
from checker.packs.source import Loader, PackSource, read_pack
from checker.packs.store import Data, Extras
from checker.packs.terms import build_terms

_LARGE = frozenset(("bigrams", "collocations", "common-words", "doubted", "swaps", "synonyms", "terms"))
_EQUIVALENTS, _PHRASES, _RENDERINGS = "equivalents-", "phrases-", "renderings-"
"""Word lists that have a compiled form of their own."""


def build(texts: dict[Path, str]) -> tuple[bytes, bytes]:
    """The contents of the two compiled files, what every run needs and the rest; raises PackError for the first pack that is wrong."""
    tables: dict[str, Any] = {}
    plain: dict[str, list[str]] = {}
    weights: dict[str, Any] = {}
    packs: list[PackSource] = []
    frequency: dict[str, float] = {}
    lines: dict[str, list[str]] = {}
    for path, text in texts.items():
        if path.parent.name == "lexicons":
            if path.name == "frequency.txt":
                frequency = read_frequency(text)
            elif path.stem in _LARGE or path.stem.startswith((_EQUIVALENTS, _PHRASES, _RENDERINGS)):
                lines[path.stem] = read_words(text)
            elif path.suffix == ".txt":
                tables[path.stem] = read_words(text)
            else:
                rows = read_table(path, text)
                if isinstance(rows, dict):
                    plain.update(rows)
                else:
                    tables[path.stem] = rows
        elif path.stem == "weights":
            weights = yaml.load(text, Loader)
        elif path.suffix != ".txt":
            packs.append(read_pack(path, text))
    packs += institution_packs(tables.get("institutions", []))
    classes = word_classes(tables, plain)
    doubted = frozenset(line.split()[0] for line in lines.get("doubted", []))
    packs = [msgspec.structs.replace(pack, rules=less_sure(pack.rules, doubted)) for pack in packs]
    compiled = compile_rules(packs, classes, frequency)
    sources = [rule for pack in packs for rule in pack.rules]
    lexicon = build_lexicon()
    equivalents = build_equivalents(
        _by_language(lines, _EQUIVALENTS),
        frequency,
        frozenset(lines.get("common-words", [])) | frozenset(tables.get("loan-words", [])),
        lexicon.keys(),
    )
    synonyms = build_equivalents({"spun": lines.get("synonyms", [])}, frequency, frozenset(), frozenset())
    swaps = build_equivalents({"spun": lines.get("swaps", [])}, frequency, frozenset(), frozenset(), phrases=True)
    words = _by_language(lines, _EQUIVALENTS)
    for language, more in _by_language(lines, _RENDERINGS).items():
        words[language] = [*words.get(language, []), *more]
    phrases = build_phrases(_by_language(lines, _PHRASES), words)
    gazetteer = build_gazetteer(tables, classes, lexicon)
    data = Data(
        rules=packed([bytes(rule) for rule in compiled.rules]),
        ids=_raw([source.id for source in sources]),
        sure=shelved(compiled.sure),
        often=shelved(compiled.often),
        more=shelved(compiled.more),
        gates=packed(_gates(compiled, 0)),
        looks=packed(_each(compiled.looks)),
        classes=_raw(classes),
        tables={name: _raw(rows) for name, rows in tables.items()},
        weights=_raw(weights),
        lexicon=hashed(lexicon),
        irregular=_raw(irregular_pasts()),
        gazetteer=_raw(names_blocks(gazetteer)),
        foreign=shelved(equivalents.foreign),
        exonyms=shelved(exonym_index(gazetteer.exonyms)),
    )
    extras = Extras(
        bigrams=_raw(build_bigrams(lines.get("bigrams", []))),
        collocations=_raw(build_pairs(lines.get("collocations", []))),
        equivalents=_raw(blocks_of(equivalents)),
        synonyms=_raw(blocks_of(synonyms)),
        swaps=_raw(blocks_of(swaps)),
        terms=hashed(build_terms(lines.get("terms", []))),
        phrases={language: _raw(data) for language, data in phrases.items()},
        frequency=_raw(frequency),
        sources=packed(_each(sources)),
        pack_examples=_raw([(pack.name, pack.examples) for pack in packs if pack.examples]),
    )
    return msgspec.msgpack.encode(data), msgspec.msgpack.encode(extras)


def extend(base: Data, extras: Extras, texts: dict[Path, str]) -> tuple[bytes, bytes]:
    """The compiled files with further packs; raises PackError for the first pack that is wrong.

    Only for packs: a folder with lexicons or weights of its own is compiled with everything else.
    """
    packs = [read_pack(path, text) for path, text in texts.items()]
    ids = _read(base.ids, list[str])
    taken = set(ids)
    for pack in packs:
        for rule in pack.rules:
            if rule.id in taken:
                raise rule.place.error(f"the id {rule.id} is taken by a rule of mtlint; choose another")
    classes = _read(base.classes, dict[str, list[str]])
    compiled = compile_rules(packs, classes, _read(extras.frequency, dict[str, float]), len(ids), len(base.looks))
    sources = [rule for pack in packs for rule in pack.rules]
    data = msgspec.structs.replace(
        base,
        rules=packed([bytes(rule) for rule in compiled.rules], base.rules),
        ids=_raw([*ids, *(source.id for source in sources)]),
        sure=_merged(base.sure, compiled.sure),
        often=_merged(base.often, compiled.often),
        more=_merged(base.more, compiled.more),
        gates=packed(_gates(compiled, len(ids)), base.gates),
        looks=packed(_each(compiled.looks), base.looks),
    )
    examples = [(pack.name, pack.examples) for pack in packs if pack.examples]
    extras = msgspec.structs.replace(
        extras,
        sources=packed(_each(sources), extras.sources),
        pack_examples=_raw([*_read(extras.pack_examples, list[msgspec.Raw]), *examples]),
    )
    return msgspec.msgpack.encode(data), msgspec.msgpack.encode(extras)


def _by_language(lines: dict[str, list[str]], start: str) -> dict[str, list[str]]:
    return {name.removeprefix(start): own for name, own in lines.items() if name.startswith(start)}


def _merged(known: Shelved, more: Filed) -> Shelved:
    base = Shelves[list[Row]](known, list[Row])
    return shelved(filed([*unfiled(base, base), *unfiled(more, more)]))


def _gates(compiled: Compiled, first: int) -> list[bytes]:
    """The encoded gates of the rules, the first of which is number `first`; nothing for a rule without one."""
    gates = (compiled.gates.get(number) for number in range(first, first + len(compiled.rules)))
    return [msgspec.msgpack.encode(gate) if gate else b"" for gate in gates]


def _each(values: Iterable[Any]) -> list[bytes]:
    return [msgspec.msgpack.encode(value) for value in values]


def _read(raw: memoryview | msgspec.Raw, kind: Any) -> Any:
    return msgspec.msgpack.decode(raw, type=kind)


def _raw(value: Any) -> memoryview:
    return memoryview(msgspec.msgpack.encode(value))
