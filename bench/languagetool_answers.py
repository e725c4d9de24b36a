"""What a LanguageTool server answers, kept on disk so that no text is asked twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from checker.document import Document
from checker.languagetool.backend import PIECE, backend_of
from checker.languagetool.client import Answer, Client
from checker.languagetool.matches import Suspect, suspects
from checker.languagetool.pieces import pieces
from checker.languagetool.variant import language_of


class _Kept(Client):
    """A client that keeps every answer below a folder."""

    folder: Path
    key: str

    def check_in(self, text: str, language: str) -> Answer:
        if not hasattr(self, "folder"):
            return super().check_in(text, language)
        name = hashlib.sha256("\0".join((self.key, language, text)).encode()).hexdigest()
        file = self.folder / name[:2] / f"{name}.json"
        if file.is_file():
            return msgspec.json.decode(file.read_bytes(), type=Answer)
        answer = super().check_in(text, language)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(msgspec.json.encode(answer))
        return answer


class Answers:
    """A server, started where it is "local"; or what it answered before. For use as a context."""

    def __init__(self, server: str, folder: Path | None) -> None:
        backend = backend_of(server, required=True, timeout=600.0)
        assert backend is not None
        self.backend = backend
        backend.client()
        self.client: Client = Client(backend.address, 600.0)
        if folder is not None:
            kept = _Kept(backend.address, 600.0)
            kept.key = f"{kept.software.version} {kept.software.build_date}"
            kept.folder = folder
            self.client = kept
        backend._client = self.client
        self.version = self.client.software.version

    def __enter__(self) -> Answers:
        return self

    def __exit__(self, *exc: object) -> None:
        self.backend.close()

    def suspects(self, document: Document) -> Iterator[Suspect]:
        """All that the server suspects in a document."""
        language = language_of(document.prose, "any")
        for piece in pieces(document.prose, min(PIECE, self.client.limit or PIECE)):
            yield from suspects(piece, self.client.check_in(piece.text, language).matches, document.prose)
