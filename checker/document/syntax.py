"""Syntax trees with code-point offsets: tree-sitter counts bytes of UTF-8."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from tree_sitter import Language, Node, Parser

_BEYOND_ASCII = re.compile("[^\x00-\x7f]")


class Tree:
    """The syntax tree of a text, or of a part of it."""

    def __init__(self, language: object, text: str) -> None:
        self._data = text.encode("utf-8", "replace")
        self.root = Parser(Language(language)).parse(self._data).root_node
        # (byte offset, code points saved) behind each character of several bytes
        self._wide: list[int] = []
        if len(self._data) != len(text):
            more = 0
            for match in _BEYOND_ASCII.finditer(text):
                width = len(match.group().encode("utf-8", "replace"))
                self._wide.extend([match.start() + more + width] * (width - 1))
                more += width - 1

    def span(self, node: Node) -> tuple[int, int]:
        """The node's half-open span in code points."""
        return self.offset(node.start_byte), self.offset(node.end_byte)

    def offset(self, byte: int) -> int:
        """The code point at a byte offset."""
        return byte - bisect_right(self._wide, byte) if self._wide else byte

    def walk(self) -> Iterator[tuple[Node, bool]]:
        """Each node twice, (node, True) before and (node, False) behind its children; without recursion."""
        cursor = self.root.walk()
        while True:
            node = cursor.node
            assert node is not None
            yield node, True
            if cursor.goto_first_child():
                continue
            yield node, False
            while not cursor.goto_next_sibling():
                if not cursor.goto_parent():
                    return
                parent = cursor.node
                assert parent is not None
                yield parent, False
