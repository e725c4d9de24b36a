"""How a run of a command ends: with its exit code, and one clear line where it could not do its job."""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from typer.core import TyperGroup


class Interrupted(Exception):
    """Ctrl-C."""


class ReaderGone(Exception):
    """Nobody reads standard output any more."""


class Commands(TyperGroup):
    """Lets `run` say how a command ended; typer itself would end silently, or as if there were findings."""

    def invoke(self, ctx: Any) -> Any:
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except KeyboardInterrupt:
            raise Interrupted from None
        except BrokenPipeError:
            raise ReaderGone from None


def run(app: Callable[..., object]) -> None:
    """Runs the commands: one clear line and the documented exit code, whatever happens."""
    from checker.document import DocumentError
    from checker.packs.errors import PackError
    from checker.problem import Problem
    from checker.report.printable import printable

    # a run makes many small values and hardly a cycle: looking for cycles rarely saves a tenth of the time
    gc.set_threshold(200_000, 50, 100)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # what a terminal cannot show is shown by its number
            stream.reconfigure(errors="backslashreplace")
    if "--hook" in sys.argv:
        from checker.cli.hook import plain_names

        sys.argv[1:] = plain_names(sys.argv[1:])
    if "--deep" in sys.argv:
        from checker.cli.deep import with_mode

        sys.argv[1:] = with_mode(sys.argv[1:])
    try:
        try:
            app(prog_name="mtlint")
        except SystemExit as done:
            sys.stdout.flush()
            sys.stderr.flush()
            if done.code is None or isinstance(done.code, int):
                # all is written: to take the tables apart value by value would take a tenth of the run
                os._exit(done.code or 0)
            raise
    except (Problem, PackError, DocumentError) as error:
        print(f"mtlint: {printable(str(error))}", file=sys.stderr)
        sys.exit(2)
    except (Interrupted, KeyboardInterrupt):
        print("mtlint: interrupted; files are as they were or wholly written", file=sys.stderr)
        sys.exit(130 if os.name != "nt" else 2)
    except (ReaderGone, BrokenPipeError):
        # the reader went away: nothing more to say, and Python must not complain at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(128 + signal.SIGPIPE if hasattr(signal, "SIGPIPE") else 2)
    except OSError as error:
        place = f": {error.filename}" if error.filename else ""
        print(printable(f"mtlint: {error.strerror or error}{place}"), file=sys.stderr)
        sys.exit(2)
