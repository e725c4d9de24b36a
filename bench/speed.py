"""Words per second, peak memory, cold start and growth of mtlint beside its peers, over the same clean text in one run.

    python bench/speed.py --text ../shared/data/english/news.txt --write docs/benchmarks.md

Beside the clean text the growth is measured over the laundered articles of bench/training, one behind the other.

Peers come with `pip install 'mtlint[bench]'`: proselint, codespell, LingoTweaker (an offline port of LanguageTool) and
Harper. Each figure is the median of several runs of a whole process on one core; words per second leave out the cold
start, which is measured on 1,200 words. Slow peers run on less text and fewer runs, as the table says.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

BIN = Path(sys.executable).parent
COLD_WORDS = 1_200
ENDED = (0, 1, 65)
"""Exit codes of a checker that did its work: nothing found, something found, and codespell's many faults."""
GROWTH = (10_000, 30_000, 100_000, 300_000, 1_000_000)
LAUNDERED = Path(__file__).parent / "training"
LAUNDERED_GROWTH = (1_200, 5_000, 20_000)
"""Words of laundered text, in which every sentence is looked at closely."""


class Peer(NamedTuple):
    """A checker: how to run it over a file, and how many words of text it is given."""

    name: str
    command: Callable[[str], list[str]]
    words: int


class Timing(NamedTuple):
    """Medians of several runs of a process."""

    seconds: float
    megabytes: float


_LINGO = """
import sys, lt_py
text = open(sys.argv[1], encoding="utf-8").read()
engine = lt_py.Engine("en-US")
print(sum(len(engine.check(part)) for part in text.split("\\n\\n") if part.strip()))
"""
_HARPER = """
import sys
from harper import Linter
text = open(sys.argv[1], encoding="utf-8").read()
linter = Linter()
print(sum(len(linter.lint(part)) for part in text.split("\\n\\n") if part.strip()))
"""


def peers() -> list[Peer]:
    """mtlint first, then the peers."""
    python = sys.executable
    return [
        Peer(
            "mtlint",
            lambda path: [str(BIN / "mtlint"), "check", "--no-cache", "--format", "json", "--exit-zero", path],
            300_000,
        ),
        Peer("proselint", lambda path: [str(BIN / "proselint"), "check", path], 300_000),
        Peer("codespell", lambda path: [str(BIN / "codespell"), path], 300_000),
        Peer("LingoTweaker", lambda path: [python, "-c", _LINGO, path], 10_000),
        Peer("Harper", lambda path: [python, "-c", _HARPER, path], 100_000),
    ]


