"""The review as a dialogue, line by line, in the manner of `git add --patch`: for pipes, dumb terminals, screen readers."""

from __future__ import annotations

from collections.abc import Callable

from checker.report.printable import printable
from checker.review import words
from checker.review.query import USE, QueryError, read_query
from checker.review.session import Step
from checker.review.spoken import Spoken
from checker.review.walk import Item

HELP = """\
y, 1      accept the first suggestion        2 ... 9  accept that suggestion
e [TEXT]  write the replacement by hand      n, r     reject: no fault here
s         leave it for later                 x        take the decision back
a         accept all of this rule            a 0.9    accept all from this confidence on
w         this word is right everywhere (goes to mtlint-words.txt)
i         ignore this finding here           i file   ignore the rule in this file
i project ignore the rule in the project
u         undo                               U        redo
j, k      next, previous fault               J, K     next, previous of this severity
], [      next, previous file                g 12     to fault 12
/ WORDS   search                             f WORDS  filter: {use}; f alone shows all
p         print the fault again              d        show what a save changes in this file
S         save and go on                     q        quit
?         this help""".replace("{use}", USE)
KEYS = "y,n,1-9,e,s,a,w,i,u,j,k,S,q,?"


class Dialogue(Spoken):
    """Asks for a decision on each fault, and does what is answered."""

    _ended = False

    _looking = False
    """Does one look back, though all is decided?"""

    def run(self) -> None:
        """Until all is decided, the user quits, or input ends."""
        total = self.session.counts()
        files = len({item.key.path for item in self.session.items})
        self._say(f"{total.total} faults in {files} file{'s' * (files != 1)}: {words.tally(total)}")
        self._tell()
        if total.undecided:
            self._show()
        while not self._ended:
            if not self._walking():
                self._finish()
                continue
            line = self._read(f"Decide [{KEYS}] ")
            if line is None:
                self._say("")
                break
            self._do(line.strip())
            self._tell()

    def _walking(self) -> bool:
        """Is one still on the way, or has the last fault been decided?"""
        return self.session.current is not None and (self.session.counts().undecided > 0 or self._looking)

    def _finish(self) -> None:
        """All is decided."""
        counts = self.session.counts()
        later = f"; {counts.later} left for later: l looks at them" if counts.later else ""
        self._say(f"All faults are gone through: {words.tally(counts)}{later}.")
        line = self._read("Save? [y save and quit, n quit without saving, d changes, u undo, k look back, ?] ")
        answer = (line or "").strip()
        if line is None:
            self._say("")
            self._ended = True
        elif answer in ("y", "S"):
            self._ended = self._save()
        elif answer in ("n", "q"):
            self._quit(ask=False)
        elif answer == "u":
            self._undo()
        elif answer == "d":
            self._changes()
        elif answer in ("k", "l"):
            self._looking = True
            if answer == "l":
                self.session.move_undecided()
            self._show()
        else:
            self._say("y saves the articles; n leaves them, the decisions are kept for the next time")

    def _do(self, line: str) -> None:
        item = self.session.current
        assert item is not None
        word, _, rest = line.partition(" ")
        rest = rest.strip()
        if line[:1] == "/":
            self._moved(self.session.search(line[1:].strip()), f"nothing found for “{line[1:].strip()}”")
        elif word in ("y", *"123456789") and not rest:
            choice = 0 if word == "y" else int(word) - 1
            self._accept(item, choice)
        elif word == "e":
            self._edit(item, rest)
        elif word in ("n", "r") and not rest:
            self._decided(self.session.reject(item))
        elif word == "s" and not rest:
            self._decided(self.session.skip(item))
        elif word == "x" and not rest:
            self._made(self.session.clear(item))
        elif word == "a":
            self._accept_all(item, rest)
        elif word in ("w", "i") and rest in ("", "file", "project"):
            self._ignore(item, "word" if word == "w" else f"ignore-{rest}" if rest else "ignore")
        elif word == "f":
            self._filter(rest)
        elif word == "g":
            self._go(rest)
        elif not rest and word in _PLAIN:
            _PLAIN[word](self)
        else:
            self._say(HELP if line == "?" else f"“{printable(line)}” is no answer; ? explains them")

    # --- deciding ---

    def _accept(self, item: Item, choice: int) -> None:
        step = self.session.accept(item, choice)
        if step is not None:
            self._decided(step)
        elif not item.finding.suggestions:
            self._say("there is no suggestion; write one with e TEXT")
        elif choice >= len(item.finding.suggestions):
            self._say(f"there is no suggestion {choice + 1}; there are {len(item.finding.suggestions)}")
        else:
            self._say("this suggestion cannot be put in place without touching markup; write one with e TEXT")

    def _edit(self, item: Item, text: str) -> None:
        if not text:
            line = self._read(f"Instead of “{printable(item.finding.text)}” (a dot alone deletes it): ")
            text = (line or "").strip()
            if not text:
                self._say("nothing written; nothing decided")
                return
        if any("\ud800" <= c <= "\udfff" for c in text):
            self._say("the text is not valid in this terminal's encoding; nothing decided")
            return
        step = self.session.edit(item, "" if text == "." else text)
        if step is None:
            self._say("this cannot be put in place without touching the markup inside; edit the file itself")
        else:
            self._decided(step)

    def _accept_all(self, item: Item, rest: str) -> None:
        if rest:
            try:
                lowest = float(rest)
            except ValueError:
                self._say(f"a {rest}: a confidence is a number from 0 to 1, as in a 0.9")
                return
            wanted, label = self.session.acceptable(confidence=lowest), f"accept all from {lowest:g} on"
        else:
            wanted = self.session.acceptable(rule=item.finding.rule)
            label = f"accept all of {item.finding.rule}"
        if not wanted:
            self._say("nothing open to accept so")
            return
        for line in words.preview(self.session, wanted):
            self._say(f"  {line}")
        if (self._read(f"Accept these {len(wanted)}? [y,n] ") or "").strip() == "y":
            self._decided(self.session.apply(label, wanted))

    def _ignore(self, item: Item, kind: str) -> None:
        self._decided(self.session.dismiss(item, kind))

    def _decided(self, step: Step) -> None:
        self._made(step)
        if self.session.counts().undecided:
            self.session.move_undecided(later=False)
            self._show()
        else:
            self._looking = False

    def _made(self, step: Step) -> None:
        self.desk.record(step)
        more = f" ({len(step.changes)} faults)" if len(step.changes) > 1 else ""
        self._say(f"  {printable(step.label)}{more}")

    def _undo(self) -> None:
        self._turn(self.desk.undo(), "nothing to undo")

    def _redo(self) -> None:
        self._turn(self.desk.redo(), "nothing to redo")

    def _turn(self, step: Step | None, nothing: str) -> None:
        if step is None:
            self._say(nothing)
            return
        self._say(f"  {printable(step.label)}")
        self._show()

    # --- moving and showing ---

    def _moved(self, moved: bool, nothing: str = "there is none") -> None:
        if moved:
            self._show()
        else:
            self._say(nothing)

    def _go(self, rest: str) -> None:
        if rest.isdecimal() and 1 <= int(rest) <= len(self.session.items):
            self.session.go(int(rest) - 1)
            self._show()
        else:
            self._say(f"g takes a number from 1 to {len(self.session.items)}")

    def _filter(self, written: str) -> None:
        try:
            query = read_query(written)
        except QueryError as error:
            self._say(str(error))
            return
        before = self.session.query
        shown = self.session.filter(query)
        if not shown:
            self.session.filter(before)
            self._say(f"no fault fits the filter; it is as it was. Filters: {USE}")
        else:
            self._say(f"{shown} of {len(self.session.items)} faults shown")
            self._show()

    # --- ending ---

    def _quit(self, ask: bool = True) -> None:
        if ask and any(self.desk.unsaved(path) for path in self.session.reports):
            answer = self._read("Save before you quit? [y,n, c to go on] ")
            if answer is not None and answer.strip() == "y" and not self._save():
                return
            if answer is not None and answer.strip() not in ("y", "n"):
                return
        self._ended = True


_PLAIN: dict[str, Callable[[Dialogue], object]] = {
    "u": Dialogue._undo,
    "U": Dialogue._redo,
    "j": lambda self: self._moved(self.session.move(1)),
    "k": lambda self: self._moved(self.session.move(-1)),
    "J": lambda self: self._moved(self.session.move_severity(1)),
    "K": lambda self: self._moved(self.session.move_severity(-1)),
    "]": lambda self: self._moved(self.session.move_file(1)),
    "[": lambda self: self._moved(self.session.move_file(-1)),
    "p": Dialogue._show,
    "d": Dialogue._changes,
    "S": lambda self: self._save(),
    "q": Dialogue._quit,
}
