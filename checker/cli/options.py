"""The options that several commands have in common, as typer reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

Paths = Annotated[
    Optional[list[str]],  # noqa: UP045 - typer reads it at run time
    typer.Argument(help="Files, folders, globs; - reads standard input.", show_default=False),
]
NamedPaths = Annotated[list[str], typer.Argument(help="Files, folders, globs.", show_default=False)]
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
Format = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(
        "--format",
        help="Print the report as text (the default), json, html, sarif, github, gitlab, rdjson, junit or checkstyle.",
    ),
]
Output = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option(
        "--output",
        metavar="FORMAT=FILE",
        help="Write a report to a file as well, e.g. html=report.html (repeatable; - is standard output).",
    ),
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Neither look up nor keep results.")]
CacheDir = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option("--cache-dir", help="Keep results in this folder (default: the user's cache folder)."),
]
LanguageTool = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--languagetool", metavar="auto|off|local|URL", help="Ask a LanguageTool as well (default: off)."),
]
LanguageToolRequired = Annotated[
    bool, typer.Option("--languagetool-required", help="Exit with 2 where LanguageTool's findings are missing.")
]
NoBaseline = Annotated[bool, typer.Option("--no-baseline", help="Show also what is in the baseline.")]
ChangedSince = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--changed-since", metavar="REV", help="Only faults on lines that changed since this git revision."),
]
Staged = Annotated[
    bool, typer.Option("--staged", help="Only faults on lines that git's next commit changes; reads the staged text.")
]
Deep = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(
        "--deep",
        metavar="[=suspect|translated|all|off]",
        help="Let a small language model weigh what the rules propose, where a document is suspect, is known to be translated, or in all.",
    ),
]
DeepModel = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--deep-model", metavar="NAME|PATH", help="The model of --deep: a GGUF file of the llama kind."),
]
DeepBudget = Annotated[
    Optional[float],  # noqa: UP045
    typer.Option("--deep-budget", metavar="SECONDS", min=0.0, help="Weigh what is most in doubt in this time."),
]
Hook = Annotated[bool, typer.Option("--hook", help="For pre-commit: say what to do next.")]
ExitZero = Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 even if there are findings.")]

DEFAULT_MAX_BYTES = 64 * 1024 * 1024
