"""The hooks under the real pre-commit, in real commits."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest
import yaml
from git_repository import CLEAN, FAULTY, Done, Repository

ROOT = Path(__file__).resolve().parents[2]
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
FIXED = "Putin's visit was short. It cost 20 million euros.\n"
ODD_NAMES = [
    "two words.txt",
    "Ünïcode 北京.md",
    "-dash.txt",
    "--hook.txt",
    "[a-z]*.txt",
    "deep/er/ü.html",
    "quo'te.txt",
]


class Committing:
    """A repository in which `git commit` runs hooks of the manifest, with the mtlint of the test environment."""

    def __init__(self, repository: Repository, *hooks: str, **overrides: object) -> None:
        self.repository = repository
        repository.environment["PRE_COMMIT_HOME"] = str(repository.folder.parent / "pre-commit-home")
        chosen = [hook for hook in yaml.safe_load(MANIFEST.read_text("utf-8")) if hook["id"] in hooks]
        # a local hook has no environment to be built for it
        local = [{**hook, "language": "unsupported", **overrides} for hook in chosen]
        config = {"repos": [{"repo": "local", "hooks": local}]}
        repository.write(".pre-commit-config.yaml", yaml.safe_dump(config))
        repository.commit()
        assert repository.run("pre-commit", "install").returncode == 0

    def commit(self, *options: str, env: dict[str, str] | None = None) -> Done:
        """`git commit`, done or stopped, what it printed as one text; nothing of it is a traceback."""
        before = self.repository.git("rev-parse", "HEAD")
        done = self.repository.run("git", "commit", "-m", "an article", *options, env=env)
        done.stdout += done.stderr
        assert b"Traceback" not in done.stdout, done.stdout.decode()
        assert (done.returncode == 0) == (self.repository.git("rev-parse", "HEAD") != before)
        return done

    def stage(self, name: str, text: str) -> None:
        """Writes a file and stages it."""
        self.repository.write(name, text)
        self.repository.git("add", "--all")


@pytest.fixture
def committing(repository: Repository) -> Committing:
    """With the hook that checks."""
    return Committing(repository, "mtlint")


def test_the_manifest_is_valid(repository: Repository) -> None:
    done = repository.run("pre-commit", "validate-manifest", MANIFEST)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_try_repo_installs_the_hook_and_runs_it(repository: Repository) -> None:
    """The one test that lets pre-commit build mtlint's environment, which compiles the rules."""
    repository.environment["HOME"] = os.environ["HOME"]  # what the user has set for pip holds here too
    repository.write("an article.txt", FAULTY)
    repository.write("clean.md", CLEAN)
    repository.write("program.py", f"# {FAULTY}")
    repository.git("add", "--all")
    folders = [part for part in os.environ["PATH"].split(os.pathsep) if not (Path(part) / "mtlint").exists()]
    done = repository.run(
        *(Path(sys.executable).parent / "pre-commit", "try-repo", ROOT, "mtlint", "--verbose", "--all-files"),
        env={"PATH": os.pathsep.join(folders)},  # as for a user who has mtlint in pre-commit's environment only
    )
    said = done.stdout.decode()
    assert done.returncode == 1, said + done.stderr.decode()
    assert "Poutines visit was short." in said
    assert "2 findings (1 critical, 1 major) in 2 files" in said
    assert re.search(r"^ {6}/\S*/py_env-\S*/mtlint fix 'an article.txt'$", said, re.MULTILINE)


def test_good_english_is_committed(committing: Committing) -> None:
    committing.stage("a.txt", CLEAN)
    assert committing.commit().returncode == 0


def test_a_faulty_article_is_stopped_and_the_message_says_what_to_do(committing: Committing) -> None:
    committing.stage("an article.txt", FAULTY)
    committing.stage("clean.txt", CLEAN)
    done = committing.commit()
    assert done.returncode == 1
    said = done.stdout.decode()
    assert "an article.txt" in said and "Poutines visit was short." in said
    steps = said[said.index("What to do about the findings above:") :].splitlines()
    assert [line.strip() for line in steps if line.startswith("      ")] == [
        "mtlint review 'an article.txt'",
        "mtlint fix 'an article.txt'",
        "SKIP=mtlint git commit",
    ]


def test_what_the_message_says_works(committing: Committing) -> None:
    committing.stage("a.txt", FAULTY)
    assert committing.commit().returncode == 1
    assert committing.repository.mtlint("fix", "a.txt").returncode == 0
    committing.repository.git("add", "a.txt")
    assert committing.commit().returncode == 0
    assert committing.repository.git("show", "HEAD:a.txt") == FIXED
    committing.stage("b.txt", FAULTY)
    assert committing.commit(env={"SKIP": "mtlint"}).returncode == 0
    assert committing.repository.git("show", "HEAD:b.txt") == FAULTY


def test_a_comment_keeps_a_passage_as_it_is(committing: Committing) -> None:
    committing.stage("a.md", FAULTY)
    said = committing.commit().stdout.decode()
    comment = re.search(r"<!-- mtlint: off-next-line RULE -- the reason -->", said)
    assert comment is not None
    committing.stage("a.md", f"{comment[0].replace('RULE', '')}\n{FAULTY}")
    assert committing.commit().returncode == 0


def test_a_file_that_cannot_be_read_is_told_without_advice_on_findings(committing: Committing) -> None:
    committing.repository.write("a.txt", b"caf\xe9\n")
    committing.repository.git("add", "--all")
    done = committing.commit()
    assert done.returncode == 1
    assert b"a.txt: byte 3 (line 1) is not valid UTF-8 (0xE9); give the file's encoding" in done.stdout
    assert b"What to do" not in done.stdout


