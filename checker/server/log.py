"""What the server writes to standard error: never a text, a query, a header or the message of an exception."""

from __future__ import annotations

import logging
import sys
import traceback

logger = logging.getLogger("mtlint.serve")


def set_up(level: str) -> None:
    """Lines with time and level on standard error, for us and for uvicorn."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_without_messages)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S"))
    for name, wanted in (("mtlint.serve", level), ("uvicorn.error", "WARNING"), ("asyncio", "WARNING")):
        own = logging.getLogger(name)
        own.handlers = [handler]
        own.propagate = False
        own.setLevel(wanted)


def where(error: BaseException) -> str:
    """The kind of an exception and the places it passed, without its message, which may hold text."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    places = " < ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(error).__name__} at {places or 'unknown'}"


def _without_messages(record: logging.LogRecord) -> bool:
    """Takes tracebacks out of what uvicorn and asyncio log."""
    if record.exc_info:
        error = record.exc_info[1]
        record.msg = f"{str(record.msg).strip()}: {where(error) if error is not None else ''}"
        record.exc_info = None
        record.exc_text = None
    return True
