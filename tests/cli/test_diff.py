"""mtlint diff: what it shows is what mtlint fix would write, and its patches apply."""

from __future__ import annotations

import codecs
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

A = "Poutines visit was short."
B = "It cost 20 millions of euros."
CLEAN = "Rain fell over the hills, and the river rose."


def _lines(*lines: str, end: str = "\n", last: bool = True) -> str:
    return end.join(lines) + (end if last else "")


TEXTS = {
    "one line": _lines(A),
    "no final newline": _lines(CLEAN, A, last=False),
    "one line without a newline": A,
    "a fault on the last two lines without a newline": _lines(CLEAN, A, B, last=False),
    "CRLF": _lines(CLEAN, A, CLEAN, B, end="\r\n"),
    "CRLF without final newline": _lines(CLEAN, A, B, end="\r\n", last=False),
    "CR": _lines(CLEAN, A, CLEAN, B, end="\r"),
    "mixed line ends": f"{A}\r\n{CLEAN}\n{B}\n{CLEAN}\r\n",
    "first and last line": _lines(A, *[CLEAN] * 20, B),
    "hunks that touch": _lines(A, *[CLEAN] * 6, B, *[CLEAN] * 7, A),
    "hunks that join": _lines(A, *[CLEAN] * 5, B),
    "many": _lines(*[A, CLEAN, B, "", CLEAN, ""] * 15),
    "blank lines at the end": _lines(A, "", "", ""),
    "a line like a hunk heading": _lines("@@ -1 +1 @@", "--- a/x", "+++ b/x", A, "-- ", "diff --git a/x b/x"),
    "form feed and vertical tab": _lines(f"{CLEAN}\x0c{A}\x0b{B}", "\u2028" + A),
    "empty parentheses": _lines("The firm () closed.", "() The firm closed."),
}


def _fixed(mtlint: Run, path: Path, *options: str) -> bytes:
    """What mtlint fix makes of the file; the file itself is put back."""
    before = path.read_bytes()
    done = mtlint("fix", "--min-confidence", "0.5", *options, path)
    assert done.returncode == 0, done.stderr.decode()
    after = path.read_bytes()
    path.write_bytes(before)
    assert after != before
    return after


def _check_patch(mtlint: Run, path: Path, *options: str) -> None:
    """git apply and patch make of the file what mtlint fix makes of it."""
    folder, before = path.parent, path.read_bytes()
    expected = _fixed(mtlint, path, *options)
    done = mtlint("diff", "--patch", *options, path.name, cwd=folder)
    assert (done.returncode, done.stderr) == (1, b"")
    for command in (
        ["git", "apply", "--whitespace=nowarn", "-"],
        ["patch", "-p1", "--binary", "--no-backup-if-mismatch"],
    ):
        path.write_bytes(before)
        applied = subprocess.run(command, input=done.stdout, capture_output=True, cwd=folder, check=False)
        assert applied.returncode == 0, f"{command[0]}: {applied.stderr.decode()}{applied.stdout.decode()}"
        assert b"fuzz" not in applied.stdout and b"offset" not in applied.stdout
        assert path.read_bytes() == expected, command[0]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_patch_gives_what_fix_gives(mtlint: Run, tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    _check_patch(mtlint, path)


@pytest.mark.parametrize("name", ["two words.txt", "Pékin 北京.txt", "a'b.txt", "-dash.txt", "100%.txt", 'say "x".txt'])
def test_patch_of_a_file_with_an_odd_name(mtlint: Run, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(TEXTS["many"], "utf-8")
    expected = _fixed(mtlint, path)
    done = mtlint("diff", "--patch", f"./{name}")
    assert done.returncode == 1
    applied = subprocess.run(["git", "apply", "-"], input=done.stdout, capture_output=True, cwd=tmp_path, check=False)
    assert applied.returncode == 0, applied.stderr.decode()
    assert path.read_bytes() == expected


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", f"# Title\n\nIt cost **20 millions of euros** ([source](http://x.y/20)).\n\n```\n{B}\n```\n\n- {A}\n"),
        ("a.html", f"<p>{A}</p>\r\n<p title='{B}'>It cost <b>20&nbsp;millions of euros</b> in all.</p>\r\n"),
    ],
)
def test_patch_of_markup(mtlint: Run, tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_bytes(text.encode())
    _check_patch(mtlint, path)
    assert B in path.read_text("utf-8"), "code and attributes stay"


def test_patch_of_a_latin_1_file(mtlint: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(f"Café. {A}\n\nCafé.\n{B}\n".encode("latin-1"))
    _check_patch(mtlint, path, "--encoding", "latin-1")
    assert b"Caf\xe9" in path.read_bytes()


def test_patch_of_a_file_with_a_byte_order_mark(mtlint: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(codecs.BOM_UTF8 + f"{A}\n{B}\n".encode())
    _check_patch(mtlint, path)
    assert path.read_bytes().startswith(codecs.BOM_UTF8)


def test_patch_of_several_files_in_folders(mtlint: Run, tmp_path: Path) -> None:
    expected = {}
    for name in ("a.txt", "sub/b.txt", "sub/deep/c.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{CLEAN}\n\n{A} {B}\n")
        expected[path] = _fixed(mtlint, path)
    done = mtlint("diff", "--patch", ".")
    subprocess.run(["git", "apply", "-"], input=done.stdout, cwd=tmp_path, check=True)
    assert {path: path.read_bytes() for path in expected} == expected


def test_patch_names_rule_and_confidence_in_the_heading(mtlint: Run, faulty: Path) -> None:
    heading = next(
        line for line in mtlint("diff", "--patch", faulty).stdout.decode().splitlines() if line.startswith("@@")
    )
    assert "names.all.exonym 0." in heading and "number.all.counted-millions 0." in heading


def test_patch_of_good_english_is_empty(mtlint: Run, clean: Path) -> None:
    done = mtlint("diff", "--patch", clean)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_words_are_marked_in_the_line(mtlint: Run, faulty: Path) -> None:
    done = mtlint("diff", faulty)
    assert done.returncode == 1
    line = "[-Poutines-]{+Putin's+} visit was short. It cost [-20 millions of euros-]{+20 million euros+}."
    assert line in done.stdout.decode().splitlines()


def test_each_change_is_explained(mtlint: Run, faulty: Path) -> None:
    out = mtlint("diff", faulty).stdout.decode()
    assert "Poutines → Putin's  0." in out
    assert "20 millions of euros → 20 million euros  0." in out


def test_a_deletion_is_marked_without_an_empty_insertion(mtlint: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The firm () closed.\n")
    out = mtlint("diff", "a.txt").stdout.decode()
    assert "The firm[- ()-] closed." in out and "{++}" not in out


def test_marks_follow_the_source_even_inside_markup(mtlint: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("It cost **20 millions of euros**.\n")
    assert "It cost **[-20 millions of euros-]{+20 million euros+}**." in mtlint("diff", "a.md").stdout.decode()


def test_diff_writes_nothing(mtlint: Run, faulty: Path) -> None:
    before = faulty.read_bytes(), faulty.stat().st_mtime_ns
    mtlint("diff", faulty)
    mtlint("diff", "--patch", faulty)
    assert (faulty.read_bytes(), faulty.stat().st_mtime_ns) == before


def test_diff_goes_on_after_a_missing_file(mtlint: Run, faulty: Path) -> None:
    done = mtlint("diff", "missing.txt", faulty)
    assert done.returncode == 2
    assert b"[-Poutines-]" in done.stdout
    assert b"missing.txt: no such file" in done.stderr
