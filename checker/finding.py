"""The values that travel from rules to reports: all small, frozen and compared by value.

Offsets are Unicode code points. A `Candidate` addresses the prose of a document, a `Finding` its source.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Severity = Literal["critical", "major", "minor"]
Level = Literal["sure", "likely", "possible"]

SEVERITIES: tuple[Severity, ...] = ("critical", "major", "minor")
LEVELS: tuple[Level, ...] = ("sure", "likely", "possible")
CATEGORIES = (
    "possessive-lost",
    "name-exonym",
    "name-corrupted",
    "name-case",
    "title-role",
    "acronym-lost-or-wrong",
    "untranslated-word",
    "false-friend",
    "wrong-sense-homograph",
    "calque-phrase",
    "word-order",
    "tense-aspect",
    "article",
    "preposition",
    "agreement",
    "pronoun-gender",
    "missing-word",
    "capitalization",
    "spacing-punctuation",
    "currency-number-format",
    "empty-parentheses",
    "other",
)
SPUN = "spun"
PIVOTS = {
    "fr": "French",
    "es": "Spanish",
    "de": "German",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "pl": "Polish",
    "sv": "Swedish",
    "ro": "Romanian",
    "ca": "Catalan",
    "cs": "Czech",
    SPUN: "a synonym spinner",
}


class Proposal(msgspec.Struct, frozen=True):
    """One replacement for a candidate; `share` is its part of the candidate's probability of being mended."""

    text: str
    share: float


class Term(msgspec.Struct, frozen=True):
    """One addend of a confidence, in log-odds, with the reason for it."""

    name: str
    value: float


class Candidate(msgspec.Struct, frozen=True):
    """A place that a rule suspects, before the document's evidence is weighed.

    `start` and `end` are half-open offsets in the prose. `pivots` maps each language that explains the
    fault to its phrase, likeliest first; empty where no language does. `rarity` is that of the rule's words: a word
    that good English hardly uses is suspicious by itself. `fit` tells by how many nats the first proposal fits its
    neighbours better than the text does.
    """

    rule: str
    start: int
    end: int
    level: Level
    proposals: tuple[Proposal, ...]
    message: str
    category: str
    severity: Severity
    pivots: tuple[tuple[str, str], ...] = ()
    gate: str = ""
    rarity: float = 0.0
    fit: float = 0.0


class Weighed(msgspec.Struct, frozen=True):
    """A candidate with its confidence and the terms that made it."""

    candidate: Candidate
    confidence: float
    terms: tuple[Term, ...]


class Suggestion(msgspec.Struct, frozen=True):
    """A replacement with the probability that an editor accepts exactly it."""

    replacement: str
    confidence: float


class Pivot(msgspec.Struct, frozen=True):
    """The language, and its phrase, that explains a fault."""

    language: str
    phrase: str


class Edit(msgspec.Struct, frozen=True, order=True):
    """Replace `source[start:end]` by `replacement`."""

    start: int
    end: int
    replacement: str


class Finding(msgspec.Struct, frozen=True):
    """A fault in the source of a document: `text` is `source[start:end]`.

    `edits` put the first suggestion in place without touching markup; empty where that cannot be done, or where there
    is no suggestion. `terms` made the confidence, from `rarity` and `fit` among others, which are as in a candidate.
    """

    rule: str
    category: str
    severity: Severity
    start: int
    end: int
    line: int
    column: int
    text: str
    message: str
    confidence: float
    suggestions: tuple[Suggestion, ...]
    pivot: Pivot | None
    fingerprint: str
    edits: tuple[Edit, ...] = ()
    terms: tuple[Term, ...] = ()
    rarity: float = 0.0
    fit: float = 0.0


class EvidenceItem(msgspec.Struct, frozen=True):
    """A sure fault that speaks for what the document is; `weight` in log-odds (natural logarithm)."""

    rule: str
    start: int
    end: int
    weight: float


class VerdictPivot(msgspec.Struct, frozen=True):
    """The likeliest pivot ("spun" for a spinner), given that the text is laundered."""

    language: str
    confidence: float


class Verdict(msgspec.Struct, frozen=True):
    """What a document is: the probability that it went through a machine, by which way, and what says so."""

    laundered: float
    pivot: VerdictPivot | None
    evidence: tuple[EvidenceItem, ...]


def fingerprint(rule: str, text: str, before: str, after: str, occurrence: int) -> str:
    """Identity of a finding that survives edits elsewhere: rule, text, neighbouring words, n-th repetition."""
    key = "\x1f".join((rule, text, before, after, str(occurrence)))
    from hashlib import blake2b  # a clean text needs none

    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
