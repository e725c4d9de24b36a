"""Runs the examples of rules: each must be found and mended as it says, or stay silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

import msgspec

from checker.analysis.analysis import Analysis
from checker.analysis.english import English
from checker.detectors.rule import LogicRule
from checker.document import document_from_text
from checker.finding import Candidate
from checker.match.prefilter import NO_LOOK, filed, unfiled
from checker.match.runner import Shares, run_rules
from checker.packs.source import Example, Place
from checker.packs.store import Store


class Failure(msgspec.Struct, frozen=True):
    """An example that does not hold."""

    rule: str
    place: Place | None
    message: str


def failures(store: Store, numbers: Iterable[int] | None = None) -> Iterator[Failure]:
    """The examples of pack rules (all, or those of the numbers), and of their packs, that do not hold."""
    english = English(store.lexicon)
    chosen = range(len(store)) if numbers is None else list(numbers)
    packs: dict[str, set[int]] = {}
    for number in chosen:
        source = store.sources[number]
        packs.setdefault(source.pack, set()).add(number)
        for example in source.examples:
            message = check_example(store, english, source.id, {number}, example)
            if message:
                yield Failure(source.id, example.place, message)
    for pack, examples in store.pack_examples:
        for example in examples if pack in packs else ():
            message = check_example(store, english, pack, packs[pack], example)
            if message:
                yield Failure(pack, example.place, message)


def check_example(store: Store, english: English, name: str, numbers: Set[int], example: Example) -> str:
    """What is wrong with an example of some rules that go by a name; empty if it holds."""
    found = candidates(store, english, numbers, example.before)
    if example.after is None:
        loud = [c for c in found if c.level == "sure"]
        shown = _shown(loud[0], example.before) if loud else ""
        return f"{name} must be silent on {example.before!r} but is sure of {shown}" if loud else ""
    if not found:
        return f"{name} does not match {example.before!r}"
    after = apply_first(example.before, found)
    return "" if after == example.after else f"{name} makes {after!r}, not {example.after!r}"


def candidates(store: Store, english: English, numbers: Set[int], text: str) -> list[Candidate]:
    """What some pack rules find in a text, at whatever level."""
    analysis = Analysis(document_from_text(text), store, english)
    shares: Shares = store.weights["first_share"]
    index = filed(
        (key, [literal, NO_LOOK, *kept])
        for whole in (store.sure, store.often, store.more)
        for key, (literal, _, *own) in unfiled(whole, whole.among({*analysis.vocabulary, *analysis.neighbours}))
        if (kept := [number for number in own if number in numbers])
    )
    return sorted(run_rules(analysis, index, False, shares), key=lambda c: (c.start, -c.end))


def logic_candidates(store: Store, english: English, rule: LogicRule, text: str) -> list[Candidate]:
    """What one rule with logic finds in a text, at whatever level."""
    analysis = Analysis(document_from_text(text), store, english)
    return sorted(rule.detect(rule, analysis, False), key=lambda c: (c.start, -c.end))


def apply_first(text: str, found: Iterable[Candidate]) -> str:
    """The text with the first proposal of each candidate, left to right, overlaps left out."""
    pieces = []
    at = 0
    for candidate in found:
        if candidate.start >= at and candidate.proposals:
            pieces += [text[at : candidate.start], candidate.proposals[0].text]
            at = candidate.end
    return "".join([*pieces, text[at:]])


def logic_failures(store: Store, rules: Iterable[LogicRule]) -> Iterator[Failure]:
    """The examples of rules with logic that do not hold."""
    english = English(store.lexicon)
    for rule in rules:
        for before, after in rule.match:
            got = apply_first(before, logic_candidates(store, english, rule, before))
            if got != after:
                yield Failure(rule.id, None, f"{rule.id} makes {got!r}, not {after!r}")
        for text in rule.no:
            loud = [c for c in logic_candidates(store, english, rule, text) if c.level == "sure"]
            if loud:
                yield Failure(
                    rule.id, None, f"{rule.id} must be silent on {text!r} but is sure of {_shown(loud[0], text)}"
                )


def _shown(candidate: Candidate, text: str) -> str:
    return repr(text[candidate.start : candidate.end])
