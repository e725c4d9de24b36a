"""From text to the model's tokens, with their places."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec

from checker.deep.source import Source

_HALF = re.compile("[\ud800-\udfff]")


class Tokens(msgspec.Struct, frozen=True):
    """`ids`; each token's `starts` and `ends` in code points of the text; `words`: tokens of the same number were not
    split by white space or kind of sign before the model's merges, so nothing outside such a word changes them."""

    ids: list[int]
    starts: list[int]
    ends: list[int]
    words: list[int]


class Tokenizer:
    """The byte-level BPE of a model."""

    def __init__(self, path: Path) -> None:
        from tokenizers import Tokenizer as Bpe

        self._bpe = Bpe.from_file(str(path))

    def ids(self, text: str) -> list[int]:
        """The tokens of a text."""
        found: list[int] = self._bpe.encode(_whole(text), add_special_tokens=False).ids
        return found

    def __call__(self, text: str) -> Tokens:
        """The tokens of a text with their places."""
        made = self._bpe.encode(_whole(text), add_special_tokens=False)
        return Tokens(
            made.ids,
            [o[0] for o in made.offsets],
            [o[1] for o in made.offsets],
            [-1 if word is None else word for word in made.word_ids],
        )


def _whole(text: str) -> str:
    """The text, with a sign in the place of each half of a surrogate pair that a damaged file left."""
    return text if text.isascii() else _HALF.sub("?", text)


def write_tokenizer(source: Source, path: Path) -> None:
    """The tokenizer of a model as a file of `tokenizers`."""
    from tokenizers import Tokenizer as Bpe
    from tokenizers import models, pre_tokenizers

    vocabulary = {token: i for i, token in enumerate(source.tokens)}
    bpe = Bpe(models.BPE(vocabulary, list(source.merges), ignore_merges=False))
    parts: list[Any] = [pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)]
    if source.pre == "smollm":
        parts.insert(0, pre_tokenizers.Digits(individual_digits=True))
    bpe.pre_tokenizer = pre_tokenizers.Sequence(parts)
    bpe.save(str(path), pretty=False)