def test_of_a_partly_staged_file_the_staged_part_counts(committing: Committing) -> None:
    committing.stage("a.txt", CLEAN)
    committing.repository.write("a.txt", CLEAN + FAULTY)
    assert committing.commit().returncode == 0
    assert (committing.repository.folder / "a.txt").read_text("utf-8") == CLEAN + FAULTY
    committing.repository.git("add", "--all")
    committing.repository.write("a.txt", CLEAN)
    assert committing.commit().returncode == 1
    assert (committing.repository.folder / "a.txt").read_text("utf-8") == CLEAN


def test_renamed_and_deleted_files(committing: Committing) -> None:
    committing.repository.commit(**{"gone.txt": FAULTY, "before.txt": FAULTY + CLEAN * 9})
    committing.repository.git("rm", "-q", "gone.txt")
    assert committing.commit().returncode == 0
    committing.repository.git("mv", "before.txt", "after it.txt")
    assert b"after it.txt" in committing.commit().stdout


def test_only_faults_of_changed_lines_stop_a_commit_if_wanted(repository: Repository) -> None:
    committing = Committing(repository, "mtlint", args=["--staged"])
    repository.commit(**{"before.txt": FAULTY + CLEAN * 9, "a.txt": FAULTY + CLEAN})
    repository.git("mv", "before.txt", "after it.txt")
    committing.stage("a.txt", FAULTY + CLEAN * 2)
    repository.write("a.txt", FAULTY * 2)
    assert committing.commit().returncode == 0
    committing.stage("a.txt", FAULTY + CLEAN * 2 + FAULTY)
    done = committing.commit()
    assert done.returncode == 1
    assert b"  4:1  critical" in done.stdout
    assert b"2 findings (1 critical, 1 major) in 1 file," in done.stdout


def test_names_of_every_kind(committing: Committing) -> None:
    for name in ODD_NAMES:
        committing.stage(name, FAULTY)
    said = committing.commit().stdout.decode()
    assert f"in {len(ODD_NAMES)} files" in said
    for name in ODD_NAMES:
        assert re.search(rf"^(?:\./)?{re.escape(name)}$", said, re.MULTILINE), name


def test_only_articles_are_checked(committing: Committing) -> None:
    for name in ("a.py", "b.csv", "c.json", "d.rst"):
        committing.stage(name, FAULTY)
    done = committing.commit()
    assert done.returncode == 0
    assert b"(no files to check)" in done.stdout


def test_options_of_the_user_go_before_the_names(repository: Repository) -> None:
    committing = Committing(repository, "mtlint", args=["--fail-on", "critical", "--select", "number"])
    committing.stage("-a.txt", FAULTY)
    assert committing.commit().returncode == 0


def test_two_thousand_files_give_one_report(committing: Committing) -> None:
    for number in range(2000):
        committing.repository.write(f"articles/{number:04}.txt", FAULTY if number == 1234 else f"Number {number}.\n")
    committing.repository.git("add", "--all")
    done = committing.commit("--quiet")
    assert done.returncode == 1
    said = done.stdout.decode()
    assert re.findall(r"^articles/\d+\.txt$", said, re.MULTILINE) == ["articles/1234.txt"]
    assert len(re.findall(r"^2 findings \(1 critical, 1 major\) in 2000 files", said, re.MULTILINE)) == 1
    assert said.count("What to do about the findings above:") == 1


def test_the_fixing_hook_fixes_and_lets_the_user_look(repository: Repository) -> None:
    committing = Committing(repository, "mtlint-fix")
    for name in ODD_NAMES:
        committing.stage(name, FAULTY)
    done = committing.commit()
    assert done.returncode == 1
    assert b"files were modified by this hook" in done.stdout
    assert b"14 fixes made in 7 files" in done.stdout
    for name in ODD_NAMES:
        assert (repository.folder / name).read_text("utf-8") == FIXED
    repository.git("add", "--all")
    assert committing.commit().returncode == 0


def test_the_fixing_hook_leaves_alone_what_is_not_staged(repository: Repository) -> None:
    committing = Committing(repository, "mtlint-fix")
    committing.stage("a.txt", FAULTY + CLEAN * 9 + "One.\n")
    repository.write("a.txt", FAULTY + CLEAN * 9 + "Two.\n")
    repository.write("b.txt", FAULTY)
    assert committing.commit().returncode == 1
    assert (repository.folder / "a.txt").read_text("utf-8") == FIXED + CLEAN * 9 + "Two.\n"
    assert (repository.folder / "b.txt").read_text("utf-8") == FAULTY


@pytest.mark.parametrize("options", [[], ["--all"], ["--only", "a.txt"]])
def test_a_hook_without_pre_commit(repository: Repository, options: list[str]) -> None:
    """`git commit --all` and `git commit FILE` commit an index of their own, of which git tells the hook."""
    repository.commit(**{"a.txt": CLEAN, "b.txt": CLEAN})
    hook = repository.write(".git/hooks/pre-commit", "#!/bin/sh\nexec mtlint check --staged --hook\n")
    hook.chmod(0o755)
    work = repository.folder.parent / "a tree of work"
    repository.git("worktree", "add", "-q", "-b", "other", work)
    for folder in (repository.folder, work):
        (folder / "a.txt").write_text(CLEAN + FAULTY, "utf-8")
        if not options:
            assert repository.run("git", "add", "a.txt", cwd=folder).returncode == 0
        done = repository.run("git", "commit", "-m", "an article", *options, cwd=folder)
        assert done.returncode == 1
        assert b"2:1  critical" in done.stdout + done.stderr
        assert b"What to do about the findings above:" in done.stderr
