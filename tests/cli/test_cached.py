"""The result cache at the command line: the same report, and none of the engine for it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Seeds of each format, and a file that cannot be read."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in ("court.txt", "chips.md", "clinic.html"):
        (folder / name).write_bytes((ROOT / "seeds" / name).read_bytes())
    (folder / "bad.txt").write_bytes(b"caf\xe9\n")
    return folder


@pytest.mark.parametrize(
    "command",
    [
        ("check",),
        ("check", "--format", "json"),
        ("check", "--format", "json", "--min-confidence", "0"),
        ("diff",),
        ("diff", "--patch"),
        ("fix", "--dry-run"),
    ],
)
def test_a_known_result_is_reported_byte_for_byte(mtlint: Run, articles: Path, command: tuple[str, ...]) -> None:
    cache = ("--cache-dir", "cache")
    fresh = mtlint(*command, "--no-cache", "articles")
    first = mtlint(*command, *cache, "articles")
    again = mtlint(*command, *cache, "articles")
    parallel = mtlint(*command, *cache, "--jobs", "3", "articles")
    for done in (first, again, parallel):
        assert (done.stdout, done.stderr, done.returncode) == (fresh.stdout, fresh.stderr, fresh.returncode)
    assert fresh.returncode == 2 and fresh.stdout


def test_fix_with_known_results_writes_the_same(mtlint: Run, articles: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in articles.iterdir()}
    mtlint("fix", "--no-cache", "articles")
    wanted = {path: path.read_bytes() for path in articles.iterdir()}
    for path, content in before.items():
        path.write_bytes(content)
    mtlint("fix", "--dry-run", "--cache-dir", "cache", "articles")
    mtlint("fix", "--cache-dir", "cache", "articles")
    assert {path: path.read_bytes() for path in articles.iterdir()} == wanted
    assert wanted != before


def test_what_changes_the_result_changes_the_key(mtlint: Run, faulty: Path, tmp_path: Path) -> None:
    def texts(*options: str) -> list[str]:
        report = json.loads(mtlint("check", "--cache-dir", "c", "--format", "json", *options, "faulty.txt").stdout)
        return [finding["text"] for file in report["files"] for finding in file.get("findings", [])]

    assert texts() == texts() == ["Poutines", "20 millions of euros"]
    assert texts("--select", "names") == ["Poutines"]
    assert texts("--min-confidence", "1") == []
    (tmp_path / "mtlint.toml").write_text('words = ["Poutines"]\n', "utf-8")
    assert texts() == ["20 millions of euros"]
    (tmp_path / "mtlint.toml").write_text('prefer = { visit = "trip" }\n', "utf-8")
    assert texts() == ["Poutines", "visit", "20 millions of euros"]
    (tmp_path / "mtlint.toml").unlink()
    faulty.write_text("Poutines trip.\n", "utf-8")
    assert texts() == ["Poutines"]


def test_the_format_is_part_of_the_key(mtlint: Run, tmp_path: Path) -> None:
    source = "<p>Poutines visit.</p><pre>Poutines visit.</pre>\n"
    counts = []
    for name in ("a.html", "a.txt", "a.html"):
        (tmp_path / name).write_text(source, "utf-8")
        report = json.loads(mtlint("check", "--cache-dir", "c", "--format", "json", name).stdout)
        counts.append(len(report["files"][0]["findings"]))
    assert counts[0] == counts[2] == 1 and counts[1] == 2


def test_known_results_need_no_engine(mtlint: Run, articles: Path, tmp_path: Path) -> None:
    mtlint("check", "--cache-dir", "cache", "articles")
    code = (
        "import sys; from checker.cli import commands, inputs; from pathlib import Path\n"
        "options = inputs.settings('check', None, cache_dir=Path('cache'))\n"
        "commands.check(['articles'], options, 'text', (), True)\n"
        "heavy = ('checker.engine', 'checker.packs.store', 'checker.analysis', 'regex', 'rich.console', 'tree_sitter')\n"
        "sys.stderr.write(repr([name for name in heavy if name in sys.modules]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True)
    assert done.stderr.decode().endswith("[]")
    assert b"findings" in done.stdout


def test_a_check_with_compiled_packs_reads_no_yaml(mtlint: Run, articles: Path, tmp_path: Path) -> None:
    mtlint("check", "articles")  # compiles the packs where they are not yet
    code = (
        "import sys; from checker.cli import commands, inputs\n"
        "commands.check(['articles'], inputs.settings('check', None, cache=False), 'text', (), True)\n"
        "sys.stderr.write(repr([name for name in ('yaml', 'checker.packs.source') if name in sys.modules]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True)
    assert done.stderr.decode().endswith("[]")
    assert b"findings" in done.stdout


def test_runs_at_the_same_time_agree(articles: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    command = [
        sys.executable,
        "-m",
        "checker.cli.main",
        "check",
        "--format",
        "json",
        "--cache-dir",
        "cache",
        "articles",
    ]
    runs = [
        subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        for _ in range(3)
    ]
    outputs = [run.communicate()[0] for run in runs]
    assert len(set(outputs)) == 1 and outputs[0]


def test_no_cache_writes_nothing(mtlint: Run, faulty: Path, tmp_path: Path) -> None:
    mtlint("check", "--no-cache", "--cache-dir", "cache", faulty)
    assert not (tmp_path / "cache").exists()
    (tmp_path / "file").write_text("x", "utf-8")
    done = mtlint("check", "--cache-dir", "file", faulty)
    assert done.returncode == 2 and b"is no folder" in done.stderr
