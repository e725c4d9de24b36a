"""Who else reviews a file: each review leaves a small hidden file beside the article while it lasts.

The file tells process, host and person, so that reviewers see each other, be they on one machine or on a shared folder.
"""

from __future__ import annotations

import getpass
import os
import socket
import time
from contextlib import suppress
from pathlib import Path

import msgspec

SILENT = 120.0
"""Seconds after which a review on another host that gave no sign is taken to be over."""


class Reviewer(msgspec.Struct, frozen=True):
    """A review of an article; `began` is the start of its process in ticks, which tells it from a later one of its
    number; `since` is local time."""

    process: int
    host: str
    person: str
    since: str
    journal: str
    began: str = ""

    def __str__(self) -> str:
        return f"{self.person} on {self.host} (process {self.process}, since {self.since})"


class Presence:
    """This review's own sign beside one article."""

    def __init__(self, path: str, journal: str) -> None:
        self._article = Path(os.path.realpath(path))
        host = socket.gethostname()
        since = time.strftime("%H:%M")
        self.own = Reviewer(os.getpid(), host, _person(), since, journal, _began(os.getpid()))
        self.file = self._article.with_name(f"{_prefix(self._article)}{host}-{os.getpid()}")

    def enter(self) -> bool:
        """Leave the sign; False where the folder cannot be written, in which case others are not told."""
        try:
            self.file.write_bytes(msgspec.json.encode(self.own))
        except OSError:
            return False
        return True

    def renew(self) -> None:
        """Say that the review still goes on; for those on other hosts."""
        try:
            os.utime(self.file)
        except OSError:
            self.enter()

    def leave(self) -> None:
        """The review is over."""
        with suppress(OSError):
            self.file.unlink(missing_ok=True)

    def others(self) -> list[Reviewer]:
        """The other reviews of the article that live; signs of dead ones are removed."""
        return reviewers(self._article, self.file)


def reviewers(path: str | Path, without: Path | None = None) -> list[Reviewer]:
    """The reviews of an article that live, but for one sign; signs of dead ones are removed."""
    article = Path(os.path.realpath(path))
    found = []
    prefix = _prefix(article)
    try:
        names = [name for name in os.listdir(article.parent) if name.startswith(prefix)]
    except OSError:
        return []
    for name in names:
        sign = article.parent / name
        if sign == without:
            continue
        try:
            other = msgspec.json.decode(sign.read_bytes(), type=Reviewer)
            if _lives(other, sign):
                found.append(other)
            else:
                sign.unlink(missing_ok=True)
        except (OSError, msgspec.DecodeError):
            continue
    return sorted(found, key=str)


def _prefix(article: Path) -> str:
    return f".{article.name}.mtlint-review-"


def _lives(other: Reviewer, sign: Path) -> bool:
    # where processes cannot be asked for without harm, and on other hosts, the sign must be renewed
    if other.host != socket.gethostname() or os.name == "nt":
        return time.time() - sign.stat().st_mtime < SILENT
    try:
        os.kill(other.process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return not other.began or other.began == _began(other.process)


def _began(process: int) -> str:
    """When a process started, where the system tells."""
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def _person() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "somebody"
