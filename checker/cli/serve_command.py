"""mtlint serve."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import TYPE_CHECKING

from checker.cli.file_settings import FileSettings, for_file, refuse_unknown_names
from checker.cli.inputs import Settings, UsageProblem

if TYPE_CHECKING:
    from checker.deep.choice import DeepChoice
    from checker.server.config import Ground

_NEEDED = ("starlette", "uvicorn", "prometheus_client")
TOKEN_VARIABLE = "MTLINT_TOKEN"


def serve(
    settings: Settings,
    *,
    host: str,
    port: int,
    token: str | None,
    token_file: Path | None,
    max_body: int,
    timeout: float,
    workers: int | None,
    concurrency: int,
    per_client: int,
    allow_host: list[str],
    allow_origin: list[str],
    languagetool: str,
    languagetool_required: bool,
    log_level: str,
) -> int:
    """The serve command; returns the exit code once the server was stopped."""
    missing = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise UsageProblem(
            f"mtlint serve needs {', '.join(missing)}, not installed here; install it with: pip install 'mtlint[server]'"
        )
    from checker.server.config import ServerConfig
    from checker.server.log import set_up
    from checker.server.run import refuse_open_doors, serve
    from checker.server.second import shared

    config = ServerConfig(
        host=host,
        port=port,
        token=_token(token, token_file),
        max_body=max_body,
        timeout=timeout,
        workers=(os.cpu_count() or 1) if workers is None else workers,
        concurrency=concurrency,
        per_client=per_client,
        allow_hosts=tuple(allow_host),
        allow_origins=tuple(allow_origin),
    )
    refuse_open_doors(config)
    if log_level not in ("error", "warning", "info"):
        raise UsageProblem(f"--log-level {log_level}: unknown level; known are error, warning, info")
    ground = _ground(settings, languagetool, languagetool_required, timeout)
    set_up(log_level.upper())
    import msgspec

    with shared(ground) as ground:
        serve(msgspec.structs.replace(config, ground=ground), _announce)
    return 0


def _announce(address: str) -> None:
    print(f"mtlint serves at {address} (Ctrl-C stops it)", flush=True)


def _token(token: str | None, file: Path | None) -> str | None:
    if token is not None and file is not None:
        raise UsageProblem("--token and --token-file: give only one of them")
    if file is not None:
        try:
            token = file.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            why = getattr(error, "strerror", None) or "is not UTF-8"
            raise UsageProblem(f"--token-file {file}: cannot be read: {why}") from None
        if not token:
            raise UsageProblem(f"--token-file {file}: is empty; write the token into it")
    return token if token is not None else os.environ.get(TOKEN_VARIABLE) or None


def _ground(settings: Settings, languagetool: str, required: bool, timeout: float) -> Ground:
    """The settings of the current folder's project, read and refused now rather than in a worker."""
    from checker.packs.store import load
    from checker.server.config import Ground as Grounds

    own: FileSettings = for_file("-", settings)
    # before the rules are compiled, which takes a minute or two the first time
    deep = None if settings.deep is None else _weighing(settings.deep, timeout)
    refuse_unknown_names("-", settings)
    load(own.packs)
    return Grounds(
        own.lowest,
        own.select,
        own.ignore,
        own.packs,
        own.house,
        languagetool,
        required,
        languagetool_timeout=30.0,
        deep=deep,
    )


def _weighing(choice: DeepChoice, timeout: float) -> DeepChoice:
    """How the model weighs: half the time of an answer is left for everything else. Raises Problem without a model."""
    import msgspec

    from checker.deep.open import model_key, refuse_without_extra

    refuse_without_extra()
    model_key(choice.model)
    return msgspec.structs.replace(choice, budget=min(choice.budget or timeout, timeout / 2), keep=False)
