"""How a name that lost its apostrophe, or carries a stray s, is mended where it stands."""

from __future__ import annotations

from checker.analysis import tags as t
from checker.analysis.english import English
from checker.analysis.sentence import Sentence
from checker.match.fixes import possessive

_BETWEEN = frozenset("former current late new old last first second main own other".split())
_NOT_HEADS = frozenset("today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday".split())

# Names that have an s of their own beside the bare form.
PLURALS = frozenset(
    "americas koreas philippines vietnams carolinas dakotas virginias guineas congos sudans "
    "netherlands indies baltics balkans maldives seychelles beatles games olympics paralympics internationals nationals".split()
)


def heads_noun(sentence: Sentence, i: int, english: English) -> bool:
    """Does a noun phrase without a determiner begin at token `i`, as after a possessive?"""
    if i >= len(sentence) or not sentence.texts[i][0].isalpha():
        return i < len(sentence) and sentence.texts[i][0].isdigit() and heads_noun(sentence, i + 1, english)
    lower = sentence.lowers[i]
    if lower in _NOT_HEADS:
        return False
    function = t.FUNCTION.get(lower, 0)
    if function and lower not in _BETWEEN:
        return False
    mask = english.lexical(sentence.texts[i], lower)
    if mask & t.NAME and not mask & (t.NOUN | t.ADJ):
        return True
    if not mask & (t.NOUN | t.ADJ | t.VBN | t.VBG):
        return bool(mask & t.ADV) and heads_noun(sentence, i + 1, english)
    if mask & (t.VBZ | t.VBD) and not mask & t.ADJ:
        # "Chinas plans" or "China plans": a noun reading counts where no object follows
        following = t.FUNCTION.get(sentence.lowers[i + 1], 0) if i + 1 < len(sentence) else 0
        if following & (t.DET | t.POSS | t.PRON | t.TO) or not mask & (t.NOUN | t.VBN):
            return False
        if not mask & t.NOUN:
            return heads_noun(sentence, i + 1, english)
    return True


def mend(
    sentence: Sentence, first: int, last: int, name: str, plural: bool, english: English, article: bool = False
) -> tuple[int, int, tuple[str, ...]]:
    """(first token, end token, fixes) for a name at tokens `first:last`.

    `plural` tells that it carries an s that is not its own; `article` that the name itself takes "the".
    """
    start = first
    before = sentence.lowers[first - 1] if first else ""
    noun = heads_noun(sentence, last, english)
    own = possessive(name)
    the = before == "the" and not article and (plural or noun)
    if the:
        start -= 1
    if not plural:
        return first, last, (name,)
    governed = sentence.lowers[start - 1] if start else ""
    if noun:
        return start, last, (own, name)
    if the and not t.FUNCTION.get(governed, 0) & (t.PREP | t.TO):
        return first, last, (own, name)
    return start, last, (name, own)
