"""What is weighed, and the answer."""

from __future__ import annotations

import msgspec


class Place(msgspec.Struct, frozen=True):
    """`text[start:end]` (code points) and what could stand there instead."""

    start: int
    end: int
    alternatives: tuple[str, ...]


class Weight(msgspec.Struct, frozen=True):
    """By how many nats each alternative of a place is likelier than the text, in the order of the alternatives.

    `nats` is corrected for length and frequency, `raw` is the bare difference of the log-probabilities.
    """

    nats: tuple[float, ...]
    raw: tuple[float, ...]
