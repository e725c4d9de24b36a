"""Why a file cannot be read or written."""

from __future__ import annotations


class DocumentError(Exception):
    """`kind` is one word for programs; the message names file, place, cause and remedy; `offset` in bytes."""

    def __init__(self, kind: str, path: str, message: str, offset: int | None = None) -> None:
        super().__init__(message)
        self.kind = kind
        self.path = path
        self.message = message
        self.offset = offset

    def __reduce__(self) -> tuple[type[DocumentError], tuple[str, str, str, int | None]]:
        return DocumentError, (self.kind, self.path, self.message, self.offset)
