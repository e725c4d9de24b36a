"""Leaves out the candidates whose fault lies in a word, name or phrase that the project holds right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.finding import Candidate

if TYPE_CHECKING:
    from checker.house.phrases import Phrases


@lru_cache(maxsize=64)
def _phrases(words: tuple[str, ...]) -> Phrases:
    from checker.house.phrases import Phrases  # only projects with words need it

    return Phrases(words)


def without_known(candidates: Iterable[Candidate], prose: str, words: tuple[str, ...]) -> Iterator[Candidate]:
    """The candidates, offsets in `prose`, that lie in none of the words."""
    if not words:
        yield from candidates
        return
    known = _phrases(words)
    for candidate in candidates:
        if not _lies_in(known, candidate, prose):
            yield candidate


def _lies_in(known: Phrases, candidate: Candidate, prose: str) -> bool:
    low, high = _changed(candidate, prose)
    if low == high:  # something is missing between two words, not in one
        return False
    first = max(0, low - 2 * known.longest)
    for start, end, _ in known.occurrences(prose, first, low + 1):
        if prose.startswith("'s", end):
            end += 2
        if start <= low and high <= end:
            return True
    return False


def _changed(candidate: Candidate, prose: str) -> tuple[int, int]:
    """The words of the prose that the first fix changes; the whole candidate where it has no fix."""
    start, end = candidate.start, candidate.end
    if not candidate.proposals:
        return start, end
    fix = max(candidate.proposals, key=lambda proposal: proposal.share).text
    text = prose[start:end]
    same = 0
    while same < min(len(text), len(fix)) and text[same] == fix[same]:
        same += 1
    while same and not _gap(text, same):
        same -= 1
    behind = 0
    while behind < min(len(text), len(fix)) - same and text[-1 - behind] == fix[-1 - behind]:
        behind += 1
    while behind and not _gap(text, len(text) - behind):
        behind -= 1
    low, high = start + same, end - behind
    while low < high and prose[low].isspace():
        low += 1
    while low < high and prose[high - 1].isspace():
        high -= 1
    return low, high


def _gap(text: str, at: int) -> bool:
    """Does a word end or begin at the offset?"""
    return at >= len(text) or at == 0 or not text[at - 1].isalnum() or not text[at].isalnum()
