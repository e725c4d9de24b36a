"""Hostile input costs in proportion to its length. Work is counted, not timed: matcher steps and candidates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice

import pytest

from checker.analysis.analysis import Analysis
from checker.analysis.sentence import MAX_SENTENCE
from checker.api import engine
from checker.detectors import pronouns
from checker.detectors.registry import logic_rules
from checker.document import Document, document_from_text
from checker.finding import Candidate
from checker.match import matcher, runner
from checker.match.prefilter import NO_LOOK, Index, Row, filed, unfiled

SMALL = 500
LARGE = 4 * SMALL
MOST = 4.5
SLACK = 60
"""Steps that do not depend on the length: sentence ends, first and last words."""


class _Work:
    """Counts the matcher's steps."""

    def __init__(self) -> None:
        self.steps = 0


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> _Work:
    counted = _Work()
    original = matcher._match

    def count(*arguments: object) -> Iterator[object]:
        counted.steps += 1
        return original(*arguments)  # type: ignore[arg-type]

    # the matcher calls itself by this name, so that every step is counted
    monkeypatch.setattr(matcher, "_match", count)
    return counted


def _candidates(text: str, sure_only: bool = False) -> list[Candidate]:
    made = engine()
    analysis = Analysis(document_from_text(text), made.store, made.english)
    return list(made._candidates(analysis, sure_only))


def _measure(make: Callable[[int], str], work: _Work) -> list[tuple[int, int]]:
    """(steps, candidates) at SMALL and at LARGE repetitions."""
    measured = []
    for n in (SMALL, LARGE):
        work.steps = 0
        found = _candidates(make(n))
        measured.append((work.steps, len(found)))
    return measured


