"""The commands of `mtlint`. Exit codes: 0 nothing found, 1 findings, 2 the tool could not do its job."""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
from pathlib import Path
from typing import Annotated, Any, Optional

import typer
from typer.core import TyperGroup


class Interrupted(Exception):
    """Ctrl-C."""


class ReaderGone(Exception):
    """Nobody reads standard output any more."""


class _Commands(TyperGroup):
    """Lets `run` say how a command ended; typer itself would end silently, or as if there were findings."""

    def invoke(self, ctx: Any) -> Any:
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except KeyboardInterrupt:
            raise Interrupted from None
        except ReaderGone:
            raise ReaderGone from None


app = typer.Typer(
    cls=_Commands,
    name="mtlint",
    help="Finds what machine translation and synonym spinning leave in English prose, and proposes the fix.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
rules_app = typer.Typer(help="List, show and test rules.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(rules_app, name="rules")

Paths = Annotated[list[str], typer.Argument(help="Files, folders, globs; - reads standard input.", show_default=False)]
MinConfidence = Annotated[
    Optional[float],  # noqa: UP045 - typer reads it at run time
    typer.Option("--min-confidence", min=0.0, max=1.0, help="Show findings from this confidence on."),
]
Select = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option("--select", help="Only these rules, families, categories, severities (repeatable, commas)."),
]
Ignore = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option("--ignore", help="Not these rules, families, categories, severities (repeatable, commas)."),
]
FormatIn = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--format-in", help="Read as text, markdown or html, whatever the suffix."),
]
Encoding = Annotated[Optional[str], typer.Option("--encoding", help="The files' encoding (default UTF-8).")]  # noqa: UP045
MaxBytes = Annotated[int, typer.Option("--max-bytes", min=1, help="Refuse larger files.")]
Packs = Annotated[
    Optional[list[Path]],  # noqa: UP045
    typer.Option("--packs", help="A folder or file with rule packs of your own (repeatable)."),
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, help="Files checked at the same time.")]
ExitZero = Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 even if there are findings.")]

DEFAULT_MAX_BYTES = 64 * 1024 * 1024


