"""What a server is told at its start."""

from __future__ import annotations

import ipaddress
from pathlib import Path

import msgspec

from checker.deep.choice import DeepChoice
from checker.finding import Candidate
from checker.house.house import PLAIN, House
from checker.suppress.comments import named

DEFAULT_PORT = 8081
"""The port that clients of LanguageTool look for on the same machine."""

SHORTEST_TOKEN = 16


class Ground(msgspec.Struct, frozen=True):
    """What holds for every text: the settings of the project in whose folder the server was started.

    `select` and `ignore` are names as in `--select`. `languagetool` is what `--languagetool` says, a server's address
    once one is running; with `languagetool_required` a text it cannot read gets no answer. `deep` says how a language
    model weighs, for at most `deep.budget` seconds a text.
    """

    lowest: float = 0.5
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    packs: tuple[Path, ...] = ()
    house: House = PLAIN
    languagetool: str = "off"
    languagetool_required: bool = False
    languagetool_timeout: float = 30.0
    deep: DeepChoice | None = None

    def wants(self, candidate: Candidate) -> bool:
        """Do `select` and `ignore` let the candidate through?"""
        if self.select and not any(named(name, candidate) for name in self.select):
            return False
        return not any(named(name, candidate) for name in self.ignore)


class ServerConfig(msgspec.Struct, frozen=True):
    """Where to listen, whom to answer, and how much at a time.

    `max_body` in bytes, `timeout` in seconds for reading a request and again for answering it, `workers` processes (0:
    a thread of the server), `concurrency` checks running or waiting in all, `per_client` of one address. `allow_hosts`
    are names besides localhost and plain addresses by which the server is called, `allow_origins` web pages elsewhere
    that may use it.
    """

    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    token: str | None = None
    max_body: int = 4 * 1024 * 1024
    timeout: float = 60.0
    workers: int = 2
    concurrency: int = 128
    per_client: int = 64
    allow_hosts: tuple[str, ...] = ()
    allow_origins: tuple[str, ...] = ()
    ground: Ground = Ground()


def is_loopback(host: str) -> bool:
    """Can only this machine reach a server on that host?"""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
