"""Writing a changed source: whole or not at all, with its mode and owner, and never over somebody else's change."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from checker.document.document import Document
from checker.document.errors import DocumentError
from checker.document.read import encode, read_bytes


def write_source(path: str, document: Document, text: str, expected: str | None = None) -> None:
    """Replace the file's content; raises DocumentError and leaves the file alone where that is not safe.

    `expected` is the text that the file must still hold: what was read of it, if it is not given.
    """
    target = Path(path)
    resolved = target.resolve()
    here = Path.cwd()
    # a path that names its folder in full says where it leads; a link inside the current tree does not
    inside = Path(os.path.abspath(path)).is_relative_to(here)
    if target.is_symlink() or inside:
        if not resolved.is_relative_to(here):
            raise DocumentError(
                "symlink", path, f"{path}: is a link to {resolved}, outside this folder; name the file itself to fix it"
            )
        target = resolved
    before = encode(document, document.source if expected is None else expected)
    try:
        now = read_bytes(target, max_bytes=len(before) + 1)
    except DocumentError:
        now = None
    if now != before:
        raise DocumentError(
            "changed", path, f"{path}: changed on disk since it was read; nothing was written; run mtlint fix again"
        )
    try:
        replace_content(target, encode(document, text))
    except OSError as error:
        raise DocumentError(
            "io", path, f"{path}: could not be written ({error.strerror}); the file is as it was"
        ) from None


def replace_content(target: Path, content: bytes) -> None:
    """Put `content` in the place of an existing file, with its mode and owner; raises OSError, the file as it was."""
    status = target.stat()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(stat.S_IMODE(status.st_mode))
        if hasattr(os, "chown") and (status.st_uid, status.st_gid) != (os.geteuid(), os.getegid()):
            os.chown(name, status.st_uid, status.st_gid)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
