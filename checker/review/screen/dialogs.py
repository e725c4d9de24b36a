"""Questions and texts in front of the article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.events import Click, Key
from textual.screen import ModalScreen
from textual.widgets import Input, Static

_CSS = """
{name} {{ align: center middle; background: $background 60%; }}
{name} > Vertical {{ width: 90%; max-width: 96; height: auto; max-height: 90%; background: $panel;
    border: round $primary; padding: 0 1; }}
{name} .title {{ text-style: bold; }}
{name} VerticalScroll {{ height: auto; max-height: 100%; margin: 1 0; }}
{name} .keys {{ color: $foreground 70%; dock: bottom; }}
"""


class AskText(ModalScreen[str | None]):
    """A line of text; None if it was given up. With `fresh` what is typed takes the place of what stands there."""

    DEFAULT_CSS = _CSS.format(name="AskText")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "back")]

    def __init__(self, title: str, value: str = "", hint: str = "", fresh: bool = True) -> None:
        super().__init__()
        self._title, self._value, self._hint, self._fresh = title, value, hint, fresh

    def compose(self) -> ComposeResult:
        """Title, line, hint."""
        with Vertical():
            yield Static(Text(self._title), classes="title")
            yield Input(self._value, select_on_focus=False)
            yield Static(Text(f"{self._hint}  Enter takes it, Esc goes back".strip()), classes="hint")

    def on_mount(self) -> None:
        """Ready to type."""
        field = self.query_one(Input)
        if self._fresh:
            field.select_all()
        self.set_focus(field)

    def on_key(self, event: Key) -> None:
        """What was typed before the line had the focus is part of it."""
        field = self.query_one(Input)
        if event.is_printable and event.character and not field.has_focus:
            event.stop()
            field.replace(event.character, *field.selection)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take it."""
        event.stop()
        self.dismiss(event.value)


class Show(ModalScreen[bool]):
    """Lines to read; with `question` Enter or y says yes."""

    DEFAULT_CSS = _CSS.format(name="Show")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n,q,question_mark", "dismiss(False)", "back"),
        Binding("enter,y", "yes", "yes"),
        Binding("down,j", "scroll(1)", "down"),
        Binding("up,k", "scroll(-1)", "up"),
        Binding("pagedown,space", "scroll(10)", "page down"),
        Binding("pageup", "scroll(-10)", "page up"),
    ]

    def __init__(self, title: str, lines: Sequence[str], question: bool = False) -> None:
        super().__init__()
        self._title, self._lines, self._question = title, lines, question

    def compose(self) -> ComposeResult:
        """Title, lines, what to press."""
        keys = "Enter or y: do it   Esc or n: leave it" if self._question else "Esc: back   ↑ ↓: scroll"
        with Vertical():
            yield Static(Text(self._title), classes="title")
            with VerticalScroll(can_focus=False):
                yield Static(Text("\n".join(self._lines)))
            yield Static(Text(keys), classes="keys")

    def action_yes(self) -> None:
        """Do it, or only close."""
        self.dismiss(self._question)

    def action_scroll(self, by: int) -> None:
        """Some lines up or down."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)


class Choose(ModalScreen[str | None]):
    """One of some answers, each with its key; None on Esc."""

    DEFAULT_CSS = _CSS.format(name="Choose")

    def __init__(self, title: str, answers: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._title, self._answers = title, answers

    def compose(self) -> ComposeResult:
        """Title and answers."""
        with Vertical():
            yield Static(Text(self._title), classes="title")
            for key, about in self._answers:
                yield _Answer(key, about)
            yield Static(Text("Esc: back"), classes="hint")

    def on_key(self, event: Key) -> None:
        """An answer by its key; Enter takes the first."""
        event.stop()
        keys = [key for key, _ in self._answers]
        if event.key == "escape":
            self.dismiss(None)
        elif event.key == "enter":
            self.dismiss(keys[0])
        elif event.character in keys:
            self.dismiss(event.character)


class _Answer(Static):
    """An answer that can be clicked."""

    def __init__(self, key: str, about: str) -> None:
        super().__init__(Text(f"  {key}  {about}"))
        self._key = key

    def on_click(self, event: Click) -> None:
        """Take it."""
        event.stop()
        screen = self.screen
        assert isinstance(screen, Choose)
        screen.dismiss(self._key)
