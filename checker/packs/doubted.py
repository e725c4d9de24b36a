"""Rules whose words good English was seen to use are no longer sure by themselves.

Which ones is measured: `tools/doubted.py` writes `rules/lexicons/doubted.txt`.
"""

from __future__ import annotations

from collections.abc import Set

import msgspec

from checker.packs.source import RuleSource


def less_sure(rules: list[RuleSource], doubted: Set[str]) -> list[RuleSource]:
    """The rules, those that are `doubted` likely where they would be sure."""
    return [_likely(rule) if rule.id in doubted else rule for rule in rules]


def _likely(rule: RuleSource) -> RuleSource:
    contexts = {key: value for key, value in rule.contexts.items() if key != "sure"}
    sure = rule.contexts.get("sure")
    if sure:
        likely = contexts.get("likely", {})
        contexts["likely"] = {
            position: [
                *likely.get(position, ()),
                *(e for e in sure.get(position, ()) if e not in likely.get(position, ())),
            ]
            for position in {**likely, **sure}
        }
    return msgspec.structs.replace(rule, level="likely" if rule.level == "sure" else rule.level, contexts=contexts)
