"""The commands of `mtlint`. Exit codes: 0 nothing found, 1 findings, 2 the tool could not do its job."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from checker.cli import ending
from checker.cli.options import (
    DEFAULT_MAX_BYTES,
    CacheDir,
    ChangedSince,
    Deep,
    DeepBudget,
    DeepModel,
    Encoding,
    ExitZero,
    Format,
    FormatIn,
    Hook,
    Ignore,
    Jobs,
    LanguageTool,
    LanguageToolRequired,
    MaxBytes,
    MinConfidence,
    NamedPaths,
    NoBaseline,
    NoCache,
    Output,
    Packs,
    Paths,
    Select,
    Staged,
)

if TYPE_CHECKING:
    from checker.cli.inputs import Settings
    from checker.deep.choice import DeepChoice


app = typer.Typer(
    cls=ending.Commands,
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
config_app = typer.Typer(help="What a project sets.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(config_app, name="config")


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


def _files(
    ctx: typer.Context,
    paths: list[str] | None,
    settings: Settings,
    changed_since: str | None,
    staged: bool,
    hook: bool = False,
) -> AbstractContextManager[tuple[list[str], Settings]]:
    """The files to look at, and the settings with what changed in them."""
    if hook:
        from checker.cli.hook import among_cores

        settings = among_cores(settings, paths or ())
    if changed_since is not None or staged:
        from checker.cli.changed import limited

        return limited(settings, paths or [], changed_since, staged)
    if not paths:
        raise typer.BadParameter(
            "name files, folders or -, or give --staged or --changed-since REV", ctx=ctx, param_hint="PATH"
        )
    return nullcontext((paths, settings))


def deep_choice(deep: str | None, model: str | None, budget: float | None, keep: bool = True) -> DeepChoice | None:
    """What the options say of the language model."""
    if deep is None and model is None and budget is None:
        return None
    from checker.cli.deep import chosen

    return chosen(deep, model, budget, keep)


@app.command()
def check(
    ctx: typer.Context,
    paths: Paths = None,
    min_confidence: MinConfidence = None,
    format: Format = None,
    output: Output = None,
    select: Select = None,
    ignore: Ignore = None,
    format_in: FormatIn = None,
    encoding: Encoding = None,
    max_bytes: MaxBytes = DEFAULT_MAX_BYTES,
    packs: Packs = None,
    jobs: Jobs = 1,
    no_cache: NoCache = False,
    cache_dir: CacheDir = None,
    languagetool: LanguageTool = None,
    languagetool_required: LanguageToolRequired = False,
    no_baseline: NoBaseline = False,
    strict_suppressions: Annotated[
        bool, typer.Option("--strict-suppressions", help="Exit with 1 if a suppression suppresses nothing.")
    ] = False,
    changed_since: ChangedSince = None,
    staged: Staged = False,
    exit_zero: ExitZero = False,
    fail_on: Annotated[
        str, typer.Option("--fail-on", help="Exit with 1 only for findings of this severity or a worse one.")
    ] = "minor",
    hook: Hook = False,
    deep: Deep = None,
    deep_model: DeepModel = None,
    deep_budget: DeepBudget = None,
) -> None:
    """Show what an editor would change."""
    from checker.cli import commands, inputs

    settings = inputs.settings(
        "check",
        min_confidence,
        select,
        ignore,
        format_in,
        encoding,
        max_bytes,
        packs,
        jobs,
        cache=not no_cache,
        cache_dir=cache_dir,
        baseline=not no_baseline,
        languagetool=languagetool,
        languagetool_required=languagetool_required,
        deep=deep_choice(deep, deep_model, deep_budget, not no_cache),
    )
    with _files(ctx, paths, settings, changed_since, staged, hook) as (files, settings):
        raise typer.Exit(
            commands.check(files, settings, format, output or (), exit_zero, strict_suppressions, fail_on, hook)
        )


@app.command()
def diff(
    ctx: typer.Context,
    paths: Paths = None,
    min_confidence: MinConfidence = None,
    patch: Annotated[bool, typer.Option("--patch", help="A unified diff for git apply and patch.")] = False,
    select: Select = None,
    ignore: Ignore = None,
    format_in: FormatIn = None,
    encoding: Encoding = None,
    max_bytes: MaxBytes = DEFAULT_MAX_BYTES,
    packs: Packs = None,
    jobs: Jobs = 1,
    no_cache: NoCache = False,
    cache_dir: CacheDir = None,
    languagetool: LanguageTool = None,
    languagetool_required: LanguageToolRequired = False,
    no_baseline: NoBaseline = False,
    changed_since: ChangedSince = None,
    staged: Staged = False,
    exit_zero: ExitZero = False,
    deep: Deep = None,
    deep_model: DeepModel = None,
    deep_budget: DeepBudget = None,
) -> None:
    """Show the text with the fixes in place, each with its confidence and rule."""
    from checker.cli import commands, inputs

    settings = inputs.settings(
        "diff",
        min_confidence,
        select,
        ignore,
        format_in,
        encoding,
        max_bytes,
        packs,
        jobs,
        cache=not no_cache,
        cache_dir=cache_dir,
        baseline=not no_baseline,
        languagetool=languagetool,
        languagetool_required=languagetool_required,
        deep=deep_choice(deep, deep_model, deep_budget, not no_cache),
    )
    with _files(ctx, paths, settings, changed_since, staged) as (files, settings):
        raise typer.Exit(commands.diff(files, settings, patch, exit_zero))


@app.command()
def fix(
    ctx: typer.Context,
    paths: Paths = None,
    min_confidence: MinConfidence = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done; write nothing.")] = False,
    select: Select = None,
    ignore: Ignore = None,
    format_in: FormatIn = None,
    encoding: Encoding = None,
    max_bytes: MaxBytes = DEFAULT_MAX_BYTES,
    packs: Packs = None,
    jobs: Jobs = 1,
    no_cache: NoCache = False,
    cache_dir: CacheDir = None,
    languagetool: LanguageTool = None,
    languagetool_required: LanguageToolRequired = False,
    no_baseline: NoBaseline = False,
    changed_since: ChangedSince = None,
    staged: Staged = False,
    hook: Hook = False,
    deep: Deep = None,
    deep_model: DeepModel = None,
    deep_budget: DeepBudget = None,
) -> None:
    """Apply the fixes from confidence 0.9 on (or as the project or --min-confidence says), in place."""
    from checker.cli import commands, inputs

    settings = inputs.settings(
        "fix",
        min_confidence,
        select,
        ignore,
        format_in,
        encoding,
        max_bytes,
        packs,
        jobs,
        cache=not no_cache,
        cache_dir=cache_dir,
        baseline=not no_baseline,
        languagetool=languagetool,
        languagetool_required=languagetool_required,
        deep=deep_choice(deep, deep_model, deep_budget, not no_cache),
    )
    with _files(ctx, paths, settings, changed_since, staged, hook) as (files, settings):
        raise typer.Exit(commands.fix(files, settings, dry_run))


@app.command()
def review(
    paths: NamedPaths,
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
    languagetool: LanguageTool = None,
    languagetool_required: LanguageToolRequired = False,
    deep: Deep = None,
    deep_model: DeepModel = None,
    deep_budget: DeepBudget = None,
) -> None:
    """Go through the suggestions one by one, and save what you accepted."""
    from checker.cli import inputs, review_command

    settings = inputs.settings(
        "check",
        min_confidence,
        select,
        ignore,
        format_in,
        encoding,
        max_bytes,
        packs,
        cache=False,
        languagetool=languagetool,
        languagetool_required=languagetool_required,
        deep=deep_choice(deep, deep_model, deep_budget),
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
def lsp(
    stdio: Annotated[bool, typer.Option("--stdio", help="What it does anyway; many editors give it.")] = False,
) -> None:
    """Check as you write: a language server for editors, over standard input and output."""
    from checker.cli import lsp_command

    raise typer.Exit(lsp_command.serve_editor())


@app.command()
def explain(
    what: Annotated[str, typer.Argument(help="A rule's id, or PATH:LINE:COLUMN.", show_default=False)],
    format_in: FormatIn = None,
    encoding: Encoding = None,
    packs: Packs = None,
    languagetool: LanguageTool = None,
    deep: Deep = None,
    deep_model: DeepModel = None,
    deep_budget: DeepBudget = None,
) -> None:
    """Say why a rule exists, or how a finding's confidence came about."""
    from checker.cli import commands, inputs

    settings = inputs.settings(
        "check",
        0.0,
        None,
        None,
        format_in,
        encoding,
        packs=packs,
        cache=False,
        languagetool=languagetool,
        deep=deep_choice(deep, deep_model, deep_budget),
    )
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


