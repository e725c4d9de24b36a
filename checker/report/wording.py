"""What reports for other programs say of a finding, and how text gets into their encodings."""

from __future__ import annotations

import re

from checker.finding import PIVOTS, Finding

MOST_SUGGESTIONS = 3
_LINE_END = re.compile(r"[ \t]*[\r\n]+[ \t]*|\t")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


def message_of(finding: Finding) -> str:
    """One line: the explanation, the word of the other language, the suggestions, the confidence."""
    parts = [finding.message]
    if source := pivot_of(finding):
        parts.append(f" ({source})")
    if finding.suggestions:
        shown = (f"“{s.replacement}”" if s.replacement else "delete it" for s in finding.suggestions[:MOST_SUGGESTIONS])
        parts.append(f"; suggested: {', '.join(shown)}")
    return one_line(f"{''.join(parts)} (confidence {finding.confidence:.2f})")


def pivot_of(finding: Finding) -> str:
    """'French “tarifs”' where a phrase explains the finding and its message does not name it yet; else nothing."""
    pivot = finding.pivot
    if pivot is None or not pivot.phrase or pivot.phrase in finding.message:
        return ""
    return f"{PIVOTS.get(pivot.language, pivot.language)} “{pivot.phrase}”"


def one_line(text: str) -> str:
    """The text without line ends, and with U+FFFD for controls, which could steer a terminal or a log."""
    return _CONTROL.sub("\ufffd", _LINE_END.sub(" ", text))


def as_utf8(text: str) -> str:
    """The text as UTF-8 can hold it: what is no Unicode, such as odd bytes of file names, is written `\\udcff`."""
    return text.encode("utf-8", "backslashreplace").decode()


def as_xml(text: str) -> str:
    """The text with U+FFFD for each character that XML 1.0 forbids."""
    return "".join(c if _allowed(c) else "\ufffd" for c in as_utf8(text))


def _allowed(c: str) -> bool:
    return (c >= " " and c not in "\ufffe\uffff") or c in "\t\n\r"
