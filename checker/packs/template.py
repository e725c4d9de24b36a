"""Reads the notation of fixes (`process/V {x's} war`) into parts."""

from __future__ import annotations

import regex

from checker.match.elements import (
    AS_WRITTEN,
    Capture,
    Choice,
    Element,
    Fix,
    Inflected,
    Literal,
    Optional,
    Part,
    Reference,
    Sequence,
    Word,
)
from checker.packs.inflect import forms
from checker.packs.lexicon_build import inflected_lemmas
from checker.packs.pattern import PatternError

_PIECE = regex.compile(
    r"\{(?P<name>[a-z]+)(?P<mod>'s|:adj|:(?:VB[ZDNG]?|NNS?))?\}|(?P<word>[\w'-]+)/(?P<pos>[A-Z]+)|(?P<text>[^{]+?(?=$|\{|[\w'-]+/[A-Z])|\{)"
)


def parse_fix(text: str, pattern: tuple[Sequence, ...], implied: bool) -> Fix:
    """A fix; with `implied`, a fix without marks is inflected like the only inflected word of the pattern."""
    if text.startswith("="):
        if "{" in text:
            raise PatternError(f"the fix {text!r} is taken as it is written; leave out the = before one with a capture")
        return Fix((Literal(text[1:]),), keep_case=_has_capital(text))
    names = _captures(pattern)
    parts: list[Part] = []
    index = 0
    listed = not any(name.isdigit() for name in names) and _lists_forms(pattern)
    for match in _PIECE.finditer(text):
        if match["name"]:
            if match["name"] not in names:
                raise PatternError(f"the fix {text!r} uses {{{match['name']}}}, which the pattern does not capture")
            parts.append(Reference(match["name"], (match["mod"] or "").lstrip(":")))
        elif match["word"]:
            parts.append(_inflected(match["word"], match["pos"], AS_WRITTEN if listed and index == 0 else index))
            index += 1
        else:
            parts.append(Literal(match["text"]))
    if implied and index == 0 and parts == [Literal(text)]:
        parts = _implied(text, pattern)
    return Fix(tuple(parts), keep_case=_has_capital(text))


def _has_capital(text: str) -> bool:
    bare = regex.sub(r"\{[^}]*\}|/[A-Z]+", "", text)
    return any(c.isupper() for c in bare) and not regex.fullmatch(r"I|I'\w+", bare.split(" ")[0] if bare else "")


def _inflected(word: str, pos: str, index: int) -> Part:
    if pos not in ("N", "V"):
        return Literal(word)
    return Inflected({tag: found[0] for tag, found in forms(word, pos).items()}, index)


def _implied(text: str, pattern: tuple[Sequence, ...]) -> list[Part]:
    """Inflect the head of the fix: the first word of a verb phrase, the last of a noun phrase."""
    kinds = {_inflected_kind(option) for option in pattern} - {""}
    if len(kinds) != 1:
        return [Literal(text)]
    kind = kinds.pop()
    if kind == "V":
        first, _, rest = text.partition(" ")
        if "V" not in inflected_lemmas().get(first, ""):
            return [Literal(text)]
        parts = [_inflected(first, "V", 0)]
        return [*parts, Literal(f" {rest}")] if rest else parts
    if kind == "N":
        # "head of state", "rate of return": the noun before "of" is the head
        match = regex.match(r"(?P<pre>(?:\S+ )*?)(?P<head>\S+)(?P<post> (?:of|for|in|on|to|at|from) .*)?$", text)
        if match is None or "N" not in inflected_lemmas().get(
            match["head"], "" if match["head"].endswith("s") or not match["head"].islower() else "N"
        ):
            return [Literal(text)]
        parts = [Literal(match["pre"])] if match["pre"] else []
        parts.append(_inflected(match["head"], "N", 0))
        return [*parts, Literal(match["post"])] if match["post"] else parts
    return [Literal(text)]


def _inflected_kind(option: Sequence) -> str:
    """V or N if exactly one word of the option is inflected; otherwise an empty text."""
    kinds = []
    for element in option:
        if isinstance(element, Capture) and element.name.isdigit():
            kinds.append(element.kind)
        elif isinstance(element, Choice):
            inner = {_inflected_kind(one) for one in element.options} - {""}
            kinds += inner
    return kinds[0] if len(kinds) == 1 else ""


_UNLIKE = ({"have", "has", "had"}, {"am", "is", "are", "was", "were"})


def _lists_forms(pattern: tuple[Sequence, ...]) -> bool:
    """Whether a word of the pattern may be singular or plural: (house|houses), (fall|falls|fell)."""

    def pairs(words: set[str]) -> bool:
        endings = ("s", "es", "d", "ed")
        return (
            any(word + ending in words for word in words for ending in endings)
            or any(word[:-1] + "ies" in words or (word.endswith("is") and word[:-2] + "es" in words) for word in words)
            or any(len(words & forms) > 1 for forms in _UNLIKE)
        )

    def walk(elements: tuple[Element, ...]) -> bool:
        for element in elements:
            if isinstance(element, Word) and pairs(set(element.forms)):
                return True
            if isinstance(element, Capture | Optional) and walk(element.items):
                return True
            if isinstance(element, Choice):
                alone = [option[0] for option in element.options if len(option) == 1]
                if pairs({form for one in alone if isinstance(one, Word) for form in one.forms}):
                    return True
                if any(walk(option) for option in element.options):
                    return True
        return False

    return any(walk(sequence) for sequence in pattern)


def _captures(pattern: tuple[Sequence, ...]) -> set[str]:
    names: set[str] = set()

    def walk(elements: tuple[Element, ...]) -> None:
        for element in elements:
            if isinstance(element, Capture):
                names.add(element.name)
                walk(element.items)
            elif isinstance(element, Optional):
                walk(element.items)
            elif isinstance(element, Choice):
                for option in element.options:
                    walk(option)

    for sequence in pattern:
        walk(sequence)
    return names
