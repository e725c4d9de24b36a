"""Compiles rules as written into the engine's form, and refuses what can never work."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping

import msgspec

from checker.analysis.tags import BY_NAME
from checker.analysis.tokens import words
from checker.match.elements import (
    Capture,
    Choice,
    Class,
    Context,
    Element,
    Fix,
    Gap,
    Gate,
    Look,
    Optional,
    Rule,
    Sequence,
    Word,
    WordSet,
)
from checker.match.prefilter import NO_LOOK, Filed, filed, scan_form
from checker.packs.anchors import Frequency, anchors, expected, key_of
from checker.packs.errors import PackError, nearest
from checker.packs.inflect import forms
from checker.packs.pattern import PatternError, parse
from checker.packs.source import ContextSource, PackSource, Place, RuleSource
from checker.packs.template import parse_fix


class Compiled(msgspec.Struct, frozen=True):
    """Rules in the engine's form with the indexes of the prefilter.

    `sure` and `often` file the rules that can be sure by themselves, `often` those whose words are so frequent that a
    long clean text is not searched for them; `more` files those that need the document's evidence. A rule may stand
    in `more` too.
    """

    rules: list[msgspec.Raw]
    sure: Filed
    often: Filed
    more: Filed
    gates: dict[int, Gate]
    looks: list[Look]


FREQUENT = 2.0
"""Occurrences per million words of a rule's literals from which a long clean text is not searched for it."""


def compile_rules(
    packs: Iterable[PackSource],
    classes: Mapping[str, list[str]],
    frequency: Frequency,
    first: int = 0,
    first_look: int = 0,
) -> Compiled:
    """All rules of the packs; `first` is the number of the first rule, `first_look` that of the first look."""
    sources = [rule for pack in packs for rule in pack.rules]
    _refuse_duplicates(sources)
    encoded = []
    sure: dict[str, list[int]] = {}
    often: dict[str, list[int]] = {}
    more: dict[str, list[int]] = {}
    gates: dict[int, Gate] = {}
    for number, source in enumerate(sources, first):
        rule = compile_rule(source, classes)
        rule = msgspec.structs.replace(rule, rarity=_rarity(rule, frequency))
        encoded.append(msgspec.Raw(msgspec.msgpack.encode(rule)))
        literals: frozenset[str] = frozenset()
        covered = True
        for pattern in rule.patterns:
            found = anchors(pattern, frequency, classes)
            if not found:
                raise source.places.get("find", source.place).error(
                    f"the pattern {source.find!r} holds no word that could anchor it; add one"
                )
            literals |= found
            covered = covered and all(literal.count(" ") + 1 >= longest(pattern) for literal in found)
        gate = _gate(rule, frequency, covered)
        if gate is not None:
            gates[number] = gate
        own = often if expected(literals, frequency) > FREQUENT else sure
        for index, wanted in ((own, _can_be_sure(rule)), (more, rule.level != "sure")):
            if wanted:
                for literal in literals:
                    index.setdefault(literal, []).append(number)
    looks: list[Look] = []
    places: dict[tuple[int, ...], int] = {}

    def look_of(numbers: list[int]) -> int:
        if not any(number in gates for number in numbers):
            return NO_LOOK
        key = tuple(numbers)
        if key not in places:
            places[key] = first_look + len(looks)
            looks.append(_look(numbers, gates))
        return places[key]

    def no_look(numbers: list[int]) -> int:
        return NO_LOOK

    return Compiled(
        encoded,
        _filed(sure, frequency, look_of),
        _filed(often, frequency, look_of),
        _filed(more, frequency, no_look),
        gates,
        looks,
    )


