"""Whatever is thrown at the command, it ends with one clear line and a documented exit code."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.mark.parametrize("command", ["check", "diff", "fix"])
@pytest.mark.parametrize("suffix", ["txt", "md", "html"])
def test_empty_file(mtlint: Run, tmp_path: Path, command: str, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(b"")
    done = mtlint(command, path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert path.read_bytes() == b""


@pytest.mark.parametrize("command", ["check", "diff", "fix"])
def test_empty_standard_input(mtlint: Run, command: str) -> None:
    assert mtlint(command, "-").returncode == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"abc\x00def", b"byte 3 is NUL"),
        (b"caf\xe9", b"byte 3 (line 1) is not valid UTF-8 (0xE9)"),
        (b"%PDF-1.4 x", b"is a PDF"),
        (b"PK\x03\x04", b"office file"),
    ],
)
@pytest.mark.parametrize("command", ["check", "diff", "fix"])
def test_no_text(mtlint: Run, tmp_path: Path, command: str, content: bytes, said: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    done = mtlint(command, "a.txt")
    assert done.returncode == 2
    assert done.stderr.startswith(b"mtlint: a.txt: ") and said in done.stderr
    assert done.stderr.count(b"\n") == 1
    assert path.read_bytes() == content


def test_nul_bytes_in_the_middle_of_an_utf_8_text(mtlint: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"word " * 3000 + b"\x00\x00 It cost 20 millions of euros.")
    assert b"20 million euros" in mtlint("check", "a.txt").stdout


def test_a_line_of_five_megabytes(mtlint: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("word " * 1_000_000 + "It cost 20 millions of euros.")
    done = mtlint("check", "a.txt")
    assert done.returncode == 1
    assert b"20 million euros" in done.stdout
    assert len(done.stdout) < 5000, "only the words around the fault are shown"


def test_five_megabytes_without_a_space(mtlint: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a" * 5_000_000)
    assert mtlint("check", "a.txt").returncode == 0


def test_two_hundred_thousand_short_lines(mtlint: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("word\n" * 200_000 + "\nIt cost 20 millions of euros.\n")
    done = mtlint("check", "--format", "json", "a.txt")
    (finding,) = json.loads(done.stdout)["files"][0]["findings"]
    assert finding["line"] == 200_002


@pytest.mark.parametrize("suffix", ["md", "html"])
@pytest.mark.parametrize(
    "piece", ["[", "<", "*", "`", "> ", "<b>", "<!--", "&", "![](", "<script>", "- ", "|a", "(", '"']
)
def test_unclosed_markup(mtlint: Run, tmp_path: Path, suffix: str, piece: str) -> None:
    (tmp_path / f"a.{suffix}").write_text(piece * 3000)
    assert mtlint("check", f"a.{suffix}").returncode in (0, 1)


def test_loop_of_links(mtlint: Run, tmp_path: Path, faulty: Path) -> None:
    folder = tmp_path / "sub"
    folder.mkdir()
    (folder / "up").symlink_to(tmp_path)
    (folder / "self.txt").symlink_to(folder / "self.txt")
    done = mtlint("check", ".")
    assert done.returncode == 2
    assert b"2 findings" in done.stdout
    assert done.stderr.count(b"\n") == 1 and b"self.txt" in done.stderr


def test_folder_without_an_article(mtlint: Run, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    done = mtlint("check", "sub")
    assert done.returncode == 2
    assert b"holds no file of a known kind" in done.stderr


def test_empty_name(mtlint: Run) -> None:
    done = mtlint("check", "")
    assert done.returncode == 2
    assert done.stderr.startswith(b"mtlint: ")


def test_name_that_is_too_long(mtlint: Run) -> None:
    done = mtlint("check", "a" * 5000)
    assert done.returncode == 2
    assert b"too long" in done.stderr


def test_name_that_is_no_text(mtlint: Run, tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    (tmp_path / name).write_text("It cost 20 millions of euros.\n")
    for arguments in (["check"], ["check", "--format", "json"], ["diff"], ["diff", "--patch"], ["fix"]):
        done = mtlint(*arguments, name)
        assert done.returncode in (0, 1), done.stderr.decode()


def test_text_that_the_terminal_cannot_show(mtlint: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ünïcode 北京 👩\u200d🚀 cost 20 millions of euros.\n", "utf-8")
    for arguments in (["check"], ["diff"], ["explain"]):
        name = "a.txt:1:1" if arguments == ["explain"] else "a.txt"
        done = mtlint(*arguments, name, env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
        assert done.returncode in (1, 2)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format-in", "docx"], b"unknown format; known are html, markdown, text"),
        (["--encoding", "utf-9"], b"unknown encoding"),
        (["--packs", "missing"], b"no such file or folder"),
        (["--max-bytes", "0"], b"--max-bytes"),
        (["--max-bytes", "10"], b"more than the 10 that are read"),
        (["--jobs", "0"], b"--jobs"),
        (["--bogus"], b"--bogus"),
    ],
)
def test_wrong_options(mtlint: Run, faulty: Path, arguments: list[str], said: bytes) -> None:
    done = mtlint("check", *arguments, faulty)
    assert done.returncode == 2
    assert said in done.stderr


def test_encoding_that_is_no_text_encoding(mtlint: Run, faulty: Path) -> None:
    done = mtlint("check", "--encoding", "base64", faulty)
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1


def test_unwritable_cache_is_no_error(mtlint: Run, tmp_path: Path, faulty: Path) -> None:
    (tmp_path / "file").write_text("")
    done = mtlint("check", faulty, env={"MTLINT_CACHE_DIR": str(tmp_path / "file" / "cache")})
    assert (done.returncode, done.stderr) == (1, b"")


def test_interruption_says_so_in_one_line(tmp_path: Path, environment: dict[str, str]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "checker.cli.main", "fix", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=environment,
    )
    assert process.stdin is not None
    # more than a pipe holds: when the write returns, the command is reading and has set up its handlers
    process.stdin.write(b"word " * 100_000)
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert process.returncode == 130
    assert out == b""
    assert b"Traceback" not in err
    assert err.decode().strip() == "mtlint: interrupted; files are as they were or wholly written"
