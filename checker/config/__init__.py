"""Settings of a project: `[tool.mtlint]` in pyproject.toml, or mtlint.toml, found upward from each file."""

from checker.config.errors import ConfigError
from checker.config.find import config_for, forget
from checker.config.project import project_root
from checker.config.values import Config

__all__ = ["Config", "ConfigError", "config_for", "forget", "project_root"]
