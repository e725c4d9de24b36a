"""Every rule's examples, named by rule: what must match is found and mended as it says, what must not stays silent."""

from __future__ import annotations

import re

import pytest

from checker.analysis.english import English
from checker.api import engine
from checker.detectors.registry import logic_rules
from checker.detectors.rule import LogicRule
from checker.packs.examples import apply_first, candidates, check_example, logic_candidates
from checker.packs.inflect import forms
from checker.packs.source import Example, RuleSource
from checker.packs.store import Store

_SOURCES = list(enumerate(engine().store.sources))


@pytest.mark.parametrize(("number", "source"), [pytest.param(n, s, id=s.id) for n, s in _SOURCES if s.examples])
def test_pack_rule_holds_its_examples(number: int, source: RuleSource, store: Store, english: English) -> None:
    wrong = [m for example in source.examples if (m := check_example(store, english, source.id, {number}, example))]
    assert wrong == []


_PACKS = {}
for _number, _source in _SOURCES:
    _PACKS.setdefault(_source.pack, set()).add(_number)


@pytest.mark.parametrize(("pack", "examples"), [pytest.param(p, e, id=p) for p, e in engine().store.pack_examples])
def test_pack_holds_its_examples(pack: str, examples: list[Example], store: Store, english: English) -> None:
    wrong = [m for example in examples if (m := check_example(store, english, pack, _PACKS[pack], example))]
    assert wrong == []


def _sample(find: str) -> str:
    """A text that the pattern of a table's row must find: the first of its alternatives, in the form its tag asks."""
    text = find
    text = re.sub(r"\([^()]*\)\?", "", text)
    while "(" in text:  # the first alternative of each group
        text = re.sub(r"\(([^|()]+)(?:\|[^()]*)?\)\??", r"\1", text)
    text = text.split(" | ")[0]
    text = re.sub(r"(\S+)/(NNS|VBZ|VBD|VBN|VBG)\b", lambda word: forms(word[1], word[2])[word[2]][0], text)
    return " ".join(re.sub(r"/[A-Z]+", "", text).replace('"', "").replace("?", "").split())


@pytest.mark.parametrize("pack", sorted({s.pack for _, s in _SOURCES if not s.examples}))
def test_every_row_of_a_table_finds_its_words(pack: str, store: Store, english: English) -> None:
    silent = []
    for number in sorted(_PACKS[pack]):
        source = store.sources[number]
        if not source.examples and not re.search(r"@|~|<|\.\.\d|(^| )/", source.find):
            text = _sample(source.find)
            found = candidates(store, english, {number}, f"Yesterday they saw {text} again.")
            if not found:
                silent.append(source.find)
    assert silent == []


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