def main() -> int:
    """Measure and print or write the table; 1 where mtlint does not hold its lines against proselint."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", type=Path, required=True, help="clean prose, a million words or so")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--write", type=Path, help="write the table to this Markdown file, the plot beside it")
    parser.add_argument("--only", action="append", help="only this peer (repeatable)")
    arguments = parser.parse_args()
    words = arguments.text.read_text("utf-8").split(" ")
    chosen = [peer for peer in peers() if not arguments.only or peer.name in arguments.only]
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        rows = {peer.name: _measure(peer, words, Path(folder), arguments.runs) for peer in chosen}
        growth, laundered = (
            [
                (count, _time(peers()[0].command(text(count, Path(folder))), max(3, arguments.runs - 2)))
                for count in counts
            ]
            for text, counts in ((partial(_text, words), GROWTH), (_laundered, LAUNDERED_GROWTH))
        )
    table = _table(rows, growth, laundered, chosen)
    print(table)
    if arguments.write:
        arguments.write.write_text(table, "utf-8")
        _plot(rows, growth, arguments.write.with_suffix(".svg"))
    if "mtlint" in rows and "proselint" in rows:
        ratio = rows["mtlint"][2] / rows["proselint"][2]
        cold = rows["mtlint"][0].seconds
        print(f"mtlint is {ratio:.1f} times as fast as proselint; cold start {cold:.3f} s")
        return 0 if ratio >= 8 and cold <= 0.25 and rows["mtlint"][1].megabytes <= 120 else 1
    return 0


def _measure(peer: Peer, words: list[str], folder: Path, runs: int) -> tuple[Timing, Timing, float]:
    """(cold start on 1,200 words, run on the peer's words, words per second without the cold start)."""
    cold = _time(peer.command(_text(words, COLD_WORDS, folder)), runs)
    warm = _time(peer.command(_text(words, peer.words, folder)), runs if peer.words > 50_000 else 3)
    return cold, warm, (peer.words - COLD_WORDS) / max(1e-9, warm.seconds - cold.seconds)


def _text(words: list[str], count: int, folder: Path) -> str:
    path = folder / f"prose-{count}.txt"
    if not path.exists():
        repeated = words * (count // len(words) + 1)
        path.write_text(" ".join(repeated[:count]), "utf-8")
    return str(path)


def _laundered(count: int, folder: Path) -> str:
    """Whole articles of laundered text, of together at least so many words, as one file."""
    path, parts, words = folder / f"laundered-{count}.txt", [], 0
    for article in sorted(LAUNDERED.glob("*.txt")):
        if words >= count:
            break
        parts.append(article.read_text("utf-8"))
        words += len(parts[-1].split())
    path.write_text("\n\n".join(parts), "utf-8")
    return str(path)


def _time(command: list[str], runs: int) -> Timing:
    seconds, megabytes = [], []
    for run in range(runs + 1):
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        code = os.waitstatus_to_exitcode(status)
        if code not in ENDED:
            # how long a program took to crash says nothing
            sys.exit(f"bench/speed.py: exit code {code} of {' '.join(command)}; run it by itself to see why")
        if run:  # the first fills the caches
            seconds.append(time.perf_counter() - start)
            megabytes.append(usage.ru_maxrss / 1024)
    return Timing(statistics.median(seconds), statistics.median(megabytes))


def _table(
    rows: dict[str, tuple[Timing, Timing, float]],
    growth: list[tuple[int, Timing]],
    laundered: list[tuple[int, Timing]],
    chosen: list[Peer],
) -> str:
    out = ["# Benchmarks", ""]
    out.append("Made by `python bench/speed.py --text ../shared/data/english/news.txt --write docs/benchmarks.md`:")
    out.append("whole processes on one core, medians of several runs, the same newswire text for all.")
    out.append(f"Python {platform.python_version()} on {platform.machine()}.")
    out += [
        "",
        "| checker | words | words per second | cold start on 1,200 words (s) | peak memory (MB) |",
        "|---|---|---|---|---|",
    ]
    sizes = {peer.name: peer.words for peer in chosen}
    for name, (cold, warm, rate) in rows.items():
        out.append(f"| {name} | {sizes[name]:,} | {rate:,.0f} | {cold.seconds:.3f} | {warm.megabytes:.0f} |")
    for text, timings in (("this text", growth), ("laundered articles, one behind the other", laundered)):
        out += ["", f"Growth of mtlint over {text}:", "", "| words | seconds | peak memory (MB) |", "|---|---|---|"]
        out += [f"| {count:,} | {timing.seconds:.2f} | {timing.megabytes:.0f} |" for count, timing in timings]
    out += ["", "![words per second and growth](benchmarks.svg)", ""]
    return "\n".join(out)


def _plot(rows: dict[str, tuple[Timing, Timing, float]], growth: list[tuple[int, Timing]], path: Path) -> None:
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(10, 4))
    names = list(rows)
    left.barh(names[::-1], [rows[name][2] for name in names[::-1]])
    left.set_xscale("log")
    left.set_xlabel("words per second (one core)")
    right.plot([count for count, _ in growth], [timing.seconds for _, timing in growth], marker="o")
    right.set_xlabel("words")
    right.set_ylabel("seconds, whole process (mtlint)")
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


if __name__ == "__main__":
    sys.exit(main())
