"""The real command in a real terminal, driven by tmux: killed, hung up on, resumed."""

from __future__ import annotations

import os
import random
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from checker.api import apply, check_file
from checker.review.journal import Contents, read_journal

SEED = Path(__file__).resolve().parents[2] / "seeds" / "sanctions.txt"
PATIENCE = 60.0
"""Seconds to wait for what must come; a test that passes waits for what it needs and no longer."""


class Terminal:
    """A tmux session of its own server, with mtlint review in it."""

    def __init__(self, socket: Path, cwd: Path) -> None:
        self._socket = socket
        self._servers = 0
        self._tmux: list[str] = []
        self._cwd = cwd

    def start(self, *arguments: str, size: tuple[int, int] = (100, 30), **env: str) -> None:
        """Run mtlint review; the pane stays when it ends, so that its last words can be read."""
        self._servers += 1  # a server that was told to end may still be at it: the next one is another
        self._tmux = ["tmux", "-S", f"{self._socket}{self._servers}", "-f", "/dev/null"]
        words = [sys.executable, "-m", "checker.cli.main", "review", *arguments]
        command = " ".join(map(shlex.quote, words)) + "; echo ended with $?; exec cat"
        settings = [f"{k}={v}" for k, v in {"MTLINT_THEME": "dark", **env}.items()]
        shell = shlex.join(["env", "-u", "COLUMNS", "-u", "LINES", *settings, "sh", "-c", command])
        self._run("new-session", "-d", "-x", str(size[0]), "-y", str(size[1]), "-c", str(self._cwd), shell)

    def stop(self) -> None:
        """End the server, and all that runs in it."""
        subprocess.run([*self._tmux, "kill-server"], capture_output=True, check=False)

    def hang_up(self) -> None:
        """Close the terminal."""
        self._run("kill-session")

    def press(self, *keys: str) -> None:
        """Send keys as tmux names them."""
        self._run("send-keys", *keys)

    def type(self, text: str) -> None:
        """Send text as it stands."""
        self._run("send-keys", "-l", text)

    def text(self) -> str:
        """What is on the screen."""
        return self._run("capture-pane", "-p")

    def wait(self, *wanted: str) -> str:
        """Until the screen shows all of it."""
        return self.until(lambda: all(part in self.text() for part in wanted), wanted) or self.text()

    def until(self, true: Callable[[], bool], what: object) -> str:
        """Until something holds; fails with the screen if it never does."""
        end = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < end, f"{what} never came; the screen:\n{self.text()}"
            time.sleep(0.02)
        return ""

    def reviewer(self) -> int:
        """The process number of the review, which its sign beside the article tells."""
        signs = list(self._cwd.glob(".*.mtlint-review-*"))
        assert len(signs) == 1
        return int(signs[0].name.rpartition("-")[2])

    def _run(self, *arguments: str) -> str:
        done = subprocess.run([*self._tmux, *arguments], capture_output=True, text=True, check=True)
        return done.stdout


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """A terminal in the project's folder."""
    assert shutil.which("tmux"), "tmux is missing; tools/test_needs.sh installs it"
    found = Terminal(tmp_path / "tmux", tmp_path / "project")
    yield found
    found.stop()


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    """A seed article."""
    path = tmp_path / "project" / SEED.name
    shutil.copy(SEED, path)
    return path


def journal(state: Path) -> Contents | None:
    """The one journal, if there is one."""
    files = list((state / "review").glob("*.jsonl"))
    return read_journal(files[0]) if files else None


@pytest.mark.parametrize("lowest", ["0.5", "0.9"])
def test_accepting_all_in_a_terminal_gives_what_fix_gives(terminal: Terminal, seed: Path, lowest: str) -> None:
    report = check_file(seed, min_confidence=float(lowest))
    wanted = apply(report, min_confidence=float(lowest)).encode()
    terminal.start("--min-confidence", lowest, seed.name)
    total = len(report.findings)
    terminal.wait(f"fault 1/{total}", "y accept")
    terminal.press("A")
    terminal.wait("Accept all from which confidence on?")
    terminal.type(lowest)
    terminal.press("Enter")
    terminal.wait(f"Accept all from {lowest} on: {total} faults")
    terminal.press("y")
    terminal.wait(f"done {total}/{total}")
    terminal.press("S")
    terminal.wait("saved sanctions.txt")
    terminal.press("q")
    terminal.wait("ended with 0")
    assert seed.read_bytes() == wanted


