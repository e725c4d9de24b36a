"""Checking a document again and again while it is written: what did not change is not looked at again."""

from checker.incremental.engine import Incremental

__all__ = ["Incremental"]
