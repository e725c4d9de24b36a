"""What goes wrong with a LanguageTool: one line, our own findings whole, the documented exit code."""

from __future__ import annotations

import json
import signal
import stat
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from checker import check_text
from checker.languagetool.backend import Backend, open_backend
from checker.languagetool.choice import Place, wrong_with
from checker.languagetool.client import Answer, Client, base, shown
from checker.languagetool.installed import HOME, Installed
from checker.languagetool.trouble import Trouble
from tests.languagetool.conftest import LAUNDERED, Serve, Server, running

# one process, one server
pytestmark = pytest.mark.xdist_group("languagetool")

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
NOBODY = "http://127.0.0.1:9"
OURS = "The talks in Pékin ended. Poutines visit cost 20 millions of euros, and the minister did not knew it.\n\n"
INFO = b'{"software": {"name": "LanguageTool", "version": "%s", "buildDate": null}}'
LANGUAGES = b'[{"name": "English", "code": "en", "longCode": "en-US"}]'


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A laundered article."""
    path = tmp_path / "article.txt"
    path.write_text(LAUNDERED, "utf-8")
    return path


def _complaint(done: subprocess.CompletedProcess[bytes]) -> str:
    (line,) = done.stderr.decode().splitlines()
    return line


def _rules(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    return [finding["rule"] for file in json.loads(done.stdout)["files"] for finding in file["findings"]]


def test_a_server_that_cannot_be_reached_leaves_our_findings(mtlint: Run, article: Path) -> None:
    alone = mtlint("check", "--format", "json", article)
    done = mtlint("check", "--format", "json", "--languagetool", NOBODY, article)
    assert done.returncode == alone.returncode == 1
    assert done.stdout == alone.stdout
    assert _complaint(done).startswith(
        f"mtlint: {article}: LanguageTool's findings are missing: {NOBODY}: nobody listens"
    )


@pytest.mark.parametrize("command", ["check", "diff", "fix"])
def test_required_makes_it_exit_with_2(mtlint: Run, article: Path, command: str) -> None:
    done = mtlint(command, "--languagetool", NOBODY, "--languagetool-required", article)
    assert done.returncode == 2
    assert done.stdout and NOBODY in _complaint(done)
    if command == "fix":
        assert "Putin's visit" in article.read_text("utf-8")


def test_many_files_have_one_complaint(mtlint: Run, article: Path) -> None:
    article.with_name("second.txt").write_text(LAUNDERED, "utf-8")
    done = mtlint("check", "--languagetool", NOBODY, "--jobs", "2", article.parent)
    assert "(1 more file without them)" in _complaint(done)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({}, "no LanguageTool server answers there (404)"),
        ({"/v2/languages": (200, b"<html>hello</html>")}, "no LanguageTool server answers there"),
        ({"/v2/languages": (200, b'{"en": 1}')}, "no LanguageTool server answers there"),
        ({"/v2/languages": (200, b'[{"code": "de"}]')}, "knows no English"),
        (
            {"/v2/languages": (200, LANGUAGES), "/v2/info": (200, INFO % b"4.9.1")},
            "this is LanguageTool 4.9.1; mtlint needs 5.0",
        ),
        (
            {"/v2/languages": (200, LANGUAGES), "/v2/info": (200, INFO % b"6.8"), "/v2/check": (200, b"{}")},
            "not LanguageTool's",
        ),
        (
            {"/v2/languages": (200, LANGUAGES), "/v2/info": (200, INFO % b"6.8"), "/v2/check": (429, b"")},
            "too many requests",
        ),
        (
            {"/v2/languages": (200, LANGUAGES), "/v2/info": (200, INFO % b"6.8"), "/v2/check": (500, b"oh no")},
            "answers with 500: oh no",
        ),
        ({"/v2/languages": (301, b"")}, "has moved"),
        ({"/v2/languages": (401, b"")}, "without a login"),
        (
            {
                "/v2/languages": (200, LANGUAGES),
                "/v2/info": (200, INFO % b"6.8"),
                "/v2/check": (200, b'{"matches": [], "warnings": {"incompleteResults": true}}'),
            },
            "answered in part",
        ),
    ],
)
def test_what_is_no_usable_server_is_named(serve: Serve, answers: dict[str, tuple[int, bytes]], said: str) -> None:
    report = check_text(LAUNDERED)
    found, complaint = Backend(Place(serve(answers)), 5.0).joined(report, 0.5)
    assert found.findings == report.findings
    assert complaint is not None and said in complaint and "\n" not in complaint


def test_open_backend_refuses_what_is_required(serve: Serve) -> None:
    with pytest.raises(Trouble, match="no LanguageTool server"), open_backend(serve({}), required=True):
        raise AssertionError("opened")
    with open_backend(serve({})) as backend:
        assert backend is not None and backend.joined(check_text(LAUNDERED), 0.5)[1]


def test_no_java_is_said(mtlint: Run, article: Path, tmp_path: Path) -> None:
    nothing = tmp_path / "empty"
    nothing.mkdir()
    done = mtlint("check", "--languagetool", "local", article, env={"PATH": str(nothing), "JAVA_HOME": ""})
    assert done.returncode == 1 and b"Poutines" in done.stdout
    assert "LanguageTool needs Java, and there is none; install Java 17 or newer" in _complaint(done)


def test_an_old_java_is_said(mtlint: Run, article: Path, tmp_path: Path) -> None:
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n", "utf-8")
    java.chmod(java.stat().st_mode | stat.S_IXUSR)
    done = mtlint("check", "--languagetool", "local", article, env={"JAVA_HOME": str(tmp_path)})
    assert done.returncode == 1
    assert "this is Java 11; LanguageTool 6.8 needs 17 or newer" in _complaint(done)


def test_no_languagetool_says_how_to_get_one(mtlint: Run, article: Path, tmp_path: Path) -> None:
    bare = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "none"), "LTP_PATH": "", "LTP_JAR_DIR_PATH": ""}
    done = mtlint("check", "--languagetool", "local", article, env=bare)
    assert done.returncode == 1
    assert "LanguageTool is not on this machine; run tools/languagetool.sh" in _complaint(done)
    named = mtlint(
        "check", "--languagetool", "local", "--languagetool-required", article, env={**bare, HOME: "/nowhere"}
    )
    assert named.returncode == 2
    assert f"{HOME}=/nowhere: no LanguageTool lies there" in _complaint(named)


def test_a_broken_languagetool_does_not_start(mtlint: Run, article: Path, tmp_path: Path) -> None:
    (tmp_path / "languagetool-server-6.8.jar").write_bytes(b"no jar")
    (tmp_path / "languagetool-core-6.8.jar").write_bytes(b"no jar")
    done = mtlint("check", "--languagetool", "local", article, env={HOME: str(tmp_path)})
    assert done.returncode == 1 and b"Poutines" in done.stdout
    assert f"{tmp_path}: LanguageTool 6.8 does not start:" in _complaint(done)


def test_auto_without_any_is_silent(mtlint: Run, article: Path, tmp_path: Path) -> None:
    bare = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "none"), "LTP_PATH": "", "LTP_JAR_DIR_PATH": ""}
    done = mtlint("check", "--languagetool", "auto", article, env=bare)
    assert done.returncode == 1 and not done.stderr
    required = mtlint("check", "--languagetool", "auto", "--languagetool-required", article, env=bare)
    assert required.returncode == 2 and "none can be started" in _complaint(required)


def test_auto_takes_the_named_server(mtlint: Run, article: Path, server: Server) -> None:
    env = {"MTLINT_LANGUAGETOOL_URL": server.address}
    done = mtlint("check", "--format", "json", "--languagetool", "auto", article, env=env)
    assert any(rule.startswith("languagetool.") for rule in _rules(done)) and not done.stderr
    wrong = mtlint("check", "--languagetool", "auto", article, env={"MTLINT_LANGUAGETOOL_URL": "ftp://x"})
    assert "must be a server's address" in _complaint(wrong)


def _long(server: Server) -> tuple[str, Backend]:
    """A text of three pieces, and a backend that cuts it so."""
    backend = Backend(Place(server.address), 120.0)
    backend.client()
    backend._most = 400
    return OURS * 3 + "Rain fell on the hills.\n\n" + OURS * 6, backend


def test_a_server_that_dies_in_the_middle(installed: Installed, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Client.check_in
    with running(installed) as dying:
        text, backend = _long(dying)

        def check_and_kill(self: Client, sent: str, language: str) -> Answer:
            answer = whole(self, sent, language)
            dying.java.kill()
            return answer

        monkeypatch.setattr(Client, "check_in", check_and_kill)
        report = check_text(text)
        found, complaint = backend.joined(report, 0.5)
        again, same = backend.joined(report, 0.5)
    theirs = [f for f in found.findings if f.rule.startswith("languagetool.")]
    assert len(found.findings) - len(theirs) == len(report.findings)
    assert complaint is not None and "findings are missing from line 9 on" in complaint
    assert theirs and all(f.line < 9 for f in theirs)
    assert again.findings == report.findings and same is not None and "from line" not in same


def test_a_server_that_stops_in_the_middle(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Client.check_in
    text, backend = _long(server)
    java = server.java

    def check_and_stop(self: Client, sent: str, language: str) -> Answer:
        answer = whole(self, sent, language)
        java.send_signal(signal.SIGSTOP)
        self.timeout = 1.5
        return answer

    monkeypatch.setattr(Client, "check_in", check_and_stop)
    report = check_text(text)
    try:
        found, complaint = backend.joined(report, 0.5)
    finally:
        java.send_signal(signal.SIGCONT)
    assert complaint is not None and "no answer within 1.5 s" in complaint and "from line 9 on" in complaint
    assert len(found.findings) > len(report.findings)


def test_a_stopped_server_costs_no_finding_of_ours(mtlint: Run, article: Path, server: Server) -> None:
    java = server.java
    java.send_signal(signal.SIGSTOP)
    try:
        env = {"MTLINT_LANGUAGETOOL_TIMEOUT": "1"}
        done = mtlint("check", "--languagetool", server.address, "--languagetool-required", article, env=env)
    finally:
        java.send_signal(signal.SIGCONT)
    assert done.returncode == 2 and b"Poutines" in done.stdout
    assert "no answer within" in _complaint(done)


def test_a_text_over_the_servers_limit_is_sent_in_pieces(installed: Installed, tmp_path: Path) -> None:
    config = tmp_path / "server.properties"
    config.write_text("maxTextLength=700\n", "utf-8")
    text = f"😀 {OURS}" * 20 + "w" * 900
    with running(installed, config) as limited:
        backend = Backend(Place(limited.address), 120.0)
        report, complaint = backend.joined(check_text(text), 0.5)
        assert backend.client().limit == 700
        untold = Backend(Place(limited.address), 120.0)
        untold.client()
        untold._most = 20_000  # as where a server does not tell its limit
        same, _ = untold.joined(check_text(text), 0.5)
    assert complaint is None
    for one in (report, same):
        found = [f for f in one.findings if f.text == "knew"]
        assert [f.line for f in found] == [*range(1, 41, 2)]
        assert all(text[f.start : f.end] == "knew" for f in found)


def test_results_with_and_without_it_are_kept_apart(mtlint: Run, article: Path, server: Server, tmp_path: Path) -> None:
    cache = ("--cache-dir", tmp_path / "cache", "--format", "json", article)
    alone = mtlint("check", *cache)
    both = mtlint("check", "--languagetool", server.address, *cache)
    assert len(_rules(both)) > len(_rules(alone))
    assert mtlint("check", *cache).stdout == alone.stdout
    assert mtlint("check", "--languagetool", server.address, *cache).stdout == both.stdout
    gone = mtlint("check", "--languagetool", NOBODY, *cache)
    assert gone.stdout == alone.stdout and NOBODY in _complaint(gone)


def test_workers_share_the_server(mtlint: Run, article: Path, server: Server) -> None:
    article.with_name("second.txt").write_text(LAUNDERED, "utf-8")
    options = ("--no-cache", "--format", "json", "--languagetool", server.address, article.parent)
    one, two = mtlint("check", *options), mtlint("check", "--jobs", "2", *options)
    assert one.stdout == two.stdout and any(rule.startswith("languagetool.") for rule in _rules(two))


def test_local_starts_one_and_leaves_none_behind(mtlint: Run, article: Path) -> None:
    memory = "490m"  # no other test's: theirs may start servers at the same time

    def servers() -> list[int]:
        named = ((p.pid, p.info["cmdline"] or []) for p in psutil.process_iter(["cmdline"]))
        return [pid for pid, line in named if f"-Xmx{memory}" in line]

    env = {"MTLINT_LANGUAGETOOL_MEMORY": memory}
    done = mtlint("check", "--format", "json", "--languagetool", "local", article, env=env)
    assert not done.stderr and any(rule.startswith("languagetool.") for rule in _rules(done))
    for _ in range(200):
        if not servers():
            break
        time.sleep(0.1)
    assert servers() == []


def test_the_projects_settings_choose(mtlint: Run, article: Path, server: Server) -> None:
    settings = article.with_name("mtlint.toml")
    settings.write_text(f'languagetool = "{server.address}"\n', "utf-8")
    assert any(rule.startswith("languagetool.") for rule in _rules(mtlint("check", "--format", "json", article)))
    off = mtlint("check", "--format", "json", "--languagetool", "off", article)
    assert not any(rule.startswith("languagetool.") for rule in _rules(off))
    settings.write_text('languagetool = "yes"\n', "utf-8")
    wrong = mtlint("check", article)
    assert wrong.returncode == 2
    assert "mtlint.toml:1: languagetool must be auto, off, local or a server's address" in _complaint(wrong)


def test_its_rules_can_be_named(mtlint: Run, article: Path, server: Server) -> None:
    options = ("--format", "json", "--languagetool", server.address, article)
    assert {rule.split(".")[0] for rule in _rules(mtlint("check", "--select", "languagetool", *options))} == {
        "languagetool"
    }
    ignored = _rules(mtlint("check", "--ignore", "languagetool.grammar", *options))
    assert not any(rule.startswith("languagetool.grammar.") for rule in ignored)
    told = mtlint("explain", "languagetool.typos.MORFOLOGIK_RULE_EN_US")
    assert told.returncode == 0 and b"good English" in told.stdout


@pytest.mark.parametrize("choice", ["yes", "", "ftp://a", "http://", "localhost:8081", "http://a:99999"])
def test_a_choice_that_cannot_be_right_is_refused(mtlint: Run, article: Path, choice: str) -> None:
    assert wrong_with(choice)
    done = mtlint("check", "--languagetool", choice, article)
    assert done.returncode == 2 and "must be auto, off, local or a server's address" in _complaint(done)


def test_addresses() -> None:
    assert (
        base("http://a:1")
        == base("http://a:1/")
        == base("http://a:1/v2")
        == base("http://a:1/v2/check")
        == "http://a:1/"
    )
    assert base("https://a/api/v2/") == "https://a/api/"
    assert shown("https://me:secret@a/api") == "https://a/api"