def _look(numbers: list[int], gates: Mapping[int, Gate]) -> Look:
    free, wide = [], []
    ahead: dict[str, list[int]] = {}
    behind: dict[str, list[int]] = {}
    near: set[str] = set()
    far: set[str] = set()
    for number in numbers:
        gate = gates.get(number)
        if gate is None:
            free.append(number)
        elif gate.ahead or gate.behind:
            for words_beside, table in ((gate.ahead, ahead), (gate.behind, behind)):
                for word in sorted(words_beside):
                    table.setdefault(word, []).append(number)
        else:
            wide.append(number)
            near.update(*([p[0] for p in gate.parts] if gate.free else [gate.prev, gate.next, gate.before, gate.after]))
            far |= gate.near
    return Look(free, ahead, behind, wide, frozenset(near), frozenset(far))


def longest(elements: Sequence) -> int:
    """The most tokens that a pattern can cover, hyphens between its words included."""
    total = 0
    for element in elements:
        if isinstance(element, Gap):
            total += element.most
        elif isinstance(element, Choice):
            total += max(longest(option) for option in element.options) + 1
        elif isinstance(element, Optional | Capture):
            total += longest(element.items) + 1
        elif isinstance(element, Class):
            total += MOST_CLASS_TOKENS
        else:
            total += 2
    return max(1, total - 1)


MOST_CLASS_TOKENS = 6
"""Tokens that an item of a word class may have, for how far before an anchor a match is looked for."""


def compile_rule(source: RuleSource, classes: Mapping[str, list[str]]) -> Rule:
    """One rule; raises PackError at the field that is wrong."""
    try:
        patterns = parse(source.find)
    except PatternError as error:
        raise source.places.get("find", source.place).error(str(error)) from None
    for pattern in patterns:
        _check_classes(pattern, classes, source.places.get("find", source.place))
    contexts = {
        key: compile_context(value, classes, source.places.get(key, source.place))
        for key, value in source.contexts.items()
    }
    for key in ("sure", "likely"):
        _refuse_impossible(source, key)
    return Rule(
        id=source.id,
        category=source.category,
        severity=source.severity,
        pivots=_pivots(source),
        message=source.message,
        patterns=patterns,
        fixes=_fixes(source, patterns, classes),
        level="" if source.level == "silent" else source.level,
        sure=contexts.get("sure"),
        likely=contexts.get("likely"),
        unless=contexts.get("unless"),
        needs=contexts.get("needs"),
        most=tuple(map(longest, patterns)),
    )


def _pivots(source: RuleSource) -> tuple[tuple[str, str], ...]:
    own = ((source.pivot, source.phrase),) if source.pivot else ()
    return own + tuple(sorted(source.also.items()))


def _fixes(source: RuleSource, patterns: tuple[Sequence, ...], classes: Mapping[str, list[str]]) -> tuple[Fix, ...]:
    place = source.places.get("fix", source.place)
    found = []
    for text in (*source.fix, *(fix for fix in source.fix_when if fix not in source.fix)):
        try:
            fix = parse_fix("" if text == '""' else text, patterns, implied=True)
        except PatternError as error:
            raise place.error(str(error)) from None
        when = source.fix_when.get(text)
        if when is not None:
            fix = msgspec.structs.replace(
                fix,
                only=text not in source.fix,
                prefer=compile_context(when, classes, source.places.get("fix_when", place)),
            )
        found.append(fix)
    return tuple(found)


def compile_context(source: ContextSource, classes: Mapping[str, list[str]], place: Place) -> Context:
    """A context with its words in all their forms."""
    return Context(**{key: _word_set(entries, classes, place) for key, entries in source.items()})


def _word_set(entries: list[str], classes: Mapping[str, list[str]], place: Place) -> WordSet:
    plain: set[str] = set()
    phrases: list[tuple[frozenset[str], ...]] = []
    named: list[str] = []
    mask = 0
    for entry in entries:
        if entry.startswith("@"):
            _known_class(entry[1:], classes, place)
            named.append(entry[1:])
            continue
        if entry.startswith("/"):
            mask |= _tag(entry[1:], place)
            continue
        lemma, _, _pos = entry.partition("/") if entry.count("/") == 1 else (entry, "", "")
        parts = words(lemma) or (["-"] if lemma == "-" else [])
        if not parts:
            raise place.error(f"the entry {entry!r} of a context holds no word")
        if len(parts) == 1:
            plain |= _every_form(parts[0])
        else:
            phrases.append(
                tuple(_every_form(p) if i in (0, len(parts) - 1) else frozenset((p,)) for i, p in enumerate(parts))
            )
    by_first: dict[str, tuple[tuple[frozenset[str], ...], ...]] = {}
    for phrase in phrases:
        for form in sorted(phrase[0]):
            by_first[form] = (*by_first.get(form, ()), phrase)
    return WordSet(frozenset(plain), by_first, tuple(named), mask)


