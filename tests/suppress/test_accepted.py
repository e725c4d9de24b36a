"""Accepted findings in files beside the settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.api import check_text
from checker.suppress.accepted import Accepted, AcceptedError, Entry, entry_for, read_accepted, write_accepted

TEXT = "Poutines visit cost 20 millions of euros.\n"


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "mtlint-ignore.json"
    findings = check_text(TEXT).findings
    entries = [entry_for(file, tmp_path / "sub" / "ä b.txt", finding, "a “reason”") for finding in findings]
    write_accepted(file, reversed(entries))
    again = read_accepted(file)
    assert set(again.entries) == set(entries)
    assert {entry.path for entry in again.entries} == {"sub/ä b.txt"}
    assert again.left(tmp_path / "sub" / "ä b.txt", findings) == ([], [])
    assert again.left(tmp_path / "other.txt", findings) == (list(findings), [])
    assert list(tmp_path.iterdir()) == [file]


def test_edits_above_and_below_do_not_matter_but_each_entry_accepts_one(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    accepted = Accepted(file, [entry_for(file, tmp_path / "a.txt", f) for f in check_text(TEXT).findings])
    later = check_text(f"Rain fell.\n\n{TEXT}\nMore rain.\n").findings
    assert accepted.left(tmp_path / "a.txt", later) == ([], [])
    twice = check_text(f"{TEXT}\n{TEXT}").findings
    assert len(twice) == 4
    kept, idle = accepted.left(tmp_path / "a.txt", twice)
    assert (len(kept), idle) == (2, [])


def test_an_entry_knows_its_fingerprints_at_other_thresholds(tmp_path: Path) -> None:
    (finding,) = check_text("It cost 20 millions of euros.").findings
    entry = Entry("a.txt", "0" * 16, finding.rule, finding.text, also=(finding.fingerprint,))
    assert Accepted(tmp_path / "x.json", [entry]).left(tmp_path / "a.txt", [finding]) == ([], [])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "is no list of accepted findings"),
        ("[]", "is no list of accepted findings"),
        ('{"version": 1, "accepted": [{"path": "a"}]}', "fingerprint"),
        ('{"version": 9, "accepted": []}', "another version of mtlint (9)"),
    ],
)
def test_a_damaged_list_is_refused(tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "x.json"
    file.write_text(content, "utf-8")
    with pytest.raises(AcceptedError) as refused:
        read_accepted(file)
    assert str(file) in str(refused.value) and message in str(refused.value)


def test_a_list_that_cannot_be_written_is_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    with pytest.raises(AcceptedError, match="could not be written"):
        write_accepted(folder / "x.json", [])
    assert not folder.exists()
