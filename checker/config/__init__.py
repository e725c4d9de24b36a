"""Settings of a project: `[tool.mtlint]` in pyproject.toml, or mtlint.toml, found upward from each file."""

from checker.config.find import ConfigError, Origin, config_for, load
from checker.config.values import Config

__all__ = ["Config", "ConfigError", "Origin", "config_for", "load"]
