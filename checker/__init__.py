"""mtlint finds what machine translation and synonym spinning leave in English prose, and proposes the fix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from checker.api import Report, apply, check_file, check_text

__version__ = "0.1.0"
__all__ = ["Report", "__version__", "apply", "check_file", "check_text"]


def __getattr__(name: str) -> Any:
    # the interface is imported when first used, so that a command pays only for what it needs
    if name in __all__:
        from checker import api

        return getattr(api, name)
    raise AttributeError(f"module 'checker' has no attribute {name!r}")
