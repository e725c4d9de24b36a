"""An open document: where it lies, what format it has, its text and what was found in it last."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from pygls.uris import to_fs_path

from checker.document import format_of
from checker.lsp.checking import Checked, Checker
from checker.lsp.text import Text

LANGUAGES = {
    "plaintext": "text",
    "text": "text",
    "txt": "text",
    "markdown": "markdown",
    "rmd": "markdown",
    "quarto": "markdown",
    "html": "html",
    "xhtml": "html",
}
"""Formats by the name that an editor gives a language; for any other the suffix decides."""


class OpenDocument:
    """A document that an editor has open; `checked` belongs to the text of version `checked.version`."""

    def __init__(self, uri: str, language: str, version: int | None, text: Text) -> None:
        self.uri = uri
        self.version = version
        self.text = text
        self.path = path_of(uri)
        self.format = LANGUAGES.get(language.lower()) or format_of(self.path or urlsplit(uri).path)
        self.checked: Checked | None = None
        self.checker = Checker()
        self.revision = 0
        """Grows with every change of the text or of what holds for it."""

    @property
    def name(self) -> str:
        """How the document is called in messages."""
        return self.path or unquote(urlsplit(self.uri).path) or self.uri


def path_of(uri: str) -> str | None:
    """The file of a document; None for one that lies in none, such as an untitled one."""
    if urlsplit(uri).scheme != "file":
        return None
    path = to_fs_path(uri)
    return None if path is None else str(Path(path))
