"""Writing a changed source: whole or not at all, with its mode and owner, and never over somebody else's change."""

from __future__ import annotations

import os
import stat
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
        write_whole(target, encode(document, text), owner=True)
    except OSError as error:
        raise DocumentError(
            "io", path, f"{path}: could not be written ({error.strerror}); the file is as it was"
        ) from None


def write_whole(target: Path, content: bytes, owner: bool = False) -> None:
    """Make `content` the file's, whole or not at all: raises OSError, and then an existing file is as it was.

    An existing file keeps its mode, with `owner` its owner too; a new one is made as any other, by the user's umask.
    """
    status = target.stat() if target.exists() else None
    fresh = target.with_name(f".{target.name[:200]}.{os.getpid()}.tmp")
    fresh.unlink(missing_ok=True)  # of a process that was killed and had our number
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if status is None else 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if status is not None:
            fresh.chmod(stat.S_IMODE(status.st_mode))
            strange = (status.st_uid, status.st_gid) != (os.geteuid(), os.getegid()) if hasattr(os, "chown") else False
            if owner and strange:
                os.chown(fresh, status.st_uid, status.st_gid)
        fresh.replace(target)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
