"""The ready configurations of docs/editors.md, and real editors with the server."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from checker.lsp.options import KEYS, read_options

from .conftest import FAULTY

HERE = Path(__file__).resolve().parent
GUIDE = (HERE.parents[1] / "docs/editors.md").read_text("utf-8")
SNIPPETS = [(kind, text) for kind, text in re.findall(r"<!-- try: (\w+) -->\n```\w+\n(.*?)```", GUIDE, re.DOTALL)]


def run(tmp_path: Path, *command: str) -> str:
    """What an editor prints that has an article open."""
    (tmp_path / "article.txt").write_text(FAULTY)
    server = "\n".join((sys.executable, "-m", "checker.cli.main", "lsp"))
    environment = {**os.environ, "MTLINT": server, "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False, timeout=500)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode() + done.stderr.decode()


def test_every_snippet_is_tried() -> None:
    assert sorted(kind for kind, _ in SNIPPETS) == ["elisp", "json", "lua", "lua", "toml"]


@pytest.mark.parametrize(("kind", "text"), SNIPPETS)
def test_a_snippet_is_read(kind: str, text: str, tmp_path: Path) -> None:
    if kind == "toml":
        settings = tomllib.loads(text)
        server = settings["language-server"]["mtlint"]
        assert [server["command"], *server["args"]] == ["mtlint", "lsp"]
        assert read_options(server["config"])[1] == []
        assert all("mtlint" in language["language-servers"] for language in settings["language"])
    elif kind == "json":
        assert read_options(json.loads(text))[1] == []
    elif kind == "lua":
        (tmp_path / "snippet.lua").write_text(text)
        check = "lua if loadfile('snippet.lua') then print('read') else vim.cmd('cquit') end"
        assert "read" in run(tmp_path, "nvim", "--headless", "-u", "NONE", "-c", check, "-c", "qall!")
    else:
        (tmp_path / "snippet.el").write_text(text)
        loaded = '(progn (load-file "snippet.el") (require \'eglot) (princ (car eglot-server-programs)))'
        assert "html-mode mhtml-mode) mtlint lsp)" in run(tmp_path, "emacs", "--batch", "--eval", loaded)


def test_the_keys_of_a_client_are_told() -> None:
    for key in KEYS:
        assert f"`{key}`" in GUIDE


def test_neovim(tmp_path: Path) -> None:
    script = HERE / "clients/neovim.lua"
    printed = run(tmp_path, "nvim", "--headless", "-u", "NONE", "-c", f"luafile {script}")
    # "Poutines" was mended by typing, behind an emoji
    assert "20 millions of euros | mtlint | after a number" in printed
    assert "Poutines |" not in printed


def test_emacs(tmp_path: Path) -> None:
    printed = run(tmp_path, "emacs", "--batch", "-l", str(HERE / "clients/emacs.el"))
    assert re.search(r"^Poutines \| mtlint \[[a-z.-]+\]: ", printed, re.MULTILINE)
    assert re.search(r"^20 millions of euros \| mtlint \[number.all.counted-millions\]: ", printed, re.MULTILINE)
