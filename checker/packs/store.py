"""Finding, compiling, caching and loading packs. YAML is read only when a pack has changed.

The built-in packs come compiled in the wheel. In a checkout, and for a user's own packs, the compiled form lies in the
user's cache under a name made from the content of every file and from mtlint's version. It is decoded by a strict
schema and holds a digest of itself: a damaged or foreign file is compiled anew, and nothing in it can run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from checker import __version__
from checker.analysis.bigrams import BigramData, Bigrams, PairData, Pairs
from checker.match.elements import Gate, Look, Rule
from checker.match.matcher import ClassTable
from checker.match.prefilter import Index, Row
from checker.packs.equivalents import EquivalentBlocks, EquivalentData, Foreign, Original
from checker.packs.errors import PackError
from checker.packs.files import cache_folder, pack_files
from checker.packs.hashed import Block, Hashed, Packed
from checker.packs.indexed import Shelved, Shelves
from checker.packs.kept import Cache, mapped
from checker.packs.known_names import Gazetteer, GazetteerBlocks
from checker.packs.phrases import PhraseBlocks, PhraseData

FORMAT = 54
"""Version of the compiled form; to be raised with every change of the structures in `match.elements`."""

_PACKAGE = Path(__file__).resolve().parent.parent
BUILT_IN = _PACKAGE / "builtin" / "packs.msgpack"
BUILT_IN_EXTRAS = BUILT_IN.with_name("extras.msgpack")


class Data(msgspec.Struct, frozen=True):
    """What the compiled file holds; the parts that a run may not need stay undecoded."""

    rules: Block
    ids: memoryview
    sure: Shelved
    often: Shelved
    more: Shelved
    gates: Block
    looks: Block
    classes: memoryview
    tables: dict[str, memoryview]
    weights: memoryview
    lexicon: Block
    gazetteer: memoryview
    irregular: memoryview
    foreign: Shelved
    exonyms: Shelved


class Extras(msgspec.Struct, frozen=True):
    """What only a suspect document, or a command about rules, needs; a file of its own."""

    bigrams: memoryview
    collocations: memoryview
    equivalents: memoryview
    synonyms: memoryview
    swaps: memoryview
    terms: Block
    phrases: dict[str, memoryview]
    frequency: memoryview
    sources: Block
    pack_examples: memoryview


class Store:
    """Loaded packs; everything in it is decoded when first asked for."""

    def __init__(self, data: Data, extras: Callable[[], Extras]) -> None:
        self._data = data
        self._load_extras = extras
        self._rules = Packed[Rule](data.rules, Rule)
        self._class_tables: dict[str, ClassTable] = {}
        self._tables: dict[str, Any] = {}
        self._phrases: dict[str, PhraseData] = {}

    def __len__(self) -> int:
        return len(self._rules)

    @cached_property
    def ids(self) -> list[str]:
        """The ids of the rules, in the order of their numbers."""
        return msgspec.msgpack.decode(self._data.ids, type=list[str])

    def rule(self, number: int) -> Rule:
        """The rule of that number."""
        return self._rules[number]

    @cached_property
    def sure(self) -> Index:
        """Prefilter index of the rules that can be sure by themselves."""
        return Shelves(self._data.sure, list[Row])

    @cached_property
    def often(self) -> Index:
        """Prefilter index of those whose words are frequent."""
        return Shelves(self._data.often, list[Row])

    @cached_property
    def gates(self) -> Mapping[int, Gate]:
        """Rule number to the words one of which must be near for the rule to be sure."""
        return Packed(self._data.gates, Gate)

    @cached_property
    def looks(self) -> Mapping[int, Look]:
        """What must be around a literal for its rules to be sure, by the number in the literal's row."""
        return Packed(self._data.looks, Look)

    @cached_property
    def more(self) -> Index:
        """Prefilter index of the rules that need the document's evidence."""
        return Shelves(self._data.more, list[Row])

    @cached_property
    def _classes(self) -> dict[str, list[str]]:
        return msgspec.msgpack.decode(self._data.classes, type=dict[str, list[str]])

    def word_class(self, name: str) -> ClassTable:
        """A word class by the first token of its items, longest items first."""
        found = self._class_tables.get(name)
        if found is None:
            found = self._class_tables[name] = class_table(self._classes.get(name, []))
        return found

    def class_items(self, name: str) -> list[str]:
        """The items of a word class as written."""
        return self._classes.get(name, [])

    def table(self, name: str) -> Any:
        """A lexicon by the name of its file: rows of a table, or the words of a list; empty if there is none."""
        if name not in self._tables:
            raw = self._data.tables.get(name)
            self._tables[name] = [] if raw is None else msgspec.msgpack.decode(raw)
        return self._tables[name]

    @cached_property
    def lexicon(self) -> Mapping[str, int]:
        """English word to its possible classes."""
        return Hashed(self._data.lexicon, int)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Known names."""
        return msgspec.msgpack.decode(self._data.gazetteer, type=GazetteerBlocks).opened()

    @cached_property
    def _extras(self) -> Extras:
        return self._load_extras()

    @cached_property
    def foreign(self) -> Shelves[list[Foreign]]:
        """Words that English hardly has, to what they can be in the pivot languages."""
        return Shelves(self._data.foreign, list[Foreign])

    @cached_property
    def collocations(self) -> Pairs:
        """Which nouns belong to which verbs as their objects."""
        return Pairs(msgspec.msgpack.decode(self._extras.collocations, type=PairData))

    @cached_property
    def equivalents(self) -> EquivalentData:
        """English words that a machine confuses for one word of a pivot language."""
        return msgspec.msgpack.decode(self._extras.equivalents, type=EquivalentBlocks).opened()

    @cached_property
    def synonyms(self) -> EquivalentData:
        """Frequent words with what a thesaurus gives for them; the first of a row is the word itself."""
        return msgspec.msgpack.decode(self._extras.synonyms, type=EquivalentBlocks).opened()

    @cached_property
    def swaps(self) -> EquivalentData:
        """Words of news prose with what spinners put for them; the first of a row is the word itself."""
        return msgspec.msgpack.decode(self._extras.swaps, type=EquivalentBlocks).opened()

    @cached_property
    def terms(self) -> Mapping[str, dict[str, list[str]]]:
        """The fixed terms and names of news English by their first and their second words, in lower case."""
        return Hashed(self._extras.terms, dict[str, list[str]])

    def phrases(self, language: str) -> PhraseData:
        """The fixed phrases of a pivot language with their English; none of a language without a table."""
        known = self._phrases.get(language)
        if known is None:
            raw = self._extras.phrases.get(language)
            blocks = None if raw is None else msgspec.msgpack.decode(raw, type=PhraseBlocks)
            known = self._phrases[language] = PhraseData({}, {}, {}, {}, {}) if blocks is None else blocks.opened()
        return known

    @cached_property
    def bigrams(self) -> Bigrams:
        """Which words stand next to each other, and how likely they are between their neighbours."""
        return Bigrams(msgspec.msgpack.decode(self._extras.bigrams, type=BigramData))

    @cached_property
    def alternatives(self) -> dict[tuple[bool, str, int], tuple[str, dict[str, dict[str, str]]]]:
        """What the rules of equivalents and synonyms found for a word and the classes it can have; filled by those rules."""
        return {}

    def originals(self, phrase: str) -> Sequence[Original]:
        """What a phrase (lower case) may have been put for by a spinner, by the table of swaps."""
        found = self._originals.get(phrase)
        if found is None:
            entries = self.swaps.forms.get(phrase)
            if entries is None:
                return ()
            found = self._originals[phrase] = list(self._found_originals(entries))
        return found

    @cached_property
    def _originals(self) -> dict[str, list[Original]]:
        return {}

    def _found_originals(self, entries: Iterable[tuple[int, int, str]]) -> Iterator[Original]:
        data, bigrams = self.swaps, self.bigrams
        for number, own, tag in entries:
            if own:
                _, _, pos, lemmas = data.rows[number]
                form = data.inflected[f"{lemmas[0]}/{pos}"].get(tag)
                if form:
                    words = form.split(" ")
                    log = sum(map(bigrams.log, words))
                    yield Original(form, words, lemmas[0], tag, len(lemmas) - 1, log, bigrams.inside(words))

    @cached_property
    def exonym_index(self) -> Shelves[list[tuple[str, tuple[str, ...]]]]:
        """Longest word of a foreign name form to the forms that hold it, each with its words in scan form."""
        return Shelves(self._data.exonyms, list[tuple[str, tuple[str, ...]]])

    @cached_property
    def _irregular(self) -> dict[str, str]:
        return msgspec.msgpack.decode(self._data.irregular, type=dict[str, str])

    def past_tense(self, participle: str) -> str:
        """The simple past of a verb by its past participle: "written" gives "wrote"."""
        return self._irregular.get(participle, participle)

    @cached_property
    def person_nouns(self) -> frozenset[str]:
        """Nouns of persons and offices, in the singular."""
        return frozenset(item.lower() for name in ("person_noun", "title", "human") for item in self.class_items(name))

    @cached_property
    def weights(self) -> dict[str, Any]:
        """The contents of `rules/weights.yaml`."""
        found: dict[str, Any] = msgspec.msgpack.decode(self._data.weights)
        return found

    @cached_property
    def sources(self) -> list[Any]:
        """The rules as written, in the order of their numbers."""
        return list(self._written.values())

    def source(self, name: str) -> Any | None:
        """The rule of that id as written, and no other is read; None if there is none."""
        return self._written[self.ids.index(name)] if name in self.ids else None

    @property
    def _written(self) -> Packed[Any]:
        from checker.packs.source import RuleSource

        return Packed(self._extras.sources, RuleSource)

    @cached_property
    def pack_examples(self) -> list[tuple[str, list[Any]]]:
        """(pack, examples) of the packs that have examples of their own, for their tables."""
        from checker.packs.source import Example

        return msgspec.msgpack.decode(self._extras.pack_examples, type=list[tuple[str, list[Example]]])


def class_table(items: Iterable[str]) -> ClassTable:
    """Items as token tuples under their first token, longest first."""
    from checker.analysis.tokens import words

    table: dict[str, list[tuple[str, ...]]] = {}
    for item in items:
        tokens = tuple(words(item))
        if tokens:
            table.setdefault(tokens[0], []).append(tokens)
    return {first: tuple(sorted(tuples, key=len, reverse=True)) for first, tuples in table.items()}


def rules_folder() -> Path:
    """The folder of the built-in packs' YAML: inside an installed package, or at the top of a checkout."""
    installed = _PACKAGE / "builtin" / "rules"
    return installed if installed.is_dir() else _PACKAGE.parent / "rules"


