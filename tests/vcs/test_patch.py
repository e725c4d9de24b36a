"""The patch that git prints is read exactly, whatever files hold and are called."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.vcs.changes import changed_lines, changes_since, staged_changes
from checker.vcs.patch import WHOLE, changed_ranges

# what a patch itself is made of, so that lines of files look like its headings
_LINES = st.sampled_from(
    ["a", "b", "", "++ b/x", "-- a/x", "@@ -1 +1 @@", "diff --git a/x b/x", "\\ No newline", "é\r", "a\rb", "+++ b/y"]
)
_TEXTS = st.lists(_LINES, max_size=8)
_NAMES = st.sampled_from(["a.txt", "b c.txt", "é ü.md", 'q"u\\o.txt', "-dash.txt", "tab\there.txt", "new\nline.txt"])


def test_nothing_changed() -> None:
    assert changed_ranges(b"") == {}


def test_lines_that_look_like_headings_are_lines() -> None:
    output = (
        b"3\t0\ta.txt\0\0diff --git a/a.txt b/a.txt\nindex 1..2 100644\n--- a/a.txt\n+++ b/a.txt\n"
        b"@@ -1,0 +2,3 @@ x\n+++ b/foo.txt\n+@@ -9 +9 @@\n+diff --git a/c b/c\n"
    )
    assert changed_ranges(output) == {b"a.txt": ((2, 4),)}


def test_a_renamed_file_has_its_new_name() -> None:
    output = (
        b"1\t0\t\0old.txt\0n\xc3\xa9w.txt\0\0diff --git a/old.txt b/n\xc3\xa9w.txt\nsimilarity index 90%\n"
        b'rename from old.txt\nrename to "n\\303\\251w.txt"\n--- a/old.txt\n+++ "b/n\\303\\251w.txt"\n@@ -5,0 +6 @@\n+z\n'
    )
    assert changed_ranges(output) == {b"n\xc3\xa9w.txt": ((6, 6),)}


def test_a_binary_file_changed_as_a_whole() -> None:
    output = b"-\t-\tu.txt\0\0diff --git a/u.txt b/u.txt\nindex 1..2\nBinary files a/u.txt and b/u.txt differ\n"
    assert changed_ranges(output) == {b"u.txt": WHOLE}


def _git(folder: str, *arguments: str) -> None:
    subprocess.run(["git", "-C", folder, *arguments], check=True, capture_output=True)


def _replayed(old: list[str], new: list[str], ranges: tuple[tuple[int, int], ...]) -> bool:
    """Do the unchanged lines of the new text stand, in this order, in the old one?"""
    changed = {line for first, last in ranges for line in range(first, min(last, len(new)) + 1)}
    rest = iter(line.removesuffix("\r") for line in old)
    kept = (line.removesuffix("\r") for number, line in enumerate(new, 1) if number not in changed)
    return all(any(line == other for other in rest) for line in kept)


@settings(max_examples=25)
@given(st.dictionaries(_NAMES, st.tuples(_TEXTS, _TEXTS), min_size=1, max_size=4))
def test_lines_that_are_not_changed_are_those_of_before(files: dict[str, tuple[list[str], list[str]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        _git(folder, "init", "-q")
        _git(folder, "config", "user.email", "a@example.org")
        _git(folder, "config", "user.name", "a")
        for place in (0, 1):
            for name, texts in files.items():
                (Path(folder) / name).write_bytes("".join(f"{line}\n" for line in texts[place]).encode())
            _git(folder, "add", "--all")
            if place == 0:
                _git(folder, "commit", "-q", "-m", "before")
        found = staged_changes(folder).lines
        assert found == changes_since(folder, "HEAD").lines == changed_lines(folder) == changed_lines(folder, "HEAD")
        assert found.keys() <= files.keys()
        for name, (old, new) in files.items():
            assert _replayed(old, new, found.get(name, ()))
