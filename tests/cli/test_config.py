"""Settings at the command line: they hold, options win, errors say where."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
ROOT = Path(__file__).resolve().parent.parent.parent


def findings(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    return [finding for file in json.loads(done.stdout)["files"] for finding in file["findings"]]


def test_settings_hold_for_check_diff_and_fix(mtlint: Run, faulty: Path, tmp_path: Path) -> None:
    (tmp_path / "mtlint.toml").write_text(
        'ignore = ["number"]\nprefer = { short = "brief" }\n[severity]\nnames = "minor"\n[thresholds]\nfix = 0.93\n',
        "utf-8",
    )
    rows = findings(mtlint("check", "--format", "json", faulty))
    assert [(row["rule"], row["severity"]) for row in rows] == [
        ("names.all.exonym", "minor"),
        ("style.house.short", "minor"),
    ]
    diff = mtlint("diff", faulty).stdout.decode()
    assert "[-short-]{+brief+}" in diff and "20 millions of euros" in diff
    assert mtlint("fix", faulty).returncode == 0
    assert faulty.read_text("utf-8") == "Putin's visit was brief. It cost 20 millions of euros.\n"


def test_each_command_has_its_threshold(mtlint: Run, faulty: Path, tmp_path: Path) -> None:
    (tmp_path / "mtlint.toml").write_text("[thresholds]\ncheck = 1.0\ndiff = 1.0\nfix = 1.0\n", "utf-8")
    assert mtlint("check", faulty).returncode == 0
    assert mtlint("diff", faulty).returncode == 0
    assert b"0 fixes made" in mtlint("fix", faulty).stdout
    assert mtlint("check", "--min-confidence", "0.5", faulty).returncode == 1
    assert b"2 fixes made" in mtlint("fix", "--min-confidence", "0.5", faulty).stdout


def test_options_win(mtlint: Run, faulty: Path, tmp_path: Path) -> None:
    (tmp_path / "mtlint.toml").write_text('ignore = ["names"]\nselect = ["names", "number"]\n', "utf-8")

    def rules(*options: str) -> list[str]:
        return [
            row["rule"].partition(".")[0] for row in findings(mtlint("check", "--format", "json", *options, faulty))
        ]

    assert rules() == ["number"]
    assert rules("--ignore", "number") == ["names"]
    assert rules("--select", "sense") == []


def test_settings_of_each_files_own_project(mtlint: Run, tmp_path: Path) -> None:
    for name, ignored in (("a", "names"), ("b", "number")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.txt").write_text("Poutines visit cost 20 millions of euros.\n", "utf-8")
        (tmp_path / name / "pyproject.toml").write_text(f'[tool.mtlint]\nignore = ["{ignored}"]\n', "utf-8")
    for jobs in ("1", "2"):
        rows = findings(mtlint("check", "--no-cache", "--jobs", jobs, "--format", "json", "a", "b"))
        assert [row["rule"].partition(".")[0] for row in rows] == ["number", "names"]


def test_standard_input_has_the_settings_of_the_current_folder(mtlint: Run, tmp_path: Path) -> None:
    (tmp_path / "mtlint.toml").write_text('words = ["Poutines"]\n', "utf-8")
    assert mtlint("check", "-", stdin=b"Poutines visit was short.\n").returncode == 0


def test_a_walk_leaves_out_what_is_excluded(mtlint: Run, faulty: Path, tmp_path: Path) -> None:
    (tmp_path / "mtlint.toml").write_text('exclude = ["archive/", "*.draft.txt"]\n', "utf-8")
    (tmp_path / "archive").mkdir()
    for place in ("archive/a.txt", "b.draft.txt"):
        (tmp_path / place).write_text("Poutines visit was short.\n", "utf-8")
    report = json.loads(mtlint("check", "--format", "json", ".").stdout)
    assert [file["path"] for file in report["files"]] == ["./faulty.txt"]
    assert mtlint("check", "archive/a.txt").returncode == 1


def test_own_packs_of_the_settings(mtlint: Run, tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "house.yaml").write_text(
        "pack: house.fr.trade\ncategory: calque-phrase\nseverity: major\npivot: fr\nrules:\n"
        "- id: balance\n  find: commercial balance/N\n  fix: [trade balance/N]\n  level: sure\n"
        '  match: ["The commercial balance fell. => The trade balance fell."]\n  no: ["The trade balance fell."]\n',
        "utf-8",
    )
    (tmp_path / "mtlint.toml").write_text('packs = ["packs"]\nselect = ["house"]\n', "utf-8")
    (tmp_path / "a.txt").write_text("The commercial balances fell.\n", "utf-8")
    assert [row["rule"] for row in findings(mtlint("check", "--format", "json", "a.txt"))] == ["house.fr.balance"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('selct = ["sense"]', "mtlint.toml:1: unknown key 'selct'; did you mean 'select'?"),
        ('pivot = "fr"\nignore = [\n"name.all"\n]', "mtlint.toml:3: ignore: 'name.all' is no rule, family, category"),
        ('[severity]\ncritical = "minor"', "mtlint.toml:2: severity: 'critical' is no rule, family or category"),
        ('[confidence]\n"sense.fr.tarrif" = 1', "mtlint.toml:2: confidence: 'sense.fr.tarrif' is no rule or family"),
        ("words = [", "mtlint.toml:1:"),
    ],
)
@pytest.mark.parametrize("command", [("check",), ("config", "show")])
def test_wrong_settings_end_with_2(
    mtlint: Run, faulty: Path, tmp_path: Path, text: str, said: str, command: tuple[str, ...]
) -> None:
    (tmp_path / "mtlint.toml").write_text(text, "utf-8")
    done = mtlint(*command, faulty)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith(f"mtlint: {said}")
    assert done.stderr.count(b"\n") == 1


def test_config_show_tells_values_and_places(mtlint: Run, tmp_path: Path) -> None:
    (tmp_path / "mtlint.toml").write_text(
        'variant = "british"\n[thresholds]\ncheck = 0.4\n[[overrides]]\npaths = ["drafts/"]\npivot = "fr"\n', "utf-8"
    )
    (tmp_path / "mtlint-words.txt").write_text("# ours\nKyiv\n", "utf-8")
    (tmp_path / "drafts").mkdir()
    shown = mtlint("config", "show", "drafts").stdout.decode()
    rows = [line.split() for line in shown.splitlines()]
    assert ["settings", "mtlint.toml"] in rows
    assert ["thresholds.check", "0.4", "mtlint.toml:3"] in rows
    assert ["thresholds.fix", "0.9", "default"] in rows
    assert ["variant", '"british"', "mtlint.toml:1"] in rows
    assert ["words", '"Kyiv"', "mtlint-words.txt:2"] in rows
    assert ["pivot", '"fr"', "mtlint.toml:6"] not in rows  # the folder itself is no draft: what lies in it is
    (tmp_path / "drafts" / "a.md").write_text("Rain.\n", "utf-8")
    assert "mtlint.toml:6" in mtlint("config", "show", "drafts/a.md").stdout.decode()
    assert mtlint("config", "show", "nowhere.md").returncode == 2


def test_config_schema_prints_the_committed_one(mtlint: Run) -> None:
    printed = mtlint("config", "schema").stdout
    assert printed == (ROOT / "checker" / "config" / "settings.schema.json").read_bytes()


def test_house_style_is_explained(mtlint: Run, tmp_path: Path) -> None:
    (tmp_path / "mtlint.toml").write_text('prefer = { "per cent" = "percent" }\n', "utf-8")
    (tmp_path / "a.txt").write_text("Three per cent.\n", "utf-8")
    shown = mtlint("explain", "style.house.per-cent").stdout.decode()
    assert "per cent" in shown and "percent" in shown and "mtlint.toml:1" in shown
    assert "the project's house style" in mtlint("explain", "a.txt:1:7").stdout.decode()
    assert mtlint("explain", "style.house.nothing").returncode == 2
