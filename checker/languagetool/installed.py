"""A LanguageTool that lies on this machine, and the Java to run it. Nothing is downloaded."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import msgspec

from checker.languagetool.trouble import Trouble
from checker.packs.files import cache_folder

HOME = "MTLINT_LANGUAGETOOL_HOME"
"""The environment variable that names a folder with LanguageTool's jars."""
HOW_TO_GET = f"run tools/languagetool.sh of mtlint's sources, or unpack LanguageTool and name its folder in {HOME}"
_NAME = re.compile(r"languagetool-?(\d[\w.]*)", re.IGNORECASE)
_CORE = re.compile(r"languagetool-core-(\d[\w.-]*)\.jar")
_JAVA = re.compile(r'version "(?:1\.)?(\d+)')


class Installed(msgspec.Struct, frozen=True):
    """LanguageTool in a folder; `version` as its files say."""

    folder: Path
    version: str

    @property
    def class_path(self) -> str:
        """All its jars: beside each other as Maven gives them, or below libs/ as in LanguageTool's own archive."""
        places = (self.folder / "*", self.folder / "libs" / "*", self.folder)
        return os.pathsep.join(map(str, places))


def find_installed() -> Installed:
    """The named one, else the one that mtlint fetched, else the newest of language-tool-python's; raises Trouble."""
    named = os.environ.get(HOME)
    if named:
        found = _installed(Path(named).expanduser())
        if found is None:
            raise Trouble(
                f"{HOME}={named}: no LanguageTool lies there; it needs a folder with languagetool-server*.jar"
            )
        return found
    all_found = [found for folder in _folders() if (found := _installed(folder)) is not None]
    if not all_found:
        raise Trouble(f"LanguageTool is not on this machine; {HOW_TO_GET}")
    return all_found[0]


def _folders() -> Iterator[Path]:
    for place in (cache_folder(), _user_cache()):
        yield from sorted(place.glob("languagetool-*"), key=_number, reverse=True)
    chosen = os.environ.get("LTP_JAR_DIR_PATH")  # as language-tool-python reads it
    if chosen:
        yield Path(chosen)
    theirs = Path(os.environ.get("LTP_PATH") or Path.home() / ".cache" / "language_tool_python")
    yield from sorted(theirs.glob("LanguageTool-*"), key=_number, reverse=True)


def _user_cache() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("mtlint")


def _number(folder: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", folder.name))


def _installed(folder: Path) -> Installed | None:
    """What lies in a folder; None where it is no LanguageTool, or a download that did not end."""
    if not any(folder.glob("languagetool-server*.jar")) and not (folder / "languagetool.jar").is_file():
        return None
    for jar in (*folder.glob("languagetool-core-*.jar"), *folder.glob("libs/languagetool-core-*.jar")):
        found = _CORE.fullmatch(jar.name)
        if found:
            return Installed(folder, found[1])
    named = _NAME.search(folder.name)
    return Installed(folder, named[1] if named else "unknown")


def java(version: str) -> str:
    """The Java that can run a version of LanguageTool; raises Trouble."""
    home = os.environ.get("JAVA_HOME")
    path = shutil.which("java", path=str(Path(home) / "bin")) if home else None
    path = path or shutil.which("java")
    numbers = [int(part) for part in re.findall(r"\d+", version)[:2]]
    needed = 17 if not numbers or numbers >= [6, 6] else 8
    if path is None:
        raise Trouble(f"LanguageTool needs Java, and there is none; install Java {needed} or newer, or name a server")
    try:
        done = subprocess.run([path, "-version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Trouble(f"{path}: Java does not run: {error}; install Java {needed} or newer, or name a server") from None
    told = _JAVA.search(done.stderr + done.stdout)
    if done.returncode or told is None:
        raise Trouble(f"{path}: Java does not run; install Java {needed} or newer, or name a server")
    if int(told[1]) < needed:
        raise Trouble(f"{path}: this is Java {told[1]}; LanguageTool {version} needs {needed} or newer")
    return path
