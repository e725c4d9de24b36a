"""The primitives that patterns, contexts and fixes are composed of, in the compact form that packs are stored in."""

from __future__ import annotations

import msgspec


class Word(msgspec.Struct, frozen=True, array_like=True, tag="w"):
    """One of `forms` (lower case; the exact text if `exact`), able to have a class of `mask` where mask is not 0."""

    forms: frozenset[str]
    mask: int = 0
    exact: bool = False


class Tag(msgspec.Struct, frozen=True, array_like=True, tag="t"):
    """Any token that can have a class of `mask`."""

    mask: int


class Class(msgspec.Struct, frozen=True, array_like=True, tag="c"):
    """One item of a shared word class, the longest that fits."""

    name: str


class Gap(msgspec.Struct, frozen=True, array_like=True, tag="g"):
    """Up to `most` word tokens."""

    most: int


class Optional(msgspec.Struct, frozen=True, array_like=True, tag="o"):
    """The items, or nothing."""

    items: tuple[Element, ...]


class Choice(msgspec.Struct, frozen=True, array_like=True, tag="a"):
    """The first of the alternatives that lets the rest match."""

    options: tuple[tuple[Element, ...], ...]


class Capture(msgspec.Struct, frozen=True, array_like=True, tag="n"):
    """The items, remembered under a name for fixes; `kind` is N or V for a word in any of its forms."""

    name: str
    items: tuple[Element, ...]
    kind: str = ""


class TokenRegex(msgspec.Struct, frozen=True, array_like=True, tag="r"):
    """A token whose whole text matches a regular expression."""

    pattern: str


Element = Word | Tag | Class | Gap | Optional | Choice | Capture | TokenRegex
Sequence = tuple[Element, ...]


class WordSet(msgspec.Struct, frozen=True, array_like=True):
    """What a context looks for at one position: words (all forms), phrases of such words, classes, tags (`mask`).

    `phrases` maps each form of a phrase's first word to the phrases that open with it.
    """

    words: frozenset[str] = frozenset()
    phrases: dict[str, tuple[tuple[frozenset[str], ...], ...]] = {}
    classes: tuple[str, ...] = ()
    mask: int = 0


class Context(msgspec.Struct, frozen=True, array_like=True):
    """Positions relative to a match, any of which makes the context hold."""

    prev: WordSet | None = None
    next: WordSet | None = None
    before: WordSet | None = None
    after: WordSet | None = None
    near: WordSet | None = None
    document: WordSet | None = None
    inside: WordSet | None = None


class Literal(msgspec.Struct, frozen=True, array_like=True, tag="s"):
    """Text of a fix, as it is."""

    text: str


AS_WRITTEN = -1  # the index of a word that takes its form from a match whose pattern lists forms


class Inflected(msgspec.Struct, frozen=True, array_like=True, tag="i"):
    """A word of a fix that takes the form of the `index`-th inflected word of the match."""

    forms: dict[str, str]
    index: int


class Reference(msgspec.Struct, frozen=True, array_like=True, tag="x"):
    """A captured text; `modifier` is "", "'s", "adj" or the form to take, such as "VBG"."""

    name: str
    modifier: str = ""


Part = Literal | Inflected | Reference


class Fix(msgspec.Struct, frozen=True, array_like=True):
    """A replacement template; `prefer` is the context that makes it the first choice, or with `only` a choice at all."""

    parts: tuple[Part, ...]
    keep_case: bool = False
    prefer: Context | None = None
    only: bool = False


class Rule(msgspec.Struct, frozen=True, array_like=True):
    """A compiled rule. `level` holds where no context raises it; empty `level` means silent without a context.

    `rarity` is the natural logarithm of 100 over how often good English has the words that it looks for, per million.
    `most` has the most tokens that each pattern covers.
    """

    id: str
    category: str
    severity: str
    pivots: tuple[tuple[str, str], ...]
    message: str
    patterns: tuple[Sequence, ...]
    fixes: tuple[Fix, ...]
    level: str
    sure: Context | None = None
    likely: Context | None = None
    unless: Context | None = None
    needs: Context | None = None
    rarity: float = 0.0
    most: tuple[int, ...] = ()


class Gate(msgspec.Struct, frozen=True, array_like=True):
    """What must be near an anchor for a rule to be sure there: a look at the scan form tells whether it can be.

    `parts` are words of the patterns themselves: of one pattern one of each set, within `reach` characters; the others first words of what
    makes the rule sure, by position, any of them; all empty where the rule needs no context.
    """

    parts: tuple[tuple[frozenset[str], ...], ...] = ()
    reach: int = 0
    prev: frozenset[str] = frozenset()
    next: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    ahead: frozenset[str] = frozenset()
    behind: frozenset[str] = frozenset()

    @property
    def free(self) -> bool:
        """Does the rule need no context?"""
        return not (self.prev or self.next or self.before or self.after or self.near)


class Look(msgspec.Struct, frozen=True, array_like=True):
    """What to look for around a literal to know which of its rules can be sure there.

    `free` need nothing; `ahead` and `behind` map a word that may stand directly before or after to its rules; `wide`
    look farther; `near` and `far` hold first words of what these look for, in the window and in the sentence.
    """

    free: list[int] = []
    ahead: dict[str, list[int]] = {}
    behind: dict[str, list[int]] = {}
    wide: list[int] = []
    near: frozenset[str] = frozenset()
    far: frozenset[str] = frozenset()
