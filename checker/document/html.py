"""HTML: text nodes are prose; tags, attributes, comments, scripts, styles and code are not."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from html import unescape

import tree_sitter_html
from tree_sitter import Node

from checker.document.builder import PLACEHOLDER, ProseBuilder, normalise
from checker.document.document import Document
from checker.document.syntax import Tree

_SILENT = frozenset("script style pre code kbd samp var template textarea svg math noscript object iframe head".split())
_BLOCK = frozenset(
    "address article aside blockquote body br-block caption center dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p section select summary table tbody td "
    "tfoot th thead title tr ul video audio".split()
)
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "title"), "heading"),
    **dict.fromkeys(("li", "dd", "dt"), "list-item"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    "blockquote": "quotation",
}
# Elements whose end tag authors leave out: another of the group, or an end of what holds them, ends them.
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_PIECE = re.compile(
    r"[!-%'-~]+(?: [!-%'-~]+)+|\s+|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?|[^\s&]+|&"
)
_TAGS = frozenset(("start_tag", "self_closing_tag", "end_tag", "erroneous_end_tag"))


_PIECE_LENGTH = 16_384
_RAW_START = re.compile(r"<!--|<(script|style)\b[^<>]*>|<(?![A-Za-z/!?])", re.IGNORECASE)
_RAW_END = {
    **{name: re.compile(rf"</{name}\b[^<>]*>?", re.IGNORECASE) for name in ("script", "style")},
    "!--": re.compile("-->"),
}


def read_html(source: str, name: str, encoding: str) -> Document:
    """The document of an HTML file; broken markup is read as far as it goes."""
    bare, raw = _without_raw(source)
    reader = _Reader(source, raw)
    start = 0
    while start < len(bare):
        end = _cut(bare, start)
        _read_piece(reader, bare, start, end)
        start = end
    reader.finish()
    return reader.builder.document(name, "html", encoding)


def _without_raw(source: str) -> tuple[str, list[tuple[int, int]]]:
    """(the source with spaces for its comments, scripts, styles and each `<` that opens no tag, spans of the former).

    A comment or script that is not closed reaches to the end, as in browsers.
    """
    pieces = []
    raw = []
    at = 0
    while (opening := _RAW_START.search(source, at)) is not None:
        low = opening.start()
        if opening[0] == "<":
            high = low + 1
        else:
            name = opening[1]
            closing = _RAW_END[name.lower() if name else "!--"].search(source, opening.end())
            high = closing.end() if closing else len(source)
            raw.append((low, high))
        pieces += [source[at:low], " " * (high - low)]
        at = high
    return "".join([*pieces, source[at:]]), raw


def comment_spans(source: str) -> list[tuple[int, int]]:
    """The half-open spans of the comments in an HTML source; what stands in a script is none."""
    return [(low, high) for low, high in _without_raw(source)[1] if source.startswith("<!--", low)]


def _cut(source: str, start: int) -> int:
    """Where a piece may end: between two tags. The parser's work grows with the square of the nesting in a piece."""
    end = start + _PIECE_LENGTH
    if end >= len(source):
        return len(source)
    between = source.rfind("><", start, end)
    if between > start:
        return between + 1
    tag = source.rfind("<", start + 1, end)
    return tag if tag > start else end


def _read_piece(reader: _Reader, source: str, start: int, end: int) -> None:
    """Read the tags of `source[start:end]`."""
    tree = Tree(tree_sitter_html.language(), source[start:end])
    for node, entering in tree.walk():
        if not entering or node.type not in _TAGS:
            continue
        low, high = (start + offset for offset in tree.span(node))
        reader.tag(node.type, _tag_name(tree, node, source[start:end]), source[low:high], low, high)


def _tag_name(tree: Tree, node: Node, source: str) -> str:
    for child in node.children:
        if child.type in ("tag_name", "erroneous_end_tag_name"):
            low, high = tree.span(child)
            return source[low:high].lower()
    return ""


class _Reader:
    """Walks tags in the order of the source; what lies between two of them is text."""

    def __init__(self, source: str, raw: list[tuple[int, int]]) -> None:
        self.source = source
        self.raw = raw
        self.builder = ProseBuilder(source)
        self.at = 1 if source.startswith("\ufeff") else 0
        self.silent: list[tuple[str, bool]] = []
        self.kinds: list[str] = []

    def tag(self, kind: str, name: str, text: str, low: int, high: int) -> None:
        self._text(low)
        self.at = max(self.at, high)
        opening = kind in ("start_tag", "self_closing_tag")
        if name == "br" and not self.silent and self.builder.open:
            self.builder.replace("\n", low, high)
        if name in _BLOCK:
            self.builder.end_segment(self.kinds[-1] if self.kinds else "paragraph", low)
        if name in _VOID or kind == "self_closing_tag":
            return
        if name in _KINDS:
            if opening:
                self.kinds.append(_KINDS[name])
            elif self.kinds:
                self.kinds.pop()
        if opening:
            left_out = name in _SILENT
            foreign = _foreign(text)
            if left_out or foreign or self.silent:
                if not self.silent and (name in ("code", "kbd", "samp", "var", "math", "svg") or foreign):
                    self.builder.replace(PLACEHOLDER, low, high)
                if left_out or foreign or any(open_name == name for open_name, _ in self.silent):
                    self.silent.append((name, foreign))
        elif self.silent and any(open_name == name for open_name, _ in self.silent):
            while self.silent.pop()[0] != name:
                pass

    def finish(self) -> None:
        self._text(len(self.source))
        self.builder.end_segment("paragraph", len(self.source))

    def _text(self, end: int) -> None:
        """The source from where we are up to `end` is text."""
        if end <= self.at:
            return
        start, self.at = self.at, end
        if self.silent:
            return
        for low, high in self._outside_raw(start, end):
            self._prose(low, high)

    def _outside_raw(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        for low, high in self.raw[bisect_left(self.raw, (start, 0)) :]:
            if low >= end:
                break
            yield start, low
            start = high
        if start < end:
            yield start, end

    def _prose(self, start: int, end: int) -> None:
        builder = self.builder
        for match in _PIECE.finditer(self.source, start, end):
            piece = match.group()
            if piece[0].isspace() and piece.strip(" \t\r\n\f") == "":
                if not builder.open or builder.last_character in " \n":
                    builder.replace("", match.start(), match.end())
                else:
                    builder.replace(" ", match.start(), match.end())
            elif piece[0] == "&" and len(piece) > 1:
                text = unescape(piece)
                builder.replace(normalise(text).replace("\u00ad", "").replace("\u200b", ""), match.start(), match.end())
            else:
                builder.add(match.start(), match.end())


_LANG = re.compile(r"""\slang\s*=\s*["']?([A-Za-z]+)""", re.IGNORECASE)
_NOT_TRANSLATED = re.compile(r"""\stranslate\s*=\s*["']?no\b|\sclass\s*=\s*["'][^"']*\bnotranslate\b""", re.IGNORECASE)


def _foreign(tag: str) -> bool:
    """Does the start tag say that its text is in another language, or not to be translated?"""
    language = _LANG.search(tag)
    if language is not None and language.group(1).lower() != "en":
        return True
    return _NOT_TRANSLATED.search(tag) is not None
