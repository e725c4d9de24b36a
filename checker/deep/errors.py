"""What keeps the model from weighing: one line for the user."""

from __future__ import annotations

from checker.problem import Problem


class DeepProblem(Problem):
    """The model cannot be had, read or run; the message says which, where, why and what to do."""
