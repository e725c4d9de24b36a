"""Every decision on disk at once: an append-only file of JSON lines for each article, in the user's state folder.

A journal begins with the text that was under review (`Base`), so that it is of use whatever becomes of the article;
behind it stand the steps. A line is written, flushed and fsynced before the next key is read. What a kill tore off is
left out when the journal is read, and cut off before it is continued.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import msgspec

from checker.review.decision import Decision

FORMAT = 1


class Anchor(msgspec.Struct, frozen=True):
    """Where a finding was: `start` in the source of the journal's base, `text` what stood there."""

    fingerprint: str
    rule: str
    text: str
    start: int


class Base(msgspec.Struct, frozen=True, tag="base"):
    """The text that the following records speak of; `at` is local time in ISO form."""

    version: int
    path: str
    at: str
    format: str
    encoding: str
    source: str


class Moved(msgspec.Struct, frozen=True):
    """One finding's decision before and after a step; None is undecided."""

    anchor: Anchor
    before: Decision | None
    after: Decision | None


class Made(msgspec.Struct, frozen=True, tag="step"):
    """A step's part in this file; `number` grows, and is the same in all files that a step touched.

    `turn` is "do", "undo" or "redo".
    """

    number: int
    turn: str
    label: str
    changes: tuple[Moved, ...]


class Saved(msgspec.Struct, frozen=True, tag="saved"):
    """The article was written; `digest` is that of its new text."""

    digest: str


class Unfit(msgspec.Struct, frozen=True, tag="unfit"):
    """A decision that found no place in a later text, and why."""

    anchor: Anchor
    decision: Decision
    why: str


Record = Base | Made | Saved | Unfit
_decoder = msgspec.json.Decoder(Record)


class Contents(msgspec.Struct, frozen=True):
    """What a journal says since its last base.

    `saved` is the digest of the text written last, `settled` tells that no step came after; `damaged` counts lines that
    cannot be read.
    """

    base: Base
    steps: tuple[Made, ...]
    saved: str | None
    settled: bool
    unfit: tuple[Unfit, ...]
    damaged: int

    @property
    def decisions(self) -> dict[str, tuple[Anchor, Decision]]:
        """The decisions that hold, by fingerprint."""
        found: dict[str, tuple[Anchor, Decision]] = {}
        for step in self.steps:
            for change in step.changes:
                if change.after is None:
                    found.pop(change.anchor.fingerprint, None)
                else:
                    found[change.anchor.fingerprint] = change.anchor, change.after
        return found


class Journal:
    """The journal of one article. Nothing is made on disk before the first record."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.trouble: str | None = None
        """Why records could not be written; None where all are on disk."""
        self._waiting: list[bytes] = []
        self._length: int | None = None

    def append(self, *records: Record) -> bool:
        """Write records, with those that could not be written before; False, and `trouble`, if that fails."""
        self._waiting += [msgspec.json.encode(record) + b"\n" for record in records]
        try:
            self._write(b"".join(self._waiting))
        except OSError as error:
            self.trouble = f"{self.file}: decisions cannot be written down ({error.strerror or error})"
            return False
        self._waiting.clear()
        self.trouble = None
        return True

    def _write(self, data: bytes) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = not self.file.exists()
        handle = os.open(self.file, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            if self._length is None:
                self._length = _whole(handle)
            # what a kill or a full disk tore off is cut away, or the next line would go on in it
            os.ftruncate(handle, self._length)
            os.lseek(handle, self._length, os.SEEK_SET)
            left = memoryview(data)
            while left:
                left = left[os.write(handle, left) :]
            os.fsync(handle)
            self._length += len(data)
        finally:
            os.close(handle)
        if fresh and os.name != "nt":
            folder = os.open(self.file.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    def remove(self) -> None:
        """The review is over and all is saved."""
        self._waiting.clear()
        self._length = None
        self.file.unlink(missing_ok=True)

    def set_aside(self) -> None:
        """Keep the journal under another name, as one that is not resumed; the last one set aside is kept."""
        self._length = None
        if self.file.exists():
            self.file.replace(self.file.with_suffix(".discarded"))


def _whole(handle: int) -> int:
    """How many bytes of an open file make whole lines."""
    end = os.lseek(handle, 0, os.SEEK_END)
    while end:
        start = max(0, end - 65536)
        os.lseek(handle, start, os.SEEK_SET)
        at = os.read(handle, end - start).rfind(b"\n")
        if at >= 0:
            return start + at + 1
        end = start
    return 0


def read_journal(file: Path) -> Contents | None:
    """What a journal holds since its last base; None where there is no journal, or none that can be read."""
    try:
        lines = file.read_bytes().split(b"\n")[:-1]
    except OSError:
        return None
    base: Base | None = None
    steps: list[Made] = []
    unfit: list[Unfit] = []
    saved = None
    settled = False
    damaged = 0
    for line in lines:
        try:
            record = _decoder.decode(line)
        except msgspec.DecodeError:
            damaged += 1
            continue
        if isinstance(record, Base):
            base, steps, unfit, saved, settled = record, [], [], None, False
        elif isinstance(record, Made):
            steps.append(record)
            settled = False
        elif isinstance(record, Saved):
            saved, settled = record.digest, True
        else:
            unfit.append(record)
    if base is None or base.version != FORMAT:
        return None
    return Contents(base, tuple(steps), saved, settled, tuple(unfit), damaged)


def state_folder() -> Path:
    """Where journals are kept: MTLINT_STATE_DIR, or the user's state folder."""
    chosen = os.environ.get("MTLINT_STATE_DIR")
    if chosen:
        return Path(chosen) / "review"
    from platformdirs import user_state_path

    return user_state_path("mtlint", appauthor=False) / "review"


def journal_files(folder: Path, path: str) -> tuple[Path, list[Path]]:
    """(the journal of an article, further ones of other reviews of the same article that exist)."""
    name = hashlib.blake2b(os.fsencode(os.path.realpath(path)), digest_size=12).hexdigest()
    main = folder / f"{name}.jsonl"
    return main, sorted(folder.glob(f"{name}-*.jsonl"))


def digest(text: str) -> str:
    """The identity of a text."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
