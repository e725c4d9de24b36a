"""Bytes to prose: the file decoded once, its prose segments, and an exact map from prose to source."""

from checker.document.document import Document, Run, Segment
from checker.document.errors import DocumentError
from checker.document.formats import FORMATS, SUFFIXES, format_of
from checker.document.read import MAX_BYTES, decode, document_from_text, encode, read_bytes, read_document

__all__ = [
    "FORMATS",
    "MAX_BYTES",
    "SUFFIXES",
    "Document",
    "DocumentError",
    "Run",
    "Segment",
    "decode",
    "document_from_text",
    "encode",
    "format_of",
    "read_bytes",
    "read_document",
]