def _tag(name: str, place: Place) -> int:
    if name not in BY_NAME:
        raise place.error(f"unknown tag /{name}{nearest(name, list(BY_NAME))}; known are {', '.join(sorted(BY_NAME))}")
    return BY_NAME[name]


def _every_form(word: str) -> frozenset[str]:
    from checker.analysis.tags import FUNCTION

    if word in FUNCTION or not word.isalpha() or len(word) < 3:
        return frozenset((word,))
    found = {word}
    from checker.packs.lexicon_build import inflected_lemmas

    known = inflected_lemmas().get(word, "")
    for pos in known:
        for alternatives in forms(word, pos).values():
            found.update(form.lower() for form in alternatives)
    return frozenset(found)


def _check_classes(elements: tuple[Element, ...], classes: Mapping[str, list[str]], place: Place) -> None:
    for element in elements:
        if isinstance(element, Class):
            _known_class(element.name, classes, place)
        for inner in (*getattr(element, "options", ()), getattr(element, "items", ())):
            _check_classes(inner, classes, place)


def _known_class(name: str, classes: Mapping[str, list[str]], place: Place) -> None:
    if name not in classes:
        hint = nearest(name, list(classes)) or f"; known are {', '.join(sorted(classes))}"
        raise place.error(f"unknown word class @{name}{hint}")


def _refuse_impossible(source: RuleSource, key: str) -> None:
    """A gate all of whose words silence the rule can never hold."""
    gate, unless = source.contexts.get(key), source.contexts.get("unless", {})
    if gate and all(entries and set(entries) <= set(unless.get(position, ())) for position, entries in gate.items()):
        raise source.places[key].error(f"`{key}:` can never hold: `unless:` silences every one of its words")


def _refuse_duplicates(sources: list[RuleSource]) -> None:
    seen: dict[str, Place] = {}
    for source in sources:
        if source.id in seen:
            first = seen[source.id]
            raise PackError(
                source.place.path,
                source.place.line,
                source.place.column,
                f"the id {source.id} is taken by {first.path}:{first.line}; choose another",
            )
        seen[source.id] = source.place


def _gate(rule: Rule, frequency: Frequency, covered: bool) -> Gate | None:
    """What must be near an anchor for the rule to be sure; None where nothing can be told.

    `covered` tells that the literals are whole matches, so that the pattern itself asks for nothing else.
    """
    parts = _parts(rule, frequency)
    reach = TOKEN * max(longest(pattern) for pattern in rule.patterns)
    context = rule.needs if rule.level == "sure" else rule.sure
    words = {} if context is None else _gate_words(context, frequency)
    if not words:
        return Gate(parts, reach) if parts and not covered else None
    if all(len(pattern) == 1 and isinstance(pattern[0], Word | Capture) for pattern in rule.patterns):
        assert context is not None
        edges = _edges(context) if words.keys() <= {"prev", "next"} else (frozenset(), frozenset())
        return Gate(parts, reach, ahead=edges[0], behind=edges[1], **words)
    # the anchor may lie inside a longer match: what is near it is all that can be said
    return Gate(parts, reach, near=frozenset().union(*words.values()))


