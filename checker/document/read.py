"""From a path to a document, and from an edited source back to bytes. Every error says what to do."""

from __future__ import annotations

import codecs
import os
import stat
import sys
from pathlib import Path

from checker.document.document import Document
from checker.document.errors import DocumentError
from checker.document.formats import adapter, format_of

MAX_BYTES = 64 * 1024 * 1024
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x7fELF", "a program"),
    (b"\xff\xd8\xff", "a JPEG picture"),
)


def read_bytes(path: str | Path, max_bytes: int = MAX_BYTES, stored: str | Path | None = None) -> bytes:
    """The file's bytes, or standard input's for "-"; those of `stored` where the file's text lies there."""
    name = str(path)
    if name == "-":
        data = sys.stdin.buffer.read(max_bytes + 1)
    else:
        try:
            status = os.stat(stored or path)
            if stat.S_ISDIR(status.st_mode):
                raise DocumentError("is-directory", name, f"{name}: is a folder; name the files in it")
            if not stat.S_ISREG(status.st_mode):
                raise DocumentError("io", name, f"{name}: is not a regular file; pipe it in and name - instead")
            if status.st_size > max_bytes:
                raise _too_large(name, status.st_size, max_bytes)
            with open(stored or path, "rb") as stream:
                data = stream.read(max_bytes + 1)
        except FileNotFoundError:
            raise DocumentError("missing", name, f"{name}: no such file; check the name") from None
        except PermissionError:
            raise DocumentError("permission", name, f"{name}: may not be read; change its permissions") from None
        except OSError as error:
            raise DocumentError("io", name, f"{name}: cannot be read: {error.strerror or error}") from None
    if len(data) > max_bytes:
        raise _too_large(name, len(data), max_bytes)
    return data


def _too_large(name: str, size: int, most: int) -> DocumentError:
    return DocumentError(
        "too-large",
        name,
        f"{name}: {size:,} bytes are more than the {most:,} that are read; split it, or raise the limit with --max-bytes",
    )


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """(text, encoding); a UTF-8 byte-order mark stays in the text as U+FEFF. Line ends are kept as they are."""
    if encoding is None:
        for mark, found in _BOMS:
            if data.startswith(mark):
                return _decode(data, name, found)
        for magic, what in _MAGIC:
            if data.startswith(magic):
                raise DocumentError("binary", name, f"{name}: is {what}, not text; convert it to text first")
        if b"\x00" in data[:8192]:
            at = data.index(b"\x00")
            raise DocumentError(
                "binary",
                name,
                f"{name}: byte {at} is NUL: a binary file, or text in UTF-16; give --encoding for text",
                at,
            )
    return _decode(data, name, encoding or "utf-8")


def _decode(data: bytes, name: str, encoding: str) -> tuple[str, str]:
    canonical = codecs.lookup(encoding).name
    try:
        return data.decode(canonical), canonical
    except UnicodeDecodeError as error:
        at = error.start
        line = data.count(b"\n", 0, at) + 1
        byte = f" (0x{data[at]:02X})" if at < len(data) else ""
        raise DocumentError(
            "encoding",
            name,
            f"{name}: byte {at} (line {line}) is not valid {canonical.upper()}{byte}; "
            "give the file's encoding with --encoding, e.g. --encoding cp1252",
            at,
        ) from None


def read_document(
    path: str | Path,
    format: str | None = None,
    encoding: str | None = None,
    max_bytes: int = MAX_BYTES,
    stored: str | Path | None = None,
) -> Document:
    """The document of a file, or of standard input for "-"; raises DocumentError.

    `stored` is where the text of the file lies if not in the file itself: its staged text, say.
    """
    name = "<stdin>" if str(path) == "-" else str(path)
    text, found = decode(read_bytes(path, max_bytes, stored), name, encoding)
    return document_from_text(text, name=name, format=format or format_of(name), encoding=found)


def document_from_text(text: str, name: str = "<text>", format: str = "text", encoding: str = "utf-8") -> Document:
    """The document of a text at hand."""
    return adapter(format)(text, name, encoding)


def encode(document: Document, text: str) -> bytes:
    """The bytes of an edited source, in the encoding that the file had."""
    try:
        return text.encode(document.encoding)
    except UnicodeEncodeError as error:
        raise DocumentError(
            "encoding",
            document.name,
            f"{document.name}: a fix holds {text[error.start]!r}, which {document.encoding} has not; save the file as UTF-8",
        ) from None
