"""Plain text: paragraphs are separated by blank lines."""

from __future__ import annotations

import re

from checker.document.builder import ProseBuilder
from checker.document.document import Document, Segment

_BLANK = re.compile(r"\n[ \t]*\n\s*")
_SENTENCE_END = frozenset(".!?:;,\"'”’…)")
MOST_HEADING = 100
"""Code points above which a line without a full stop is a paragraph all the same."""


def read_text(source: str, name: str, encoding: str) -> Document:
    """The document of a plain text."""
    builder = ProseBuilder(source)
    builder.add(0, len(source))
    built = builder.document(name, "text", encoding)
    runs = () if builder.even_only() or not source else built.runs
    return Document(name, "text", encoding, source, built.prose, tuple(paragraphs(built.prose)), runs)


def paragraphs(prose: str) -> list[Segment]:
    """The paragraphs and headings of a prose."""
    segments = []
    start = 0
    length = len(prose)
    while start < length:
        match = _BLANK.search(prose, start)
        end, following = (match.start(), match.end()) if match else (length, length)
        while start < end and prose[start].isspace():
            start += 1
        while end > start and prose[end - 1].isspace():
            end -= 1
        if start < end:
            heading = (
                end - start < MOST_HEADING and prose[end - 1] not in _SENTENCE_END and "\n" not in prose[start:end]
            )
            segments.append(Segment(start, end, "heading" if heading else "paragraph"))
        start = following
    return segments
