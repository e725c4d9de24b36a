"""A GGUF file made ready once: graphs, embeddings and tokenizer in a folder of the user's cache."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import msgspec

from checker.deep.errors import DeepProblem
from checker.deep.source import Shape, Source, open_source
from checker.packs.files import cache_folder

FORMAT = 3
"""Version of what the folder holds; to be raised with every change of it."""


class Ready(msgspec.Struct, frozen=True):
    """A model made ready: its folder, its identity (for results kept) and its shape."""

    folder: Path
    key: str
    shape: Shape


def ready(path: Path) -> Ready:
    """The folder made from a GGUF file, made now if it is not there; raises `DeepProblem`."""
    key = key_of(path)
    folder = cache_folder() / "models" / f"{key}-{FORMAT}"
    shape = _shape(folder)
    if shape is None:
        source = open_source(path)
        _write(source, folder)
        shape = source.shape
        _drop_others(key, folder)
    return Ready(folder, key, shape)


def _drop_others(key: str, folder: Path) -> None:
    """Remove what earlier versions made of the same file: nobody reads it any more."""
    for other in folder.parent.glob(f"{key}-*"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)


def _shape(folder: Path) -> Shape | None:
    """The shape that stands in a folder made ready; None where there is none, or one of another time."""
    try:
        return msgspec.json.decode((folder / "shape.json").read_bytes(), type=Shape)
    except (OSError, msgspec.DecodeError):
        return None


def key_of(path: Path) -> str:
    """Identity of a file of hundreds of megabytes: its size, its first and its last megabyte; raises `DeepProblem`."""
    from hashlib import blake2b

    try:
        with path.open("rb") as stream:
            size = stream.seek(0, 2)
            stream.seek(0)
            made = blake2b(str(size).encode(), digest_size=12)
            made.update(stream.read(1 << 20))
            stream.seek(max(0, size - (1 << 20)))
            made.update(stream.read(1 << 20))
    except OSError as error:
        raise DeepProblem(f"{path}: no readable model ({error.strerror}); give the path of a GGUF file") from error
    return made.hexdigest()


def _write(source: Source, folder: Path) -> None:
    import numpy as np

    from checker.deep.graph import write_body, write_head
    from checker.deep.tokens import write_tokenizer

    made = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=folder.parent))
        write_body(source, made / "body.onnx")
        write_head(source, made / "head.onnx")
        np.save(made / "embeddings.npy", source.weight("token_embd.weight").astype(np.float16))
        write_tokenizer(source, made / "tokenizer.json")
        (made / "shape.json").write_bytes(msgspec.json.encode(source.shape))
        try:
            os.replace(made, folder)
        except OSError:
            if _shape(folder) is None:  # not that another process was quicker
                shutil.rmtree(folder, ignore_errors=True)
                os.replace(made, folder)
    except OSError as error:
        raise DeepProblem(f"{folder}: the model cannot be made ready there ({error.strerror or error})") from error
    finally:
        if made is not None:
            shutil.rmtree(made, ignore_errors=True)
