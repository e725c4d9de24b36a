"""English words with their possible classes, and the choice among them in a sentence.

The lexicon is derived from lemminflect's tables (MIT licence, from the NIH SPECIALIST lexicon, public domain) when
mtlint is built; see `checker.packs.lexicon_build`.
"""

from __future__ import annotations

from collections.abc import Mapping

from checker.analysis import tags as t
from checker.analysis.sentence import Sentence

_SUFFIXES = (
    ("ing", t.VBG | t.NN | t.ADJ),
    ("ed", t.VBD | t.VBN | t.ADJ),
    ("ly", t.ADV),
    ("ness", t.NN),
    ("tion", t.NN),
    ("tions", t.NNS),
    ("ment", t.NN),
    ("ments", t.NNS),
    ("ity", t.NN),
    ("ities", t.NNS),
    ("ism", t.NN),
    ("ist", t.NN),
    ("ists", t.NNS),
    ("ers", t.NNS),
    ("ous", t.ADJ),
    ("ful", t.ADJ),
    ("able", t.ADJ),
    ("ible", t.ADJ),
    ("ive", t.ADJ),
    ("ical", t.ADJ),
    ("less", t.ADJ),
    ("ish", t.ADJ),
)
_SUBJECT = frozenset("i you he she it we they who which that there".split())
_OBLIGES_NOUN = t.DET | t.POSS
_OBLIGES_VERB = t.MODAL


class English:
    """The lexicon and the light tagger over it."""

    def __init__(self, lexicon: Mapping[str, int]) -> None:
        self._lexicon = lexicon

    def __contains__(self, lower: str) -> bool:
        return lower in self._lexicon or lower in t.FUNCTION

    def lexical(self, text: str, lower: str) -> int:
        """Classes that the word can have, whatever the context; a guess by suffix for unknown words."""
        mask = t.FUNCTION.get(lower, 0) | self._lexicon.get(lower, 0)
        first = text[0]
        if not (first.isalpha() or first == "'"):
            return t.NUM if first.isdigit() else t.PUNCT
        if first.isupper():
            mask |= t.NAME
        if mask & ~t.NAME == 0:
            for suffix, guess in _SUFFIXES:
                if lower.endswith(suffix):
                    return mask | guess
            return mask | (t.NN | t.NNS if lower.endswith("s") else t.NN)
        return mask

    def tag(self, sentence: Sentence, i: int) -> int:
        """Classes that token `i` can have in its sentence, narrowed by its neighbours."""
        known = sentence.tags[i]
        if known < 0:
            known = sentence.tags[i] = self._narrow(sentence, i)
        return known

    def _narrow(self, sentence: Sentence, i: int) -> int:
        text, lower = sentence.texts[i], sentence.lowers[i]
        mask = self.lexical(text, lower)
        if mask & t.NAME and i == sentence.first and mask & ~t.NAME and lower in self:
            mask &= ~t.NAME  # a capital that only opens the sentence
        elif mask & t.NAME and i > sentence.first:
            return mask & (t.NAME | t.NOUN | t.ADJ | t.DET | t.PREP | t.PRON | t.CONJ | t.MODAL | t.AUX | t.NUM)
        nominal, verbal = mask & (t.NOUN | t.ADJ), mask & t.VERB
        if not (nominal and verbal):
            return self._past_or_participle(sentence, i, mask)
        before = self._before(sentence, i)
        prev = "" if before < 0 else sentence.lowers[before]
        prev_mask = 0 if before < 0 else self.lexical(sentence.texts[before], prev)
        if prev_mask & _OBLIGES_NOUN and prev not in ("that", "this", "all", "both", "no", "her"):
            return mask & ~(t.VB | t.VBZ | t.VBD) & ~(t.VBN if nominal & t.NOUN else 0)
        if prev_mask & _OBLIGES_VERB or (prev in ("n't", "to") and verbal & t.VB and prev != "to"):
            return mask & ~(t.NOUN | t.ADJ)
        if prev in _SUBJECT and prev not in ("that", "there"):
            return mask & ~t.NOUN if verbal & ~t.VBG else mask
        if prev == "to" and verbal & t.VB:
            following = sentence.lowers[i + 1] if i + 1 < len(sentence) else ""
            if t.FUNCTION.get(following, 0) & (t.DET | t.POSS):
                return mask & ~(t.NOUN | t.ADJ)
            return mask
        if prev_mask & t.PREP and not prev_mask & (t.CONJ | t.VERB):
            return mask & ~(t.VB | t.VBZ | t.VBD)
        if prev_mask & t.ADJ and not prev_mask & (t.NOUN | t.VERB | t.PRON):
            return mask & ~(t.VB | t.VBZ | t.VBD)
        return self._past_or_participle(sentence, i, mask)

    def _past_or_participle(self, sentence: Sentence, i: int, mask: int) -> int:
        if mask & t.VBD and mask & t.VBN:
            before = self._before(sentence, i)
            prev = "" if before < 0 else sentence.lowers[before]
            if t.FUNCTION.get(prev, 0) & t.AUX:
                return mask & ~t.VBD
        return mask

    def _before(self, sentence: Sentence, i: int) -> int:
        """The token before `i`, adverbs and negations skipped; -1 at the start."""
        j = i - 1
        while j >= 0 and j > i - 4:
            lower = sentence.lowers[j]
            function = t.FUNCTION.get(lower, 0)
            if function & t.NEG or (lower.endswith("ly") and len(lower) > 4) or lower in ("also", "still", "already"):
                j -= 1
                continue
            return j
        return j
