"""The protocol as pygls speaks it, with two things of our own.

The texts of documents are kept by us alone (pygls counts other characters as line ends than the protocol does, and
splits the whole text at every keystroke). Diagnostics are written as they are, without a detour over its classes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from lsprotocol import types
from pygls.protocol import LanguageServerProtocol, lsp_method

from checker.lsp.diagnostics import Diagnostic


class Protocol(LanguageServerProtocol):
    """One connection."""

    def _to_handler(self, method: str, params: Any) -> Iterator[Any]:
        handler = self.fm.features.get(method)
        if handler is not None:
            yield handler, (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: Any) -> Iterator[Any]:
        """Hand on to the server."""
        yield from self._to_handler(types.TEXT_DOCUMENT_DID_OPEN, params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: Any) -> Iterator[Any]:
        """Hand on to the server."""
        yield from self._to_handler(types.TEXT_DOCUMENT_DID_CHANGE, params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: Any) -> Iterator[Any]:
        """Hand on to the server."""
        yield from self._to_handler(types.TEXT_DOCUMENT_DID_CLOSE, params)

    def publish(self, uri: str, version: int | None, diagnostics: list[Diagnostic]) -> None:
        """Send the diagnostics of a document; a version that is None is left out."""
        self.write(publication(uri, version, diagnostics))

    def write(self, body: bytes) -> None:
        """Send one message."""
        if self.writer is not None:
            self.writer.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    @property
    def ended(self) -> bool:
        """Was the server asked to shut down?"""
        return self._shutdown


def publication(uri: str, version: int | None, diagnostics: list[Diagnostic]) -> bytes:
    """The message that publishes diagnostics."""
    params: dict[str, Any] = {"uri": uri, "diagnostics": diagnostics}
    if version is not None:
        params["version"] = version
    return msgspec.json.encode({"jsonrpc": "2.0", "method": types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, "params": params})
