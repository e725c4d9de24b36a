"""What a run says about the language model."""

from __future__ import annotations

from typing import Literal

import msgspec

Mode = Literal["suspect", "translated", "all", "off"]
MODES: tuple[Mode, ...] = ("suspect", "translated", "all", "off")


class DeepChoice(msgspec.Struct, frozen=True):
    """Which documents are weighed (`translated`: all, and the user says that a machine translated them), by which model
    (a name or a path; None: the usual one), in how many seconds; are the weights kept?"""

    mode: Mode = "suspect"
    model: str | None = None
    budget: float | None = None
    keep: bool = True
