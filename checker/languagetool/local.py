"""Starts a LanguageTool of this machine on loopback, and ends it.

language-tool-python can start one too, but downloads it where it is missing, tries hundreds of ports with a Java that
does not start, gives it no bound of memory, and leaves it running where mtlint is killed.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from checker.languagetool.installed import Installed, java
from checker.languagetool.trouble import Trouble

MEMORY = "MTLINT_LANGUAGETOOL_MEMORY"
"""The environment variable with the most memory of a server that mtlint starts, as Java writes it: 700m, 2g."""
START = 120.0
"""Seconds that a server may take to start; a busy machine needs many."""
_TRIES = 3


@contextlib.contextmanager
def local_server(installed: Installed, config: Path | None = None) -> Iterator[tuple[str, int]]:
    """The address of a server that runs until the context ends, and the process id of its keeper; raises Trouble.

    `config` is a properties file of LanguageTool's server.
    """
    command = [java(installed.version), f"-Xmx{os.environ.get(MEMORY) or '700m'}", "-XX:+UseSerialGC"]
    command += ["-cp", installed.class_path, "org.languagetool.server.HTTPServer"]
    if config is not None:
        command += ["--config", str(config)]
    with tempfile.TemporaryFile() as log:
        for attempt in range(_TRIES):
            port = _free_port()
            process = _started([*command, "--port", str(port)], log.fileno())
            try:
                if _ready(process, port):
                    yield f"http://127.0.0.1:{port}", process.pid
                    return
            finally:
                _end(process)
            log.seek(0)
            said = log.read().decode("utf-8", "replace")
            if "Address already in use" not in said or attempt == _TRIES - 1:
                raise Trouble(f"{installed.folder}: LanguageTool {installed.version} does not start: {_last(said)}")


def _started(command: list[str], log: int) -> subprocess.Popen[bytes]:
    keeper = Path(__file__).with_name("keeper.py")
    return subprocess.Popen(
        [sys.executable, "-I", "-S", str(keeper), *command],
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=log,
        start_new_session=True,  # Ctrl-C is for mtlint, which ends the server itself
    )


def _ready(process: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until the server listens; False where its process ended or took too long."""
    end = time.monotonic() + START
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return True
        time.sleep(0.1)
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        process.stdin.close()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _last(said: str) -> str:
    """The line of a log that tells most."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    told = [line for line in lines if "Exception" in line or "Error" in line or "Could not" in line]
    return (told or lines or ["it said nothing"])[-1][:300]
