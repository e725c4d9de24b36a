"""Where one stands among the findings of a review, what is decided of them, and ways to the next one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

import msgspec

from checker.api import Report
from checker.document import Document
from checker.edits import apply_edits
from checker.finding import SEVERITIES, Edit, Finding
from checker.review.decision import Decision, edits_of
from checker.review.query import Query


class Key(msgspec.Struct, frozen=True, order=True):
    """A finding: the path of its file as it was given, and its fingerprint."""

    path: str
    fingerprint: str


class Item(msgspec.Struct, frozen=True):
    """A finding with the document that holds it."""

    key: Key
    document: Document
    finding: Finding


class Counts(msgspec.Struct, frozen=True):
    """Findings by what became of them, and the undecided by severity."""

    total: int
    mended: int
    rejected: int
    later: int
    by_severity: Mapping[str, int]

    @property
    def undecided(self) -> int:
        """Those that nobody has looked at."""
        return self.total - self.mended - self.rejected - self.later

    @property
    def open(self) -> int:
        """Those that still need a decision: undecided or left for later."""
        return self.undecided + self.later


class Walk:
    """The findings of the files in order, the decisions by finding, and the place of the reader."""

    def __init__(self, reports: Mapping[str, Report]) -> None:
        self.reports = dict(reports)
        self.decisions: dict[Key, Decision] = {}
        self.query = Query()
        self.items: list[Item] = []
        self.at = 0
        self._arrange()

    def _arrange(self) -> None:
        self.items = [
            Item(Key(path, finding.fingerprint), report.document, finding)
            for path, report in self.reports.items()
            for finding in report.findings
        ]
        self.index = {item.key: n for n, item in enumerate(self.items)}
        self._by_path: dict[str, list[Item]] = {path: [] for path in self.reports}
        for item in self.items:
            self._by_path[item.key.path].append(item)

    # --- looking ---

    @property
    def current(self) -> Item | None:
        """The finding that one stands on; None where there are none."""
        return self.items[self.at] if self.items else None

    def decision(self, item: Item) -> Decision | None:
        """What is decided of a finding."""
        return self.decisions.get(item.key)

    def in_file(self, path: str) -> list[Item]:
        """The findings of one file, in the order of its text."""
        return self._by_path[path]

    def counts(self, path: str | None = None) -> Counts:
        """The counts over one file, or over all."""
        kinds: Counter[str] = Counter()
        severities: Counter[str] = Counter(dict.fromkeys(SEVERITIES, 0))
        for item in self.items if path is None else self.in_file(path):
            decision = self.decision(item)
            if decision is None or decision.kind == "skip":
                severities[item.finding.severity] += 1
            kinds["total"] += 1
            if decision is not None:
                kinds["mended" if decision.mends else "rejected" if decision.rejects else "later"] += 1
        return Counts(kinds["total"], kinds["mended"], kinds["rejected"], kinds["later"], dict(severities))

    def edits(self, path: str) -> list[tuple[Edit, Item]]:
        """The edits that the decisions ask for in a file, in the order of its text."""
        found = []
        for item in self.in_file(path):
            made = edits_of(item.document, item.finding, self.decision(item))
            found += [(edit, item) for edit in made or ()]
        return sorted(found, key=lambda pair: pair[0])

    def text(self, path: str) -> str:
        """The file as the decisions make it."""
        return apply_edits(self.reports[path].document.source, (edit for edit, _ in self.edits(path)))

    # --- moving ---

    def go(self, number: int) -> None:
        """Stand on the finding with this number, from 0."""
        if self.items:
            self.at = max(0, min(number, len(self.items) - 1))

    def move(self, by: int) -> bool:
        """To the next (1) or previous (-1) finding that the filter lets through; False if there is none."""
        return self._to(self._near(self.at, by, lambda item: True, None))

    def move_undecided(self, by: int = 1, later: bool = True) -> bool:
        """To the next finding without a decision, going on at the other end; then (`later`) to those left for later."""
        found = self._near(self.at, by, self._undecided, None, around=True)
        if found is None and later:
            found = self._near(self.at, by, self._later, None, around=True)
        return self._to(found)

    def settle(self) -> None:
        """Stay on an undecided finding, or go to the next one."""
        if self.current is not None and not (self._undecided(self.current) and self._shown(self.current)):
            self.move_undecided()

    def move_severity(self, by: int) -> bool:
        """To the next or previous undecided finding of the same severity."""
        if self.current is None:
            return False
        same = self.current.finding.severity
        return self._to(
            self._near(self.at, by, lambda i: i.finding.severity == same and self._undecided(i), None, around=True)
        )

    def move_file(self, by: int) -> bool:
        """To the first finding of the next or previous file that has one."""
        if self.current is None:
            return False
        here = self.current.key.path
        found = self._near(self.at, by, lambda item: item.key.path != here, None)
        if found is None:
            return False
        path = self.items[found].key.path
        return self._to(next(n for n, i in enumerate(self.items) if i.key.path == path and self._shown(i)))

    def search(self, words: str, by: int = 1) -> bool:
        """To the next finding whose text, suggestions, rule, explanation or line holds the words."""
        wanted = words.casefold()
        return self._to(self._near(self.at, by, lambda item: wanted in _searched(item), None, around=True))

    def filter(self, query: Query) -> int:
        """Let only some findings through; how many those are. One stands on the nearest of them."""
        self.query = query
        shown = [n for n, item in enumerate(self.items) if self._shown(item)]
        if shown and self.at not in shown:
            self.at = next((n for n in shown if n > self.at), shown[0])
        return len(shown)

    def _to(self, number: int | None) -> bool:
        if number is None:
            return False
        self.at = number
        return True

    def _shown(self, item: Item) -> bool:
        return self.query.takes(item.key.path, item.finding, self.decision(item))

    def _undecided(self, item: Item) -> bool:
        return item.key not in self.decisions

    def _later(self, item: Item) -> bool:
        decision = self.decision(item)
        return decision is not None and decision.kind == "skip"

    def _near(
        self, start: int, by: int, wanted: Callable[[Item], bool], missing: int | None, around: bool = False
    ) -> int | None:
        numbers = list(range(start + by, len(self.items) if by > 0 else -1, by))
        if around:
            numbers += list(range(start) if by > 0 else range(len(self.items) - 1, start, -1))
        return next((n for n in numbers if wanted(self.items[n]) and self._shown(self.items[n])), missing)


def _searched(item: Item) -> str:
    finding, source = item.finding, item.document.source
    low, high = source.rfind("\n", 0, finding.start) + 1, source.find("\n", finding.end)
    line = source[low : high if high >= 0 else len(source)]
    pivot = finding.pivot.phrase if finding.pivot else ""
    replacements = [suggestion.replacement for suggestion in finding.suggestions]
    return "\n".join([finding.text, finding.rule, finding.message, pivot, line, *replacements]).casefold()
