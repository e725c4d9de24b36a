"""Literals one of which every match of a pattern contains: what the prefilter looks for."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from checker.match.elements import Capture, Choice, Class, Element, Optional, Sequence, Word
from checker.match.prefilter import scan_form, word_pairs

MOST = 600
"""Literals a pattern may expand to; a class of more items is no anchor."""

Frequency = Mapping[str, float]
ClassItems = Mapping[str, list[str]]


def anchors(sequence: Sequence, frequency: Frequency, classes: ClassItems) -> frozenset[str]:
    """The cheapest set of literals (scan form) that covers the sequence; empty where it has none."""
    best: tuple[float, frozenset[str]] = (float("inf"), frozenset())
    flat = _flatten(sequence)
    for i, element in enumerate(flat):
        found = _literals(element, frequency, classes)
        if found:
            best = min(best, (expected(found, frequency), found), key=lambda item: item[0])
        run = _whole(element)
        dotted = _dotted(element)
        for following in flat[i + 1 : i + LONGEST]:
            step = _whole(following)
            if not run or not step or len(run) * len(step) > MOST or dotted:
                break
            dotted = _dotted(following)
            run = frozenset(f"{a} {b}" for a, b in itertools.product(run, step))
            best = min(best, (expected(run, frequency), run), key=lambda item: item[0])
    return best[1]


LONGEST = 3
"""Elements that a literal may span."""


def _whole(element: Element) -> frozenset[str]:
    """All that an element can be, in scan form, if it is made of words only; otherwise nothing."""
    if isinstance(element, Word):
        return frozenset(" ".join(scan_form(form).split()) for form in element.forms) - {""}
    if isinstance(element, Choice):
        found: set[str] = set()
        for option in element.options:
            parts = [_whole(one) for one in _flatten(option)]
            if not all(parts) or not parts:
                return frozenset()
            found.update(" ".join(words) for words in itertools.product(*parts))
            if len(found) > MOST:
                return frozenset()
        return frozenset(found)
    return frozenset()


def _dotted(element: Element) -> bool:
    """Does a form end in a mark, as "U.N." does? Then two separators stand before the next word of the scan form."""
    return isinstance(element, Word) and any(not form[-1].isalnum() for form in element.forms)


def key_of(literal: str, frequency: Frequency) -> str:
    """What files a literal in an `Index`: the pair of its rarest word with the next rarest; the word, if it is alone."""

    def rarity(word: str) -> tuple[float, int, str]:
        return frequency.get(word, 0.0), -len(word), word

    rare = min(literal.split(), key=rarity)
    pairs = [pair for pair in word_pairs(literal) if rare in pair.split()]
    return min(pairs, key=lambda pair: sum(rarity(word)[0] for word in pair.split()), default=rare)


def _flatten(sequence: Sequence) -> list[Element]:
    flat: list[Element] = []
    for element in sequence:
        if isinstance(element, Capture):
            flat.extend(_flatten(element.items))
        else:
            flat.append(element)
    return flat


def _literals(element: Element, frequency: Frequency, classes: ClassItems) -> frozenset[str]:
    if isinstance(element, Word):
        found = set()
        for form in element.forms:
            scan = " ".join(scan_form(form).split())
            if not scan:
                return frozenset()
            found.add(scan)
        return frozenset(found)
    if isinstance(element, Choice):
        union: set[str] = set()
        for option in element.options:
            part = anchors(option, frequency, classes)
            if not part:
                return frozenset()
            union |= part
        return frozenset(union)
    if isinstance(element, Class):
        items = classes.get(element.name, [])
        if len(items) <= MOST:
            return frozenset(" ".join(scan_form(item).split()) for item in items)
    if isinstance(element, Optional):
        return frozenset()
    return frozenset()


def expected(literals: frozenset[str], frequency: Frequency) -> float:
    """Expected occurrences per million words: each further word makes the rarest rarer, a hundred times at most.

    Function words less: four times as often as anywhere in the text do they stand beside a word that a phrase has them
    with (counted on news prose, "the" beside 8% of such words, "of" beside 6%).
    """
    total = 0.0
    for literal in literals:
        rates = sorted(frequency.get(word, 1.0) for word in literal.split())
        rate = rates[0]
        for other in rates[1:]:
            rate *= max(0.01, min(1.0, 4e-6 * other))
        total += rate
    return total
