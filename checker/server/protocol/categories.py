"""Our categories as clients of LanguageTool are told of them: id, name, and the type by which they choose a colour."""

from __future__ import annotations

from checker.finding import CATEGORIES

# types of the Internationalization Tag Set, as LanguageTool uses them; not "misspelling", for which clients offer to
# learn the word
_TYPES = {
    "possessive-lost": "grammar",
    "name-exonym": "untranslated",
    "name-corrupted": "mistranslation",
    "name-case": "typographical",
    "title-role": "mistranslation",
    "acronym-lost-or-wrong": "mistranslation",
    "untranslated-word": "untranslated",
    "false-friend": "mistranslation",
    "wrong-sense-homograph": "mistranslation",
    "calque-phrase": "mistranslation",
    "word-order": "grammar",
    "tense-aspect": "grammar",
    "article": "grammar",
    "preposition": "grammar",
    "agreement": "grammar",
    "pronoun-gender": "grammar",
    "missing-word": "omission",
    "capitalization": "typographical",
    "spacing-punctuation": "typographical",
    "currency-number-format": "locale-violation",
    "empty-parentheses": "omission",
    "other": "style",
}
assert set(_TYPES) == set(CATEGORIES)


def identifier(category: str) -> str:
    """The id that clients enable and disable categories by."""
    return category.upper().replace("-", "_")


def name(category: str) -> str:
    """What people read."""
    return category.replace("-", " ").capitalize()


def issue_type(category: str) -> str:
    """The kind of fault, in the vocabulary of the protocol."""
    return _TYPES.get(category, "uncategorized")
