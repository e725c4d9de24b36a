"""The rules that no pack holds."""

from __future__ import annotations

from collections.abc import Iterator

from checker.deep.wide import wide_rules
from checker.detectors.registry import logic_rules
from checker.detectors.rule import LogicRule


def python_rules() -> Iterator[tuple[str, LogicRule]]:
    """(level, rule): "logic" for those that always run, "deep" for those that need `--deep`."""
    yield from (("logic", rule) for rule in logic_rules())
    yield from (("deep", rule) for rule in wide_rules())
