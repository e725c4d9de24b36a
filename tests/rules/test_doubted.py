"""Rules that good English was seen to break are never sure by themselves."""

from __future__ import annotations

from pathlib import Path

from checker.packs.doubted import less_sure
from checker.packs.lexicons import read_words
from checker.packs.source import RuleSource, read_pack
from checker.packs.store import load, rules_folder

PACK = """\
pack: sense.fr.test
title: a pack
about: a test
category: false-friend
severity: minor
pivot: fr
source: written for mtlint
rules:
- id: one
  phrase: un
  find: one
  fix: [two]
  level: sure
  match: ["We saw one. => We saw two."]
  no: ["We saw nothing."]
- id: three
  phrase: trois
  find: three
  fix: [four]
  level: possible
  sure: {next: [dogs]}
  likely: {next: [cats], prev: [all]}
  match: ["We saw three dogs. => We saw four dogs."]
  no: ["We saw nothing."]
"""


def _rules() -> dict[str, RuleSource]:
    rules = read_pack(Path("p.yaml"), PACK).rules
    return {rule.id: rule for rule in less_sure(rules, {rule.id for rule in rules})}


def test_a_sure_rule_becomes_a_likely_one() -> None:
    assert _rules()["sense.fr.one"].level == "likely"


def test_what_made_a_rule_sure_makes_it_likely() -> None:
    rule = _rules()["sense.fr.three"]
    assert rule.level == "possible"
    assert "sure" not in rule.contexts
    assert rule.contexts["likely"] == {"next": ["cats", "dogs"], "prev": ["all"]}


def test_other_rules_stay_as_they_are() -> None:
    rules = read_pack(Path("p.yaml"), PACK).rules
    assert less_sure(rules, {"sense.fr.other"}) == rules


def test_the_list_names_rules_with_their_counts() -> None:
    lines = read_words((rules_folder() / "lexicons" / "doubted.txt").read_text("utf-8"))
    assert len(lines) > 500
    assert all(count.isdecimal() and int(count) > 0 for _, count in (line.split() for line in lines))


def test_every_rule_of_the_list_is_there() -> None:
    ids = set(load().ids)
    named = [line.split()[0] for line in read_words((rules_folder() / "lexicons" / "doubted.txt").read_text("utf-8"))]
    assert [name for name in named if name not in ids] == []
