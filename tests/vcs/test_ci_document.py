"""docs/ci.md is read, and every command in it is run."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from git_repository import CLEAN, FAULTY, Done, Repository
from installing import wheel

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "ci.md"
SNIPPETS = {
    match["name"]: match["text"]
    for match in re.finditer(
        r"^<!-- run: (?P<name>[\w-]+) -->\n```\w+\n(?P<text>.*?)^```$",
        DOCUMENT.read_text("utf-8"),
        re.DOTALL | re.MULTILINE,
    )
}


class Branch:
    """A repository whose branch `mine` adds to an old faulty article, and a Python into which mtlint can be put."""

    def __init__(self, repository: Repository, folder: Path) -> None:
        self.repository = repository
        made = repository.run(sys.executable, "-m", "virtualenv", "-q", "--no-periodic-update", folder / "python")
        assert made.returncode == 0, made.stderr.decode()
        repository.environment |= {
            "PATH": f"{folder / 'python' / 'bin'}{os.pathsep}{repository.environment['PATH']}",
            "MTLINT": str(wheel(folder / "wheels")),
            "PIP_NO_INDEX": "1",
        }
        self.start = repository.commit(**{"articles/old.txt": FAULTY + CLEAN, "README.md": "Read me.\n"})
        repository.git("update-ref", "refs/remotes/origin/main", self.start)
        repository.git("checkout", "-q", "-b", "mine")

    def script(self, lines: list[str], shell: str = "bash -eo pipefail", env: dict[str, str] | None = None) -> Done:
        """The lines as one script; it stops at the first that fails, as in CI."""
        done = self.repository.run(*shell.split(), "-c", "\n".join(lines), env=env)
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        return done

    def file(self, name: str) -> bytes:
        """What a report holds."""
        return (self.repository.folder / name).read_bytes()


@pytest.fixture
def branch(repository: Repository, tmp_path: Path) -> Branch:
    """On the branch, where nothing is changed yet."""
    return Branch(repository, tmp_path)


@pytest.fixture(params=["good", "bad"])
def bad(request: pytest.FixtureRequest, branch: Branch) -> bool:
    """Does the last commit of the branch add a fault?"""
    branch.repository.commit(**{"articles/old.txt": FAULTY + CLEAN + (FAULTY if request.param == "bad" else CLEAN)})
    return bool(request.param == "bad")


def _checked(repository: Repository, schema: str, text: str) -> Any:
    """The YAML, which the published schema must accept."""
    path = repository.write("../snippet.yml", text)
    done = repository.run("check-jsonschema", "--builtin-schema", schema, path)
    assert done.returncode == 0, done.stdout.decode()
    return yaml.safe_load(text)


def test_every_snippet_is_run_by_a_test_of_its_own() -> None:
    fenced = len(re.findall(r"^```\w+$", DOCUMENT.read_text("utf-8"), re.MULTILINE))
    source = Path(__file__).read_text("utf-8")
    assert len(SNIPPETS) == fenced
    assert [name for name in SNIPPETS if f'SNIPPETS["{name}"]' not in source] == []


def test_the_wheel(branch: Branch) -> None:
    """A wheel of mtlint itself is built by the test of try-repo; here pip builds a project of one line."""
    project = '[project]\nname = "mtlint"\nversion = "0.1.0"\n[build-system]\nrequires = []\nbuild-backend = "b"\n'
    backend = (
        "import shutil\n"
        "def build_wheel(folder, *_):\n"
        f"    return __import__('os').path.basename(shutil.copy({branch.repository.environment['MTLINT']!r}, folder))\n"
    )
    branch.repository.write("pyproject.toml", project.replace('"b"', '"b"\nbackend-path = ["."]'))
    branch.repository.write("b.py", backend)
    assert branch.script([SNIPPETS["wheel"]], shell="sh -e").returncode == 0
    assert os.listdir(branch.repository.folder / "dist") == ["mtlint-0.1.0-py3-none-any.whl"]


def test_pre_commit(branch: Branch) -> None:
    path = branch.repository.write(".pre-commit-config.yaml", SNIPPETS["pre-commit"])
    assert branch.repository.run("pre-commit", "validate-config", path).returncode == 0
    (repo,) = yaml.safe_load(SNIPPETS["pre-commit"])["repos"]
    hooks = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    # the hooks are run from here: what pre-commit builds for an address is seen in the test of try-repo
    local = [{**hooks[hook["id"]], **hook, "language": "unsupported"} for hook in repo["hooks"]]
    path.write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": local}]}), "utf-8")
    branch.repository.environment["PRE_COMMIT_HOME"] = str(branch.repository.folder.parent / "pre-commit-home")
    done = branch.repository.run("pre-commit", "run", "--all-files")
    assert done.returncode == 1
    assert b"2 findings" in done.stdout


def test_options_for_pre_commit_that_the_text_names() -> None:
    text = DOCUMENT.read_text("utf-8")
    named = re.findall(r"`args: (\[.*?\])`", text)
    assert [yaml.safe_load(row) for row in named] == [
        ["--staged"],
        ["--min-confidence", "0.7", "--fail-on", "major"],
    ]
    files = re.search(r"`files: (\S+)`", text)
    assert files is not None
    names = ("a.text", "b/c.mkd", "d.txt", "e.md", "f.text.py", "mkd")
    assert [name for name in names if re.search(files[1], name)] == ["a.text", "b/c.mkd", "d.txt", "e.md"]


def test_the_hook_of_git(branch: Branch) -> None:
    branch.script([f"{sys.executable} -m pip --version", 'python -m pip install -q "$MTLINT"'])
    branch.repository.write(".git/hooks/pre-commit", SNIPPETS["git-hook"]).chmod(0o755)
    branch.repository.write("articles/old.txt", FAULTY + CLEAN * 2)
    assert branch.repository.run("git", "commit", "-am", "good").returncode == 0
    branch.repository.write("articles/old.txt", FAULTY + CLEAN * 2 + FAULTY)
    done = branch.repository.run("git", "commit", "-am", "bad")
    assert done.returncode == 1
    assert b"What to do" in done.stderr


def test_the_github_action(repository: Repository) -> None:
    """What the action itself does is seen in test_action.py."""
    workflow = _checked(repository, "vendor.github-workflows", SNIPPETS["github-action"])
    checkout, own = workflow["jobs"]["mtlint"]["steps"]
    assert checkout["with"] == {"fetch-depth": 0}
    inputs = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["inputs"]
    assert set(own["with"]) <= set(inputs)
    assert workflow["permissions"]["security-events"] == "write"
    documented = DOCUMENT.read_text("utf-8").partition("| input | what it is | if not given |")[2]
    table = re.findall(r"^\| `([\w-]+)` \|", documented, re.MULTILINE)
    assert table == list(inputs)


def test_github_without_the_action(branch: Branch, bad: bool) -> None:
    workflow = _checked(branch.repository, "vendor.github-workflows", SNIPPETS["github-steps"])
    job = workflow["jobs"]["mtlint"]
    assert job["env"]["BASE"] == "origin/${{ github.base_ref }}"
    lines = [step["run"] for step in job["steps"] if "run" in step]
    done = branch.script(lines, env={"BASE": "origin/main"})
    assert done.returncode == bad, done.stderr.decode()
    found = re.findall(r"^::\w+ file=(.*?),line=(\d+)", done.stdout.decode(), re.MULTILINE)
    assert found == [("articles/old.txt", "3")] * 2 * bad


def test_gitlab(branch: Branch, bad: bool) -> None:
    job = _checked(branch.repository, "vendor.gitlab-ci", SNIPPETS["gitlab"])["mtlint"]
    done = branch.script(job["script"], env={"CI_MERGE_REQUEST_DIFF_BASE_SHA": branch.start})
    assert done.returncode == bad, done.stderr.decode()
    reports = job["artifacts"]["reports"]
    rows = msgspec.json.decode(branch.file(reports["codequality"]))
    assert [row["location"]["lines"]["begin"] for row in rows] == [3, 3] * bad
    assert branch.file(reports["junit"]).count(b"<failure") == 2 * bad


def test_jenkins(branch: Branch, bad: bool) -> None:
    lines = re.findall(r"^\s*sh '(.*)'$", SNIPPETS["jenkins"], re.MULTILINE)
    assert len(lines) == SNIPPETS["jenkins"].count("sh '")
    done = branch.script(lines, shell="sh -xe", env={"CHANGE_TARGET": "main"})
    assert done.returncode == bad, done.stderr.decode()
    reports = re.findall(r"(?:junit |pattern: )'(.*?)'", SNIPPETS["jenkins"])
    assert len(reports) == 2
    assert [branch.file(name).count(mark) for name, mark in zip(reports, (b"<failure", b"<error "), strict=True)] == [
        2 * bad,
        2 * bad,
    ]


def test_make(branch: Branch) -> None:
    branch.script(['python -m pip install -q "$MTLINT"'])
    branch.repository.write("Makefile", SNIPPETS["make"])
    targets = re.search(r"^\.PHONY: (.*)$", SNIPPETS["make"], re.MULTILINE)
    assert targets is not None and targets[1].split() == ["check", "fix", "report"]
    assert branch.repository.run("make").returncode == 2  # make's own code where a command fails
    assert branch.repository.run("make", "report").returncode == 0
    assert b"<html" in branch.file("build/mtlint.html")
    assert branch.repository.run("make", "fix").returncode == 0
    assert branch.repository.run("make", "check").returncode == 0
