"""How long a commit waits: 3 staged articles in a repository of 2,000, and all 2,000.

    python bench/hook.py [--few]

Installs mtlint from this checkout into an environment of its own, as pre-commit does, so that what is measured is what
a user has. The articles are parts of the seeds, some 240 words each. Times are of whole processes, the median of
several runs (one over all files; --few leaves those out). pre-commit's own time is measured with a hook that does
nothing.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILES = 2_000
STAGED = 3


def main() -> None:
    """Prints a row for each measurement."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        mtlint = _installed(place / "environment")
        repository = place / "repository"
        names = _articles(repository)
        environment = {**os.environ, "MTLINT_CACHE_DIR": str(place / "cache"), "PRE_COMMIT_HOME": str(place / "home")}

        def run(*command: str | Path, codes: Sequence[int] = (0, 1)) -> float:
            start = time.perf_counter()
            done = subprocess.run(
                [str(part) for part in command], cwd=repository, env=environment, capture_output=True, check=False
            )
            took = time.perf_counter() - start
            if done.returncode not in codes:
                raise SystemExit(f"{command[:3]}: {done.stderr.decode()}{done.stdout.decode()}")
            return took

        def row(what: str, measure: Callable[[], float], runs: int) -> None:
            times = [measure() for _ in range(runs)]
            print(f"{what:<62} {statistics.median(times):7.2f} s   ({min(times):.2f} to {max(times):.2f})", flush=True)

        print(f"a repository of {FILES:,} articles, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
        run("git", "add", "--all", codes=[0])
        if "--few" not in sys.argv:
            row(
                "mtlint check --hook FILE..., all, for the first time",
                lambda: run(mtlint, "check", "--hook", *names),
                1,
            )
            row("mtlint check --hook FILE..., all, once more", lambda: run(mtlint, "check", "--hook", *names), 1)
        run("git", "commit", "-q", "--no-verify", "-m", "all", codes=[0])
        for name in names[:STAGED]:
            with (repository / name).open("a", encoding="utf-8") as stream:
                stream.write("\nOne more line.\n")
        run("git", "add", "--all", codes=[0])
        row("mtlint --version", lambda: run(mtlint, "--version", codes=[0]), 7)
        row(f"mtlint check --hook FILE..., {STAGED} files", lambda: run(mtlint, "check", "--hook", *names[:STAGED]), 7)
        row(f"mtlint check --staged --hook, {STAGED} staged", lambda: run(mtlint, "check", "--staged", "--hook"), 7)
        row(
            f"mtlint check --changed-since HEAD, {STAGED} changed",
            lambda: run(mtlint, "check", "--changed-since", "HEAD"),
            7,
        )
        for hook, entry in (("true", "true"), ("mtlint", f"{mtlint} check --hook")):
            _configure(repository, entry)
            run("git", "add", ".pre-commit-config.yaml", codes=[0])
            run(sys.executable, "-m", "pre_commit", "install", codes=[0])
            run(sys.executable, "-m", "pre_commit", "run")
            row(
                f"pre-commit run with the hook `{hook}`, {STAGED} staged",
                lambda: run(sys.executable, "-m", "pre_commit", "run"),
                7,
            )


def _installed(place: Path) -> Path:
    """The command in a new environment."""
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
    subprocess.run([str(place / "bin" / "pip"), "install", "-q", str(ROOT)], check=True)
    return place / "bin" / "mtlint"


def _articles(repository: Path) -> list[str]:
    """Writes the articles into a new repository; their names."""
    seeds = [path.read_text("utf-8").split("\n\n") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    (repository / "articles").mkdir(parents=True)
    subprocess.run(["git", "init", "-q", str(repository)], check=True)
    for key, value in (("user.name", "An Editor"), ("user.email", "editor@example.org")):
        subprocess.run(["git", "-C", str(repository), "config", key, value], check=True)
    names = [f"articles/{number:04}.txt" for number in range(FILES)]
    for number, name in enumerate(names):
        seed = seeds[number % len(seeds)]
        first = number // len(seeds) % len(seed)
        parts = [*seed[first:], *seed[:first]][:4]
        (repository / name).write_text("\n\n".join([*parts, f"Article {number}."]) + "\n", "utf-8")
    return names


def _configure(repository: Path, entry: str) -> None:
    (repository / ".pre-commit-config.yaml").write_text(
        "repos:\n- repo: local\n  hooks:\n  - id: it\n    name: it\n"
        f"    entry: {entry}\n    language: unsupported\n    types: [text]\n    require_serial: true\n",
        "utf-8",
    )


if __name__ == "__main__":
    main()
