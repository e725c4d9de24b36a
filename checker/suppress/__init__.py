"""Findings that somebody accepted: by a comment in the text, in a side file, or in a baseline."""
