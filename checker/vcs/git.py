"""Running git: its answers as bytes, its refusals as one clear error."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence

from checker.problem import Problem


class GitError(Problem):
    """Git cannot answer; the message names place, cause and remedy. `status` is git's exit code, `said` its words."""

    def __init__(self, message: str, status: int = 0, said: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.said = said


class NoRepository(GitError):
    """The place is not in a git repository."""


def git(folder: str, arguments: Sequence[str], stdin: bytes = b"") -> bytes:
    """What `git arguments` prints in the folder; raises GitError where git is missing or exits with an error."""
    # GIT_DIR and GIT_INDEX_FILE stay: in a hook they say which index is about to be committed
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_PAGER": "cat"}
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, env=environment, input=stdin, capture_output=True, check=False
        )
    except FileNotFoundError:
        if not os.path.isdir(folder):
            raise GitError(f"{folder}: no such folder") from None
        raise GitError("git: no such program on the PATH; install git, or name the files to check") from None
    except OSError as error:
        raise GitError(f"git: cannot be started: {error.strerror or error}") from None
    if done.returncode:
        said = os.fsdecode(done.stderr).strip()
        line = next((row for row in said.splitlines() if row.startswith(("fatal:", "error:"))), said.splitlines()[:1])
        cause = (line if isinstance(line, str) else "".join(line)).removeprefix("fatal: ").removeprefix("error: ")
        raise GitError(f"git {arguments[0]}: {cause or f'exit code {done.returncode}'}", done.returncode, said)
    return done.stdout


def top_of(folder: str) -> str:
    """The real path of the working tree that holds the folder; raises GitError where there is none."""
    try:
        top = git(folder, ["rev-parse", "--show-toplevel"])
    except GitError as error:
        if "not a git repository" in error.said:
            place = os.path.abspath(folder)
            raise NoRepository(
                f"{place}: is not in a git repository; run mtlint in one, or name the files to check"
            ) from None
        raise
    return os.path.realpath(os.fsdecode(top[:-1]))
