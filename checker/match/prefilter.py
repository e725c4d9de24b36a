"""The literal prefilter: which rules must look where.

A document is reduced to its *scan form*, lower-case words between single separators, of the same length as the prose.
The vocabulary of the scan form selects the literals that can occur at all; an Aho-Corasick automaton over those few
finds where they do. Text without a literal costs only the scan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from itertools import pairwise
from typing import Protocol

import ahocorasick_rs

_ASCII = {i: (chr(i).lower() if chr(i).isalnum() else " ") for i in range(128)}
_NOT_ALNUM = re.compile(r"[\W_]")
_CHUNK = 1 << 20

Row = list[str | int]
"""A literal, the number of its `Look` (NO_LOOK if it has none), and the numbers of its rules."""
NO_LOOK = -1


class Index(Protocol):
    """The rows of literals by their keys: the word of a literal, or its rarest pair of neighbouring words."""

    def __getitem__(self, key: str) -> list[Row]: ...

    def __iter__(self) -> Iterator[str]: ...

    def among(self, names: Set[str]) -> Set[str]:
        """Those of the names that are keys."""
        ...


class Filed(dict[str, list[Row]]):
    """An index in memory."""

    def among(self, names: Set[str]) -> Set[str]:
        """Those of the names that are keys."""
        return self.keys() & names


def scan_form(prose: str) -> str:
    """Lower-case letters and digits; everything else a space. Same length as `prose`."""
    if prose.isascii():
        return prose.translate(_ASCII)
    lower = prose.lower()
    if len(lower) != len(prose):
        # a few capitals have lower-case forms of two code points
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in prose)
    marks = {c for c in set(lower) if not c.isalnum() and c != " "}
    if len(marks) > 64:
        return _NOT_ALNUM.sub(" ", lower)
    for mark in marks:
        lower = lower.replace(mark, " ")
    return lower


def pieces(text: str, separator: str) -> Iterator[str]:
    """The text in pieces of about a million code points, cut at the separator."""
    start, length = 0, len(text)
    while start < length:
        end = min(length, start + _CHUNK)
        if end < length:
            cut = text.rfind(separator, start, end)
            end = cut if cut > start else end
        yield text[start:end]
        start = end


def vocabulary(scan: str) -> set[str]:
    """The distinct words of a scan form."""
    found: set[str] = set()
    for piece in pieces(scan, " "):
        found.update(piece.split())
    return found


_DIGITS = "0123456789"
MARKS = (
    *(f"{sign} " for sign in "$€£¥"),
    *(f",{digit}" for digit in _DIGITS),
    *(f".{digit}" for digit in _DIGITS),
    *(f"{digit}{hour}" for digit in _DIGITS for hour in ("h", "H", " h", " H")),
    *(f"{digit}{ordinal}" for digit in _DIGITS for ordinal in ("e", "è", "ie", "iè", "º", "ª", ".º", ".ª")),
    "1r",
    "()",
    "( )",
    " -",
    "; ",
    " %",
    "illion",
    "illiard",
    "Mrd",
    "Mio",
    *(f"{scale}{sign}" for scale in "Md" for sign in "€£$"),
    " $",
    "housand of",
    "undred of",
    "housands",
    " years",
    "-years",
    " ?",
    " !",
    " :",
    " ;",
    " ,",
    "«",
    "€",
    "£",
    *(f"{digit} " for digit in _DIGITS),
)
"""Literals of characters, not words, that rules about typography and numbers anchor on."""


def marks(prose: str) -> dict[str, list[int]]:
    """Where each of MARKS begins in the prose, found in one pass."""
    found: dict[str, list[int]] = {}
    automaton = ahocorasick_rs.AhoCorasick(MARKS)
    for number, start, _ in automaton.find_matches_as_indexes(prose, overlapping=True):
        found.setdefault(MARKS[number], []).append(start)
    return found


def pairs(scan: str) -> set[str]:
    """The distinct pairs of neighbouring words of a scan form, with one space between."""
    found: set[str] = set()
    last = ""
    for piece in pieces(scan, " "):
        words = piece.split()
        found.update(map(" ".join, pairwise([last, *words])))
        last = words[-1] if words else last
    return found


def word_pairs(literal: str) -> list[str]:
    """The pairs of neighbouring words of a literal, in order; none of a single word."""
    return list(map(" ".join, pairwise(literal.split(" "))))


def present(index: Index, words: Set[str], neighbours: Set[str]) -> dict[str, tuple[int, list[int]]]:
    """The literals that can occur, each with the number of its `Look` and those of the rules that it stands for.

    The words of a literal must be `neighbours`, two by two, as `pairs` gives them.
    """
    found: dict[str, tuple[int, list[int]]] = {}
    for key in (*index.among(words), *index.among(neighbours)):
        for literal, look, *rules in index[key]:
            assert isinstance(literal, str)
            if key == literal or all(pair in neighbours for pair in word_pairs(literal)):
                # what is to be looked for around it was compiled for the rules of one row
                known = found.get(literal)
                found[literal] = (look, rules) if known is None else (NO_LOOK, known[1] + rules)  # type: ignore[assignment,operator]
    return found


def filed(rows: Iterable[tuple[str, Row]]) -> Filed:
    """The index of (key, row) pairs."""
    index = Filed()
    for key, row in rows:
        index.setdefault(key, []).append(row)
    return index


def unfiled(index: Index, keys: Iterable[str]) -> Iterator[tuple[str, Row]]:
    """The (key, row) pairs of an index under some of its keys."""
    return ((key, row) for key in keys for row in index[key])


def occurrences(literals: Iterable[str], scan: str, residue: Iterable[int] = ()) -> Iterator[tuple[str, int, int]]:
    """(literal, start, end) in the scan form, in the order of the text, overlaps included.

    `residue` are places of separators that may be left out, as the hyphen of "double -use".
    """
    names = list(literals)
    if not names:
        return
    automaton = ahocorasick_rs.AhoCorasick([f" {name} " for name in names])
    for number, start, end in automaton.find_matches_as_indexes(f" {scan} ", overlapping=True):
        yield names[number], start, end - 2
    for at in residue:
        low, high = max(0, at - REACH), at + 1 + REACH
        stretch = f" {scan[low:at]}{scan[at + 1 : high]} "
        for number, start, end in automaton.find_matches_as_indexes(stretch, overlapping=True):
            if low + start < at < low + end - 2:
                yield names[number], low + start, low + end - 1


REACH = 80
"""Characters on either side of a residual separator that a literal may cover."""
