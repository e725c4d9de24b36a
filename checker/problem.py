"""What a user must mend before mtlint can go on."""

from __future__ import annotations


class Problem(Exception):
    """The message names file, place, cause and remedy; a command ends with it and exit code 2."""