def load(own: Iterable[Path] = (), examples: bool = True) -> Store:
    """The built-in packs and the packs of a user's own folders or files.

    Raises PackError for a pack that is wrong; with `examples` also where an example of an own pack does not hold.
    """
    folders = tuple(own)
    if BUILT_IN.is_file() and not folders:
        return Store(
            msgspec.msgpack.decode(mapped(BUILT_IN), type=Data),
            lambda: msgspec.msgpack.decode(mapped(BUILT_IN_EXTRAS), type=Extras),
        )
    files = pack_files([rules_folder(), *folders])
    # in a checkout the compiler itself changes
    compiler = (
        [] if BUILT_IN.is_file() else [*sorted((_PACKAGE / "packs").glob("*.py")), _PACKAGE / "match" / "elements.py"]
    )
    version = f"{FORMAT} {__version__}"
    contents: dict[Path, bytes] = {}

    def read() -> dict[Path, bytes]:
        if not contents:
            contents.update((path, path.read_bytes()) for path in files)
        return contents

    def key_of() -> str:
        from hashlib import blake2b  # an installed mtlint needs none

        key = blake2b(digest_size=16)
        key.update(f"{version} ".encode())
        for path in compiler:
            key.update(path.read_bytes())
        for path, content in read().items():
            key.update(f"{path} {len(content)} ".encode("utf-8", "surrogatepass"))
            key.update(content)
        return key.hexdigest()

    cache = Cache(cache_folder(), version, [*files, *compiler], key_of)

    def compiled() -> tuple[Data, Extras]:
        from checker.packs.build import build, extend

        texts = {path: _text(path, content) for path, content in read().items()}
        own_files = pack_files(folders)
        if folders and not any(path.parent.name == "lexicons" or path.stem == "weights" for path in own_files):
            base = load()
            payload, rest = extend(base._data, base._extras, {path: texts[path] for path in own_files})
        else:
            payload, rest = build(texts)
        data, extras = msgspec.msgpack.decode(payload, type=Data), msgspec.msgpack.decode(rest, type=Extras)
        if examples and folders:
            _refuse_failures(Store(data, lambda: extras), {str(path) for path in pack_files(folders)})
        if examples or not folders:
            cache.write("extras", rest)
            cache.write("packs", payload)
        return data, extras

    data = cache.read("packs", Data)
    if data is None:
        data, extras = compiled()
        return Store(data, lambda: extras)
    return Store(data, lambda: cache.read("extras", Extras) or compiled()[1])


def _text(path: Path, content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise PackError(str(path), line, 1, f"byte {error.start} is not valid UTF-8; packs are UTF-8") from None


def _refuse_failures(store: Store, own: set[str]) -> None:
    from checker.packs.examples import failures

    numbers = [n for n, source in enumerate(store.sources) if source.place.path in own]
    for failure in failures(store, numbers):
        assert failure.place is not None
        raise failure.place.error(f"an example does not hold: {failure.message}")
