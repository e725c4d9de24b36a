"""Finds a project's words and phrases in prose. An entry with a capital stands only as written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checker.document.builder import normalise

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")


class Phrases:
    """Words and phrases, to be found as whole words; white space in a phrase stands for any."""

    def __init__(self, entries: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, list[tuple[str, bool]]]]] = {}
        for entry in entries:
            tokens = _tokens(normalise(entry))
            if tokens:
                self._by_first.setdefault(tokens[0][0].lower(), []).append((entry, tokens))
        for found in self._by_first.values():  # longest first
            found.sort(key=lambda item: (-len(item[1]), item[0]))
        self.longest = max((len(entry) for entry in entries), default=0) if self._by_first else 0

    def __bool__(self) -> bool:
        return bool(self._by_first)

    def occurrences(self, prose: str, low: int = 0, high: int | None = None) -> Iterator[tuple[int, int, str]]:
        """(start, end, entry) for each place that begins in `low:high`; several may begin at one place."""
        for match in _TOKEN.finditer(prose, low):  # not up to `high`, which may lie inside a word
            if high is not None and match.start() >= high:
                break
            for entry, tokens in self._by_first.get(match.group().lower(), ()):
                end = _end(prose, match.start(), tokens)
                if end is not None:
                    yield match.start(), end, entry


def _tokens(entry: str) -> list[tuple[str, bool]]:
    """The tokens of an entry, each with whether white space stands before it."""
    found: list[tuple[str, bool]] = []
    at = 0
    for match in _TOKEN.finditer(entry):
        found.append((match.group(), match.start() > at and bool(found)))
        at = match.end()
    return found


def _end(prose: str, start: int, tokens: list[tuple[str, bool]]) -> int | None:
    """Where the tokens end that begin at `start`; None where the prose reads otherwise."""
    if start and _inside_word(prose, start):
        return None
    at = start
    small = not any(token != token.lower() for token, _ in tokens)
    for number, (token, spaced) in enumerate(tokens):
        if spaced:
            first = at
            while at < len(prose) and prose[at].isspace():
                at += 1
            if at == first or prose.count("\n", first, at) > 1:
                return None
        read = prose[at : at + len(token)]
        if read != token:
            # a sentence or a title may begin with a word that has no capital of its own
            titled = small and read.lower() == token and (read[1:].islower() or len(read) == 1)
            if not titled and not (small and number and read.lower() == token):
                return None
        at += len(token)
    return None if _inside_word(prose, at) else at


def _inside_word(prose: str, at: int) -> bool:
    return 0 < at < len(prose) and _letter(prose[at - 1]) and _letter(prose[at])


def _letter(character: str) -> bool:
    return character.isalnum() or character == "_"
