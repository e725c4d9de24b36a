"""Every rule's examples, named by rule: what must match is found and mended as it says, what must not stays silent."""

from __future__ import annotations

import pytest

from checker.analysis.english import English
from checker.api import engine
from checker.detectors.registry import logic_rules
from checker.detectors.rule import LogicRule
from checker.packs.examples import apply_first, check_example, logic_candidates
from checker.packs.source import RuleSource
from checker.packs.store import Store

_SOURCES = list(enumerate(engine().store.sources))


@pytest.mark.parametrize(("number", "source"), [pytest.param(n, s, id=s.id) for n, s in _SOURCES if s.examples])
def test_pack_rule_holds_its_examples(number: int, source: RuleSource, store: Store, english: English) -> None:
    wrong = [m for example in source.examples if (m := check_example(store, english, source, number, example))]
    assert wrong == []


@pytest.mark.parametrize("rule", logic_rules(), ids=lambda rule: rule.id)
def test_logic_rule_holds_its_examples(rule: LogicRule, store: Store, english: English) -> None:
    assert rule.match and rule.no, "a rule needs examples for and against"
    for before, after in rule.match:
        assert apply_first(before, logic_candidates(store, english, rule, before)) == after
    for text in rule.no:
        assert [c for c in logic_candidates(store, english, rule, text) if c.level == "sure"] == []


def test_ids_are_unique_across_packs_and_logic(store: Store) -> None:
    ids = [source.id for source in store.sources] + [rule.id for rule in logic_rules()]
    assert len(ids) == len(set(ids))
