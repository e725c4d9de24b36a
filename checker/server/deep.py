"""The language model in a worker, where the server was started with `--deep`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.deep.errors import DeepProblem

if TYPE_CHECKING:
    from checker.deep.choice import DeepChoice
    from checker.deep.judge import Judge
    from checker.deep.scorer import Scorer


class Weigher:
    """Gives each check a judge of its own, with its own seconds, over one model. Nothing of a text is kept.

    After a failure, which `trouble` tells in one line, there is no judge any more.
    """

    def __init__(self, choice: DeepChoice) -> None:
        self.trouble = ""
        self._choice = choice
        self._scorer: Scorer | None = None

    def judge(self) -> Judge | None:
        """The judge for one check; None after a failure."""
        if self.trouble:
            return None
        from checker.deep.judge import Judge
        from checker.deep.open import model_key
        from checker.deep.weights import weights

        try:
            key = model_key(self._choice.model)
        except DeepProblem as problem:
            self.fail(problem)
            return None
        return Judge(key, self._opened, weights(), mode=self._choice.mode, budget=self._choice.budget)

    def fail(self, problem: DeepProblem) -> None:
        """Go on by rules alone."""
        self.trouble = str(problem)

    def _opened(self) -> Scorer:
        if self._scorer is None:
            from checker.deep.open import open_scorer

            self._scorer = open_scorer(self._choice.model)
        return self._scorer
