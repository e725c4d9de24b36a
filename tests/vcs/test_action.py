"""The GitHub Action: its file is what GitHub takes, and its steps do what it says, run here by the same shell."""

from __future__ import annotations

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
ACTION = ROOT / "action.yml"
STEPS = yaml.safe_load(ACTION.read_text("utf-8"))["runs"]["steps"]
INPUTS = {name: value["default"] for name, value in yaml.safe_load(ACTION.read_text("utf-8"))["inputs"].items()}


class Runner:
    """Runs the `run:` steps of the action in a repository, as GitHub's runner does."""

    def __init__(self, repository: Repository, temporary: Path) -> None:
        self.repository = repository
        self.temporary = temporary
        self.own = wheel(self.temporary / "action")  # pip takes a wheel where it takes the action's folder
        self.context: dict[str, str] = {}

    def step(self, step: dict[str, Any]) -> Done:
        """The step's process; its outputs are in the context afterwards."""
        outputs = self.temporary / f"outputs-{step['id']}"
        outputs.write_text("")
        script = self.temporary / f"{step['id']}.sh"
        script.write_text(step["run"], "utf-8")
        assert "${{" not in step["run"], "an input in a script could hold commands"
        environment = {name: self.value(text) for name, text in step["env"].items()}
        done = self.repository.run(
            *("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script),
            env={**environment, "GITHUB_OUTPUT": str(outputs), "PIP_NO_INDEX": "1"},
        )
        for line in outputs.read_text("utf-8").splitlines():
            name, _, value = line.partition("=")
            self.context[f"steps.{step['id']}.outputs.{name}"] = value
        return done

    def value(self, text: str) -> str:
        """What an expression of the context stands for."""
        return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda match: self.context[match[1]], text)

    def install(self, **given: str) -> Done:
        """The step that installs, with these inputs (`_` for `-`)."""
        self.start(given)
        return self.step(next(step for step in STEPS if step["id"] == "install"))

    def run(self, **given: str) -> Done:
        """The step that checks, with these inputs (`_` for `-`), after an installation by another test."""
        self.start(given)
        self.context["steps.install.outputs.bin"] = str(self.temporary / "mtlint-environment" / "bin")
        done = self.step(next(step for step in STEPS if step["id"] == "check"))
        assert b"Traceback" not in done.stderr
        assert self.context["steps.check.outputs.exit-code"] == str(done.returncode), done.stderr.decode()
        return done

    def start(self, given: dict[str, str]) -> None:
        """The context before the first step."""
        inputs = {**INPUTS, **{name.replace("_", "-"): value for name, value in given.items()}}
        self.context = {
            "github.action_path": str(self.own),
            "runner.temp": str(self.temporary),
            "steps.python.outputs.python-path": sys.executable,
            **{f"inputs.{name}": value for name, value in inputs.items()},
        }


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The runner's temporary folder, into which the action's own step has installed it."""
    folder = tmp_path_factory.mktemp("runner")
    done = Runner(Repository(folder / "repository", folder), folder).install()
    assert done.returncode == 0, done.stderr.decode()
    return folder


@pytest.fixture
def runner(repository: Repository, installed: Path) -> Runner:
    """In an empty repository."""
    return Runner(repository, installed)


def test_the_file_is_an_action(repository: Repository) -> None:
    done = repository.run("check-jsonschema", "--builtin-schema", "vendor.github-actions", ACTION)
    assert done.returncode == 0, done.stdout.decode()
    used = [step["uses"] for step in STEPS if "uses" in step]
    assert used == ["actions/setup-python@v5", "github/codeql-action/upload-sarif@v3"]


def test_every_input_is_used_and_every_used_one_is_there() -> None:
    assert set(re.findall(r"inputs\.([\w-]+)", ACTION.read_text("utf-8"))) == set(INPUTS)


def test_faults_become_annotations_and_the_job_fails(runner: Runner) -> None:
    runner.repository.write("an article.txt", "\n" + FAULTY)
    done = runner.run()
    assert done.returncode == 1
    lines = done.stdout.decode().splitlines()
    assert len(lines) == 2
    assert re.match(r"::error file=(\./)?an article\.txt,line=2,endLine=2,col=1,endColumn=8,title=", lines[0])
    assert "steps.check.outputs.sarif-file" not in runner.context


def test_good_english_passes(runner: Runner) -> None:
    runner.repository.write("a.txt", CLEAN)
    done = runner.run()
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_paths_are_one_a_line(runner: Runner) -> None:
    for name in ("two words/a.txt", "-b.txt", "c.txt", "left out.txt"):
        runner.repository.write(name, FAULTY)
    done = runner.run(paths="two words\n-b.txt\n\nc.*\n")
    files = re.findall(r"^::error file=(.*?),line", done.stdout.decode(), re.MULTILINE)
    assert files == ["two words/a.txt", "-b.txt", "c.txt"]


def test_only_changed_lines(runner: Runner) -> None:
    start = runner.repository.commit(**{"a.txt": FAULTY + CLEAN})
    runner.repository.commit(**{"a.txt": FAULTY + CLEAN + FAULTY})
    done = runner.run(changed_since=start)
    assert re.findall(r",line=(\d+)", done.stdout.decode()) == ["3", "3"]


@pytest.mark.parametrize(("fail_on", "code"), [("critical", 0), ("major", 1), ("minor", 1), ("never", 0), ("no", 2)])
def test_what_fails(runner: Runner, fail_on: str, code: int) -> None:
    runner.repository.write("a.txt", "It cost 20 millions of euros.\n")
    done = runner.run(fail_on=fail_on)
    assert done.returncode == code
    assert done.stdout.decode().count("::warning") == (code != 2)


def test_the_lowest_confidence(runner: Runner) -> None:
    runner.repository.write("a.txt", FAULTY)
    assert runner.run(min_confidence="1").returncode == 0


@pytest.mark.parametrize("text", [FAULTY, CLEAN])
def test_the_sarif_report_is_there_to_be_uploaded_whether_there_are_findings_or_not(runner: Runner, text: str) -> None:
    runner.repository.write("a.txt", text)
    runner.run(sarif_file="the report.sarif")
    upload = STEPS[-1]
    assert upload["if"] == "${{ always() && steps.check.outputs.sarif-file != '' }}"
    report = msgspec.json.decode((runner.repository.folder / runner.value(upload["with"]["sarif_file"])).read_bytes())
    assert report["version"] == "2.1.0"
    assert len(report["runs"][0]["results"]) == (2 if text == FAULTY else 0)


def test_a_version_is_asked_of_the_index_and_a_path_is_taken(runner: Runner) -> None:
    runner.repository.environment["PIP_FIND_LINKS"] = str(wheel(runner.temporary / "index", "0.9.0").parent)
    python = runner.temporary / "mtlint-environment" / "bin" / "python"
    for version, found in (("0.9.0", "0.9.0"), (str(runner.own), "0.1.0")):
        assert runner.install(version=version).returncode == 0
        assert f"mtlint {found}" in " ".join(runner.repository.run(python, "-m", "pip", "list").stdout.decode().split())
    assert runner.install(version="0.8.0").returncode != 0


def test_inputs_are_no_commands(runner: Runner) -> None:
    runner.repository.write("a.txt", CLEAN)
    runner.run(paths="$(touch evil)\n`touch evil`\n; touch evil", changed_since='"; touch evil; "')
    assert not (runner.repository.folder / "evil").exists()