HOSTILE = {
    "open parentheses": "( ",
    "empty parentheses": "() ",
    "closed parentheses": ") ",
    "digits and commas": "1,2,",
    "decimal commas": "1,5 ",
    "grouped digits": "1.000.",
    "stray hyphens": "a -b",
    "spaced stray hyphens": "state -owned ",
    "hyphens": "-",
    "dollars": "$ ",
    "dollars and digits": "$ 1 ",
    "euros": "20 millions of euros ",
    "milliards": "2 milliards ",
    "straight quotes": '"',
    "spaced quotes": '" ',
    "curly quotes": "“”",
    "open quotes": "“a ",
    "guillemets": "« a » ",
    "apostrophes": "'",
    "possessives": "'s ",
    "semicolons": "; The ",
    "spaces before marks": "a ? ",
    "colons": "a : ",
    "percent signs": "5 % ",
    "hours": "14h30 ",
    "spaces": " ",
    "newlines": "\n",
    "blank lines": "a\n\n",
    "dots": ".",
    "dotted letters": "U.S.",
    "full stops": "A. ",
    "capitals": "A",
    "capitalised words": "Alpha Beta ",
    "titles": "Minister President ",
    "title chain": "the president of the ",
    "names": "Vladimir Putin ",
    "lost possessives": "Chinas ",
    "lost possessives with nouns": "Chinas exports ",
    "countries with articles": "the China ",
    "countries without articles": "in United States ",
    "since years": "since 5 years ",
    "pronouns": "his her he she ",
    "perfects": "has been had has ",
    "combining marks": "e\u0301",
    "soft hyphens": "a\u00ad",
    "emoji": "👩\u200d🚀",
    "French": "le ministre des affaires étrangères ",
    "long word": "a",
    "numbers": "1",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_repeated_input_costs_in_proportion(piece: str, work: _Work) -> None:
    (steps, found), (more_steps, more_found) = _measure(lambda n: piece * n, work)
    assert more_steps <= MOST * steps + SLACK
    assert more_found <= MOST * found + SLACK


@pytest.mark.parametrize(
    "piece", ["( ", "1,2,", "a -b", "$ ", '" ', "“a ", "Chinas ", "20 millions of ", "A. ", "the "]
)
def test_eight_thousand_repetitions_are_read_to_the_end(piece: str) -> None:
    """The last fault of a long file is found like the first."""
    text = piece * 8000 + "\n\nIt cost 30 millions of euros."
    assert any(text[c.start : c.end] == "30 millions of euros" for c in _candidates(text, sure_only=True))


def _anchors(find: str) -> str:
    """The plain words of a pattern."""
    without_classes = re.sub(r"~[^~]*~|@\w+|<\w+:|\.\.\d", " ", find)
    return " ".join(re.findall(r"[^\W\d_]{2,}|\b[aA]\b", re.sub(r"/[A-Z]+", " ", without_classes)))


@cache
def _indexes() -> dict[int, Index]:
    """For each rule that is measured alone the part of the store's indexes that leads to it."""
    store = engine().store
    found: dict[int, dict[str, tuple[str, Row]]] = {number: {} for number, _ in _GAPPED[:400]}
    for index in (store.sure, store.often, store.more):
        for key, (literal, _, *numbers) in unfiled(index, index):
            for number in found.keys() & numbers:
                found[number][str(literal)] = key, [literal, NO_LOOK, number]
    return {number: filed(rows.values()) for number, rows in found.items()}


def _steps_of(rule_number: int, text: str, work: _Work) -> int:
    """Matcher steps of one rule over a text, with every literal of the index that leads to it."""
    made = engine()
    store = made.store
    index = _indexes()[rule_number]
    work.steps = 0
    analysis = Analysis(document_from_text(text), store, made.english)
    for _ in runner.run_rules(analysis, index, False, store.weights["first_share"]):
        pass
    return work.steps


def _repeated(find: str, n: int) -> str:
    return (_anchors(find) + " ") * n


@pytest.mark.parametrize("part", range(4))
def test_no_pack_rule_is_upset_by_its_own_words(part: int, work: _Work) -> None:
    """All rules' words in one text, each rule's repeated: steps per repetition do not grow."""
    finds = [source.find for source in engine().store.sources]
    wrong = []
    for chunk in islice(_chunks(finds, 250), part, None, 4):
        few = " ".join(_repeated(find, 1) for find in chunk)
        many = " ".join(_repeated(find, 4) for find in chunk)
        counts = []
        for text in (few, many):
            work.steps = 0
            found = len(_candidates(text))
            counts.append((work.steps, found))
        if counts[1][0] > MOST * counts[0][0] * 1.5 + SLACK or counts[1][1] > MOST * counts[0][1] * 1.5 + SLACK:
            wrong.append((chunk[0], counts))
    assert wrong == []


def _chunks(items: list[str], size: int) -> Iterator[list[str]]:
    remaining = iter(items)
    while chunk := list(islice(remaining, size)):
        yield chunk


_GAPPED = [
    (number, source.find)
    for number, source in enumerate(engine().store.sources)
    if ".." in source.find or source.find.count("?") > 1 or source.find.count("@") > 1
]


def test_rules_with_gaps_and_options_cost_in_proportion(work: _Work) -> None:
    """Patterns that can backtrack, each alone over some 500 and 2,000 of its own words."""
    wrong = []
    for number, find in _GAPPED[:400]:
        repetitions = max(1, 500 // max(1, len(_anchors(find).split())))
        few = _steps_of(number, _repeated(find, repetitions), work)
        many = _steps_of(number, _repeated(find, 4 * repetitions), work)
        if many > MOST * few + SLACK:
            wrong.append((find, few, many))
    assert wrong == []


def test_one_place_costs_a_bounded_number_of_steps(work: _Work) -> None:
    """No pattern backtracks without end over a sentence of its own words."""
    wrong = []
    for number, find in _GAPPED[:400]:
        words = len(_anchors(find).split()) or 1
        steps = _steps_of(number, _repeated(find, 60) + ".", work)
        if steps > 400 * 60 * words:
            wrong.append((find, steps))
    assert wrong == []


@pytest.mark.parametrize("rule", logic_rules(), ids=lambda rule: rule.id)
@pytest.mark.parametrize("which", ["match", "no"])
def test_logic_rule_finds_in_proportion_in_its_own_examples(rule: object, which: str) -> None:
    made = engine()
    examples = [e[0] if isinstance(e, tuple) else e for e in getattr(rule, which)]
    for example in examples:
        counts = []
        for n in (100, 400):
            analysis = Analysis(document_from_text((example + " ") * n), made.store, made.english)
            counts.append(sum(1 for _ in rule.detect(rule, analysis, False)))  # type: ignore[attr-defined]
        assert counts[1] <= MOST * counts[0] + SLACK


class _Counted(str):
    """A source that counts how often it is searched from end to end."""

    searches = 0

    def count(self, *arguments: object) -> int:  # type: ignore[override]
        type(self).searches += 1
        return str.count(self, *arguments)  # type: ignore[arg-type]


def test_the_source_is_not_searched_anew_for_each_finding() -> None:
    searches = []
    for n in (50, 200):
        text = "Chinas exports grew. " * n
        _Counted.searches = 0
        plain = document_from_text(text)
        document = Document(plain.name, plain.format, plain.encoding, _Counted(text), text, plain.segments)
        assert len(engine().check(document, 0.5).findings) == n
        searches.append(_Counted.searches)
    assert searches[1] <= searches[0]


def test_a_pronoun_looks_back_over_a_bounded_number_of_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long line of pronouns: what is looked at for each stays the same, and it is not the whole line."""
    looked = 0
    original = pronouns.is_person

    def count(*arguments: object) -> bool:
        nonlocal looked
        looked += 1
        return original(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(pronouns, "is_person", count)
    pieces = 500
    _candidates("his her he she " * pieces)
    assert looked <= 4 * pieces * 300


@pytest.mark.parametrize("name", ["Nouvelle Zélande", "the Pékin", "ministre des Affaires"])
def test_a_name_across_the_cut_of_an_endless_sentence_is_left_alone(name: str) -> None:
    """Sentences are cut at white space; wherever the cut falls, nothing breaks and only whole matches are found."""
    for length in range(MAX_SENTENCE - len(name) - 2, MAX_SENTENCE + 2):
        text = "so " * (length // 3) + "x" * (length % 3) + f" {name} and so on"
        assert all(text[c.start : c.end].strip() for c in _candidates(text))
