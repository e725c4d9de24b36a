"""Which settings hold for a file, and where they come from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from checker.config import Config, config_for, forget, project_root
from checker.config.find import excluded, found_for

Read = Callable[..., Config]


def test_without_settings_the_defaults_hold(tmp_path: Path) -> None:
    config = config_for(tmp_path / "a.txt")
    assert config.thresholds == {"check": 0.5, "diff": 0.5, "fix": 0.9}
    assert (config.pivot, config.variant, config.words, config.prefer) == (None, "any", frozenset(), {})


def test_the_nearest_file_upward_holds_alone(tmp_path: Path) -> None:
    (tmp_path / "mtlint.toml").write_text('pivot = "fr"\nvariant = "british"\n', "utf-8")
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (inner / "pyproject.toml").write_text('[project]\nname = "x"\n[tool.mtlint]\npivot = "es"\n', "utf-8")
    assert config_for(tmp_path / "a" / "x.txt").pivot == "fr"
    assert (config_for(inner / "x.txt").pivot, config_for(inner / "x.txt").variant) == ("es", "any")
    assert project_root(inner / "deep" / "x.txt") == inner


def test_a_pyproject_without_mtlint_is_passed_by(tmp_path: Path) -> None:
    (tmp_path / "mtlint.toml").write_text('pivot = "fr"\n', "utf-8")
    inner = tmp_path / "a"
    inner.mkdir()
    (inner / "pyproject.toml").write_text('[project]\ndependencies = ["mtlint"]\n', "utf-8")
    assert config_for(inner / "x.txt").pivot == "fr"
    assert project_root(inner) == tmp_path


def test_mtlint_toml_goes_before_pyproject(tmp_path: Path) -> None:
    (tmp_path / "mtlint.toml").write_text('pivot = "fr"\n', "utf-8")
    (tmp_path / "pyproject.toml").write_text('[tool.mtlint]\npivot = "es"\n', "utf-8")
    assert config_for(tmp_path / "x.txt").pivot == "fr"


def test_settings_above_a_repository_do_not_hold(tmp_path: Path) -> None:
    (tmp_path / "mtlint.toml").write_text('pivot = "fr"\n', "utf-8")
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    assert config_for(tmp_path / "repository" / "a" / "x.txt").pivot is None
    assert project_root(tmp_path / "repository" / "a" / "x.txt") == tmp_path / "repository"


def test_without_anything_the_project_is_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "a"
    inner.mkdir()
    monkeypatch.chdir(inner)
    assert project_root(tmp_path / "x.txt") == inner


OVERRIDES = """
ignore = ["tense"]
pivot = "fr"
words = ["one"]
[severity]
sense = "minor"
[[overrides]]
paths = ["drafts/", "*.note.md"]
ignore = ["article"]
pivot = "es"
words = ["two"]
select = ["sense"]
[overrides.severity]
calque = "minor"
[[overrides]]
paths = ["drafts/late/*"]
pivot = "de"
select = ["calque"]
"""


@pytest.mark.parametrize(
    ("path", "pivot", "ignore", "select"),
    [
        ("a.md", "fr", {"tense"}, ()),
        ("drafts/a.md", "es", {"tense", "article"}, ("sense",)),
        ("drafts/x/y/a.md", "es", {"tense", "article"}, ("sense",)),
        ("x/y/a.note.md", "es", {"tense", "article"}, ("sense",)),
        ("drafts/late/a.md", "de", {"tense", "article"}, ("calque",)),
        ("other/drafts.md", "fr", {"tense"}, ()),
    ],
)
def test_overrides(read: Read, path: str, pivot: str, ignore: set[str], select: tuple[str, ...]) -> None:
    config = read(OVERRIDES, path)
    assert (config.pivot, set(config.ignore), config.select) == (pivot, ignore, select)
    assert config.words == ({"one"} if pivot == "fr" else {"one", "two"})
    assert dict(config.severity) == {"sense": "minor"} | ({} if pivot == "fr" else {"calque": "minor"})


def test_lists_of_words_are_read_with_their_places(read: Read, tmp_path: Path) -> None:
    (tmp_path / "shared.txt").write_text("# names\nKyiv\n\n  Pékin Express \n", "utf-8")
    (tmp_path / "mtlint-words.txt").write_text("kilometre-hour\n", "utf-8")
    config = read('vocabularies = ["shared.txt"]\nwords = ["Lviv"]\n')
    assert config.words == {"Kyiv", "Pékin Express", "kilometre-hour", "Lviv"}
    places = {word: origin.place for word, origin in found_for(tmp_path / "a.txt").items["words"].items()}
    assert places["Pékin Express"].endswith("shared.txt:4")
    assert places["kilometre-hour"].endswith("mtlint-words.txt:1")
    assert places["Lviv"].endswith("mtlint.toml:2")


def test_the_projects_list_is_read_without_a_settings_file(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "mtlint-words.txt").write_text("Kyiv\n", "utf-8")
    forget()
    assert config_for(tmp_path / "a" / "x.txt").words == {"Kyiv"}


@pytest.mark.parametrize(
    ("path", "out"),
    [("archive", True), ("archive/a.md", True), ("x/archive/a.md", True), ("a.draft.md", True), ("a.md", False)],
)
def test_excluded(tmp_path: Path, path: str, out: bool) -> None:
    (tmp_path / "mtlint.toml").write_text('exclude = ["archive/", "*.draft.md"]\n', "utf-8")
    (tmp_path / "archive").mkdir()
    assert excluded(tmp_path / path) is out


@pytest.mark.parametrize(
    ("text", "key", "item", "line"),
    [
        ('a = """\npivot = 3\n"""\n', "", "", 0),
        ('[tool.mtlint]\n# pivot = "x"\npivot = "fr"\n', "pivot", "", 3),
        ('[tool.mtlint]\nprefer.utilise = "use"\n', "prefer", "utilise", 2),
        ('[tool.mtlint.prefer]\n"per cent" = "percent"\n', "prefer", "per cent", 2),
        ('[tool]\nmtlint.words = [\n "a",\n "b",\n]\n', "words", "b", 4),
        ('[tool]\nmtlint = { pivot = "fr" }\n', "pivot", "", 2),
    ],
)
def test_places_of_keys_however_they_are_written(tmp_path: Path, text: str, key: str, item: str, line: int) -> None:
    (tmp_path / "pyproject.toml").write_text(f"{text}\n# mtlint\n", "utf-8")
    items = found_for(tmp_path / "a.txt").items
    if key:
        assert items[key][item].place.endswith(f"pyproject.toml:{line}")
    else:
        assert items["pivot"][""].place == "default"
