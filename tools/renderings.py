"""English words for the words of phrases that the tables of equivalents lack, from FreeDict: rules/lexicons/renderings-*.txt.

python tools/renderings.py fr /usr/share/dictd/freedict-fra-eng.dict.dz > rules/lexicons/renderings-fr.txt

The dictionaries come with Debian's dict-freedict-fra-eng and its sisters (GPL-2.0-or-later). A row is as one of a table of
equivalents: `mer/N: sea`.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from checker.analysis import tags as t
from checker.api import engine
from checker.packs.equivalents import rows_of
from checker.packs.lexicons import read_words
from checker.packs.phrases import contents, stem
from checker.packs.store import rules_folder

MOST = 6
"""English words of a row."""
_HEAD = re.compile(r"^(?P<word>[^\W\d_][\w'-]*) /[^/]*/(?: <(?P<pos>[a-z]+)[^>]*>)?$")
_VERB = {
    "fr": ("er", "ir", "re"),
    "es": ("ar", "er", "ir"),
    "it": ("are", "ere", "ire"),
    "pt": ("ar", "er", "ir", "por"),
}
_POS = {"n": "N", "v": "V", "adj": "J", "adv": "R"}


def main() -> None:
    """Print the table."""
    if len(sys.argv) != 3 or sys.argv[1] not in _VERB:
        raise SystemExit("usage: python tools/renderings.py fr|es|it|pt FILE.dict.dz")
    language, file = sys.argv[1], Path(sys.argv[2])
    folder = rules_folder() / "lexicons"
    name = f"equivalents-{language}"
    known = {
        stem(source, language)
        for source, _, _ in rows_of(name, read_words((folder / f"{name}.txt").read_text("utf-8")))
    }
    wanted = {
        content
        for line in read_words((folder / f"phrases-{language}.txt").read_text("utf-8"))
        for content in contents(line.partition(": ")[0], language)
    } - known
    print(
        "# English words for words of phrases that the tables of equivalents lack, from FreeDict (GPL-2.0-or-later, Copyright"
    )
    print("# 2000-2022 FreeDict contributors). Made by tools/renderings.py.")
    rows: dict[str, dict[str, None]] = {}
    for word, pos, english in _entries(gzip.decompress(file.read_bytes()).decode("utf-8", "replace")):
        if stem(word, language) in wanted:
            for one in english:
                kind = pos or _kind(one, word.endswith(_VERB[language]))
                if kind:
                    rows.setdefault(f"{word.lower()}/{kind}", {})[one] = None
    for key in sorted(rows):
        print(f"{key}: {', '.join(list(rows[key])[:MOST])}")


def _entries(text: str) -> Iterator[tuple[str, str, list[str]]]:
    """(word, class if told, single English words)."""
    word, pos = "", ""
    for line in text.splitlines():
        head = _HEAD.match(line)
        if head:
            word, pos = head["word"], _POS.get(head["pos"] or "", "")
        elif word and not line.startswith(" "):
            meanings = re.split(r"[,;]", re.sub(r"^\d+\. |\([^)]*\)|<[^>]*>", "", line))
            found = [m.strip().lower().removeprefix("to ") for m in meanings]
            yield word, pos, [m for m in found if re.fullmatch(r"[a-z]+", m)]


def _kind(english: str, is_infinitive: bool) -> str:
    can = engine().english.lexical(english, english)
    if is_infinitive and can & t.VERB:
        return "V"
    return next((kind for kind, mask in (("N", t.NOUN), ("J", t.ADJ), ("R", t.ADV)) if can & mask), "")


if __name__ == "__main__":
    main()
