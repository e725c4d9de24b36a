"""Settings files: what they may hold, what is said about what is wrong."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from checker.config import Config, ConfigError
from checker.config.keys import KEYS
from checker.config.schema import json_schema

Read = Callable[..., Config]
ROOT = Path(__file__).resolve().parent.parent.parent
RIGHT = [
    "",
    'select = ["sense.fr"]',
    "select = []",
    'ignore = ["other"]',
    'exclude = ["archive/"]',
    "thresholds = { check = 0, fix = 1.0 }",
    'severity = { "sense.fr" = "minor" }',
    'confidence = { "names.all.exonym" = -1 }',
    'pivot = "fr"',
    'words = ["Kyiv", "per cent"]',
    'prefer = { "per cent" = "percent" }',
    'variant = "british"',
    '[[overrides]]\npaths = ["a/"]\npivot = "es"\n[overrides.severity]\nsense = "minor"',
]
# what is wrong, the line that is to blame, what the message must hold
WRONG = [
    ('ignore = []\nselct = ["sense"]', 2, "unknown key 'selct'; did you mean 'select'?"),
    ('select = "sense"', 1, "select must be a list of texts"),
    ('words = [\n  "Kyiv",\n  3,\n]', 3, "one is 3"),
    ('words = [""]', 1, "not empty"),
    ("[thresholds]\ncheck = 0.5\nfix = 1.5", 3, "thresholds.fix must be a number from 0 to 1, not 1.5"),
    ('thresholds = { check = "high" }', 1, 'not "high"'),
    ("thresholds = { check = true }", 1, "not true"),
    ("thresholds = { chekc = 0.5 }", 1, "did you mean 'check'?"),
    ("thresholds = 0.5", 1, "thresholds must be a table"),
    ('[severity]\n"sense.fr" = "mayor"', 2, "did you mean 'major'?"),
    ('[severity]\nsense.fr = "minor"', 2, "written in quotes"),
    ('confidence = { "sense.fr" = "low" }', 1, "must be a number"),
    ('pivot = "fx"', 1, "pivot must be one of fr"),
    ("pivot = 3", 1, "not 3"),
    ('variant = "englsh"', 1, "variant must be one of any, american, british"),
    ('prefer = { utilise = "" }', 1, "prefer.utilise must be a text"),
    ('[[overrides]]\npivot = "fr"', 1, "needs `paths`"),
    ('[[overrides]]\npaths = ["a"]\n[[overrides]]\npaths = []', 4, "must not be empty"),
    ('[[overrides]]\npaths = ["a"]\nexclude = ["b"]', 3, "holds for the whole project"),
    ('[[overrides]]\npaths = ["a"]\npivto = "fr"', 3, "did you mean 'pivot'?"),
    ("overrides = 3", 1, "[[overrides]]"),
]


@pytest.mark.parametrize("text", RIGHT)
def test_right_settings_are_read_and_keep_to_the_schema(read: Read, text: str) -> None:
    assert isinstance(read(text), Config)
    jsonschema.Draft202012Validator(json_schema()).validate(tomllib.loads(text))


@pytest.mark.parametrize(("text", "line", "message"), WRONG)
def test_wrong_settings_are_refused_with_file_line_and_remedy(read: Read, text: str, line: int, message: str) -> None:
    with pytest.raises(ConfigError) as refused:
        read(text)
    assert f"mtlint.toml:{line}: " in str(refused.value)
    assert message in str(refused.value)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(json_schema()).validate(tomllib.loads(text))


def test_the_committed_schema_is_the_one_that_is_made() -> None:
    committed = json.loads((ROOT / "checker" / "config" / "settings.schema.json").read_text("utf-8"))
    assert committed == json.loads(json.dumps(json_schema()))
    jsonschema.Draft202012Validator.check_schema(committed)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("words = [", "not valid TOML"),
        ('packs = ["nowhere"]', "nowhere does not exist"),
        ('vocabularies = ["names.txt"]', "names.txt does not exist"),
        ("[confidence]\nsense = nan", "must be a number"),
        ('prefer = { a = "b", b = "a" }', "leads back"),
        ('prefer = { a = "b", b = "the c", c = "a" }', "leads back"),
    ],
)
def test_what_a_schema_cannot_say(read: Read, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as refused:
        read(text)
    assert message in str(refused.value)
    assert re.search(r"mtlint\.toml:\d", str(refused.value))


def test_a_file_that_is_no_text(read: Read, tmp_path: Path) -> None:
    (tmp_path / "mtlint.toml").write_bytes(b"pivot = 'fr'\nwords = ['\xff']\n")
    from checker.config import config_for

    with pytest.raises(ConfigError, match=r"mtlint\.toml:2: byte 23 is not valid UTF-8"):
        config_for(tmp_path)


def test_a_byte_order_mark_and_carriage_returns_do_not_matter(read: Read, tmp_path: Path) -> None:
    (tmp_path / "mtlint.toml").write_bytes(b"\xef\xbb\xbfpivot = 'fr'\r\nvariant = 'british'\r\n")
    from checker.config import config_for

    assert (config_for(tmp_path).pivot, config_for(tmp_path).variant) == ("fr", "british")


def test_the_example_in_the_documentation_holds_every_key(read: Read, tmp_path: Path) -> None:
    page = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    example = page.split("<!-- full-example -->")[1].split("```toml\n")[1].split("```")[0]
    project = tmp_path / "project"
    (project / "packs").mkdir(parents=True)
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "names.txt").write_text("# people\nPoutine Street\n", "utf-8")
    (project / "mtlint.toml").write_text(example, "utf-8")
    from checker.config import config_for

    config = config_for(project / "a.md")
    assert set(KEYS) <= set(tomllib.loads(example))
    jsonschema.Draft202012Validator(json_schema()).validate(tomllib.loads(example))
    assert (config.pivot, config.variant) == ("fr", "british")
    assert config.thresholds == {"check": 0.4, "diff": 0.5, "fix": 0.95}
    assert {"Pékin Express", "Poutine Street"} <= config.words
    spoken = config_for(project / "interviews" / "a.md")
    assert (spoken.pivot, spoken.thresholds["fix"], spoken.thresholds["check"]) == ("es", 1.0, 0.4)
    assert set(spoken.ignore) == {"spacing-punctuation", "title.all.office-case", "tense", "article"}
