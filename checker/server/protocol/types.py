"""What the protocol sends, field by field, under the names it uses."""

from __future__ import annotations

import msgspec

BUILD = "2026-01-01 00:00:00 +0000"
"""Clients expect a date here; ours says nothing."""


class Software(msgspec.Struct, frozen=True, rename="camel"):
    """Who answers."""

    name: str = "mtlint"
    version: str = ""
    build_date: str = BUILD
    api_version: int = 1
    premium: bool = False
    premium_hint: str = ""
    status: str = ""


class Warnings(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    """Is something missing, and why?"""

    incomplete_results: bool
    incomplete_results_reason: str = ""


class DetectedLanguage(msgspec.Struct, frozen=True):
    """What the text was taken for."""

    name: str
    code: str
    confidence: float
    source: str = "mtlint"


class Language(msgspec.Struct, frozen=True, rename="camel"):
    """What the text was read as."""

    name: str
    code: str
    detected_language: DetectedLanguage


class Replacement(msgspec.Struct, frozen=True):
    """A suggestion."""

    value: str


class Context(msgspec.Struct, frozen=True):
    """The fault with what stands around it; `offset` and `length` in UTF-16 code units of `text`."""

    text: str
    offset: int
    length: int


class MatchType(msgspec.Struct, frozen=True, rename="camel"):
    """Old clients want one."""

    type_name: str = "Other"


class Category(msgspec.Struct, frozen=True):
    """What kind of rule it is."""

    id: str
    name: str


class MatchRule(msgspec.Struct, frozen=True, rename="camel"):
    """The rule that found it. `confidence` is ours: the probability that an editor would change this place."""

    id: str
    description: str
    issue_type: str
    category: Category
    confidence: float
    is_premium: bool = False


class Match(msgspec.Struct, frozen=True, rename="camel"):
    """A fault; `offset` and `length` in UTF-16 code units of the text as sent, markup included."""

    message: str
    short_message: str
    replacements: tuple[Replacement, ...]
    offset: int
    length: int
    context: Context
    sentence: str
    rule: MatchRule
    type: MatchType = MatchType()
    ignore_for_incomplete_sentence: bool = False
    context_for_sure_match: int = -1


class CheckAnswer(msgspec.Struct, frozen=True):
    """The answer of `/v2/check`."""

    software: Software
    warnings: Warnings
    language: Language
    matches: tuple[Match, ...]


class LanguageRow(msgspec.Struct, frozen=True, rename="camel"):
    """A language of `/v2/languages`."""

    name: str
    code: str
    long_code: str


class InfoSoftware(msgspec.Struct, frozen=True, rename="camel"):
    """Who answers, in `/v2/info`."""

    name: str = "mtlint"
    version: str = ""
    build_date: str = BUILD
    commit: str = ""
    premium: bool = False


class Info(msgspec.Struct, frozen=True):
    """The answer of `/v2/info`."""

    software: InfoSoftware


class Parameter(msgspec.Struct, frozen=True, rename="camel"):
    """Limits."""

    max_text_length: int


class InfoRule(msgspec.Struct, frozen=True, rename="camel"):
    """A rule of `/v2/configinfo`."""

    rule_id: str
    description: str
    category_id: str
    category_name: str
    loc_quality_issue_type: str


class ConfigInfo(msgspec.Struct, frozen=True):
    """The answer of `/v2/configinfo`."""

    software: InfoSoftware
    parameter: Parameter
    rules: tuple[InfoRule, ...]
