"""Markdown: headings, paragraphs, list items, cells and quotations are prose; code, addresses and markup are not.

Two grammars of tree-sitter-markdown: one finds the blocks, the other the markup inside a block of prose.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

import tree_sitter_markdown
from tree_sitter import Node

from checker.document.builder import PLACEHOLDER, ProseBuilder, normalise
from checker.document.document import Document
from checker.document.syntax import Tree

_SKIP = frozenset(
    "fenced_code_block indented_code_block html_block minus_metadata plus_metadata link_reference_definition "
    "pipe_table_delimiter_row thematic_break".split()
)
_VANISH = frozenset(
    "emphasis_delimiter link_destination link_title link_label html_tag block_continuation "
    "backslash_escape hard_line_break shortcut_link_marker latex_block".split()
)
_OPAQUE = frozenset("code_span uri_autolink email_autolink latex_block".split())
_MOST_INLINE = 4_000
_BARE_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]]+")


def read_markdown(source: str, name: str, encoding: str) -> Document:
    """The document of a Markdown file."""
    builder = ProseBuilder(source)
    shift = 1 if source.startswith("\ufeff") else 0
    # a carriage return alone or before a newline is white space to the grammar, of the same width
    text = source[shift:].replace("\r\n", " \n").replace("\r", "\n")
    blocks = Tree(tree_sitter_markdown.language(), text + "\n")
    quoted = items = skipped = 0
    heading = False
    for node, entering in blocks.walk():
        kind = node.type
        step = 1 if entering else -1
        if kind in _SKIP:
            skipped += step
        elif kind == "block_quote":
            quoted += step
        elif kind == "list_item":
            items += step
        elif kind in ("atx_heading", "setext_heading"):
            heading = entering
        elif entering and not skipped and kind in ("inline", "pipe_table_cell"):
            start, end = blocks.span(node)
            end = min(end, len(text))
            prefixes = _continuations(blocks, node)
            for low, high in _pieces(text, start, end):
                own = [(a, b) for a, b in prefixes if low <= a and b <= high]
                _inline(builder, text, low, high, shift, own)
            what = "cell" if kind == "pipe_table_cell" else "heading" if heading else "quotation" if quoted else ""
            builder.end_segment(what or ("list-item" if items else "paragraph"), end + shift)
    return builder.document(name, "markdown", encoding)


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A block in pieces, cut at line ends or spaces: the parser's work grows with the square of the open markup."""
    pieces = []
    while end - start > _MOST_INLINE:
        cut = (
            max(text.rfind("\n", start + 1, start + _MOST_INLINE), text.rfind(" ", start + 1, start + _MOST_INLINE)) + 1
        )
        cut = cut if cut > start else start + _MOST_INLINE
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, end)]


def _continuations(blocks: Tree, node: Node) -> list[tuple[int, int]]:
    """Prefixes of quotations and list items inside a block of several lines."""
    return [blocks.span(child) for child in node.children if child.type == "block_continuation"]


def _inline(
    builder: ProseBuilder, text: str, start: int, end: int, shift: int, prefixes: list[tuple[int, int]]
) -> None:
    """Add the prose of one block: text without its markup."""
    masked = text[start:end]
    for low, high in prefixes:
        masked = masked[: low - start] + " " * (high - low) + masked[high - start :]
    masked_out = [(low - start, high - start, "") for low, high in prefixes]
    at = 0
    for low, high, instead in sorted([*masked_out, *_markup(masked)], key=lambda item: (item[0], -item[1])):
        if low < at:
            continue
        builder.add(start + at + shift, start + low + shift)
        if instead:
            builder.replace(instead, start + low + shift, start + high + shift)
        at = high
    builder.add(start + at + shift, end + shift)


@lru_cache(maxsize=1024)
def _markup(masked: str) -> tuple[tuple[int, int, str], ...]:
    """(start, end, prose instead) of the markup inside a block; kept, because an edit changes one block of many."""
    tree = Tree(tree_sitter_markdown.inline_language(), masked)
    gone: list[tuple[int, int, str]] = []
    depth = 0
    for node, entering in tree.walk():
        kind = node.type
        if kind in _OPAQUE:
            depth += 1 if entering else -1
        if not entering or (depth and kind not in _OPAQUE):
            continue
        low, high = tree.span(node)
        if kind in _OPAQUE:
            gone.append((low, high, PLACEHOLDER))
        elif kind == "entity_reference" or kind == "numeric_character_reference":
            gone.append((low, high, normalise(unescape(masked[low:high]))))
        elif kind == "backslash_escape":
            gone.append((low, low + 1, ""))
        elif kind in ("inline_link", "image", "full_reference_link", "collapsed_reference_link", "shortcut_link"):
            gone.extend(_link(tree, node, masked))
        elif kind in ("emphasis_delimiter", "html_tag", "hard_line_break"):
            gone.append((low, high, "\n" if kind == "hard_line_break" else ""))
    gone += [(m.start(), m.end(), PLACEHOLDER) for m in _BARE_ADDRESS.finditer(masked)]
    return tuple(gone)


def _link(tree: Tree, node: Node, text: str) -> list[tuple[int, int, str]]:
    """The parts of a link or an image that are not its text."""
    low, high = tree.span(node)
    for child in node.children:
        if child.type in ("link_text", "image_description"):
            begin, end = tree.span(child)
            return [(low, begin, ""), (end, high, "")]
    return [(low, high, PLACEHOLDER)]


def code_spans(source: str) -> list[tuple[int, int]]:
    """The half-open spans of code in a Markdown source: blocks, and what stands between backticks in a line."""
    text = source.replace("\r\n", " \n").replace("\r", "\n")
    blocks = Tree(tree_sitter_markdown.language(), text + "\n")
    found = []
    for node, entering in blocks.walk():
        if not entering:
            continue
        if node.type in ("fenced_code_block", "indented_code_block"):
            found.append(blocks.span(node))
        elif node.type == "inline":
            start, end = blocks.span(node)
            for low, high in _pieces(text, start, min(end, len(text))):
                if "`" in text[low:high]:
                    inline = Tree(tree_sitter_markdown.inline_language(), text[low:high])
                    spans = [
                        inline.span(inner) for inner, first in inline.walk() if first and inner.type == "code_span"
                    ]
                    found += [(low + first, low + last) for first, last in spans]
    return found
