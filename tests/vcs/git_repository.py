"""A git repository of a test's own, and the real mtlint command in it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import msgspec

Done = subprocess.CompletedProcess[bytes]
FAULTY = "Poutines visit was short. It cost 20 millions of euros.\n"
CLEAN = "Rain fell over the hills, and the river rose.\n"


class Repository:
    """A working tree of git with `mtlint` and the test environment's commands on the PATH."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        own = str(Path(sys.executable).parent)
        # a hook that runs the tests has set GIT_DIR and the like, which would lead to its own repository
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "PRE_COMMIT", "GITHUB_", "CI_"))}
        self.environment = {
            **kept,
            "PATH": f"{own}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(home),
            "GIT_CONFIG_NOSYSTEM": "1",
            "COLUMNS": "120",
            "PYTHONIOENCODING": "utf-8",
        }
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")
        self.git("config", "user.name", "An Editor")
        self.git("config", "user.email", "editor@example.org")
        self.git("config", "commit.gpgsign", "false")

    def run(self, *command: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None) -> Done:
        """The finished process."""
        return subprocess.run(
            [str(part) for part in command],
            cwd=cwd or self.folder,
            env={**self.environment, **(env or {})},
            capture_output=True,
            check=False,
        )

    def git(self, *arguments: str | Path) -> str:
        """What git prints; it must succeed."""
        done = self.run("git", *arguments)
        assert done.returncode == 0, (arguments, done.stderr.decode())
        return done.stdout.decode("utf-8", "surrogateescape")

    def write(self, name: str, text: str | bytes) -> Path:
        """A file of the working tree."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def commit(self, **files: str) -> str:
        """Writes the files, commits all, and gives the commit's id. A `/` or `.` of a name is given by `files=`."""
        for name, text in files.items():
            self.write(name, text)
        self.git("add", "--all")
        self.git("commit", "-q", "--no-verify", "--allow-empty", "-m", "work")
        return self.git("rev-parse", "HEAD").strip()

    def mtlint(self, *arguments: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None) -> Done:
        """The command as a user runs it; it never ends in a traceback."""
        done = self.run(sys.executable, "-m", "checker.cli.main", *arguments, cwd=cwd, env=env)
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        return done

    def places(self, *arguments: str | Path, cwd: Path | None = None) -> list[str]:
        """`path:line text` of each finding of `mtlint check`, which must be able to do its job."""
        done = self.mtlint("check", "--format", "json", *arguments, cwd=cwd)
        assert done.returncode in (0, 1), done.stderr.decode()
        assert done.stderr == b""
        files = msgspec.json.decode(done.stdout)["files"]
        return [f"{file['path']}:{row['line']} {row['text']}" for file in files for row in file["findings"]]
