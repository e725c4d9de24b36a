"""Tokens of a sentence. A possessive 's is a token of its own, and so is each mark of punctuation."""

from __future__ import annotations

import regex

TOKEN = regex.compile(
    r"""[^\W\d_]+(?![\w'.])          # a plain word, the usual case first
      | (?:[^\W\d_]\.){2,}            # U.S.
      | [^\W\d_]+(?='s?(?!\w))        # a word before a possessive
      | '(?:s|)(?!\w)                 # the possessive itself
      | [^\W\d_]+(?:'[^\W\d_]+)*(?!\w)  # a word, with its contraction
      | \d+(?:[.,:]\d+)*(?!\w)        # a number
      | \w+
      | \uFFFC
      | [^\w\s]""",
    regex.VERBOSE,
)


def tokenize(text: str) -> list[tuple[int, int, str]]:
    """(start, end, text) of each token, offsets in `text`."""
    return [(match.start(), match.end(), match.group()) for match in TOKEN.finditer(text)]


def words(phrase: str) -> list[str]:
    """The lower-case tokens of a phrase without its hyphens, the form in which patterns compare."""
    return [token.lower() for _, _, token in tokenize(phrase) if token != "-"]


def looks_plural(word: str) -> bool:
    """Does a word (lower case) end like the plural of a noun?"""
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))
