"""How quickly `mtlint lsp` answers a keystroke: from sending `didChange` to having read the diagnostics of that version.

Usage: python bench/lsp.py [--words 20000] [--keys 200] [--format text|markdown|html] [--clean]

The document is made of the articles in bench/training as a machine left them, or with --clean as an editor would have
them. Keys are typed one after the other in the middle of it, each when the one before is answered.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
MARK = re.compile(r"⟦(.*?)⇒(.*?)(?:‖.*?)?¦.*?⟧", re.DOTALL)
TYPED = "The minister said that Trumps plan would cost 2,5 percent of what the banks of Pékin had lent. "


def article(words: int, clean: bool, form: str) -> str:
    """A text of about so many words."""
    pieces: list[str] = []
    count = 0
    while count < words:
        for path in sorted((HERE / "training").glob("*.txt")):
            text = MARK.sub(r"\2" if clean else r"\1", path.read_text("utf-8")).strip()
            pieces += text.split("\n\n")
            count += len(text.split())
            if count >= words:
                break
    if form == "html":
        return "<html><body>\n" + "\n".join(f"<p>{piece}</p>" for piece in pieces) + "\n</body></html>\n"
    return "\n\n".join(pieces) + "\n"


class Client:
    """A language client that does as little as it can."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "checker.cli.main", "lsp"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=HERE.parent)

    def send(self, method: str, params: Any, number: int | None = None) -> None:
        """Send a notification, or with a number a request."""
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        body = json.dumps(message if number is None else {**message, "id": number}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def read(self) -> Any:
        """The next message."""
        assert self.process.stdout is not None
        length = 0
        while (line := self.process.stdout.readline().strip()) or not length:
            if not line and self.process.poll() is not None:
                raise SystemExit("the server has ended")
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        return json.loads(self.process.stdout.read(length))

    def diagnostics(self, version: int) -> list[Any]:
        """The diagnostics of a version; those of others are left out."""
        while True:
            message = self.read()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["version"] == version:
                found: list[Any] = message["params"]["diagnostics"]
                return found

    def spent(self) -> float:
        """Seconds of processor time that the server took so far (Linux)."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def answer(self, number: int) -> Any:
        """The answer to a request."""
        while True:
            message = self.read()
            if message.get("id") == number and "method" not in message:
                return message


def main() -> None:
    """Type, and say how long the answers took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=20_000)
    parser.add_argument("--keys", type=int, default=200)
    parser.add_argument("--format", choices=("text", "markdown", "html"), default="text")
    parser.add_argument("--clean", action="store_true")
    chosen = parser.parse_args()
    text = article(chosen.words, chosen.clean, chosen.format)
    uri = f"untitled:article.{chosen.format}"
    client = Client()
    client.send("initialize", {"processId": None, "rootUri": None, "capabilities": {}}, 1)
    client.answer(1)
    client.send("initialized", {})
    language = {"text": "plaintext"}.get(chosen.format, chosen.format)
    document = {"uri": uri, "languageId": language, "version": 0, "text": text}
    start = time.perf_counter()
    client.send("textDocument/didOpen", {"textDocument": document})
    found = client.diagnostics(0)
    opened = time.perf_counter() - start
    lines = text.split("\n")
    line = next(n for n in range(len(lines) // 2, len(lines)) if len(lines[n]) > 300)
    column = lines[line].index(". ") + 2
    times = []
    before = client.spent()
    for key in range(chosen.keys):
        here = {"line": line, "character": column + key}
        change = {"range": {"start": here, "end": here}, "text": TYPED[key % len(TYPED)]}
        start = time.perf_counter()
        client.send(
            "textDocument/didChange",
            {"textDocument": {"uri": uri, "version": key + 1}, "contentChanges": [change]},
        )
        client.diagnostics(key + 1)
        times.append(1000 * (time.perf_counter() - start))
    spent = 1000 * (client.spent() - before) / len(times)
    client.send("shutdown", None, 2)
    client.answer(2)
    client.send("exit", None)
    assert client.process.wait(10) == 0
    times.sort()
    print(
        f"{len(text.split()):,} words of {chosen.format}, {len(found)} findings; opened in {opened:.1f} s; "
        f"{len(times)} keys: median {statistics.median(times):.0f} ms, p95 {times[int(len(times) * 0.95)]:.0f} ms, "
        f"worst {times[-1]:.0f} ms; the server computes {spent:.0f} ms a key"
    )


if __name__ == "__main__":
    main()