@app.command()
def baseline(
    paths: NamedPaths,
    min_confidence: MinConfidence = None,
    format_in: FormatIn = None,
    encoding: Encoding = None,
    max_bytes: MaxBytes = DEFAULT_MAX_BYTES,
    packs: Packs = None,
    jobs: Jobs = 1,
    no_cache: NoCache = False,
    cache_dir: CacheDir = None,
    languagetool: LanguageTool = None,
    languagetool_required: LanguageToolRequired = False,
) -> None:
    """Accept all that is found now: check, diff and fix leave it out, and show what is new."""
    from checker.cli import baseline_command, inputs

    settings = inputs.settings(
        "check",
        min_confidence,
        format_in=format_in,
        encoding=encoding,
        max_bytes=max_bytes,
        packs=packs,
        jobs=jobs,
        cache=not no_cache,
        cache_dir=cache_dir,
        languagetool=languagetool,
        languagetool_required=languagetool_required,
    )
    raise typer.Exit(baseline_command.write_baseline(paths, settings))


@app.command()
def ignore(
    places: Annotated[list[str], typer.Argument(help="PATH:LINE:COLUMN, as check shows it.", show_default=False)],
    reason: Annotated[str, typer.Option("--reason", help="Why it is right as it stands.")] = "",
    min_confidence: MinConfidence = None,
    format_in: FormatIn = None,
    encoding: Encoding = None,
    packs: Packs = None,
    languagetool: LanguageTool = None,
) -> None:
    """Accept single findings, in a file beside the settings: nothing is written into the text."""
    from checker.cli import baseline_command, inputs

    settings = inputs.settings(
        "check", min_confidence, format_in=format_in, encoding=encoding, packs=packs, languagetool=languagetool
    )
    raise typer.Exit(baseline_command.ignore(places, reason, settings))


