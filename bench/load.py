"""How many articles a running server checks, and whether it mixes any up: python bench/load.py [--seconds 60]

Each client asks for an article of its own, again and again. What every article must give is computed first, in this
process, without the server. Prints a table for docs/server.md; exits with 1 if an answer was wrong or missing.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx2
import msgspec
import psutil

from checker.api import check_text

ROOT = Path(__file__).resolve().parent.parent
PARAGRAPHS = 3
"""An article has this many paragraphs; many short articles show a mix-up as well as long ones, and sooner."""

Answer = list[tuple[int, int, str, float]]


def articles(count: int, whole: bool) -> list[str]:
    """Distinct articles of our own: whole ones, or parts of them."""
    files = sorted(p for f in ("seeds", "bench/articles", "bench/training") for p in (ROOT / f).glob("*.txt"))
    texts = [path.read_text("utf-8") for path in files if ".ref" not in path.name]
    if not whole:
        cut = []
        for text in texts:
            pieces = text.split("\n\n")
            cut += ["\n\n".join(pieces[n : n + PARAGRAPHS]) for n in range(0, len(pieces), PARAGRAPHS)]
        texts = [text for text in cut if len(text.split()) > 60]
    distinct = list(dict.fromkeys(texts))
    assert len(distinct) >= count, f"only {len(distinct)} articles for {count} clients"
    return distinct[:count]


def expected(text: str) -> Answer:
    """What the article must give."""
    return [(f.start, f.end, f.rule, f.confidence) for f in check_text(text).findings]


class Server:
    """A server of our own, on a free port."""

    def __init__(self, workers: int) -> None:
        command = [sys.executable, "-m", "checker.cli.main", "serve", "--port", "0", "--log-level", "warning"]
        self.process = subprocess.Popen(
            [*command, "--workers", str(workers)], stdout=subprocess.PIPE, cwd=ROOT / "bench"
        )
        assert self.process.stdout is not None
        self.url = next(word for word in self.process.stdout.readline().decode().split() if word.startswith("http"))

    def memory(self) -> float:
        """Resident memory of all of its processes in MiB."""
        whole = psutil.Process(self.process.pid)
        return sum(p.memory_info().rss for p in (whole, *whole.children(recursive=True))) / 2**20

    def stop(self) -> int:
        """Its exit code."""
        self.process.terminate()
        return self.process.wait(120)


async def client(url: str, text: str, answer: Answer, until: float, times: list[float], wrong: list[str]) -> None:
    """One client: asks until the time is over; what is not as expected is written into `wrong`."""
    async with httpx2.AsyncClient(timeout=300) as session:
        while time.monotonic() < until:
            began = time.monotonic()
            try:
                got = await session.post(f"{url}api/check", json={"text": text})
            except httpx2.HTTPError as error:
                wrong.append(type(error).__name__)
                continue
            times.append(time.monotonic() - began)
            if got.status_code != 200:
                wrong.append(f"status {got.status_code}")
                continue
            rows: list[dict[str, Any]] = msgspec.json.decode(got.content)["files"][0]["findings"]
            if [(r["start"], r["end"], r["rule"], r["confidence"]) for r in rows] != answer:
                wrong.append("another answer")


async def level(server: Server, chosen: list[tuple[str, Answer]], seconds: float) -> tuple[str, list[str]]:
    """(row of the table, what was wrong) of one number of clients."""
    times: list[float] = []
    wrong: list[str] = []
    before = server.memory()
    began = time.monotonic()
    until = began + seconds
    await asyncio.gather(*(client(server.url, text, answer, until, times, wrong) for text, answer in chosen))
    took = time.monotonic() - began
    after = server.memory()
    cuts = statistics.quantiles(times, n=100, method="inclusive") if len(times) > 1 else times * 99
    return (
        f"| {len(chosen)} | {len(times)} | {len(times) / took:.1f} | {cuts[49] * 1000:.0f} | {cuts[94] * 1000:.0f} "
        f"| {cuts[98] * 1000:.0f} | {len(wrong)} | {before:.0f} → {after:.0f} |",
        wrong,
    )


async def warm(server: Server, chosen: list[tuple[str, Answer]]) -> None:
    """Each article once, so that the memory at the beginning is that of a server at work."""
    async with httpx2.AsyncClient(timeout=300) as session:
        await asyncio.gather(*(session.post(f"{server.url}api/check", json={"text": text}) for text, _ in chosen))


def main() -> int:
    """Run the levels."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=10, help="for each number of clients")
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 64])
    parser.add_argument("--workers", type=int, default=2, help="processes of the server; 0 is a thread")
    parser.add_argument("--whole", action="store_true", help="whole articles of about 400 words, not parts")
    chosen = parser.parse_args()
    texts = articles(max(chosen.clients), chosen.whole)
    pairs = [(text, expected(text)) for text in texts]
    words = sum(len(text.split()) for text in texts) / len(texts)
    print(
        f"{len(texts)} articles of {words:.0f} words, {sum(len(a) for _, a in pairs)} findings; {chosen.workers} workers"
    )
    print("| clients | answers | per second | p50 ms | p95 ms | p99 ms | wrong or missing | memory MiB |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|")
    server = Server(chosen.workers)
    wrong: list[str] = []
    try:
        asyncio.run(warm(server, pairs))
        for count in chosen.clients:
            row, bad = asyncio.run(level(server, pairs[:count], chosen.seconds))
            print(row, flush=True)
            wrong += bad
    finally:
        code = server.stop()
    for what in sorted(set(wrong)):
        print(f"{wrong.count(what)} times: {what}")
    return 1 if wrong or code else 0


if __name__ == "__main__":
    sys.exit(main())
