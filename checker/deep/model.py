"""The model at work: states of a text, and of many continuations of it at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from checker.deep.convert import Ready
from checker.deep.errors import DeepProblem
from checker.deep.tokens import Tokenizer

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

NEVER = -1e9
"""Added to the score of what a token must not see."""


class Beginning(msgspec.Struct, frozen=True):
    """What is known of a text's tokens: their states `hidden` (N, width), those behind a layer in the `middle`
    (N, width), and each layer's keys and values, alternating (kv_heads, N, head)."""

    hidden: Any
    middle: Any
    past: tuple[Any, ...]


class Branch(msgspec.Struct, frozen=True):
    """Another continuation of a beginning: it replaces the tokens from position `at` on.

    `before` are the keys and values of tokens of its own that `ids` go on from, as `Branched.past`.
    """

    at: int
    ids: tuple[int, ...]
    before: tuple[Any, ...] = ()


class Branched(msgspec.Struct, frozen=True):
    """A branch that was read: the states (tokens, width) of its `ids`, and their keys and values by layer."""

    hidden: Any
    past: tuple[Any, ...]


class Model:
    """A llama in memory. It works on the thread that calls it, of several at once."""

    def __init__(self, ready: Ready) -> None:
        import numpy as np
        import onnxruntime

        self.key = ready.key
        self.shape = ready.shape
        options = onnxruntime.SessionOptions()
        # a run is a thousand small products: threads that share them wait for one another a third of the time
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 4

        def session(name: str) -> Any:
            return onnxruntime.InferenceSession(ready.folder / name, options, providers=["CPUExecutionProvider"])

        try:
            self.tokenizer = Tokenizer(ready.folder / "tokenizer.json")
            self._embeddings = np.load(ready.folder / "embeddings.npy", mmap_mode="r")
            self._body, self._head = session("body.onnx"), session("head.onnx")
        except MemoryError:
            raise
        except Exception as error:  # the libraries' own kinds of errors, of a damaged file
            if "alloc" in str(error).lower():
                raise MemoryError(str(error)) from error
            raise DeepProblem(
                f"{ready.folder}: the model made ready there cannot be loaded ({_line(error)}); delete the folder"
            ) from error
        half = self.shape.head_width // 2
        self._turns = self.shape.base ** (-np.arange(half) / half)
        empty = np.zeros((self.shape.kv_heads, 0, self.shape.head_width), np.float32)
        self._nothing = tuple([empty] * (2 * self.shape.layers))

    def begin(self, ids: Sequence[int]) -> Beginning:
        """The states of a text."""
        import numpy as np

        n = len(ids)
        mask = np.triu(np.full((n, n), NEVER, np.float32), 1)
        hidden, middle, past = self._run(ids, np.arange(n), mask, self._nothing)
        return Beginning(hidden, middle, past)

    def branch(self, beginning: Beginning, branches: Sequence[Branch]) -> list[Branched]:
        """Each branch with the states of its tokens; the branches do not see each other."""
        import numpy as np

        shared = max(branch.at for branch in branches)
        ids = [token for branch in branches for token in branch.ids]
        lengths = [len(branch.ids) for branch in branches]
        known = [branch.before[0].shape[1] if branch.before else 0 for branch in branches]
        owner, known_owner = (np.repeat(np.arange(len(branches)), counts) for counts in (lengths, known))
        starts, read = np.array([branch.at for branch in branches])[owner], np.array(known)[owner]
        places = np.concatenate([np.arange(n) for n in lengths])
        seen = np.concatenate(
            [
                np.arange(shared)[None, :] < starts[:, None],
                owner[:, None] == known_owner[None, :],
                (owner[:, None] == owner[None, :]) & (places[None, :] <= places[:, None]),
            ],
            axis=1,
        )
        mask = np.where(seen, 0, NEVER).astype(np.float32)
        going_on = [branch.before for branch in branches if branch.before]
        past = tuple(
            np.concatenate([one[:, :shared], *(before[n] for before in going_on)], axis=1)
            for n, one in enumerate(beginning.past)
        )
        hidden, _, made = self._run(ids, starts + read + places, mask, past)
        ends = np.cumsum(lengths)
        return [
            Branched(hidden[end - length : end], tuple(one[:, end - length : end] for one in made))
            for end, length in zip(ends, lengths, strict=True)
        ]

    def logp(self, hidden: Floats, targets: Sequence[Sequence[int]]) -> Floats:
        """The log-probabilities (N, M) in nats of M tokens behind each of N states."""
        import numpy as np

        found: Floats = self._head.run(None, {"hidden": hidden, "target": np.array(targets, np.int64)})[0]
        return found

    def _run(
        self, ids: Sequence[int], positions: Any, mask: Floats, past: Sequence[Any]
    ) -> tuple[Any, Any, tuple[Any, ...]]:
        import numpy as np

        angles = np.outer(positions, self._turns)
        given = {
            "x": self._embeddings[np.array(ids)].astype(np.float32),
            "cos": np.cos(angles).astype(np.float32),
            "sin": np.sin(angles).astype(np.float32),
            "mask": mask,
        }
        for layer in range(self.shape.layers):
            given[f"pk{layer}"], given[f"pv{layer}"] = past[2 * layer], past[2 * layer + 1]
        hidden, *made, middle = self._body.run(None, given)
        return hidden, middle, tuple(made)


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
