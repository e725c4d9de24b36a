"""Which words stand next to each other in English, from the CMU Sphinx language model, for rules/lexicons/bigrams.txt.

python tools/bigrams.py /usr/share/pocketsphinx/model/en-us/en-us.lm.bin > rules/lexicons/bigrams.txt

The file comes with Debian's pocketsphinx-en-us (BSD-2-Clause): a trigram model of some 70,000 words in the trie format
of sphinxbase. Its single words and pairs are read; of these the pairs are kept whose words both stand in mtlint's lexicon
and whose second word is at least LEAST nats likelier behind the first than anywhere.
"""

from __future__ import annotations

import struct
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy

from checker.analysis import tags as t
from checker.analysis.english import English
from checker.api import engine

LEAST = 1.0
STEP = 0.5
"""Nats in which the file counts."""
_HEAD = b"Trie Language Model"
_NATS = 1e-4
"""The model's logarithms have the base 1.0001."""
_QUANTA = 1 << 16


def main() -> None:
    """Print a line for the words of each frequency, and for each first word its partners."""
    if len(sys.argv) != 2:
        raise SystemExit("usage: python tools/bigrams.py en-us.lm.bin")
    known = English(engine().store.lexicon)
    logs, pairs = read_model(Path(sys.argv[1]).read_bytes())
    kept = {word for word in logs if word.isascii() and word.isalpha() and (word in known or t.FUNCTION.get(word))}
    table: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for first, second, log in pairs:
        lift = log - logs[second]
        if first in kept and second in kept and lift >= LEAST:
            table[first][min(round(lift / STEP), 24)].append(second)
    print("# How likely a word is (negative), and how much likelier behind another than anywhere, in half nats.")
    print(
        "# Made by tools/bigrams.py from the English model of CMU Sphinx (BSD-2-Clause, Copyright 2014-2015 Alpha Cephei"
    )
    print("# Inc. and 1995-2014 Carnegie Mellon University; see LICENSES/CMUSphinx.txt).")
    by_log = defaultdict(list)
    for word in kept:
        by_log[round(logs[word] / STEP)].append(word)
    for level in sorted(by_log, reverse=True):
        print(level, *sorted(by_log[level]))
    for first in sorted(table):
        print(first, *(" ".join((str(g), *sorted(table[first][g]))) for g in sorted(table[first], reverse=True)))


def read_model(data: bytes) -> tuple[dict[str, float], Iterator[tuple[str, str, float]]]:
    """Natural logarithms of the probability of each word, and of the second of each pair (first, second) behind the first.

    Source: lm_trie.c, lm_trie_quant.c and ngram_model_trie.c of sphinxbase.
    """
    if not data.startswith(_HEAD) or data[len(_HEAD)] != 3:
        raise SystemExit("no trigram model in sphinxbase's trie format")
    at = len(_HEAD) + 1
    singles, doubles, triples = struct.unpack_from("<3I", data, at)
    at += 12 + 4
    quanta = numpy.frombuffer(data, "<f4", _QUANTA, at)
    at += 3 * _QUANTA * 4
    words = numpy.frombuffer(data, numpy.dtype([("log", "<f4"), ("backoff", "<f4"), ("next", "<u4")]), singles + 1, at)
    at += 12 * (singles + 1)
    width = int(singles).bit_length()
    total = width + 32 + int(triples).bit_length()
    size = ((1 + doubles) * total + 7) // 8 + 8
    bits = numpy.frombuffer(data[at : at + size] + bytes(8), numpy.uint8)
    at += size + ((1 + triples) * (width + 16) + 7) // 8 + 8
    (length,) = struct.unpack_from("<I", data, at)
    names = [name.decode() for name in data[at + 4 : at + 4 + length].split(b"\0")[:singles]]
    logs = {name: float(words[n]["log"]) * _NATS for n, name in enumerate(names)}

    def field(first: int, bits_wide: int) -> Any:
        position = numpy.arange(doubles, dtype=numpy.int64) * total + first
        value = numpy.zeros(doubles, numpy.uint64)
        for n in range(8):
            value |= bits[(position >> 3) + n].astype(numpy.uint64) << numpy.uint64(8 * n)
        return (value >> (position & 7).astype(numpy.uint64)) & numpy.uint64((1 << bits_wide) - 1)

    def pairs() -> Iterator[tuple[str, str, float]]:
        # the trie goes from the last word backwards: the children of a word are those before it
        firsts = field(0, width)
        values = quanta[(field(width, 32) >> numpy.uint64(16)).astype(int)]
        for n, second in enumerate(names):
            for child in range(int(words[n]["next"]), int(words[n + 1]["next"])):
                yield names[int(firsts[child])], second, float(values[child]) * _NATS

    return logs, pairs()


if __name__ == "__main__":
    main()
