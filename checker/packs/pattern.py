"""Reads the pattern notation of packs (`treat/V <x:@country> ..3 (war|wars)?`) into the engine's primitives."""

from __future__ import annotations

import regex

from checker.analysis.tags import BY_NAME, FUNCTION, PREP
from checker.analysis.tokens import words
from checker.match.elements import (
    Capture,
    Choice,
    Class,
    Element,
    Gap,
    Optional,
    Sequence,
    Tag,
    TokenRegex,
    Word,
)
from checker.packs.inflect import forms
from checker.packs.lexicon_build import build_lexicon

_LEXEME = regex.compile(
    r"""\s*(?:
        (?P<open>\() | (?P<close>\)(?:/(?P<cpos>[A-Z]+))?\??) | (?P<bar>\|)
      | <(?P<name>[a-z]+):\s*(?P<body>[^<>]+)>(?P<nopt>\?)?
      | \.\.(?P<gap>\d)
      | "(?P<exact>[^"]+)"(?P<eopt>\?)?
      | ~(?P<regex>[^~]+)~(?P<ropt>\?)?
      | @(?P<cls>[a-z-]+)(?P<copt>\?)?
      | /(?P<tag>[A-Z]+)(?P<topt>\?)?
      | (?P<word>[^\s()|/<>"~?@]+)(?:/(?P<pos>[A-Z]+))?(?P<wopt>\?)?
    )""",
    regex.VERBOSE,
)

_PARTICLES = frozenset("ahead apart aside away back forward together".split())
"""What stands behind a verb as prepositions do."""


class PatternError(ValueError):
    """The notation cannot be read; the message says where and why."""


def parse(text: str) -> tuple[Sequence, ...]:
    """The alternatives of a `find`, each a sequence of elements."""
    parser = _Parser(text)
    options = parser.alternatives()
    if parser.at < len(text.rstrip()):
        raise PatternError(f"cannot read {text[parser.at :].strip()!r} in the pattern {text!r}")
    if any(not option for option in options):
        raise PatternError(f"an alternative of the pattern {text!r} is empty")
    return options


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.inflected = 0

    def alternatives(self) -> tuple[Sequence, ...]:
        first = self.inflected
        options: list[Sequence] = []
        highest = first
        current: list[Element] = []
        while self.at < len(self.text.rstrip()):
            match = _LEXEME.match(self.text, self.at)
            if match is None or match.end() == self.at:
                raise PatternError(f"cannot read {self.text[self.at :].strip()!r} in the pattern {self.text!r}")
            if match["close"]:
                break
            self.at = match.end()
            if match["bar"]:
                options.append(tuple(current))
                current = []
                highest = max(highest, self.inflected)
                self.inflected = first
            elif match["open"]:
                inner = self.alternatives()
                closing = _LEXEME.match(self.text, self.at)
                if closing is None or not closing["close"]:
                    raise PatternError(f"a ( is not closed in the pattern {self.text!r}")
                self.at = closing.end()
                self._refuse_glued(closing.start("close"))
                if closing["cpos"]:
                    inner = self._with_class(inner, closing["cpos"])
                group: Sequence = inner[0] if len(inner) == 1 else (Choice(inner),)
                if closing["close"].endswith("?"):
                    current.append(Optional(group))
                else:
                    current.extend(group)
            else:
                current.extend(self._element(match))
        options.append(tuple(current))
        self.inflected = max(highest, self.inflected)
        return tuple(options)

    def _refuse_glued(self, close: int) -> None:
        """A group that ends at `close` and goes on without a space, as in `(share|bond)s?`."""
        if not self.text[close - 1].isspace() and (glued := regex.match(r"\w+", self.text, pos=self.at)):
            raise PatternError(
                f"an ending ({glued[0]!r}) cannot be glued to a group in the pattern {self.text!r}: write out its words"
            )

    def _with_class(self, options: tuple[Sequence, ...], pos: str) -> tuple[Sequence, ...]:
        """`(master|mistress)/N`: the last word of each option in all its forms; of "go up" as a verb the first."""
        first = self.inflected
        found = []
        for option in options:
            last = option[-1]
            if not isinstance(last, Word) or len(last.forms) != 1:
                raise PatternError(f"/{pos} after a group needs plain words in it, in the pattern {self.text!r}")
            self.inflected = first
            leading = option[0]
            if (
                pos[0] == "V"
                and isinstance(leading, Word)
                and len(leading.forms) == 1
                and _is_particle(min(last.forms))
            ):
                found.append((*self._word(min(leading.forms), pos), *option[1:]))
            else:
                found.append((*option[:-1], *self._word(min(last.forms), pos)))
        return tuple(found)

    def _element(self, match: regex.Match[str]) -> Sequence:
        items: Sequence
        if match["name"]:
            inner = parse(match["body"])
            items = (Capture(match["name"], inner[0] if len(inner) == 1 else (Choice(inner),)),)
            optional = match["nopt"]
        elif match["gap"]:
            return (Gap(int(match["gap"])),)
        elif match["exact"]:
            items = tuple(Word(frozenset((w,)), 0, True) for w in _exact_words(match["exact"]))
            optional = match["eopt"]
        elif match["regex"]:
            try:
                regex.compile(match["regex"])
            except regex.error as error:
                raise PatternError(f"bad regular expression {match['regex']!r}: {error}") from None
            items = (TokenRegex(match["regex"]),)
            optional = match["ropt"]
        elif match["cls"]:
            items = (Class(match["cls"]),)
            optional = match["copt"]
        elif match["tag"]:
            items = (Tag(_mask(match["tag"])),)
            optional = match["topt"]
        else:
            items = self._word(match["word"], match["pos"])
            optional = match["wopt"]
        return (Optional(items),) if optional else items

    def _word(self, text: str, pos: str | None) -> Sequence:
        parts = words(text)
        if not parts:
            raise PatternError(f"{text!r} holds no word")
        plain: Sequence = tuple(Word(frozenset((w,))) for w in parts[:-1])
        if pos is None:
            return (*plain, Word(frozenset((parts[-1],))))
        mask = _mask(pos)
        found = forms(parts[-1], pos)
        every = frozenset(form.lower() for alternatives in found.values() for form in alternatives)
        # a class that the lexicon does not know of the word cannot be checked in a sentence
        element = Word(every, mask if _known(parts[-1], pos) else 0)
        if pos[0] in "NV":
            element_in: Element = Capture(str(self.inflected), (element,), pos[0])
            self.inflected += 1
            return (*plain, element_in)
        return (*plain, element)


def _is_particle(word: str) -> bool:
    """Does the word stand behind a verb and take no ending: "go up", "ask for", "put back"?"""
    return bool(FUNCTION.get(word, 0) & PREP) or word in _PARTICLES


def _exact_words(text: str) -> list[str]:
    from checker.analysis.tokens import tokenize

    return [token for _, _, token in tokenize(text) if token != "-"]


def _known(lemma: str, pos: str) -> bool:
    return bool(build_lexicon().get(lemma, 0) & _mask(pos[0]))


def _mask(name: str) -> int:
    try:
        return BY_NAME[name]
    except KeyError:
        raise PatternError(f"unknown tag /{name}; known are {', '.join(sorted(BY_NAME))}") from None
