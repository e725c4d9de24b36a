"""What a project's decisions teach: words, ignored findings, and how far a rule is to be believed.

A rule's confidence is moved towards the share of its findings that were accepted, from its own stated confidence as a
prior worth `STRENGTH` findings: Beta(strength * mean, strength * (1 - mean)). So one rejection moves it a little, and
many move it far.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import exp, log
from pathlib import Path

import msgspec

from checker.review.ledger import Entry, latest, read_ledger
from checker.review.project_files import change_ignored, change_ignored_rules, change_shifts, change_words
from checker.suppress.accepted import Entry as Ignored

STRENGTH = 5.0
"""How many findings the stated confidence counts as."""
LEAST_SHIFT = 0.1
"""In log-odds: less is not written down."""
OFTEN = 3
"""So many places where the same text was rejected, and none where it was accepted, make it a word of the project."""
REASON = "rejected in review"


class Belief(msgspec.Struct, frozen=True):
    """What was seen of a rule: findings accepted of all decided, their mean stated confidence, and the shift (log-odds)."""

    accepted: int
    decided: int
    mean: float
    shift: float

    @property
    def learnt(self) -> float:
        """What the mean confidence becomes."""
        return _logistic(_log_odds(self.mean) + self.shift)


class Lesson(msgspec.Struct, frozen=True):
    """What the decisions ask for. `words` and `ignored` have their reasons; `freed` were rejected once, not any more."""

    words: Mapping[str, str]
    ignored: tuple[Ignored, ...]
    freed: tuple[Ignored, ...]
    rules: tuple[str, ...]
    beliefs: Mapping[str, Belief]


def lesson(entries: Iterable[Entry]) -> Lesson:
    """What all decisions of a project, in the order in which they were made, teach."""
    entries = list(entries)
    holding = latest(entries)
    words = {e.text: "right everywhere" for e in holding.values() if e.decision == "word"}
    rejected: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    accepted = {entry.text for entry in holding.values() if entry.decision in ("accept", "edit")}
    for entry in holding.values():
        if entry.decision in ("reject", "ignore"):
            rejected[entry.text].add(entry.key)
    for text, places in rejected.items():
        if len(places) >= OFTEN and text not in accepted:
            words.setdefault(text, f"rejected in {len(places)} places, accepted in none")
    words = {" ".join(text.split()): why for text, why in words.items()}
    ignored = {
        entry.key: Ignored(*entry.key, entry.rule, entry.text, REASON)
        for entry in holding.values()
        if entry.decision in ("reject", "ignore", "ignore-file") and " ".join(entry.text.split()) not in words
    }
    once = {entry.key: entry for entry in entries if entry.decision in ("reject", "ignore", "ignore-file")}
    freed = tuple(Ignored(*key, entry.rule, entry.text, REASON) for key, entry in once.items() if key not in ignored)
    rules = tuple(sorted({entry.rule for entry in holding.values() if entry.decision == "ignore-project"}))
    return Lesson(words, tuple(ignored.values()), freed, rules, _beliefs(entries, holding.values()))


def _beliefs(entries: Iterable[Entry], holding: Iterable[Entry]) -> dict[str, Belief]:
    rows: defaultdict[str, list[tuple[bool, float]]] = defaultdict(list)
    for entry in holding:
        if entry.decision in ("ignore-project", "word"):
            continue  # an unwanted rule can be right, and what the vocabulary mends is not counted twice
        rows[entry.rule].append((entry.decision in ("accept", "edit"), entry.confidence))
    # a rule whose decisions were all taken back goes where it began
    found = {rule: Belief(0, 0, 0.5, 0.0) for rule in {entry.rule for entry in entries}}
    for rule, seen in rows.items():
        right = sum(accepted for accepted, _ in seen)
        mean = min(max(sum(confidence for _, confidence in seen) / len(seen), 0.01), 0.99)
        learnt = (STRENGTH * mean + right) / (STRENGTH + len(seen))
        shift = round(_log_odds(learnt) - _log_odds(mean), 2)
        found[rule] = Belief(right, len(seen), mean, shift if abs(shift) >= LEAST_SHIFT else 0.0)
    return dict(sorted(found.items()))


class Learnt(msgspec.Struct, frozen=True):
    """What was changed, or would be, a line each."""

    lines: tuple[str, ...]


def learn(root: Path, dry: bool = False) -> Learnt:
    """Turn a project's decisions into its files; raises LedgerError and ProjectFileError. Twice changes nothing."""
    taught = lesson(read_ledger(root))
    lines: list[str] = []
    new, _ = change_words(root, taught.words, dry=dry)
    lines += [f"mtlint-words.txt: + {word} ({taught.words[word]})" for word in new]
    added, gone = change_ignored(root, taught.ignored, taught.freed, reason=REASON, dry=dry)
    lines += [f"mtlint-ignore.json: + {e.path}: “{e.text}” ({e.rule})" for e in added]
    lines += [f"mtlint-ignore.json: − {e.path}: “{e.text}” ({e.rule}), not rejected any more" for e in gone]
    rules, _ = change_ignored_rules(root, taught.rules, dry=dry)
    lines += [f"ignore: + {rule}" for rule in rules]
    shifts = {rule: belief.shift for rule, belief in taught.beliefs.items()}
    for rule, (before, after) in change_shifts(root, shifts, dry=dry).items():
        belief = taught.beliefs[rule]
        lines.append(
            f"confidence of {rule}: {before:+.2f} → {after:+.2f} "
            f"({belief.accepted} of {belief.decided} accepted; {belief.mean:.2f} becomes {belief.learnt:.2f})"
        )
    return Learnt(tuple(lines))


def _log_odds(probability: float) -> float:
    return log(probability / (1 - probability))


def _logistic(value: float) -> float:
    return 1 / (1 + exp(-value))
