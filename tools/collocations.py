"""Makes rules/lexicons/collocations.txt from what a small language model expects behind single words.

python tools/collocations.py distributions.jsonl bigrams.txt > rules/lexicons/collocations.txt

`distributions.jsonl` is written by tools/distil.py; `bigrams.txt` holds `first second count` rows of a large corpus
(the Google Books list of the symspellpy package, CC BY 3.0) and adds the pairs that the model does not rank high.
"""

from __future__ import annotations

import json
import math
import sys
from collections import defaultdict
from pathlib import Path

from checker.analysis.english import English
from checker.api import engine

LEAST, LEAST_LOG_PROBABILITY, MOST = 2.0, -8.5, 50
BIGRAM_LEAST = 3.5


def main() -> None:
    """Print a line for each relation and first word."""
    known = English(engine().store.lexicon)
    base: dict[str, dict[str, float]] = {}
    rows = []
    for line in Path(sys.argv[1]).read_text("utf-8").splitlines():
        kind, first, partners = json.loads(line)
        if kind == "base":
            base[first] = dict(partners)
        else:
            rows.append((kind, first, partners))
    table: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for kind, first, partners in rows:
        found = {
            second: log - base[kind].get(second, -14.0) for second, log in partners if log >= LEAST_LOG_PROBABILITY
        }
        kept = sorted((s for s in found if found[s] >= LEAST), key=lambda s: -found[s])[:MOST]
        table["next" if kind == "a" else "object", first].update({s: found[s] for s in kept})
    for first, second, strength in _bigrams(Path(sys.argv[2])):
        partners = table["next", first]
        partners[second] = max(strength, partners.get(second, 0.0))
    print("# Which words English favours behind which, in nats; made by tools/collocations.py from SmolLM2 135M")
    print("# (Apache-2.0) and from word pairs of Google Books Ngrams (CC BY 3.0), as symspellpy (MIT) carries them.")
    for (relation, first), partners in sorted(table.items()):
        groups: dict[int, list[str]] = defaultdict(list)
        for second, value in partners.items():
            if second in known:
                groups[round(2 * value)].append(second)
        if groups:
            print(relation, first, *(" ".join((str(g), *sorted(groups[g]))) for g in sorted(groups, reverse=True)))


def _bigrams(path: Path) -> list[tuple[str, str, float]]:
    rows = [line.split() for line in path.read_text("utf-8").splitlines()]
    total = 0.0
    firsts: dict[str, float] = defaultdict(float)
    seconds: dict[str, float] = defaultdict(float)
    for first, second, count in rows:
        total += float(count)
        firsts[first] += float(count)
        seconds[second] += float(count)
    found = []
    for first, second, count in rows:
        strength = math.log(float(count) * total / (firsts[first] * seconds[second]))
        if strength >= BIGRAM_LEAST and len(first) > 2 and len(second) > 2:
            found.append((first, second, min(strength, 9.0)))
    return found


if __name__ == "__main__":
    main()
