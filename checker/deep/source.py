"""A language model as people have it: one GGUF file of the llama architecture, with its tokenizer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from checker.deep.errors import DeepProblem

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

MOST_WIDTH = 8192


class Shape(msgspec.Struct, frozen=True):
    """The sizes of a llama: layers, width of a state, heads, heads of keys and values, width of a head and of the
    feed-forward layer, words of the vocabulary; `base` of the rotary positions, `epsilon` of the norms; the token that
    a text begins with."""

    layers: int
    width: int
    heads: int
    kv_heads: int
    head_width: int
    inner: int
    vocabulary: int
    base: float
    epsilon: float
    first_token: int


class Source(msgspec.Struct, frozen=True):
    """An opened file. `weight(name)` is a tensor as float32 (out, in); tokens and merges are those of the tokenizer."""

    shape: Shape
    weight: Callable[[str], Floats]
    tied: bool
    tokens: tuple[str, ...]
    merges: tuple[tuple[str, str], ...]
    pre: str


def open_source(path: Path) -> Source:
    """Read a GGUF file's metadata and map its tensors; raises `DeepProblem`."""
    import gguf
    import numpy as np

    try:
        reader = gguf.GGUFReader(path)
    except (OSError, ValueError, KeyError, IndexError, OverflowError, TypeError, UnicodeDecodeError) as error:
        raise DeepProblem(
            f"{path}: not a readable GGUF file ({error or type(error).__name__}); fetch it again"
        ) from error

    def value(key: str, otherwise: Any = None) -> Any:
        field = reader.fields.get(key)
        if field is None:
            if otherwise is None:
                raise DeepProblem(
                    f"{path}: the GGUF file lacks {key}; --deep-model takes language models with a tokenizer"
                )
            return otherwise
        return field.contents()

    kind = value("general.architecture")
    if kind != "llama":
        raise DeepProblem(f"{path}: a model of the architecture {kind!r}; --deep-model takes llama models only")
    if value("tokenizer.ggml.model") != "gpt2":
        raise DeepProblem(
            f"{path}: its tokenizer is {value('tokenizer.ggml.model')!r}; --deep-model takes byte-level BPE only"
        )
    tensors = {tensor.name: tensor for tensor in reader.tensors}

    def weight(name: str) -> Floats:
        tensor = tensors.get(name)
        if tensor is None:
            raise DeepProblem(f"{path}: the GGUF file lacks the tensor {name}; fetch it again")
        return gguf.quants.dequantize(tensor.data, tensor.tensor_type).astype(np.float32, copy=False)

    heads = int(value("llama.attention.head_count"))
    width = int(value("llama.embedding_length"))
    tokens = tuple(value("tokenizer.ggml.tokens"))
    shape = Shape(
        layers=int(value("llama.block_count")),
        width=width,
        heads=heads,
        kv_heads=int(value("llama.attention.head_count_kv", heads)),
        head_width=int(value("llama.attention.key_length", width // heads)),
        inner=int(value("llama.feed_forward_length")),
        vocabulary=len(tokens),
        base=float(value("llama.rope.freq_base", 10_000.0)),
        epsilon=float(value("llama.attention.layer_norm_rms_epsilon")),
        first_token=int(value("tokenizer.ggml.bos_token_id", 0)),
    )
    merges = tuple((left, right) for left, _, right in (str(m).partition(" ") for m in value("tokenizer.ggml.merges")))
    return Source(shape, weight, "output.weight" not in tensors, tokens, merges, str(value("tokenizer.ggml.pre", "")))
