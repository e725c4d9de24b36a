"""What is decided is on disk, whatever happens to the process, the disk or the folder."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import msgspec
import pytest

from checker.review.decision import Decision
from checker.review.journal import FORMAT, Anchor, Base, Journal, Made, Moved, Saved, read_journal

BASE = Base(FORMAT, "a.txt", "2026-01-01 12:00", "text", "utf-8", "Poutines visit.\n")


def made(number: int, name: str, after: Decision | None) -> Made:
    """A step that decides one finding."""
    return Made(number, "do", "step", (Moved(Anchor(name, "rule", "Poutines", 0), None, after),))


def test_a_journal_tells_what_was_written(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "deep" / "a.jsonl")
    assert read_journal(journal.file) is None
    assert journal.append(BASE, made(1, "x", Decision("reject")), made(2, "y", Decision("edit", text="Zoë\n"))) is True
    assert journal.append(made(3, "x", None), Saved("abc")) is True
    contents = read_journal(journal.file)
    assert contents is not None and contents.base == BASE
    assert {name: decision for name, (_, decision) in contents.decisions.items()} == {
        "y": Decision("edit", text="Zoë\n")
    }
    assert (contents.saved, contents.settled, contents.damaged) == ("abc", True, 0)
    assert stat.S_IMODE(journal.file.stat().st_mode) == 0o600


def test_a_line_torn_at_any_byte_costs_only_itself(tmp_path: Path) -> None:
    first, last = made(1, "x", Decision("reject")), made(2, "y", Decision("accept", text="é"))
    whole = b"".join(msgspec.json.encode(record) + b"\n" for record in (BASE, first))
    torn = msgspec.json.encode(last) + b"\n"
    for cut in range(len(torn)):
        file = tmp_path / f"{cut}.jsonl"
        file.write_bytes(whole + torn[:cut])
        before = read_journal(file)
        assert before is not None and list(before.decisions) == ["x"], cut
        assert Journal(file).append(made(3, "z", Decision("skip"))) is True
        after = read_journal(file)
        assert after is not None and list(after.decisions) == ["x", "z"] and after.damaged == 0, cut


def test_a_damaged_line_costs_only_itself(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "a.jsonl")
    journal.append(BASE, made(1, "x", Decision("reject")))
    with open(journal.file, "ab") as stream:
        stream.write(b"\x00\xff not a record\n")
    Journal(journal.file).append(made(2, "y", Decision("reject")))
    contents = read_journal(journal.file)
    assert contents is not None and list(contents.decisions) == ["x", "y"] and contents.damaged == 1


def test_a_full_disk_is_told_and_nothing_is_lost_when_there_is_room_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(tmp_path / "a.jsonl")
    journal.append(BASE, made(1, "x", Decision("reject")))
    write = os.write

    def full(handle: int, data: memoryview) -> int:
        write(handle, data[:7])  # a part still fits
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    assert journal.append(made(2, "y", Decision("reject"))) is False
    assert journal.trouble is not None and "No space left" in journal.trouble and str(journal.file) in journal.trouble
    monkeypatch.setattr(os, "write", write)
    assert journal.append(made(3, "z", Decision("reject"))) is True
    assert journal.trouble is None
    contents = read_journal(journal.file)
    assert contents is not None and list(contents.decisions) == ["x", "y", "z"] and contents.damaged == 0


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    journal = Journal(tmp_path / "file" / "a.jsonl")
    assert journal.append(BASE) is False
    assert journal.trouble is not None and "cannot be written down" in journal.trouble


def test_a_later_base_begins_anew(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "a.jsonl")
    journal.append(BASE, made(1, "x", Decision("reject")))
    journal.append(msgspec.structs.replace(BASE, source="Other.\n"), made(2, "y", Decision("skip")))
    contents = read_journal(journal.file)
    assert contents is not None and contents.base.source == "Other.\n" and list(contents.decisions) == ["y"]


def test_a_journal_of_another_version_is_not_read(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "a.jsonl")
    journal.append(msgspec.structs.replace(BASE, version=99), made(1, "x", Decision("reject")))
    assert read_journal(journal.file) is None
