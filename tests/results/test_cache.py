"""The result cache: what it keeps, what it forgets, what cannot harm it."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from checker.api import check_document
from checker.document import document_from_text
from checker.results import cache
from checker.results.cache import Entry, ResultCache, digest
from checker.results.late import late_document
from checker.results.versions import version_key
from checker.suppress.comments import comments_in

SOURCE = "# Poutines visit\n\nIt cost *20 millions* of euros.\n\n<!-- mtlint: off sense -->\n"


def entry(source: str = SOURCE) -> Entry:
    report = check_document(document_from_text(source, format="markdown"), min_confidence=0.0)
    return Entry("utf-8", report.words, report.verdict, report.findings, comments_in(source, "markdown"))


def test_an_entry_comes_back_whole(tmp_path: Path) -> None:
    kept, made = ResultCache(tmp_path / "results"), entry()
    assert made.findings and made.comments.suppressions
    assert kept.get(digest(b"a")) is None
    kept.put(digest(b"a"), made)
    assert kept.get(digest(b"a")) == made
    assert kept.get(digest(b"b")) is None


@pytest.mark.parametrize("damage", ["empty", "cut", "flipped", "foreign", "folder"])
def test_a_damaged_entry_counts_as_none_and_is_replaced(tmp_path: Path, damage: str) -> None:
    kept, made, key = ResultCache(tmp_path), entry(), digest(b"a")
    kept.put(key, made)
    (file,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    content = file.read_bytes()
    if damage == "folder":
        file.unlink()
        file.mkdir()
    else:
        middle = len(content) // 2
        flipped = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
        file.write_bytes({"empty": b"", "cut": content[:-3], "flipped": flipped, "foreign": b"x" * 400}[damage])
    assert kept.get(key) is None
    kept.put(key, made)
    assert kept.get(key) == (None if damage == "folder" else made)


def test_an_entry_under_anothers_name_counts_as_none(tmp_path: Path) -> None:
    kept, one, other = ResultCache(tmp_path), digest(b"a"), digest(b"b")
    kept.put(one, entry())
    (file,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    target = tmp_path / other.hex()[:2] / other.hex()[2:]
    target.parent.mkdir(exist_ok=True)
    file.replace(target)
    assert kept.get(other) is None


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x", "utf-8")
    kept = ResultCache(blocked / "results")
    kept.put(digest(b"a"), entry())
    assert kept.get(digest(b"a")) is None


def test_it_does_not_grow_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST_ENTRIES", 8)
    kept, made = ResultCache(tmp_path), entry()
    keys = [bytes([7]) + digest(bytes([n]))[1:] for n in range(40)]
    for key in keys:
        kept.put(key, made)
    assert len(list((tmp_path / "07").iterdir())) <= 8
    assert kept.get(keys[-1]) == made


def test_an_entry_of_unusual_size_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST_BYTES", 64)
    kept = ResultCache(tmp_path)
    kept.put(digest(b"a"), entry())
    assert list(tmp_path.rglob("*")) == []


def test_many_may_write_and_read_at_once(tmp_path: Path) -> None:
    kept, made = ResultCache(tmp_path), entry()
    keys = [digest(bytes([n % 5])) for n in range(200)]

    def work(key: bytes) -> Entry | None:
        kept.put(key, made)
        return kept.get(key)

    with ThreadPoolExecutor(8) as pool:
        assert all(found in (made, None) for found in pool.map(work, keys))
    assert all(kept.get(key) == made for key in keys)
    assert not [path for path in tmp_path.rglob(".*") if path.is_file()]


def test_parts_of_a_digest_are_told_apart() -> None:
    assert digest(b"ab", b"c") != digest(b"a", b"bc") != digest(b"abc")


def test_a_late_document_is_the_document() -> None:
    late = late_document("a.md", "markdown", "utf-8", SOURCE)
    whole = document_from_text(SOURCE, name="a.md", format="markdown")
    for again in (late, pickle.loads(pickle.dumps(late))):
        assert (again.name, again.format, again.encoding, again.source) == ("a.md", "markdown", "utf-8", SOURCE)
        assert (again.prose, again.segments, again.runs) == (whole.prose, whole.segments, whole.runs)
        assert again.line_column(20) == whole.line_column(20)
        assert again.to_source(3, 9) == whole.to_source(3, 9)
        assert again.curly == whole.curly


def test_own_packs_count_by_their_content(tmp_path: Path) -> None:
    pack = tmp_path / "house.yaml"
    keys = set()
    for content in ("a", "b"):
        pack.write_text(content, "utf-8")
        version_key.cache_clear()
        keys |= {version_key(), version_key((pack,)), version_key((tmp_path,))}
    assert len(keys) == 3
