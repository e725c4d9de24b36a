"""`--deep`: the model of a run, what it could not do, and how far it is."""

from __future__ import annotations

import sys
import time
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.cli.inputs import UsageProblem
from checker.deep.choice import MODES, DeepChoice
from checker.problem import Problem
from checker.report.printable import printable

if TYPE_CHECKING:
    from checker.deep.judge import Judge

SOON = 2.0
"""Seconds after which the time left is told."""


def chosen(mode: str | None, model: str | None, budget: float | None, keep: bool = True) -> DeepChoice | None:
    """What the options say; None where nothing is to be weighed. Raises UsageProblem for an unknown mode."""
    if mode is None:
        for name, value in (("--deep-model", model), ("--deep-budget", budget)):
            if value is not None:
                raise UsageProblem(f"{name} {value}: says how to weigh; say --deep as well")
        return None
    for known in MODES:
        if mode == known:
            return None if known == "off" else DeepChoice(known, model, budget, keep)
    raise UsageProblem(f"--deep={mode}: unknown; known are {', '.join(MODES)} (--deep alone is --deep=suspect)")


class DeepRun:
    """The model in a run. Where it fails, that is said once, and the run goes on by rules alone."""

    def __init__(self, choice: DeepChoice) -> None:
        self.choice = choice
        self.failed = False
        self._judge: Judge | None = None
        self._told = 0.0
        self._begun = 0.0

    def judge(self) -> Judge | None:
        """The judge; None after a failure."""
        if self._judge is None and not self.failed:
            try:
                from checker.deep.kept import kept_folder
                from checker.deep.open import open_judge

                self._judge = open_judge(self.choice, kept_folder() if self.choice.keep else None, self._tell)
            except Problem as problem:
                self.fail(problem)
        return None if self.failed else self._judge

    def key(self) -> bytes:
        """What a result depends on: the model and how it is used; empty after a failure."""
        judge = self.judge()
        return f"{self.choice.mode} {judge.model}".encode() if judge is not None else b""

    def fail(self, problem: Exception) -> None:
        """Say why the model weighs nothing any more."""
        self.failed = True
        self._clear()
        print(f"mtlint: {printable(str(problem))}; shown is what the rules find by themselves", file=sys.stderr)

    @property
    def left(self) -> int:
        """How many places the budget left."""
        return 0 if self._judge is None else self._judge.left

    def done(self) -> None:
        """Tell at the end what the budget left."""
        if self.left and not self.failed:
            left = f"{self.left} place{'s' * (self.left != 1)}"
            print(
                f"mtlint: --deep-budget {self.choice.budget:g}: {left} of the least doubtful were not weighed; "
                "the same command goes on with them",
                file=sys.stderr,
            )

    def _tell(self, done: int, total: int) -> None:
        """The time left, on a terminal's standard error."""
        if not sys.stderr.isatty():
            return
        now = time.monotonic()
        if done <= 1 or not self._begun:
            self._begun = now
        if done >= total:
            self._clear()
        elif now - self._told > 0.2 and now - self._begun > 0.1:
            self._told = now
            seconds = (now - self._begun) * (total - done) / done
            print(f"\r\x1b[2Kweighing {done} of {total}, {seconds:.0f} s left", end="", file=sys.stderr, flush=True)

    def _clear(self) -> None:
        if sys.stderr.isatty() and self._told:
            print("\r\x1b[2K", end="", file=sys.stderr, flush=True)
            self._told = 0.0


@lru_cache(maxsize=4)
def deep_run(choice: DeepChoice) -> DeepRun:
    """The one run with this choice."""
    return DeepRun(choice)


def with_mode(arguments: list[str]) -> list[str]:
    """The arguments with `--deep` by itself written out."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    return ["--deep=suspect" if a == "--deep" and n < end else a for n, a in enumerate(arguments)]
