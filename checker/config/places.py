"""Where the keys of a TOML text stand, which the standard library's parser does not tell."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

Path = tuple[str | int, ...]
"""Keys from the outermost table inward; a number counts in an array."""


@lru_cache(maxsize=8)
def lines(text: str) -> dict[Path, int]:
    """Line (from 1) of each table, key and item of an array."""
    import tree_sitter_toml

    from checker.document.syntax import Tree

    tree = Tree(tree_sitter_toml.language(), text)
    found: dict[Path, int] = {}
    counts: Counter[Path] = Counter()
    for node in tree.root.children:
        if node.type == "pair":
            _pair(node, (), found)
        elif node.type in ("table", "table_array_element"):
            path = _inside(_keys(_named(node)[0]), counts, node.type == "table_array_element")
            found.setdefault(path, node.start_point.row + 1)
            for child in node.children:
                if child.type == "pair":
                    _pair(child, path, found)
    return found


def line_of(text: str, path: Path) -> int:
    """The line of a key or item; of the nearest thing around it where the key itself cannot be told."""
    known = lines(text)
    for length in range(len(path), 0, -1):
        if path[:length] in known:
            return known[path[:length]]
    return 1


def _inside(keys: Path, counts: Counter[Path], appends: bool) -> Path:
    """The keys with the numbers of the arrays of tables that they lead through."""
    path: Path = ()
    for number, key in enumerate(keys):
        path = (*path, key)
        if appends and number == len(keys) - 1:
            counts[path] += 1
        if counts[path]:
            path = (*path, counts[path] - 1)
    return path


def _pair(node: Node, path: Path, found: dict[Path, int]) -> None:
    key, *values = _named(node)
    line = key.start_point.row + 1
    for name in _keys(key):
        path = (*path, name)
        found.setdefault(path, line)
    for value in values:
        _value(value, path, found)


def _value(node: Node, path: Path, found: dict[Path, int]) -> None:
    if node.type == "inline_table":
        for child in _named(node):
            if child.type == "pair":
                _pair(child, path, found)
    elif node.type == "array":
        for number, child in enumerate(_named(node)):
            found[(*path, number)] = child.start_point.row + 1
            _value(child, (*path, number), found)


def _named(node: Node) -> list[Node]:
    return [child for child in node.children if child.is_named and child.type != "comment"]


def _keys(node: Node) -> Path:
    if node.type == "dotted_key":
        return tuple(key for child in _named(node) for key in _keys(child))
    written = node.text.decode("utf-8", "replace") if node.text else ""
    if node.type == "quoted_key":
        try:
            return tuple(tomllib.loads(f"{written} = 0"))
        except tomllib.TOMLDecodeError:
            return (written,)
    return (written,)
