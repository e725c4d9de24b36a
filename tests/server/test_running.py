"""Starting, working, dying and stopping as a user sees it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

Serve = Callable[..., Any]
ROOT = Path(__file__).resolve().parents[2]
FAULTY = "Poutines visit was short."


def _check(url: str, text: str) -> dict[str, Any]:
    body = json.dumps({"text": text}).encode()
    request = urllib.request.Request(url + "api/check", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=120) as answer:
        found: dict[str, Any] = json.load(answer)
        return found


def _long_text() -> str:
    """An article that takes seconds."""
    return (ROOT / "seeds" / "sanctions.txt").read_text("utf-8") * 4


def _workers(server: Any) -> list[psutil.Process]:
    return [p for p in psutil.Process(server.process.pid).children() if "spawn_main" in " ".join(p.cmdline())]


def _until(what: Callable[[], bool]) -> None:
    for _ in range(6000):
        if what():
            return
        time.sleep(0.01)
    raise AssertionError("did not come about")


@pytest.mark.parametrize(("number", "workers"), [(signal.SIGTERM, "1"), (signal.SIGINT, "1"), (signal.SIGTERM, "0")])
def test_a_signal_lets_requests_finish(serve: Serve, number: int, workers: str) -> None:
    server = serve("--workers", workers)
    answers: list[Any] = []
    asking = threading.Thread(target=lambda: answers.append(_check(server.url, _long_text())))
    asking.start()
    health = server.url + "api/health"
    _until(lambda: json.load(urllib.request.urlopen(health))["pending"] == 1)
    # as a terminal and systemd do, to all of its processes
    os.killpg(server.process.pid, number)
    assert server.process.wait(120) == 0
    asking.join(10)
    assert len(answers[0]["files"][0]["findings"]) > 40
    assert "Traceback" not in server.log()
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", server.port), timeout=5)


def test_it_says_where_it_is_and_answers_at_once(serve: Serve) -> None:
    server = serve("--workers", "1")
    assert server.line == f"mtlint serves at http://127.0.0.1:{server.port}/ (Ctrl-C stops it)\n"
    assert _check(server.url, FAULTY)["files"][0]["findings"][0]["text"] == "Poutines"
    assert server.stop() == 0


def test_a_worker_that_dies_is_replaced_and_its_job_done(serve: Serve) -> None:
    server = serve("--workers", "1")
    for process in _workers(server):
        process.kill()  # idle
    assert _check(server.url, FAULTY)["files"][0]["findings"]
    answers: list[Any] = []
    asking = threading.Thread(target=lambda: answers.append(_check(server.url, _long_text())))
    asking.start()
    _until(lambda: any(p.cpu_percent(0.05) > 0 for p in _workers(server)))
    for process in _workers(server):
        process.kill()  # at work, as for want of memory
    asking.join(120)
    assert answers[0]["files"][0]["findings"]
    metrics = urllib.request.urlopen(server.url + "metrics").read().decode()
    assert "mtlint_worker_deaths 2.0" in metrics
    assert server.stop() == 0


def test_a_check_that_is_too_slow_is_ended_and_the_next_is_done(serve: Serve) -> None:
    server = serve("--workers", "1", "--timeout", "1.5")
    with pytest.raises(urllib.error.HTTPError) as failed:
        _check(server.url, _long_text() * 30)
    assert failed.value.code == 503
    failed.value.close()
    found: dict[str, Any] = {}

    def done() -> bool:
        try:
            found.update(_check(server.url, FAULTY))
        except urllib.error.HTTPError as error:  # the new worker may still be reading its packs
            error.close()
            return False
        return True

    _until(done)
    assert found["files"][0]["findings"]


def test_a_server_that_is_killed_leaves_no_process_behind(serve: Serve) -> None:
    server = serve("--workers", "2")
    workers = _workers(server)
    assert len(workers) == 2
    server.process.kill()
    gone, alive = psutil.wait_procs(workers, timeout=30)
    assert (len(gone), alive) == (2, [])


def _failed(environment: dict[str, str], folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "checker.cli.main", "serve", *arguments]
    done = subprocess.run(command, capture_output=True, env=environment, cwd=folder, timeout=120, check=False)
    assert done.returncode == 2
    assert done.stdout == b""
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 1, lines
    return lines[0]


def test_a_port_in_use(environment: dict[str, str], tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        said = _failed(environment, tmp_path, "--port", port)
    assert f"port {port}" in said and "in use" in said and "--port" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--host", "0.0.0.0"), "--token-file"),
        (("--host", "0.0.0.0", "--token", "short"), "guessed"),
        (("--host", "no.such.host.invalid", "--token", "x" * 20), "no address"),
        (("--host", "192.0.2.1", "--token", "x" * 20), "no address of this machine"),
        (("--token", "x" * 20, "--token-file", "t"), "only one"),
        (("--token-file", "missing"), "missing"),
        (("--packs", "missing"), "no such file"),
        (("--select", "no.such.rule"), "no.such.rule"),
        (("--min-confidence", "nan"), "0 to 1"),
        (("--log-level", "loud"), "--log-level"),
    ],
)
def test_what_cannot_be_is_said_in_a_line(
    environment: dict[str, str], tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    assert said in _failed(environment, tmp_path, "--port", "0", *arguments)


def test_the_settings_of_the_folder_hold(serve: Serve, tmp_path: Path) -> None:
    (tmp_path / "mtlint.toml").write_text('ignore = ["names"]\nwords = ["millions of euros"]\n', "utf-8")
    server = serve("--workers", "1")
    assert _check(server.url, "Poutines visit cost 20 millions of euros.")["files"][0]["findings"] == []


def test_wrong_settings_stop_it(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "mtlint.toml").write_text("thresholds = 5\n", "utf-8")
    assert "mtlint.toml" in _failed(environment, tmp_path, "--port", "0")


def test_a_token_from_a_file(serve: Serve, tmp_path: Path) -> None:
    token = "from-a-file-0123456789"
    (tmp_path / "token").write_text(token + "\n", "utf-8")
    server = serve("--workers", "0", "--token-file", "token", "--host", "0.0.0.0")
    url = f"http://127.0.0.1:{server.port}/metrics"
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(url)
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"})
    assert urllib.request.urlopen(request).status == 200
    assert token not in server.log()


def test_without_the_extra_it_says_how_to_get_it(environment: dict[str, str], tmp_path: Path) -> None:
    hide = (
        "import sys, importlib.util as u; real = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name == 'uvicorn' else real(name, *a)\n"
        "sys.argv = ['mtlint', 'serve']\n"
        "from checker.cli.main import run; run()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", hide], capture_output=True, env=environment, cwd=tmp_path, timeout=60, check=False
    )
    assert done.returncode == 2
    assert b"pip install 'mtlint[server]'" in done.stderr
