"""--staged and --changed-since: only the faults of lines that changed, of the text that is to be committed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from git_repository import CLEAN, FAULTY, Repository

MORE = "Talks in Pékin ended after two days.\n"
ODD_NAMES = [
    "two words.txt",
    "Ünïcode 北京.md",
    "-dash.txt",
    "--staged.txt",
    'quo"te.txt',
    "back\\slash.txt",
    "[a-z]*.txt",
    "new\nline.txt",
    "tab\t.txt",
    "deep/er/two words.txt",
]


def test_only_faults_of_staged_lines_are_found(repository: Repository) -> None:
    repository.commit(**{"a.txt": FAULTY + CLEAN})
    repository.write("a.txt", FAULTY + MORE + CLEAN)
    assert repository.places("--staged") == []  # nothing is staged yet
    repository.git("add", "a.txt")
    assert repository.places("--staged") == ["a.txt:2 Pékin"]
    assert len(repository.places("a.txt")) == 3


def test_the_staged_text_is_read_not_the_file(repository: Repository) -> None:
    repository.commit(**{"a.txt": CLEAN})
    repository.write("a.txt", CLEAN + MORE)
    repository.git("add", "a.txt")
    repository.write(
        "a.txt", "Poutines visit was short.\n\n" + CLEAN
    )  # not staged, and the fault is gone from the file
    for paths in ([], ["a.txt"], ["."], ["*.txt"]):
        assert repository.places("--staged", *paths) == ["a.txt:2 Pékin"]


def test_a_staged_file_that_went_from_the_disk_is_checked(repository: Repository) -> None:
    repository.write("folder/a.txt", MORE)
    repository.git("add", ".")
    (repository.folder / "folder" / "a.txt").unlink()
    (repository.folder / "folder").rmdir()
    assert repository.places("--staged") == ["folder/a.txt:1 Pékin"]
    assert repository.places("--staged", "folder/a.txt") == ["folder/a.txt:1 Pékin"]


def test_staged_before_the_first_commit(repository: Repository) -> None:
    repository.write("a.txt", MORE)
    repository.git("add", ".")
    assert repository.places("--staged") == ["a.txt:1 Pékin"]


def test_deleted_files_are_left_out(repository: Repository) -> None:
    start = repository.commit(**{"a.txt": MORE, "b.txt": CLEAN})
    repository.git("rm", "-q", "a.txt")
    assert repository.places("--staged") == []
    assert repository.places("--changed-since", start) == []


def test_a_renamed_file_is_not_new(repository: Repository) -> None:
    start = repository.commit(**{"a.txt": MORE + CLEAN * 9})
    repository.git("mv", "a.txt", "b c.txt")
    assert repository.places("--staged") == repository.places("--changed-since", start) == []
    repository.write("b c.txt", MORE + CLEAN * 9 + FAULTY)
    repository.git("add", "--all")
    found = [f"b c.txt:11 {text}" for text in ("Poutines", "20 millions of euros")]
    assert repository.places("--staged") == repository.places("--changed-since", start) == found


@pytest.mark.parametrize("name", ODD_NAMES)
def test_names_of_every_kind(repository: Repository, name: str) -> None:
    start = repository.commit(**{name: CLEAN})
    repository.write(name, CLEAN + MORE)
    repository.git("add", "--all")
    found = [f"{name}:2 Pékin"]
    assert repository.places("--staged") == found
    assert repository.places("--changed-since", start) == found
    assert repository.places("--staged", "--", name) == found
    assert repository.places("--changed-since", start, "--", name) == found


def test_a_name_that_is_no_text(repository: Repository) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    repository.write(name, MORE)
    repository.git("add", "--all")
    assert repository.places("--staged") == ["caf\\xe9.txt:1 Pékin"]


def test_files_are_named_from_where_the_user_stands(repository: Repository) -> None:
    start = repository.commit(**{"one/a.txt": CLEAN, "two/b.txt": CLEAN})
    repository.commit(**{"one/a.txt": MORE, "two/b.txt": MORE})
    repository.write("one/new.md", MORE)
    inside = repository.folder / "one"
    found = ["a.txt:1 Pékin", "new.md:1 Pékin", "../two/b.txt:1 Pékin"]
    assert repository.places("--changed-since", start, cwd=inside) == found
    assert repository.places("--changed-since", start, ".", cwd=inside) == found[:2]
    assert repository.places("--changed-since", start, "../two", "../two/b.txt", cwd=inside) == found[2:]


def test_the_repository_of_the_paths_where_the_user_stands_in_none(repository: Repository, tmp_path: Path) -> None:
    repository.write("a.txt", MORE)
    repository.git("add", ".")
    for path in (repository.folder, repository.folder / "a.txt"):
        assert repository.places("--staged", path, cwd=tmp_path) == [f"{repository.folder / 'a.txt'}:1 Pékin"]


def test_only_files_that_a_walk_would_find(repository: Repository) -> None:
    names = ("a.TXT", "b.py", ".c.txt", ".d/e.txt", "build/f.txt", "g.md", "noend")
    for name in names:
        repository.write(name, MORE)
    repository.git("add", "--all", "--force")
    assert repository.places("--staged") == ["a.TXT:1 Pékin", "g.md:1 Pékin"]
    assert repository.places("--staged", "build", "noend") == ["build/f.txt:1 Pékin", "noend:1 Pékin"]


def test_links_and_submodules_are_no_articles(
    repository: Repository, another_repository: Callable[[Path], Repository], tmp_path: Path
) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text(MORE, "utf-8")
    other = another_repository(repository.folder / "sub.txt")
    other.commit(**{"a.txt": MORE})
    (repository.folder / "link.txt").symlink_to(outside)
    repository.git("-c", "advice.addEmbeddedRepo=false", "add", "--all")
    assert repository.places("--staged") == []
    start = repository.commit()
    (repository.folder / "link.txt").unlink()
    (repository.folder / "link.txt").symlink_to(tmp_path)
    other.commit(**{"b.txt": MORE})
    assert repository.places("--changed-since", start) == []


def test_new_files_are_changed_as_a_whole_unless_git_ignores_them(repository: Repository) -> None:
    start = repository.commit(**{"a.txt": CLEAN, ".gitignore": "ignored.txt\n"})
    repository.write("new.txt", MORE)
    repository.write("ignored.txt", MORE)
    assert repository.places("--changed-since", start) == ["new.txt:1 Pékin"]
    assert repository.places("--changed-since", start, "ignored.txt") == ["ignored.txt:1 Pékin"]
    assert repository.places("--staged", "new.txt") == []


def test_what_others_did_since_the_branch_began_is_no_change(repository: Repository) -> None:
    repository.commit(**{"a.txt": FAULTY + CLEAN * 9, "b.txt": CLEAN})
    repository.git("checkout", "-q", "-b", "mine")
    repository.commit(**{"b.txt": CLEAN + MORE})
    repository.git("checkout", "-q", "main")
    repository.commit(**{"a.txt": CLEAN * 10})  # mended there, so 'mine' still has the faults
    repository.git("checkout", "-q", "mine")
    assert repository.places("--changed-since", "main") == ["b.txt:2 Pékin"]


def test_line_ends_that_changed_are_no_change(repository: Repository) -> None:
    start = repository.commit(**{"a.txt": FAULTY + CLEAN})
    repository.write("a.txt", (FAULTY + CLEAN + MORE).replace("\n", "\r\n"))
    repository.git("add", "--all")
    assert repository.places("--staged") == repository.places("--changed-since", start) == ["a.txt:3 Pékin"]


def test_lines_are_counted_as_git_counts_them(repository: Repository) -> None:
    """A lone CR ends a line of a finding's place, but not of git's."""
    before = "Good.\rRain fell.\r" * 5 + "\n" + FAULTY
    start = repository.commit(**{"a.txt": before})
    repository.write("a.txt", before + MORE)
    repository.git("add", "--all")
    assert repository.places("--staged") == repository.places("--changed-since", start) == ["a.txt:12 Pékin"]


def test_the_staged_text_has_the_line_ends_and_the_encoding_of_the_file(repository: Repository) -> None:
    repository.write(".gitattributes", "*.txt text eol=crlf working-tree-encoding=UTF-16LE-BOM\n")
    repository.write("a.txt", ("\ufeff" + CLEAN + MORE).replace("\n", "\r\n").encode("utf-16-le"))
    repository.git("add", "--all")
    assert repository.places("--staged") == ["a.txt:2 Pékin"]


def test_a_file_that_git_takes_for_binary_changed_as_a_whole(repository: Repository) -> None:
    start = repository.commit(**{"b.txt": CLEAN})
    repository.write("a.txt", ("\ufeff" + CLEAN + MORE).encode("utf-16-le"))
    repository.git("add", "--all")
    assert repository.places("--staged") == repository.places("--changed-since", start) == ["a.txt:2 Pékin"]


def test_a_fault_over_two_lines_counts_where_either_changed(repository: Repository) -> None:
    for changed in (1, 2):
        lines = ["The plan cost 20 millions", "of euros, they said."]
        repository.commit(**{"a.txt": "\n".join(line if n != changed else "x" for n, line in enumerate(lines, 1))})
        repository.write("a.txt", "\n".join(lines))
        repository.git("add", "--all")
        assert repository.places("--staged") == ["a.txt:1 20 millions\nof euros"]


@pytest.mark.parametrize(
    "setting",
    "diff.noprefix=true diff.mnemonicPrefix=true color.ui=always diff.external=false diff.renames=false "
    "diff.interHunkContext=9 diff.context=9 core.quotePath=false diff.relative=true core.pager=false".split(),
)
def test_the_users_git_settings_change_nothing(repository: Repository, setting: str) -> None:
    text = f"{CLEAN}Snow lay.\n{CLEAN}{FAULTY}{CLEAN}Snow lay.\n"
    start = repository.commit(**{"ü/a b.txt": text})
    repository.git("mv", "ü/a b.txt", "ü/c d.txt")
    repository.write("ü/c d.txt", text.replace("Snow lay.\n", MORE))
    repository.git("add", "--all")
    repository.git("config", *setting.split("="))
    found = ["c d.txt:2 Pékin", "c d.txt:6 Pékin"]
    inside = repository.folder / "ü"
    assert repository.places("--staged", cwd=inside) == repository.places("--changed-since", start, cwd=inside) == found


def test_several_files_at_a_time_give_the_same(repository: Repository) -> None:
    for number in range(5):
        repository.write(f"{number}.txt", MORE)
    repository.git("add", "--all")
    assert repository.places("--staged", "--jobs", "3") == [f"{number}.txt:1 Pékin" for number in range(5)]


def test_diff_shows_only_changed_lines_as_a_patch_for_the_index(repository: Repository) -> None:
    repository.commit(**{"a.txt": FAULTY + CLEAN})
    repository.write("a.txt", FAULTY + CLEAN + MORE)
    repository.git("add", "--all")
    repository.write("a.txt", CLEAN)
    done = repository.mtlint("diff", "--staged", "--patch")
    assert done.returncode == 1
    patch = repository.write("../staged.patch", done.stdout)
    repository.git("apply", "--cached", patch)
    assert repository.git("show", ":a.txt") == FAULTY + CLEAN + MORE.replace("Pékin", "Beijing")


def test_fix_mends_changed_lines_alone(repository: Repository) -> None:
    start = repository.commit(**{"a.txt": FAULTY + CLEAN})
    repository.write("a.txt", FAULTY + CLEAN + FAULTY)
    done = repository.mtlint("fix", "--changed-since", start)
    assert done.returncode == 0
    fixed = "Putin's visit was short. It cost 20 million euros.\n"
    assert (repository.folder / "a.txt").read_text("utf-8") == FAULTY + CLEAN + fixed
    repository.write("a.txt", FAULTY + CLEAN + FAULTY)
    repository.git("add", "--all")
    assert repository.mtlint("fix", "--staged").returncode == 0
    assert (repository.folder / "a.txt").read_text("utf-8") == FAULTY + CLEAN + fixed


def test_fix_leaves_a_partly_staged_file_alone(repository: Repository) -> None:
    repository.write("a.txt", FAULTY)
    repository.git("add", "--all")
    repository.write("a.txt", FAULTY + CLEAN)
    done = repository.mtlint("fix", "--staged")
    assert done.returncode == 2
    assert b"a.txt: holds changes that are not staged" in done.stderr
    assert (repository.folder / "a.txt").read_text("utf-8") == FAULTY + CLEAN


def test_nothing_is_left_behind(repository: Repository, tmp_path: Path) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    repository.write("a.txt", MORE)
    repository.git("add", "--all")
    before = repository.git("status", "--porcelain")
    done = repository.mtlint("check", "--staged", env={"TMPDIR": str(temporary)})
    assert done.returncode == 1
    assert list(temporary.iterdir()) == []
    assert repository.git("status", "--porcelain") == before


@pytest.mark.parametrize("option", [["--staged"], ["--changed-since", "HEAD"]])
def test_a_file_that_is_not_there(repository: Repository, option: list[str]) -> None:
    repository.commit()
    done = repository.mtlint("check", *option, "a.txt")
    assert done.returncode == 2
    assert b"a.txt: no such file" in done.stderr


def _refused(repository: Repository, *arguments: str | Path, cwd: Path | None = None, path: str | None = None) -> str:
    """The one line that says why the check cannot be done."""
    done = repository.mtlint("check", *arguments, cwd=cwd, env=None if path is None else {"PATH": path})
    assert (done.returncode, done.stdout) == (2, b"")
    said = done.stderr.decode()
    assert said.startswith("mtlint: ")
    assert said.count("\n") == 1
    return said


def test_no_repository(repository: Repository, tmp_path: Path) -> None:
    for option in (["--staged"], ["--changed-since", "main"]):
        said = _refused(repository, *option, cwd=tmp_path)
        assert f"{tmp_path}: is not in a git repository; run mtlint in one" in said


def test_unknown_revision(repository: Repository) -> None:
    repository.commit()
    for revision in ("nowhere", "", "main..main", "HEAD^{tree}"):
        assert f"--changed-since {revision}: git knows no such commit" in _refused(
            repository, "--changed-since", revision
        )


def test_since_without_a_commit(repository: Repository) -> None:
    assert "has no commit yet; use --staged" in _refused(repository, "--changed-since", "HEAD")


def test_since_a_branch_of_another_history(repository: Repository) -> None:
    repository.commit()
    repository.git("checkout", "-q", "--orphan", "other")
    repository.commit(**{"a.txt": CLEAN})
    assert "shares no history with HEAD" in _refused(repository, "--changed-since", "main")


def test_git_is_missing(repository: Repository, tmp_path: Path) -> None:
    said = _refused(repository, "--staged", path=str(tmp_path))
    assert "git: no such program on the PATH; install git" in said


def test_a_path_outside_the_repository(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MORE, "utf-8")
    said = _refused(repository, "--staged", "../a.txt")
    assert f"../a.txt: is outside the git repository {repository.folder.resolve()}" in said


def test_a_file_in_conflict(repository: Repository) -> None:
    repository.commit(**{"a b.txt": CLEAN})
    repository.git("checkout", "-q", "-b", "other")
    repository.commit(**{"a b.txt": MORE})
    repository.git("checkout", "-q", "main")
    repository.commit(**{"a b.txt": FAULTY})
    assert repository.run("git", "merge", "other").returncode == 1
    assert "a b.txt: has a conflict" in _refused(repository, "--staged")


def test_options_that_do_not_go_together(repository: Repository) -> None:
    assert "do not go together" in _refused(repository, "--staged", "--changed-since", "HEAD")
    assert "standard input (-) has no history" in _refused(repository, "--staged", "-")
    assert b"or give --staged or --changed-since REV" in repository.mtlint("check").stderr


def test_only_findings_that_are_bad_enough_fail(repository: Repository) -> None:
    path = repository.write("a.txt", "It cost 20 millions of euros.\n")
    severity = repository.mtlint("check", path).stdout.decode().split("  ")[2]
    assert severity == "major"
    codes = {name: repository.mtlint("check", "--fail-on", name, path).returncode for name in ("critical", "major")}
    assert codes == {"critical": 0, "major": 1}
    assert "--fail-on worst: unknown severity; known are critical, major, minor" in _refused(
        repository, "--fail-on", "worst", path
    )
