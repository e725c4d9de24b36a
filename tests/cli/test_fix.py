"""mtlint fix writes what it says, whole or not at all, and never over somebody else's work."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from checker import Report, check_file
from checker.cli.writing import fixed_text, write_fixed
from checker.document import DocumentError

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
FAULTY = "Poutines visit was short. It cost 20 millions of euros.\n"
FIXED = "Putin's visit was short. It cost 20 million euros.\n"


def _fix(path: Path, report: Report) -> None:
    write_fixed(str(path), report.document, fixed_text(report, 0.5)[0])


def _alone(path: Path) -> bool:
    """No temporary file was left beside it."""
    return os.listdir(path.parent) == [path.name]


def test_fix_writes_the_fixed_text_and_says_so(mtlint: Run, faulty: Path) -> None:
    done = mtlint("fix", faulty)
    assert (done.returncode, done.stderr) == (0, b"")
    assert faulty.read_text("utf-8") == FIXED
    assert done.stdout.decode().splitlines() == [f"{faulty}: 2 fixes made", "2 fixes made in 1 file"]
    assert _alone(faulty)


def test_fixing_twice_changes_nothing(mtlint: Run, faulty: Path) -> None:
    mtlint("fix", faulty)
    before = faulty.read_bytes(), faulty.stat().st_mtime_ns
    done = mtlint("fix", faulty)
    assert done.returncode == 0
    assert (faulty.read_bytes(), faulty.stat().st_mtime_ns) == before
    assert done.stdout == b"0 fixes made in 0 files\n"


def test_dry_run_writes_nothing(mtlint: Run, faulty: Path) -> None:
    before = faulty.read_bytes(), faulty.stat().st_mtime_ns
    done = mtlint("fix", "--dry-run", faulty)
    assert done.returncode == 1
    assert b"2 fixes to make in 1 file" in done.stdout
    assert (faulty.read_bytes(), faulty.stat().st_mtime_ns) == before
    assert _alone(faulty)


def test_only_what_is_certain_enough_is_fixed(mtlint: Run, faulty: Path) -> None:
    mtlint("fix", "--min-confidence", "1", faulty)
    assert faulty.read_text("utf-8") == FAULTY


def test_only_what_is_selected_is_fixed(mtlint: Run, faulty: Path) -> None:
    mtlint("fix", "--select", "number", faulty)
    assert faulty.read_text("utf-8") == "Poutines visit was short. It cost 20 million euros.\n"


def test_standard_input_goes_to_standard_output(mtlint: Run) -> None:
    done = mtlint("fix", "-", stdin=FAULTY.encode())
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, FIXED, b"")


@pytest.mark.parametrize("dry", [[], ["--dry-run"]])
def test_standard_input_keeps_its_line_ends_and_its_encoding(mtlint: Run, dry: list[str]) -> None:
    source = ("\ufeff" + FAULTY.replace("\n", "\r\n") + "é").encode("utf-16")
    done = mtlint("fix", "-", stdin=source)
    assert done.stdout.decode("utf-16") == "\ufeff" + FIXED.replace("\n", "\r\n") + "é"


def test_dry_run_of_standard_input_says_what_it_would_do_and_writes_no_fixed_text(mtlint: Run) -> None:
    done = mtlint("fix", "--dry-run", "-", stdin=FAULTY.encode())
    assert done.returncode == 1
    assert FIXED.encode() not in done.stdout


def test_several_files_one_missing(mtlint: Run, faulty: Path, clean: Path) -> None:
    done = mtlint("fix", "missing.txt", faulty, clean)
    assert done.returncode == 2
    assert faulty.read_text("utf-8") == FIXED
    assert b"2 fixes made in 1 file" in done.stdout


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755, 0o444])
def test_mode_is_kept(mtlint: Run, faulty: Path, mode: int) -> None:
    faulty.chmod(mode)
    assert mtlint("fix", faulty).returncode == 0
    assert stat.S_IMODE(faulty.stat().st_mode) == mode
    assert faulty.read_text("utf-8") == FIXED


def test_link_inside_the_folder_stays_a_link(mtlint: Run, faulty: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to("faulty.txt")
    assert mtlint("fix", "link.txt").returncode == 0
    assert link.is_symlink()
    assert faulty.read_text("utf-8") == FIXED


def test_link_out_of_the_folder_is_not_followed(mtlint: Run, faulty: Path, tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "link.txt").symlink_to(faulty)
    done = mtlint("fix", "link.txt", cwd=inside)
    assert done.returncode == 2
    assert b"outside this folder" in done.stderr
    assert faulty.read_text("utf-8") == FAULTY


def test_folder_that_is_a_link_out_of_the_folder_is_not_followed(mtlint: Run, faulty: Path, tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    faulty.rename(outside / "a.txt")
    (inside / "sub").symlink_to(outside)
    done = mtlint("fix", "sub/a.txt", cwd=inside)
    assert (outside / "a.txt").read_text("utf-8") == FAULTY
    assert done.returncode == 2


@pytest.mark.parametrize("new", [FAULTY + "More.\n", FAULTY[:-5], "", FAULTY.replace("short", "brief")])
def test_a_file_that_changed_since_it_was_read_is_left_alone(tmp_path: Path, new: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(FAULTY)
    report = check_file(path)
    path.write_text(new)
    with pytest.raises(DocumentError) as caught:
        _fix(path, report)
    assert caught.value.kind == "changed"
    assert "changed on disk" in caught.value.message
    assert path.read_text("utf-8") == new
    assert _alone(path)


def test_a_file_that_vanished_since_it_was_read_is_not_made_again(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(FAULTY)
    report = check_file(path)
    path.unlink()
    with pytest.raises(DocumentError, match="changed on disk"):
        _fix(path, report)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("call", ["fsync", "fdopen", "chmod", "replace"])
def test_full_disk_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(FAULTY)
    report = check_file(path)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    if call in ("chmod", "replace"):
        monkeypatch.setattr(Path, call, full)
    else:
        monkeypatch.setattr(os, call, full)
    with pytest.raises(DocumentError) as caught:
        _fix(path, report)
    assert "No space left on device" in caught.value.message
    assert "the file is as it was" in caught.value.message
    assert path.read_text("utf-8") == FAULTY
    assert _alone(path)


def test_interruption_while_writing_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(FAULTY)
    report = check_file(path)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        _fix(path, report)
    assert path.read_text("utf-8") == FAULTY
    assert _alone(path)


def test_a_really_full_disk_is_reported_in_one_line(mtlint: Run, faulty: Path) -> None:
    """Standard output is the full disk here."""
    with open("/dev/full", "wb") as full:
        import sys

        done = subprocess.run(
            [sys.executable, "-m", "checker.cli.main", "check", str(faulty)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert b"No space left on device" in done.stderr


def test_a_fix_that_the_files_encoding_has_not_is_refused(mtlint: Run, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "pack: house.fr.words\ncategory: false-friend\nseverity: minor\npivot: fr\nrules:\n"
        "- id: widget\n  find: frobnicate/V\n  fix: [ржать]\n  level: sure\n"
        '  match: ["They frobnicate it. => They ржать it."]\n  no: ["They adjusted it."]\n'
    )
    path = tmp_path / "a.txt"
    path.write_bytes("They frobnicate café.\n".encode("latin-1"))
    done = mtlint("fix", "--packs", "own.yaml", "--min-confidence", "0.5", "--encoding", "latin-1", "a.txt")
    assert done.returncode == 2
    assert b"save the file as UTF-8" in done.stderr
    assert path.read_bytes() == "They frobnicate café.\n".encode("latin-1")


@pytest.mark.parametrize("apostrophe", ["'", "\u2019"])
def test_fixes_use_the_apostrophe_of_the_text(mtlint: Run, tmp_path: Path, apostrophe: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"It isn't. It wasn't. {FAULTY}".replace("'", apostrophe), "utf-8")
    mtlint("fix", path)
    assert path.read_text("utf-8") == f"It isn't. It wasn't. {FIXED}".replace("'", apostrophe)
