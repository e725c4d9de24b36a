"""Which LanguageTool a choice means: `auto`, `off`, `local` or the address of a server."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from checker.languagetool.trouble import Trouble

if TYPE_CHECKING:
    from checker.languagetool.installed import Installed

URL = "MTLINT_LANGUAGETOOL_URL"
"""The environment variable with the address that `auto` tries first."""
USUAL = ("127.0.0.1", 8081)
"""Where LanguageTool's own server listens if nobody tells it otherwise."""
KNOWN = ("auto", "off", "local")


class Place(msgspec.Struct, frozen=True):
    """A server that runs, by its address, or a LanguageTool of this machine that is to be started."""

    address: str = ""
    installed: Installed | None = None


def wrong_with(choice: str) -> str:
    """Why a choice cannot be right; empty for one that can be."""
    if choice in KNOWN:
        return ""
    try:
        parts = urlsplit(choice)
        port = parts.port  # one that is no number of a port raises
        if parts.scheme in ("http", "https") and parts.hostname and port != 0:
            return ""
    except ValueError:
        pass
    return "must be auto, off, local or a server's address such as http://127.0.0.1:8081"


def place_of(choice: str, required: bool = False) -> Place | None:
    """The place of a choice; None where there is to be none. Raises Trouble.

    `auto` is the server that MTLINT_LANGUAGETOOL_URL names, else one on this machine's usual port, else a LanguageTool
    that lies here with a Java to run it, else none, which is a trouble only where one is `required`.
    """
    if choice == "off":
        return None
    if choice == "local":
        from checker.languagetool.installed import find_installed

        return Place(installed=find_installed())
    if choice != "auto":
        return Place(choice)
    named = os.environ.get(URL)
    if named:
        problem = wrong_with(named)
        if problem or named in KNOWN:
            raise Trouble(f"{URL}={named}: must be a server's address such as http://127.0.0.1:8081")
        return Place(named)
    address = f"http://{USUAL[0]}:{USUAL[1]}"
    if _answers(address):
        return Place(address)
    from checker.languagetool.installed import find_installed, java

    try:
        installed = find_installed()
        java(installed.version)
    except Trouble as trouble:
        if required:
            raise Trouble(f"no LanguageTool server at {address}, and none can be started: {trouble}") from None
        return None
    return Place(installed=installed)


def _answers(address: str) -> bool:
    """Does a LanguageTool server answer on this machine's usual port?"""
    try:
        socket.create_connection(USUAL, 0.5).close()
    except OSError:
        return False
    from checker.languagetool.client import PROBE, Client

    try:
        Client(address, PROBE)
    except Trouble:
        return False
    return True
