"""Bytes on standard output."""

from __future__ import annotations

import sys


def put(content: bytes) -> None:
    """Write all of it: where Python does not buffer (PYTHONUNBUFFERED), one write may take a part."""
    sys.stdout.flush()
    rest = memoryview(content)
    while rest:
        rest = rest[sys.stdout.buffer.write(rest) :]
    sys.stdout.flush()