def test_accepting_one_by_one_in_a_terminal_gives_what_fix_gives(terminal: Terminal, seed: Path) -> None:
    report = check_file(seed, min_confidence=0.9)
    wanted = apply(report, min_confidence=0.9).encode()
    terminal.start("--min-confidence", "0.9", seed.name, size=(80, 24))
    total = len(report.findings)
    terminal.wait(f"fault 1/{total}", "y accept")
    terminal.type("y" * total)
    terminal.wait(f"done {total}/{total}")
    terminal.press("C-s")
    terminal.wait("saved sanctions.txt")
    terminal.press("q")
    terminal.wait("ended with 0")
    assert seed.read_bytes() == wanted


def test_a_review_killed_at_ten_moments_loses_no_decision(terminal: Terminal, seed: Path, _own_state: Path) -> None:
    chance = random.Random(5)
    before = seed.read_bytes()
    total = len(check_file(seed).findings)
    decided = 0
    for number in range(10):
        terminal.start("--resume", seed.name)
        # what was decided before the last kill is there again, and nothing else
        terminal.wait(f"done {decided}/{total}", "y accept", f"fault {min(decided + 1, total)}/{total}")
        keys = chance.choices("yn", k=chance.randint(2, 4))
        killed_after = chance.randint(1, len(keys))
        for n, key in enumerate(keys, 1):
            if decided == total:
                break
            if n > killed_after:
                terminal.press(key)  # may be lost, or not: the kill comes while it is under way
                break
            terminal.press(key)
            decided += 1
            wanted = decided
            terminal.until(lambda wanted=wanted: _decided(_own_state) >= wanted, f"decision {wanted}")  # type: ignore[misc]
        os.kill(terminal.reviewer(), signal.SIGKILL)
        terminal.wait("ended with 137")
        shown = _decided(_own_state)
        assert shown >= decided, number
        decided = shown
        terminal.stop()
    assert seed.read_bytes() == before and decided >= 10
    terminal.start("--resume", seed.name)
    terminal.wait(f"done {decided}/{total}", "y accept")
    for _ in range(decided):
        terminal.press("u")
    terminal.wait(f"done 0/{total}")


def _decided(state: Path) -> int:
    contents = journal(state)
    return len(contents.decisions) if contents is not None else 0


def test_a_closed_terminal_loses_nothing_and_leaves_no_sign(terminal: Terminal, seed: Path, _own_state: Path) -> None:
    terminal.start(seed.name)
    terminal.wait("y accept")
    terminal.press("y", "n", "2")
    terminal.wait("done 3/")
    process = terminal.reviewer()
    terminal.hang_up()
    terminal.until(lambda: not Path(f"/proc/{process}").exists(), "the end of the review")
    assert _decided(_own_state) == 3
    assert [path.name for path in seed.parent.iterdir()] == [seed.name]
    terminal.start(seed.name)
    terminal.wait("3 decisions of", "resume where it stood")
    terminal.press("y")
    terminal.wait("done 3/")


def test_two_terminals_on_one_file_are_told_of_each_other(terminal: Terminal, seed: Path, tmp_path: Path) -> None:
    other = Terminal(tmp_path / "tmux2", seed.parent)
    try:
        terminal.start(seed.name)
        terminal.wait("y accept")
        other.start(seed.name)
        other.wait("also reviewed by")
        terminal.wait("also reviewed by")
    finally:
        other.stop()


def test_a_dumb_terminal_gets_the_dialogue(terminal: Terminal, seed: Path) -> None:
    terminal.start(seed.name, TERM="dumb")
    terminal.wait("Decide [y,n,1-9")
    terminal.type("q\n")
    terminal.wait("ended with 1")


def test_a_terminated_review_gives_the_terminal_back(terminal: Terminal, seed: Path) -> None:
    terminal.start(seed.name)
    terminal.wait("y accept")
    terminal.press("y")
    terminal.wait("done 1/")
    os.kill(terminal.reviewer(), signal.SIGTERM)
    text = terminal.wait("ended with 1")
    assert "decisions are kept, not saved" in text and "y accept" not in text


def test_a_window_that_changes_its_size_is_drawn_anew(terminal: Terminal, seed: Path) -> None:
    terminal.start(seed.name, size=(120, 40))
    terminal.wait("│ major", "y accept")
    terminal._run("resize-window", "-x", "60", "-y", "24")
    terminal.until(lambda: "│ major" not in terminal.text() and "\n major" in terminal.text(), "the narrow screen")
