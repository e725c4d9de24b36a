"""Files that cannot be read are refused with one clear line; all others come back byte for byte."""

from __future__ import annotations

import codecs
import io
import os
import pickle
import socket
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.document import DocumentError, document_from_text, encode, format_of, read_document


def _refused(path: Path | str, **options: object) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        read_document(path, **options)  # type: ignore[arg-type]
    error = caught.value
    assert str(error).startswith(f"{path}: "), "the message begins with the file"
    assert "\n" not in str(error)
    return error


def test_missing_file(tmp_path: Path) -> None:
    error = _refused(tmp_path / "no.txt")
    assert error.kind == "missing"
    assert "no such file" in error.message


def test_folder(tmp_path: Path) -> None:
    error = _refused(tmp_path)
    assert error.kind == "is-directory"
    assert "is a folder" in error.message


def test_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    error = _refused(path)
    assert error.kind == "permission"
    assert "permissions" in error.message


def test_disk_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")

    def fail(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("builtins.open", fail)
    error = _refused(path)
    assert error.kind == "io"
    assert "Input/output error" in error.message


def test_named_pipe_does_not_hang(tmp_path: Path) -> None:
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    error = _refused(path)
    assert error.kind == "io"
    assert "not a regular file" in error.message


def test_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's name must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s.txt")
        assert _refused("s.txt").kind == "io"


def test_link_to_nowhere_is_a_missing_file(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(tmp_path / "nowhere.txt")
    assert _refused(tmp_path / "link.txt").kind == "missing"


def test_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    assert _refused(tmp_path / "loop.txt").kind == "io"


def test_file_larger_than_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 1001)
    error = _refused(path, max_bytes=1000)
    assert error.kind == "too-large"
    assert "1,001 bytes" in error.message and "--max-bytes" in error.message
    assert read_document(path, max_bytes=1001).source == "x" * 1001


def test_standard_input_larger_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * 50)))
    assert _refused("-", max_bytes=49).kind == "too-large"


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04", "office file"),
        (b"\x89PNG\r\n", "PNG"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"\x7fELF", "program"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
    ],
)
def test_file_that_is_no_text_is_named_for_what_it_is(tmp_path: Path, head: bytes, said: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(head + b"rest")
    error = _refused(path)
    assert error.kind == "binary"
    assert said in error.message


def test_nul_byte_is_named_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc\x00def")
    error = _refused(path)
    assert (error.kind, error.offset) == ("binary", 3)
    assert "byte 3 is NUL" in error.message


def test_nul_byte_far_into_a_text_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"word " * 4000 + b"\x00")
    assert read_document(path).source.endswith("\x00")


def test_wrong_encoding_names_byte_line_and_remedy(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("one\ntwo\ncafé".encode("latin-1"))
    error = _refused(path)
    assert (error.kind, error.offset) == ("encoding", 11)
    assert "byte 11 (line 3)" in error.message and "0xE9" in error.message and "--encoding" in error.message


def test_file_cut_inside_a_character_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("café".encode()[:-1])
    assert _refused(path).kind == "encoding"


def test_utf_16_cut_inside_a_character_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(codecs.BOM_UTF16_LE + "café".encode("utf-16-le")[:-1])
    assert _refused(path).kind == "encoding"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
@pytest.mark.parametrize("suffix", ["txt", "md", "html"])
def test_file_comes_back_byte_for_byte(tmp_path: Path, mark: bytes, encoding: str, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(mark + "Café 👩\u200d🚀\r\nfin\n".encode(encoding))
    document = read_document(path)
    assert document.encoding == encoding
    assert "Café" in document.prose
    assert "\ufeff" not in document.prose
    assert encode(document, document.source) == path.read_bytes()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_from_utf_8(text: str) -> None:
    assert encode(document_from_text(text), text) == text.encode()


def test_encoding_that_is_given_is_used(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"caf\xe9 \x93quoted\x94")
    document = read_document(path, encoding="cp1252")
    assert document.source == "café “quoted”"
    assert encode(document, document.source) == path.read_bytes()


def test_a_fix_that_the_encoding_cannot_write_is_an_error_that_says_so() -> None:
    document = document_from_text("abc", name="a.txt", encoding="ascii")
    with pytest.raises(DocumentError, match=r"a\.txt: a fix holds '€', which ascii has not") as caught:
        encode(document, "€")
    assert caught.value.kind == "encoding"


def test_error_goes_from_one_process_to_another() -> None:
    error = DocumentError("binary", "a", "a: is binary", 4)
    again = pickle.loads(pickle.dumps(error))
    assert (again.kind, again.path, again.message, again.offset) == ("binary", "a", "a: is binary", 4)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.txt", "text"),
        ("a.MD", "markdown"),
        ("a.b.markdown", "markdown"),
        ("x/y.HTM", "html"),
        ("README", "text"),
        (".md", "text"),
        ("a.rst", "text"),
    ],
)
def test_suffix_tells_the_format(name: str, form: str) -> None:
    assert format_of(name) == form
