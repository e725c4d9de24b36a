"""What an editor offers at a finding: its suggestions, and ways to have it left alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from checker.document import Document
from checker.edits import edits_for
from checker.finding import Edit, Finding
from checker.lsp.checking import Checked
from checker.lsp.diagnostics import Diagnostic, diagnostic, range_of
from checker.lsp.documents import OpenDocument
from checker.lsp.text import Text
from checker.review.decision import Decision, edits_of

IGNORE_HERE = "mtlint.ignoreHere"
IGNORE_RULE = "mtlint.ignoreInProject"
ADD_WORD = "mtlint.addWord"
FIX_ALL = "mtlint.fixAll"
QUICK_FIX = "quickfix"
SOURCE_FIX_ALL = "source.fixAll.mtlint"
_MOST_SHOWN = 60
_COMMENTABLE = frozenset(("markdown", "html"))
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")

Action = dict[str, Any]


def actions_at(
    opened: OpenDocument, checked: Checked, start: int, end: int, only: Iterable[str] | None
) -> list[Action]:
    """The actions for a range of offsets; `only` are the kinds that the editor asks for, None for all."""
    kinds = None if only is None else tuple(only)
    found: list[Action] = []
    if _wanted(QUICK_FIX, kinds):
        for finding in touched(checked, start, end):
            found += _quick(opened, checked, finding)
    if _wanted(SOURCE_FIX_ALL, kinds):
        edits = all_fixes(checked, checked.held.fix)
        if edits:
            title = f"mtlint: put in place all fixes from confidence {checked.held.fix:g} on"
            found.append({"title": title, "kind": SOURCE_FIX_ALL, "edit": workspace_edit(opened, edits)})
    return found


def touched(checked: Checked, start: int, end: int) -> list[Finding]:
    """The findings that a range of offsets touches."""
    return [f for f in checked.report.findings if f.start <= end and start <= f.end]


def all_fixes(checked: Checked, lowest: float) -> list[Edit]:
    """The edits of all findings of at least that confidence."""
    return [edit for edit, _ in edits_for(checked.report.findings, lowest)]


def workspace_edit(opened: OpenDocument, edits: Iterable[Edit]) -> dict[str, Any]:
    """The edits of a document, as the protocol has them."""
    return {"changes": {opened.uri: [text_edit(opened.text, edit) for edit in edits]}}


def text_edit(text: Text, edit: Edit) -> dict[str, Any]:
    """One edit."""
    return {"range": range_of(text, edit.start, edit.end), "newText": edit.replacement}


def _wanted(kind: str, only: tuple[str, ...] | None) -> bool:
    return only is None or any(not one or kind == one or kind.startswith(f"{one}.") for one in only)


def _quick(opened: OpenDocument, checked: Checked, finding: Finding) -> Iterator[Action]:
    """Suggestions first, then what leaves the finding alone."""
    document = checked.report.document
    about = [diagnostic(finding, opened.text)]
    first = True
    for number, suggestion in enumerate(finding.suggestions):
        edits = edits_of(document, finding, Decision("accept", number, suggestion.replacement))
        if not edits:
            continue
        shown = _short(suggestion.replacement)
        title = (
            f"Replace by “{shown}” ({suggestion.confidence:.2f})" if shown else f"Delete ({suggestion.confidence:.2f})"
        )
        action = {"title": title, "kind": QUICK_FIX, "diagnostics": about, "edit": workspace_edit(opened, edits)}
        yield {**action, "isPreferred": True} if first else action
        first = False
    comment = comment_for(document, finding)
    if comment is not None:
        title = f"Ignore here, by a comment ({finding.rule})"
        yield {"title": title, "kind": QUICK_FIX, "diagnostics": about, "edit": workspace_edit(opened, [comment])}
    if opened.path is not None:
        yield _command("Ignore here, in mtlint-ignore.json", IGNORE_HERE, about, opened.uri, finding.fingerprint)
    yield _command(f"Ignore {finding.rule} in the project", IGNORE_RULE, about, opened.uri, finding.rule)
    word = word_of(finding)
    if word:
        yield _command(f"Add “{_short(word)}” to the project's words", ADD_WORD, about, opened.uri, word)


def _command(title: str, command: str, about: list[Diagnostic], *arguments: object) -> Action:
    return {
        "title": title,
        "kind": QUICK_FIX,
        "diagnostics": about,
        "command": {"title": title, "command": command, "arguments": list(arguments)},
    }


def word_of(finding: Finding) -> str:
    """The text of a finding as a word or phrase for the project's list; empty where it is none."""
    text = " ".join(finding.text.split())
    return text if _WORD.search(text) and "<" not in text and len(text) <= 80 else ""


def comment_for(document: Document, finding: Finding) -> Edit | None:
    """The comment before the finding's line that silences its rule there; None where a comment would change the text.

    In Markdown a comment ends the paragraph before it: it stands only where one begins.
    """
    if document.format not in _COMMENTABLE:
        return None
    source = document.source
    start = finding.start - (finding.column - 1)
    if not 0 <= start <= len(source):
        return None
    line = re.compile(r"[^\r\n]*").match(source, start)
    assert line is not None
    before = source[:start]
    if document.format == "markdown":
        above = re.split(r"\r\n|\r|\n", before)[-2:-1]
        if (above and above[0].strip()) or re.match(r"\s|[-*+>|]|\d+[.)]", line.group()):
            return None  # inside a paragraph, a list, a quotation or a table
    elif before.rfind("<") > before.rfind(">") or line.group().lstrip("\ufeff").lower().startswith("<!doctype"):
        return None  # inside a tag or a comment, or before what must come first
    end = "\r\n" if "\r\n" in source else "\n"
    if start == 0 and source.startswith("\ufeff"):
        start = 1
    indent = re.match(r"[ \t]*", line.group())
    assert indent is not None
    return Edit(start, start, f"{indent.group()}<!-- mtlint: off-next-line {finding.rule} -->{end}")


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _MOST_SHOWN else f"{flat[: _MOST_SHOWN - 1]}…"
