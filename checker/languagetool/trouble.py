"""Why there are no findings of LanguageTool, in one line."""

from __future__ import annotations

from checker.problem import Problem


class Trouble(Problem):
    """LanguageTool cannot be had, or stopped answering; the message names server, cause and remedy."""


class TooLong(Trouble):
    """The server takes no text of this length."""
