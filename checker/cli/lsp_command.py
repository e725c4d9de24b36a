"""`mtlint lsp`: the language server, whose libraries come with an extra."""

from __future__ import annotations

import importlib.util
import os
import sys

from checker.cli.inputs import UsageProblem


def serve_editor() -> int:
    """Speak with an editor; returns the exit code."""
    if importlib.util.find_spec("pygls") is None:
        raise UsageProblem("mtlint lsp needs pygls: install it with `pip install 'mtlint[lsp]'`")
    import logging

    # standard output is the editor's: what libraries have to say goes to standard error, which editors log
    logging.basicConfig(level=logging.ERROR, stream=sys.stderr, format="mtlint: %(message)s")
    from checker.lsp.server import serve

    code = serve()
    sys.stderr.flush()
    os._exit(code)  # a check that still runs is of no use any more
