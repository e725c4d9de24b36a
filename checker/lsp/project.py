"""What an editor's user decides for the whole project, written into its files."""

from __future__ import annotations

from pathlib import Path

from checker.config.lists import WORDS_NAME
from checker.config.project import NAMES
from checker.finding import Finding
from checker.review.project_files import change_ignored, change_ignored_rules, change_words
from checker.suppress import BASELINE_NAME, IGNORE_NAME
from checker.suppress.accepted import entry_for

SETTINGS_FILES = (*NAMES, WORDS_NAME, IGNORE_NAME, BASELINE_NAME)
"""Names of the files that say what holds in a project."""


def ignore_finding(root: Path, path: str, finding: Finding) -> None:
    """Accept one finding, in mtlint-ignore.json."""
    change_ignored(root, [entry_for(root / IGNORE_NAME, path, finding)])


def ignore_rule(root: Path, rule: str) -> None:
    """Leave a rule out, in the project's settings."""
    change_ignored_rules(root, [rule])


def add_word(root: Path, word: str) -> None:
    """Add a word to the project's list."""
    change_words(root, [word])