@app.command()
def serve(
    host: Annotated[str, typer.Option("--host", help="Listen here; another than this machine only with a token.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes any that is free.")] = 8081,
    token: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--token", help="Answer only who sends it; better in a file, or in MTLINT_TOKEN."),
    ] = None,
    token_file: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--token-file", help="The file that holds the token."),
    ] = None,
    max_body: Annotated[int, typer.Option("--max-body", min=1, help="Refuse larger requests (bytes).")] = 4_194_304,
    timeout: Annotated[
        float, typer.Option("--timeout", min=0.1, max=3600, help="Seconds for reading a request, and for its answer.")
    ] = 60,
    workers: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option("--workers", min=0, max=64, help="Processes that check (as many as cores); 0 for a thread."),
    ] = None,
    concurrency: Annotated[int, typer.Option("--concurrency", min=1, help="Checks that run or wait at a time.")] = 128,
    per_client: Annotated[int, typer.Option("--per-client", min=1, help="Those of one address.")] = 64,
    allow_host: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--allow-host", metavar="NAME", help="A name by which the server may be called (repeatable)."),
    ] = None,
    allow_origin: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--allow-origin", metavar="ORIGIN", help="Web pages from there may use it (repeatable)."),
    ] = None,
    languagetool: Annotated[
        str, typer.Option("--languagetool", metavar="auto|off|local|URL", help="Add what LanguageTool finds.")
    ] = "off",
    languagetool_required: Annotated[
        bool, typer.Option("--languagetool-required", help="Answer nothing where LanguageTool does not.")
    ] = False,
    log_level: Annotated[str, typer.Option("--log-level", help="error, warning or info; texts are never logged.")] = (
        "info"
    ),
    min_confidence: MinConfidence = None,
    select: Select = None,
    ignore: Ignore = None,
    packs: Packs = None,
    deep: Deep = None,
    deep_model: DeepModel = None,
    deep_budget: DeepBudget = None,
) -> None:
    """Serve clients of LanguageTool, programs and, with a page, editors, over HTTP."""
    from checker.cli import inputs, serve_command

    raise typer.Exit(
        serve_command.serve(
            inputs.settings(
                "check",
                min_confidence,
                select,
                ignore,
                packs=packs,
                cache=False,
                deep=deep_choice(deep, deep_model, deep_budget, False),
            ),
            host=host,
            port=port,
            token=token,
            token_file=token_file,
            max_body=max_body,
            timeout=timeout,
            workers=workers,
            concurrency=concurrency,
            per_client=per_client,
            allow_host=allow_host or [],
            allow_origin=allow_origin or [],
            languagetool=languagetool,
            languagetool_required=languagetool_required,
            log_level=log_level,
        )
    )


@config_app.command("show")
def config_show(
    path: Annotated[str, typer.Argument(help="A file or folder.", show_default=False)] = ".",
    cache_dir: CacheDir = None,
) -> None:
    """What holds for a file, and where each value comes from."""
    from checker.cli import config_command, inputs

    raise typer.Exit(config_command.show_config(path, inputs.settings("check", None, cache_dir=cache_dir)))


@config_app.command("schema")
def config_schema() -> None:
    """The JSON Schema of mtlint.toml and [tool.mtlint], for editors."""
    from checker.cli import config_command

    raise typer.Exit(config_command.show_schema())


def run() -> None:
    """Entry point. Where the first word is a command, typer makes only that one ready."""
    named = [
        one for one in app.registered_commands if one.callback and sys.argv[1:2] == [one.name or one.callback.__name__]
    ]
    if named:
        app.registered_commands[:] = named
        app.registered_groups.clear()
    ending.run(app)


if __name__ == "__main__":
    run()
