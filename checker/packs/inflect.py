"""Inflected forms of English lemmas, when packs are compiled; lemminflect is not needed at run time."""

from __future__ import annotations

from functools import cache

_TAGS = {
    "N": ("NN", "NNS"),
    "V": ("VB", "VBZ", "VBD", "VBN", "VBG"),
    "J": ("JJ",),
    "R": ("RB",),
}
# Nouns without a plural in the senses that fixes use: "prices" may stand for "leverage", never for "leverages".
MASS = frozenset(
    "advice aggression agriculture attendance aid business-as-usual evidence equipment electricity employment finance "
    "football funding goodwill growth guidance health hardware homework information infrastructure justice knowledge "
    "legislation leverage litigation luggage machinery management merchandise momentum money music news oversight "
    "progress research revenue-sharing safety scrutiny software staff traffic training transport turnout "
    "unemployment weather".split()
)


@cache
def forms(lemma: str, pos: str) -> dict[str, tuple[str, ...]]:
    """Penn tag to the forms of a lemma, the usual form first. `pos` is N, V, J or R, or one exact Penn tag."""
    import lemminflect

    if pos in ("J", "R"):
        return {_TAGS[pos][0]: (lemma,)}
    wanted = _TAGS.get(pos, (pos,))
    found: dict[str, tuple[str, ...]] = {}
    for tag in wanted:
        if tag in ("NN", "VB", "JJ", "RB") or (tag == "NNS" and lemma in MASS):
            found[tag] = (lemma,)
        elif tag == "NNS" and lemma.isupper() and len(lemma) > 1:
            found[tag] = (f"{lemma}s",)  # MEPs, not MEPS
        else:
            got = lemminflect.getInflection(lemma, tag, inflect_oov=True) or (lemma,)
            found[tag] = _usual_first(lemma, tag, got)
    return found


def _usual_first(lemma: str, tag: str, got: tuple[str, ...]) -> tuple[str, ...]:
    if tag == "NNS":
        # "price" as its own plural stands in the tables beside "prices"
        got = tuple(sorted(got, key=lambda form: form == lemma))
    return got