def _version(value: bool) -> None:
    if value:
        from checker import __version__

        typer.echo(f"mtlint {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


@app.command()
def check(
    paths: Paths,
    min_confidence: MinConfidence = None,
    format: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
    select: Select = None,
    ignore: Ignore = None,
    format_in: FormatIn = None,
    encoding: Encoding = None,
    max_bytes: MaxBytes = DEFAULT_MAX_BYTES,
    packs: Packs = None,
    jobs: Jobs = 1,
    exit_zero: ExitZero = False,
) -> None:
    """Show what an editor would change."""
    from checker.cli import commands, inputs

    settings = inputs.settings(
        0.5 if min_confidence is None else min_confidence, select, ignore, format_in, encoding, max_bytes, packs, jobs
    )
    raise typer.Exit(commands.check(paths, settings, format, exit_zero))


@app.command()
def diff(
    paths: Paths,
    min_confidence: MinConfidence = None,
    patch: Annotated[bool, typer.Option("--patch", help="A unified diff for git apply and patch.")] = False,
    select: Select = None,
    ignore: Ignore = None,
    format_in: FormatIn = None,
    encoding: Encoding = None,
    max_bytes: MaxBytes = DEFAULT_MAX_BYTES,
    packs: Packs = None,
    jobs: Jobs = 1,
    exit_zero: ExitZero = False,
) -> None:
    """Show the text with the fixes in place, each with its confidence and rule."""
    from checker.cli import commands, inputs

    settings = inputs.settings(
        0.5 if min_confidence is None else min_confidence, select, ignore, format_in, encoding, max_bytes, packs, jobs
    )
    raise typer.Exit(commands.diff(paths, settings, patch, exit_zero))


@app.command()
def fix(
    paths: Paths,
    min_confidence: MinConfidence = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done; write nothing.")] = False,
    select: Select = None,
    ignore: Ignore = None,
    format_in: FormatIn = None,
    encoding: Encoding = None,
    max_bytes: MaxBytes = DEFAULT_MAX_BYTES,
    packs: Packs = None,
    jobs: Jobs = 1,
) -> None:
    """Apply the fixes from confidence 0.9 on (or --min-confidence), in place."""
    from checker.cli import commands, inputs

    settings = inputs.settings(
        0.9 if min_confidence is None else min_confidence, select, ignore, format_in, encoding, max_bytes, packs, jobs
    )
    raise typer.Exit(commands.fix(paths, settings, dry_run))


@app.command()
def review(
    paths: Paths,
    plain: Annotated[bool, typer.Option("--plain", help="A dialogue line by line instead of the full screen.")] = False,
    resume: Annotated[
        Optional[bool],  # noqa: UP045
        typer.Option("--resume/--no-resume", help="Go on with, or leave, what was not saved; asks by itself."),
    ] = None,
    min_confidence: MinConfidence = None,
    select: Select = None,
    ignore: Ignore = None,
    format_in: FormatIn = None,
    encoding: Encoding = None,
    max_bytes: MaxBytes = DEFAULT_MAX_BYTES,
    packs: Packs = None,
) -> None:
    """Go through the suggestions one by one, and save what you accepted."""
    from checker.cli import inputs, review_command

    settings = inputs.settings(
        0.5 if min_confidence is None else min_confidence, select, ignore, format_in, encoding, max_bytes, packs, 1
    )
    raise typer.Exit(review_command.review(paths, settings, plain, resume))


@app.command()
def learn(
    path: Annotated[Path, typer.Argument(help="The project, or a file in it.")] = Path("."),
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be changed; write nothing.")] = False,
) -> None:
    """Turn the decisions of reviews into vocabulary, ignored findings and confidences of the project."""
    from checker.cli import learn_command

    raise typer.Exit(learn_command.learn_project(path, dry_run))


@app.command()
def explain(
    what: Annotated[str, typer.Argument(help="A rule's id, or PATH:LINE:COLUMN.", show_default=False)],
    format_in: FormatIn = None,
    encoding: Encoding = None,
    packs: Packs = None,
) -> None:
    """Say why a rule exists, or how a finding's confidence came about."""
    from checker.cli import commands, inputs

    settings = inputs.settings(0.0, None, None, format_in, encoding, DEFAULT_MAX_BYTES, packs, 1)
    raise typer.Exit(commands.explain(what, settings))


@rules_app.command("list")
def rules_list(packs: Packs = None) -> None:
    """All rules, a line each."""
    from checker.cli import rule_commands

    raise typer.Exit(rule_commands.list_rules(tuple(packs or ())))


@rules_app.command("show")
def rules_show(rule: Annotated[str, typer.Argument(show_default=False)], packs: Packs = None) -> None:
    """One rule: what it catches and why, its gates, its fixes, its examples."""
    from checker.cli import rule_commands

    raise typer.Exit(rule_commands.show_rule(rule, tuple(packs or ())))


@rules_app.command("test")
def rules_test(
    packs: Annotated[
        Optional[list[Path]],  # noqa: UP045
        typer.Argument(help="Packs to test; all built-in rules if none is given.", show_default=False),
    ] = None,
) -> None:
    """Run the examples of rules."""
    from checker.cli import rule_commands

    raise typer.Exit(rule_commands.test_rules(tuple(packs or ())))


def run() -> None:
    """Entry point: one clear line and the documented exit code, whatever happens."""
    from checker.cli.inputs import UsageProblem
    from checker.document import DocumentError
    from checker.packs.errors import PackError
    from checker.report.printable import printable

    # a run makes many small values and hardly a cycle: looking for cycles rarely saves a tenth of the time
    gc.set_threshold(200_000, 50, 100)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # what a terminal cannot show is shown by its number
            stream.reconfigure(errors="backslashreplace")
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
    except (UsageProblem, PackError, DocumentError) as error:
        print(f"mtlint: {printable(str(error))}", file=sys.stderr)
        sys.exit(2)
    except (Interrupted, KeyboardInterrupt):
        print("mtlint: interrupted; files are as they were or wholly written", file=sys.stderr)
        sys.exit(130 if os.name != "nt" else 2)
    except BrokenPipeError:
        # the reader went away: nothing more to say, and Python must not complain at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(128 + signal.SIGPIPE if hasattr(signal, "SIGPIPE") else 2)
    except OSError as error:
        place = f": {error.filename}" if error.filename else ""
        print(printable(f"mtlint: {error.strerror or error}{place}"), file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    run()
