"""`mtlint learn`: what the decisions of reviews change in a project."""

from __future__ import annotations

from pathlib import Path

from checker.cli.inputs import UsageProblem
from checker.config.project import project_root
from checker.report.printable import printable
from checker.review.learn import learn
from checker.review.ledger import NAME


def learn_project(path: Path, dry_run: bool) -> int:
    """The learn command; returns the exit code: 0 done, 1 with --dry-run if anything would change."""
    if not path.exists():
        raise UsageProblem(f"{path}: no such file or folder")
    root = project_root(path)
    if not (root / NAME).exists():
        print(printable(f"{root / NAME}: there are no decisions yet; `mtlint review` writes them when it saves"))
        return 0
    lines = learn(root, dry_run).lines
    for line in lines:
        print(printable(line))
    if not lines:
        print("nothing new: all decisions are learnt already")
        return 0
    changes = f"{len(lines)} change{'s' * (len(lines) != 1)}"
    print(f"{changes} to make" if dry_run else f"{changes} made; look at them with git diff, and commit them")
    return 1 if dry_run else 0
