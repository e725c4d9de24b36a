"""What the dialogue says: the fault at hand, what was changed, what the reader must know."""

from __future__ import annotations

from collections.abc import Callable

from checker.report.printable import printable
from checker.review import words
from checker.review.desk import Desk
from checker.review.passage import paragraph, pieces
from checker.review.save import Saver

DELETED = "(delete)"


class Spoken:
    """`read(prompt)` gives the next line, None at the end of input; `say` prints a line."""

    def __init__(self, desk: Desk, saver: Saver, read: Callable[[str], str | None], say: Callable[[str], None]) -> None:
        self.desk, self.saver, self.session = desk, saver, desk.session
        self._read, self._say = read, say
        self._trouble: str | None = None
        self._met: set[str] = set()

    def _show(self) -> None:
        item = self.session.current
        if item is None:
            return
        finding = item.finding
        self._say("")
        self._say(
            f"{printable(item.key.path)}:{finding.line}:{finding.column}  fault {self.session.at + 1} of "
            f"{len(self.session.items)}  {finding.severity}  {finding.confidence:.2f}  {finding.rule}"
        )
        low, high, cut_low, cut_high = paragraph(item, 300)
        marks = {"old": "[-%s-]", "new": "{+%s+}"}
        source, items = item.document.source, self.session.in_file(item.key.path)
        text = "".join(
            marks.get(piece.what, "%s") % printable(piece.text)
            for piece in pieces(self.session, items, source, low, high, item)
        )
        self._say(f"  {'…' * cut_low}{text}{'…' * cut_high}")
        self._say(f"  why: {words.explained(finding)}")
        for number, suggestion in enumerate(finding.suggestions[:9], 1):
            self._say(f"  {number}  {printable(suggestion.replacement) or DELETED}  {suggestion.confidence:.2f}")
        decision = words.decided(self.session.decision(item))
        if decision:
            self._say(f"  decided: {decision}")

    def _changes(self) -> None:
        for path in self.session.reports:
            for line in words.changes(self.session, path):
                self._say(f"  {line}")

    def _tell(self) -> None:
        """What the reader must know at once: decisions that are not on disk or fit no more, other reviewers."""
        if self.desk.trouble != self._trouble:
            self._trouble = self.desk.trouble
            self._say(f"! {self._trouble}; save soon" if self._trouble else "decisions are written down again")
        if self.desk.unfit_shown < len(self.desk.unfit):
            self._say("! decisions that no longer fit the text:")
            for line in words.unfit_lines(self.desk.unfit[self.desk.unfit_shown :]):
                self._say(f"  {line}")
            self.desk.unfit_shown = len(self.desk.unfit)
        for line in words.met(self.desk.others(item.key.path if (item := self.session.current) else None)):
            if line not in self._met:
                self._met.add(line)
                self._say(f"! {line}")

    def _save(self) -> bool:
        """Save; True if all was saved."""
        saving = self.saver.save()
        for line in words.saved(saving):
            self._say(line)
        self._tell()
        if saving.reread:
            self.session.settle()
            self._show()
        return not saving.problems