def _gate_words(context: Context, frequency: Frequency) -> dict[str, frozenset[str]]:
    """First words of what a context looks for, by position; empty where they cannot be listed."""
    if context.document is not None or context.inside is not None:
        return {}
    words: dict[str, frozenset[str]] = {}
    for position in ("prev", "next", "before", "after", "near"):
        wanted = getattr(context, position)
        if wanted is None:
            continue
        if wanted.classes or wanted.mask:
            return {}
        found = set()
        for form in wanted.words:
            parts = scan_form(form).split()
            if not parts:
                return {}
            found.add(parts[0])
        for phrase in {phrase for phrases in wanted.phrases.values() for phrase in phrases}:
            # all forms of its rarest word
            rare = min(phrase, key=lambda forms: sum(frequency.get(form, 1.0) for form in forms))
            found.update(part for form in rare for part in scan_form(form).split()[:1])
        words[position] = frozenset(found)
    return words


def _edges(context: Context) -> tuple[frozenset[str], frozenset[str]]:
    """Words in scan form that can stand directly before, and after, a match; empty where they cannot be listed."""
    found: list[frozenset[str]] = []
    for wanted, side in ((context.prev, -1), (context.next, 0)):
        edges: set[str] = set()
        if wanted is not None:
            forms = set(wanted.words)
            forms.update(form for phrases in wanted.phrases.values() for phrase in phrases for form in phrase[side])
            for form in forms:
                parts = scan_form(form).split()
                if not parts:  # a mark of punctuation, which the scan form does not show
                    return frozenset(), frozenset()
                edges.add(parts[side])
        found.append(frozenset(edges))
    return found[0], found[1]


TOKEN = 8
"""Characters of the scan form that a token takes, with its separator, at the most that is usual."""
MOST_PARTS = 2
"""Sets of a pattern's words that are looked for around an anchor; the rarest say most."""


def _parts(rule: Rule, frequency: Frequency) -> tuple[tuple[frozenset[str], ...], ...]:
    """For each pattern of the rule the words of which every match of it holds one of each set; empty if one has none."""

    def rate(words: frozenset[str]) -> float:
        return sum(frequency.get(word, 1.0) for word in words)

    found = tuple(tuple(sorted(_word_sets(pattern), key=rate)[:MOST_PARTS]) for pattern in rule.patterns)
    return found if all(found) else ()


def _word_sets(elements: Sequence) -> list[frozenset[str]]:
    """For each element that is made of words, the first words that it can begin with, in scan form."""
    found: list[frozenset[str]] = []
    for element in elements:
        if isinstance(element, Capture):
            found += _word_sets(element.items)
        elif isinstance(element, Word):
            firsts = [scan_form(form).split()[:1] for form in element.forms]
            if all(firsts):
                found.append(frozenset(first[0] for first in firsts))
        elif isinstance(element, Choice):
            options = [_word_sets(option) for option in element.options]
            if all(options):
                found.append(frozenset().union(*(sets[0] for sets in options)))
    return found


def _rarity(rule: Rule, frequency: Frequency) -> float:
    """How rare the rule's words are in good English. A phrase is taken to be some times rarer than its rarest word."""
    rate = 0.0
    for pattern in rule.patterns:
        rates = [
            sum(frequency.get(form, 0.0) for form in word.forms)
            for element in pattern
            if isinstance(word := element.items[0] if isinstance(element, Capture) else element, Word)
        ]
        if len(rates) == len(pattern):
            rate = max(rate, min(rates) * (1.0 if len(rates) == 1 else PHRASE_PART))
    return rarity_of(rate)


PHRASE_PART = 0.2
"""How often a word is part of a phrase at hand, very roughly."""


def rarity_of(rate: float) -> float:
    """The rarity of words that good English has `rate` times per million, in nats around 100 per million."""
    return round(max(-3.0, min(2.0, math.log(100 / max(rate, 5.0)))), 3)


def _can_be_sure(rule: Rule) -> bool:
    return rule.level == "sure" or rule.sure is not None


def _filed(literals: dict[str, list[int]], frequency: Frequency, look_of: Callable[[list[int]], int]) -> Filed:
    return filed(
        (key_of(literal, frequency), [literal, look_of(numbers), *numbers])
        for literal, numbers in sorted(literals.items())
    )
