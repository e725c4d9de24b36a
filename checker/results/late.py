"""A document whose prose is read only if somebody asks: a report from the cache rarely needs more than the source."""

from __future__ import annotations

from functools import cached_property
from typing import Any, cast

from checker.document import Document, document_from_text


class _Late:
    """Has what `Document` has; what needs no syntax tree is there at once."""

    def __init__(self, name: str, form: str, encoding: str, source: str) -> None:
        self.name = name
        self.format = form
        self.encoding = encoding
        self.source = source
        # lines and quotation marks are those of the source, whatever is prose in it
        self._bare = Document(name, form, encoding, source, "", ())
        self.line_column = self._bare.line_column

    @property
    def curly(self) -> bool:
        return self._bare.curly

    @cached_property
    def _whole(self) -> Document:
        return document_from_text(self.source, name=self.name, format=self.format, encoding=self.encoding)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._whole, name)

    def __reduce__(self) -> tuple[type[_Late], tuple[str, str, str, str]]:
        return _Late, (self.name, self.format, self.encoding, self.source)


def late_document(name: str, form: str, encoding: str, source: str) -> Document:
    """A document as `read_document` gives it, with its prose read later."""
    return cast(Document, _Late(name, form, encoding, source))
