"""Writing a fixed file: whole or not at all, with its mode and owner, and never over somebody else's change."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from checker.api import Report
from checker.document import Document, DocumentError, encode, read_bytes
from checker.edits import apply_edits, edits_for


def fixed_text(report: Report, lowest: float) -> tuple[str, int]:
    """The source with the edits from a confidence on, and how many they are."""
    chosen = edits_for(report.findings, lowest)
    fixed = {(finding.start, finding.end) for _, finding in chosen}
    return apply_edits(report.document.source, (edit for edit, _ in chosen)), len(fixed)


def write_fixed(path: str, document: Document, text: str) -> None:
    """Replace the file's content; raises DocumentError and leaves the file alone where that is not safe."""
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
    before = encode(document, document.source)
    try:
        now = read_bytes(target, max_bytes=len(before) + 1)
    except DocumentError:
        now = None
    if now != before:
        raise DocumentError(
            "changed", path, f"{path}: changed on disk since it was read; nothing was written; run mtlint fix again"
        )
    try:
        _replace(target, encode(document, text))
    except OSError as error:
        raise DocumentError(
            "io", path, f"{path}: could not be written ({error.strerror}); the file is as it was"
        ) from None


def _replace(target: Path, content: bytes) -> None:
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
