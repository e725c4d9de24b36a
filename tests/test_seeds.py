"""The sample articles: their gold is exact, their originals are clean, and their patches are their fixes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import checker
from checker.edits import apply_edits, edits_for

ROOT = Path(__file__).resolve().parent.parent
SEEDS = sorted(
    path
    for path in (ROOT / "seeds").iterdir()
    if path.suffix in (".txt", ".md", ".html") and ".ref." not in path.name and path.name != "README.md"
)
# the owner's copyright: a user puts it into seeds/, developers have it beside the checkout
REFERENCE = [
    path
    for path in (
        ROOT / "seeds" / "000_605eb23320af9340.txt",
        ROOT.parent / "shared" / "eval" / "dev" / "seed" / "000_605eb23320af9340.txt",
    )
    if path.is_file()
][:1]
ARTICLES = list(dict.fromkeys([*SEEDS, *REFERENCE]))


def test_there_are_articles_of_each_kind() -> None:
    assert len([path for path in SEEDS if not path.name.startswith("000_")]) >= 8
    assert {path.suffix for path in SEEDS} == {".txt", ".md", ".html"}


@pytest.mark.parametrize("path", [p for p in SEEDS if not p.name.startswith("000_")], ids=lambda p: p.name)
def test_gold_addresses_the_file(path: Path) -> None:
    source = path.read_bytes().decode("utf-8")
    rows = [json.loads(line) for line in path.with_suffix(".jsonl").read_text("utf-8").splitlines()]
    at = 0
    fixed = []
    for row in rows:
        assert row["start"] >= at
        assert source[row["start"] : row["end"]] == row["text"]
        fixed += [source[at : row["start"]], row["fixes"][0]]
        at = row["end"]
    fixed.append(source[at:])
    assert "".join(fixed) == path.with_name(f"{path.stem}.ref{path.suffix}").read_bytes().decode("utf-8")


@pytest.mark.parametrize("path", [p for p in SEEDS if not p.name.startswith("000_")], ids=lambda p: p.name)
def test_the_clean_original_has_no_finding(path: Path) -> None:
    report = checker.check_file(path.with_name(f"{path.stem}.ref{path.suffix}"))
    assert [(finding.rule, finding.text) for finding in report.findings] == []


@pytest.mark.parametrize("path", [p for p in ARTICLES if p.with_suffix(".jsonl").stat().st_size], ids=lambda p: p.name)
def test_findings_in_a_laundered_article(path: Path) -> None:
    """Most of what is shown is a marked fault, wherever the format puts it, and the verdict says what the text is."""
    rows = [json.loads(line) for line in path.with_suffix(".jsonl").read_text("utf-8").splitlines()]
    report = checker.check_file(path)
    right = [f for f in report.findings if any(f.start < r["end"] and r["start"] < f.end for r in rows)]
    assert len(right) >= 5
    assert len(right) >= 0.85 * len(report.findings)
    for finding in report.findings:
        assert report.document.source[finding.start : finding.end] == finding.text


@pytest.mark.parametrize("tool", ["git", "patch"])
@pytest.mark.parametrize("path", ARTICLES, ids=lambda p: p.name)
def test_the_patch_gives_what_fix_writes(path: Path, tool: str, tmp_path: Path) -> None:
    for name in ("patched", "fixed"):
        (tmp_path / name).mkdir()
        shutil.copy(path, tmp_path / name / path.name)
    run = [sys.executable, "-m", "checker.cli.main"]
    patch = subprocess.run(
        [*run, "diff", "--patch", "--exit-zero", path.name], cwd=tmp_path / "patched", capture_output=True, check=True
    ).stdout
    if patch:
        command = ["git", "apply", "-"] if tool == "git" else ["patch", "-p1", "--binary"]
        subprocess.run(command, cwd=tmp_path / "patched", input=patch, capture_output=True, check=True)
    subprocess.run([*run, "fix", "--min-confidence", "0.5", path.name], cwd=tmp_path / "fixed", check=True)
    fixed = (tmp_path / "fixed" / path.name).read_bytes()
    assert (tmp_path / "patched" / path.name).read_bytes() == fixed
    report = checker.check_file(path)
    expected = apply_edits(report.document.source, (edit for edit, _ in edits_for(report.findings, 0.5)))
    assert fixed.decode("utf-8") == expected
