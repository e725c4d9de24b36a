"""Formats by name and by suffix. An adapter is imported when a file of its format is read."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath

from checker.document.document import Document

Adapter = Callable[[str, str, str], Document]
"""(source, name, encoding) to the document."""

FORMATS = {
    "text": "checker.document.text:read_text",
    "markdown": "checker.document.markdown:read_markdown",
    "html": "checker.document.html:read_html",
}
SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mkd": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}


def format_of(name: str) -> str:
    """The format of a file name; plain text where the suffix is unknown."""
    return SUFFIXES.get(PurePath(name).suffix.lower(), "text")


def adapter(form: str) -> Adapter:
    """The adapter of a format; raises KeyError for an unknown name."""
    module, _, function = FORMATS[form].partition(":")
    found: Adapter = getattr(import_module(module), function)
    return found
