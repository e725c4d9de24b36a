"""The whole screen as text, at three sizes, and its help: compared with files that are to be read when they change.

A line that holds marks is followed by one that tells their styles: B bold, U underlined, C both, I italic and
underlined, R reversed, S struck through.
After a change that is meant, run the tests once with MTLINT_SNAPSHOTS=write and look at `git diff`.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.style import Style

from checker.review.desk import Desk
from checker.review.save import Saver
from checker.review.screen.app import ReviewApp

FOLDER = Path(__file__).parent / "snapshots"
SCREENS = {
    "wide": ((120, 30), ("y", "n", "s", "j", "j", "k")),
    "usual": ((80, 24), ("y", "n", "s")),
    "narrow": ((50, 20), ("2", "tab", "tab", "tab")),
    "preview": ((80, 24), ("a",)),
    "help": ((80, 50), ("question_mark",)),
}


def drawn(app: ReviewApp) -> str:
    """The screen, with the styles of what is marked."""
    lines = []
    for strip in app.screen._compositor.render_strips():
        text = styles = ""
        for segment in strip:
            text += segment.text
            styles += _letter(segment.style) * segment.cell_length if segment.text.strip() else " " * len(segment.text)
        lines.append(text.rstrip())
        if styles.strip():
            lines.append(f"{styles.rstrip()} <")
    return "\n".join(lines) + "\n"


def _letter(style: Style | None) -> str:
    if style is None:
        return " "
    marks = (
        (style.reverse, "R"),
        (style.strike, "S"),
        (style.bold and style.underline, "C"),
        (style.italic and style.underline, "I"),
        (style.underline, "U"),
        (style.bold, "B"),
    )
    return next((letter for on, letter in marks if on), " ")


@pytest.mark.parametrize("name", SCREENS)
def test_the_screen_is_as_it_was_looked_at(name: str, open_desk: Callable[..., tuple[Desk, Saver]]) -> None:
    size, keys = SCREENS[name]
    desk, saver = open_desk()

    async def run() -> str:
        app = ReviewApp(desk, saver)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await pilot.press(*keys)
            await pilot.pause()
            return drawn(app)

    found = asyncio.run(run())
    file = FOLDER / f"{name}.txt"
    if os.environ.get("MTLINT_SNAPSHOTS") == "write":
        FOLDER.mkdir(exist_ok=True)
        file.write_text(found, "utf-8")
    assert found == file.read_text("utf-8")
