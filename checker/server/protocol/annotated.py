"""Annotated text as a document whose source is what the client has on its screen, markup included."""

from __future__ import annotations

from collections.abc import Sequence

from checker.document import Document, document_from_text
from checker.document.builder import ProseBuilder, normalise
from checker.document.text import paragraphs
from checker.server.jobs import NAME, Part

Span = tuple[int, int]


def document_of(parts: Sequence[Part]) -> tuple[Document, list[Span]]:
    """(document, half-open spans of its markup). Offsets of findings are code points of all parts, joined.

    Markup is read as its `interpret_as`; a fix leaves it as it is. Only markup that is a character reference (`&eacute;`)
    is a letter like others.
    """
    if all(part.markup is None for part in parts):
        return document_from_text("".join(part.text or "" for part in parts), name=NAME), []
    source = "".join((part.text if part.markup is None else part.markup) or "" for part in parts)
    builder = ProseBuilder(source)
    markup: list[Span] = []
    at = 0
    for part in parts:
        if part.markup is None:
            end = at + len(part.text or "")
            builder.add(at, end)
        else:
            end = at + len(part.markup)
            if part.markup.startswith("&") and part.markup.endswith(";") and part.interpret_as:
                builder.replace(normalise(part.interpret_as), at, end)
            else:
                if part.interpret_as:
                    builder.replace(normalise(part.interpret_as), at, at)
                if end > at:
                    markup.append((at, end))
        at = end
    built = builder.document(NAME, "text", "utf-8")
    document = Document(NAME, "text", "utf-8", source, built.prose, tuple(paragraphs(built.prose)), built.runs)
    return document, markup
