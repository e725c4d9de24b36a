"""Which lines of which files changed since a revision, or are staged."""

from __future__ import annotations

import os

import msgspec

from checker.vcs.git import GitError, git
from checker.vcs.patch import WHOLE, Ranges, changed_ranges

# whatever the user's settings say, the patch is to be read by a program; a line whose end alone changed did not change
_DIFF = (
    *("diff", "--numstat", "-z", "--patch", "--unified=0", "--find-renames", "--no-color", "--no-ext-diff"),
    *("--no-textconv", "--no-relative", "--ignore-cr-at-eol", "--inter-hunk-context=0", "--submodule=short"),
    *("--diff-filter=d", "--src-prefix=a/", "--dst-prefix=b/"),
)


class Changes(msgspec.Struct, frozen=True):
    """What changed in the working tree at `root` (a real path).

    `lines` maps the name of each changed file, below the root and with the system's separators, to its changed lines;
    files that went are not in it. `tracked` holds the names of all files that git knows, and is empty where only the
    index counts: a file that git does not know is new as a whole since any revision, but never staged.
    """

    root: str
    lines: dict[str, Ranges]
    tracked: frozenset[str] = frozenset()

    def of(self, path: str) -> Ranges:
        """The changed lines of a file by its path; raises GitError for a path outside the working tree."""
        name = self.name(path)
        found = self.lines.get(name)
        if found is None:
            return WHOLE if self.tracked and name not in self.tracked else ()
        return found

    def name(self, path: str) -> str:
        """The name below the root, "" for the root itself; raises GitError for a path outside the working tree."""
        folder, last = os.path.split(os.path.abspath(path))
        # git knows a link by its own name, but nothing that lies behind a link to a folder
        real = os.path.join(os.path.realpath(folder), last)
        if os.path.realpath(real) == self.root:
            return ""
        inside = self.root.rstrip(os.sep) + os.sep
        if not real.startswith(inside):
            raise GitError(
                f"{path}: is outside the git repository {self.root}; run mtlint in the file's own repository"
            )
        return real[len(inside) :]


def staged_changes(root: str) -> Changes:
    """What the next commit of the working tree would change; raises GitError."""
    output = git(root, [*_DIFF, "--cached"])
    if b"* Unmerged path " in output:
        for name in git(root, ["diff", "--cached", "--name-only", "--diff-filter=U", "-z"]).split(b"\0"):
            if name:
                raise GitError(
                    f"{_local(name)}: has a conflict, so none of its versions is staged; solve it and `git add` the file"
                )
    return Changes(root, _lines(output))


def changes_since(root: str, revision: str) -> Changes:
    """What the working tree has that the revision had not; raises GitError.

    Where both went on since they parted, the point where they parted counts: what others did meanwhile is no change.
    Files that git does not know yet, and is not told to ignore, are changed as a whole.
    """
    base = _parting(root, revision)
    lines = _lines(git(root, [*_DIFF, base, "--"]))
    for name in git(root, ["ls-files", "--others", "--exclude-standard", "-z"]).split(b"\0"):
        if name and not name.endswith(b"/"):
            lines[_local(name)] = WHOLE
    tracked = frozenset(_local(name) for name in git(root, ["ls-files", "-z"]).split(b"\0"))
    return Changes(root, lines, tracked)


def changed_lines(root: str, revision: str | None = None) -> dict[str, Ranges]:
    """The changed lines by file: since the revision, or of what is staged if it is None; raises GitError."""
    return (staged_changes(root) if revision is None else changes_since(root, revision)).lines


def _lines(output: bytes) -> dict[str, Ranges]:
    return {_local(name): ranges for name, ranges in changed_ranges(output).items()}


def _local(name: bytes) -> str:
    return os.fsdecode(name).replace("/", os.sep)


def _parting(root: str, revision: str) -> str:
    """The commit at which HEAD and the revision parted."""
    unknown = (
        f"--changed-since {revision}: git knows no such commit here; `git log --oneline` shows which there are, "
        "and `git fetch` brings those of other branches"
    )
    if not revision or revision.startswith("-"):
        raise GitError(unknown)
    try:
        return git(root, ["merge-base", "HEAD", revision]).decode().strip()
    except GitError as error:
        if error.status == 1:
            raise GitError(
                f"--changed-since {revision}: shares no history with HEAD; "
                "if only a part of the history was fetched, `git fetch --unshallow` brings the rest"
            ) from None
        if not _knows(root, "HEAD"):
            raise GitError(
                f"--changed-since {revision}: the repository has no commit yet; use --staged for a first commit"
            ) from None
        raise (error if _knows(root, revision) else GitError(unknown)) from None


def _knows(root: str, revision: str) -> bool:
    try:
        git(root, ["rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}"])
    except GitError:
        return False
    return True
