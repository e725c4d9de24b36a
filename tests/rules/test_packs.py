"""A pack that cannot work is refused with file, line, column, cause and the nearest right name."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from checker.packs.errors import PackError
from checker.packs.kept import MOST_KEPT, Cache
from checker.packs.store import Store, load

GOOD = """\
pack: own.fr.words
category: false-friend
severity: minor
pivot: fr
rules:
- id: widget
  phrase: gadget
  find: frobnicate/V
  fix: [adjust]
  level: sure
  match: ["They frobnicated it. => They adjusted it."]
  no: ["They adjusted it."]
"""


def _load(tmp_path: Path, text: str) -> Store:
    pack = tmp_path / "own.yaml"
    pack.write_text(text, "utf-8")
    return load([pack])


def test_own_pack_is_compiled_cached_and_used_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "cache"
    monkeypatch.setenv("MTLINT_CACHE_DIR", str(cache))
    _load(tmp_path, GOOD)
    stamps = {entry: entry.stat().st_mtime_ns for entry in cache.glob("*.msgpack")}
    assert len(stamps) == 4, "the built-in packs and the own ones, each with what only some runs need"
    _load(tmp_path, GOOD)
    assert {entry: entry.stat().st_mtime_ns for entry in cache.glob("*.msgpack")} == stamps


def test_packs_that_did_not_change_are_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = [tmp_path / "own.yaml", tmp_path / "more.txt"]
    for path in sources:
        path.write_text("frobnicate", "utf-8")
        os.utime(path, (1_000_000_000, 1_000_000_000))
    cache, keys = tmp_path / "cache", []

    def opened(version: str = "1") -> Cache:
        return Cache(cache, version, sources, lambda: keys.append(version) or str(len(keys)))

    opened().write("packs", msgspec.msgpack.encode(["compiled"]))
    keys.clear()
    assert opened().read("packs", list[str]) == ["compiled"]
    assert opened().read("packs", list[str]) == ["compiled"]
    assert keys == ["1"], "what is whole was remembered"
    assert opened("2").read("packs", list[str]) is None, "another version compiles anew"
    os.utime(sources[1], (1_000_000_001, 1_000_000_001))
    opened()
    assert keys == ["1", "2", "1"], "a file that changed is read"

    keys.clear()
    (entry,) = cache.glob("packs-*")
    entry.write_bytes(entry.read_bytes()[:-1] + b"x")
    assert opened().read("packs", list[str]) is None, "what was written over is not believed"


def test_rows_with_long_patterns_are_named_by_phrase_or_fix(tmp_path: Path) -> None:
    pack = GOOD.replace("own.fr.words", "own.fr.rows").partition("rules:")[0] + "level: sure\nrows:\n"
    long = "(frobnicate|tweak|adjust|fiddle|twiddle) (with|at|on) the widget"
    pack += f"- {long} -> turn the knob {{régler le bouton}}\n- {long} now -> turn/V the knob\n- widget of it -> its widget\n"
    store = _load(tmp_path, pack)
    own = [source.id for source in store.sources if source.id.startswith("own.fr.")]
    names = [name.removeprefix("own.fr.") for name in own]
    assert names[2] == "widget-of-it"
    assert names[0][:-6] == "regler-le-bouton-"
    assert names[1][:-6] == "turn-the-knob-"
    assert names[0][-6:] != names[1][-6:]


def test_of_a_verb_with_a_particle_the_verb_takes_the_endings(tmp_path: Path) -> None:
    pack = GOOD.replace("find: frobnicate/V", "find: (frobnicate up|tweak)/V the widget").replace(
        "They frobnicated it. => They adjusted it.", "They frobnicated up the widget. => They adjusted."
    )
    store = _load(tmp_path, pack)  # refuses examples that do not hold
    assert "own.fr.widget" in store.ids


def test_a_rule_is_found_as_written_by_its_id(tmp_path: Path) -> None:
    store = _load(tmp_path, GOOD)
    for name in ("own.fr.widget", store.ids[0], store.ids[len(store.ids) // 2]):
        assert store.source(name) == next(source for source in store.sources if source.id == name)
    assert store.source("no.such.rule") is None


def test_tampered_cache_is_compiled_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compiled: Callable[[Path], Path]
) -> None:
    cache = compiled(tmp_path / "cache")
    monkeypatch.setenv("MTLINT_CACHE_DIR", str(cache))
    _load(tmp_path, GOOD)
    entry = max(cache.glob("packs-*.msgpack"), key=lambda path: path.stat().st_mtime_ns)
    assert entry.stat().st_nlink == 1, "what was compiled of the own pack"
    content = bytearray(entry.read_bytes())
    content[len(content) // 2] ^= 0xFF
    entry.write_bytes(bytes(content))
    store = load([tmp_path / "own.yaml"])
    assert "own.fr.widget" in {source.id for source in store.sources}
    assert entry.read_bytes() != bytes(content)


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("phrase: gadget", "frase: gadget", 7, "unknown field 'frase'; did you mean 'phrase'?"),
        ("severity: minor", "severity: mayor", 3, "unknown severity 'mayor'; did you mean 'major'?"),
        ("category: false-friend", "category: false-freind", 2, "did you mean 'false-friend'?"),
        ("level: sure", "level: certain", 10, "unknown level 'certain'"),
        ("find: frobnicate/V", "find: frobnicate/VX", 8, "unknown tag /VX"),
        ("find: frobnicate/V", "find: (frobnicate", 8, "is not closed"),
        ("find: frobnicate/V", "find: (frobnicate|twiddle)s?", 8, "cannot be glued to a group"),
        ("find: frobnicate/V", "find: ~fro(b~", 8, "bad regular expression"),
        ("find: frobnicate/V", "find: /N", 8, "no word that could anchor it"),
        ("find: frobnicate/V", "find: frobnicate @contry", 8, "unknown word class @contry; did you mean 'country'?"),
        ("fix: [adjust]", 'fix: ["{x}"]', 9, "which the pattern does not capture"),
        ("fix: [adjust]", 'fix: ["=adjust {x}"]', 9, "leave out the = before one with a capture"),
        ("level: sure", "sure: {next: [it]}\n  unless: {next: [it]}", 10, "can never hold"),
        ("level: sure", "sure: {}", 10, "can never hold"),
        ("level: sure", "sure: {nxt: [it]}", 10, "unknown field 'nxt'; did you mean 'next'?"),
        ('match: ["They frobnicated it. => They adjusted it."]', 'match: ["They frobnicated it."]', 11, "text => text"),
        ("  no: [", "  nope: [", 12, "unknown field 'nope'"),
        (
            'They adjusted it."]\n  no',
            'They adjust it."]\n  no',
            11,
            "makes 'They adjusted it.', not 'They adjust it.'",
        ),
        ('no: ["They adjusted it."]', 'no: ["They frobnicate it."]', 12, "must be silent"),
        ("- id: widget", "- id: Widget", 6, "kebab-case"),
        ("pack: own.fr.words", "pack: words", 1, "family.pivot.name"),
        ("rules:", "rules: [", 6, "not valid YAML"),
    ],
)
def test_wrong_pack_is_refused_with_its_place(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    assert old in GOOD
    with pytest.raises(PackError) as caught:
        _load(tmp_path, GOOD.replace(old, new, 1))
    assert said in caught.value.message
    assert caught.value.path.endswith("own.yaml")
    assert caught.value.line == line
    assert caught.value.column >= 1


def test_duplicate_id_names_the_first_place(tmp_path: Path) -> None:
    row = GOOD[GOOD.index("- id") :]
    with pytest.raises(PackError, match=r"own\.fr\.widget is taken by .*own\.yaml:6"):
        _load(tmp_path, GOOD + row)


def test_cache_does_not_grow_with_each_change_of_a_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    monkeypatch.setenv("MTLINT_CACHE_DIR", str(cache))
    before = [cache / f"packs-{n:032x}.msgpack" for n in range(20)]
    for path in before:
        path.write_bytes(b"compiled of other packs")
    _load(tmp_path, GOOD)
    kept = set(cache.glob("packs-*.msgpack"))
    assert len(kept) == MOST_KEPT
    assert len(kept - set(before)) == 2, "the built-in packs and the own ones are among them"
