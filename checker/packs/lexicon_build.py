"""Derives the English lexicon (word to possible classes) from lemminflect's inflection tables.

Sources: lemminflect (MIT), whose tables come from the NIH SPECIALIST lexicon (public domain); WordNet 3.0 for adjectives
and adverbs without a comparative, which those tables leave out (LICENSES/WordNet.txt).
"""

from __future__ import annotations

import csv
import gzip
from functools import cache
from importlib.resources import files

from checker.analysis import tags as t

_PLAIN = {"noun": t.NN, "verb": t.VB, "adj": t.ADJ, "adv": t.ADV}
_VERB_COLUMNS = (t.VBD, t.VBN, t.VBG, t.VBZ)


@cache
def build_lexicon() -> dict[str, int]:
    """Lower-case word to the union of its classes, about 65,000 words."""
    lexicon: dict[str, int] = {}

    def add(word: str, mask: int) -> None:
        if word and not word[0].isupper():
            lexicon[word] = lexicon.get(word, 0) | mask

    table = files("lemminflect") / "resources" / "infl_lu.csv.gz"
    with table.open("rb") as stream, gzip.open(stream, "rt", encoding="utf-8", newline="") as rows:
        for row in csv.reader(rows):
            lemma, kind, *forms = row
            add(lemma, _PLAIN[kind])
            if kind == "verb":
                past = forms[0] if forms else ""
                for form, mask in zip(forms, _VERB_COLUMNS, strict=False):
                    for one in (form or past).split("/"):
                        add(one, mask)
            elif kind == "noun":
                for form in forms:
                    for one in form.split("/"):
                        add(one, t.NNS if one != lemma else t.NN)
            else:
                for form in forms:
                    for one in form.split("/"):
                        add(one, _PLAIN[kind])
    for name, mask in (("adjectives", t.ADJ), ("adverbs", t.ADV)):
        for line in (files("checker.packs") / "words" / f"{name}.txt").read_text("utf-8").splitlines():
            if not line.startswith("#"):
                add(line, mask)
    return lexicon


@cache
def inflected_lemmas() -> dict[str, str]:
    """Lemma to the letters of the classes (N, V) that it is inflected as."""
    lemmas: dict[str, str] = {}
    table = files("lemminflect") / "resources" / "infl_lu.csv.gz"
    with table.open("rb") as stream, gzip.open(stream, "rt", encoding="utf-8", newline="") as rows:
        for row in csv.reader(rows):
            if row[1] in ("noun", "verb"):
                lemmas[row[0]] = lemmas.get(row[0], "") + ("N" if row[1] == "noun" else "V")
    return lemmas


def irregular_pasts() -> dict[str, str]:
    """Past participle to simple past where the two differ."""
    pasts = {}
    table = files("lemminflect") / "resources" / "infl_lu.csv.gz"
    with table.open("rb") as stream, gzip.open(stream, "rt", encoding="utf-8", newline="") as rows:
        for row in csv.reader(rows):
            if row[1] == "verb" and len(row) > 3 and row[3] and row[2]:
                past = row[2].split("/")[0]
                for participle in row[3].split("/"):
                    if participle != past:
                        pasts[participle] = past
    return pasts
