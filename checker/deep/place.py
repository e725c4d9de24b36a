"""What is weighed, and the answer."""

from __future__ import annotations

import msgspec


class Place(msgspec.Struct, frozen=True):
    """`text[start:end]` (code points) and what could stand there instead.

    By its first token alone an alternative costs nothing. Only the `most` likeliest by it are weighed to their end (0:
    all), and none that this token makes more than `-least` nats less likely than the text.
    """

    start: int
    end: int
    alternatives: tuple[str, ...]
    most: int = 0
    least: float = -1e9


class Weight(msgspec.Struct, frozen=True, array_like=True):
    """By how many nats each alternative of a place is likelier than the text, in the order of the alternatives.

    What is not `whole` was given up after its first tokens, whose difference stands in its place.
    """

    nats: tuple[float, ...]
    whole: tuple[bool, ...]
