"""The keys of the full screen: one table for the screen, its help and its footer."""

from __future__ import annotations

import msgspec
from textual.binding import Binding


class Keys(msgspec.Struct, frozen=True):
    """`keys` as Textual names them, `shown` as people read them; `footer` is the short name, empty if it is not there."""

    keys: str
    action: str
    shown: str
    about: str
    footer: str = ""


DECIDE = (
    Keys("y,enter", "accept(0)", "y Enter", "accept the first suggestion", "accept"),
    *(Keys(str(n), f"accept({n - 1})", "", "") for n in range(1, 10)),
    Keys("e", "edit", "e", "write the replacement by hand", "edit"),
    Keys("n,r", "reject", "n r", "reject: there is no fault here", "reject"),
    Keys("s,space", "skip", "s Space", "leave it for later", "later"),
    Keys("x,backspace", "clear", "x", "take the decision back"),
    Keys("u", "undo", "u", "undo, without limit", "undo"),
    Keys("U,ctrl+r", "redo", "U", "redo"),
    Keys("a", "accept_rule", "a", "accept all of this rule, after a preview"),
    Keys("A", "accept_confidence", "A", "accept all from a confidence on, after a preview"),
    Keys("w", "word", "w", "this word is right everywhere: to mtlint-words.txt"),
    Keys("i", "ignore('ignore')", "i", "ignore this finding here: to mtlint-ignore.json"),
    Keys("I", "ignore_rule", "I", "ignore this rule, in this file or in the project"),
)
MOVE = (
    Keys("j,down", "move(1)", "j ↓", "next fault"),
    Keys("k,up", "move(-1)", "k ↑", "previous fault"),
    Keys("tab", "move_open(1)", "Tab", "next open fault"),
    Keys("shift+tab", "move_open(-1)", "Shift+Tab", "previous open fault"),
    Keys("J", "move_severity(1)", "J", "next open fault of this severity"),
    Keys("K", "move_severity(-1)", "K", "previous open fault of this severity"),
    Keys("right_square_bracket", "move_file(1)", "]", "next file"),
    Keys("left_square_bracket", "move_file(-1)", "[", "previous file"),
    Keys("slash", "search", "/", "search in faults, explanations and their lines", "search"),
    Keys("f", "filter", "f", "show only some faults", "filter"),
    Keys("g", "go", "g", "to the fault of a number"),
    Keys("pagedown", "scroll(1)", "PgDn", "scroll the article down"),
    Keys("pageup", "scroll(-1)", "PgUp", "scroll the article up"),
)
DO = (
    Keys("d", "changes", "d", "what a save changes in this file"),
    Keys("S,ctrl+s", "save", "S", "save", "save"),
    Keys("R", "reread", "R", "read the file again, if it changed on disk"),
    Keys("t", "theme", "t", "dark, light, the terminal's own colours"),
    Keys("question_mark,f1", "help", "?", "this help", "help"),
    Keys("q", "leave", "q", "quit", "quit"),
    Keys("ctrl+q,ctrl+c", "leave", "", ""),
)
GROUPS = (("Decide", DECIDE), ("Move", MOVE), ("All else", DO))


def bindings() -> list[Binding]:
    """The keys as the application takes them."""
    return [
        Binding(
            keys.keys,
            keys.action,
            keys.footer or keys.about,
            show=bool(keys.footer),
            key_display=keys.shown[:1],
            priority="tab" in keys.keys,  # which a screen would take to move its focus
        )
        for _, group in GROUPS
        for keys in group
    ]


def help_lines() -> list[str]:
    """The table for the help."""
    lines: list[str] = []
    for name, group in GROUPS:
        lines += ["", name] if lines else [name]
        lines += [f"  {keys.shown:<10} {keys.about}" for keys in group if keys.shown]
        if name == "Decide":
            lines.insert(2, f"  {'1 ... 9':<10} accept that suggestion")
    return [*lines, "", "In the margin", "  C critical   M major   m minor   ✓ mended   · rejected   ? for later"]
