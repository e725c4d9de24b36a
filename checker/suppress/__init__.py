"""Findings that somebody accepted: by a comment in the text, in a side file, or in a baseline."""

IGNORE_NAME = "mtlint-ignore.json"
BASELINE_NAME = ".mtlint-baseline.json"
