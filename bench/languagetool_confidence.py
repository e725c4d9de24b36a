"""Counts how often each rule of LanguageTool is right, over marked articles and good English; writes confidence.json.

    python bench/languagetool_confidence.py local       # or a server's address; answers are kept below --answers

Articles: ../shared/eval/dev (without the reference article), seeds, bench/training without the held ones. Good English:
../shared/eval/clean. The reference article, bench/articles and the held articles of bench/training are left for
measuring (bench/languagetool.py). Only ids and numbers are written.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from languagetool_answers import Answers
from sets import scorer, sets

from checker.analysis.analysis import Analysis
from checker.api import engine
from checker.document import document_from_text
from checker.languagetool.matches import Suspect
from checker.languagetool.noise import Knowledge
from checker.languagetool.weights import FILE, row_name

COUNTED = ("articles", "seeds", "training", "clean")
RARER = 30.0
"""So many times rarer than in a laundered text is such a fault in what a person wrote: a guess, on the safe side."""
CATEGORY = 4.0
"""So many matches a category's rate counts for in a rule's."""
ALL = 8.0
"""The same for the rate of all rules in a category's."""


def main() -> int:
    """Count, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("server")
    parser.add_argument("--answers", type=Path, help="a folder for the server's answers, outside the repository")
    parser.add_argument("--output", type=Path, default=FILE)
    arguments = parser.parse_args()
    score = scorer()
    rules: dict[str, Counter[str]] = defaultdict(Counter)
    group_of: dict[str, str] = {}
    words: Counter[str] = Counter()
    with Answers(arguments.server, arguments.answers) as answers, tempfile.TemporaryDirectory() as folder:
        version = answers.version
        for name, place in sets(Path(folder), training=True).items():
            if name not in COUNTED:
                continue
            for text, gold in score.load_gold(place).values():
                kind = "clean" if name == "clean" else "laundered"
                words[kind] += len(text.split())
                for suspect, row, labels in _judged(text, gold, kind == "clean", answers, score):
                    rules[row].update(labels)
                    group_of[row] = suspect.group
    made = table(rules, group_of, words)
    made = {"languagetool": version, **made}
    arguments.output.write_text(_written(made), "utf-8")
    print(f"{len(rules)} rules; {words['laundered']} words of laundered articles, {words['clean']} of good English")
    return 0


def _judged(
    text: str, gold: list[dict[str, Any]], clean: bool, answers: Answers, score: Any
) -> Iterator[tuple[Suspect, str, list[str]]]:
    made = engine()
    document = document_from_text(text)
    knowledge = Knowledge(Analysis(document, made.store, made.english), clean)
    for suspect in answers.suspects(document):
        if knowledge.reason(suspect):
            continue
        start, end = document.to_source(suspect.start, suspect.end)
        touched = [g for g in gold if score.overlaps(start, end, g["start"], g["end"])]
        finding = {"start": start, "end": end, "suggestions": [{"replacement": fix} for fix in suspect.fixes]}
        labels = ["clean" if clean else "right" if touched else "wrong"]
        if any(score.fixed(text, g, gold, [finding]) for g in touched):
            labels.append("fixed")
        yield suspect, row_name(suspect, knowledge.variety(suspect)), labels


def table(rules: dict[str, Counter[str]], group_of: dict[str, str], words: Counter[str]) -> dict[str, Any]:
    """The rows of all rules and categories, with what follows from the counts."""
    categories: dict[str, Counter[str]] = defaultdict(Counter)
    for rule, counts in rules.items():
        if ":" not in rule:  # what a dictionary says of names tells nothing of other rules
            categories[group_of[rule]].update(counts)
    everything = sum(categories.values(), Counter())
    ratio = words["laundered"] / words["clean"]
    total = row(everything, {"laundered": 0.5, "human": 0.1, "share": 0.3}, ALL, ratio)
    by_category = {name: row(counts, total, ALL, ratio) for name, counts in sorted(categories.items())}
    by_rule = {
        name: row(counts, by_category.get(group_of[name], total), CATEGORY, ratio)
        for name, counts in sorted(rules.items())
    }
    return {
        "laundered_words": words["laundered"],
        "clean_words": words["clean"],
        "all": total,
        "categories": by_category,
        "rules": by_rule,
    }


def row(counts: Counter[str], prior: dict[str, float], strength: float, ratio: float) -> dict[str, float]:
    """Counts with their smoothed rates; the prior counts for `strength` matches.

    `ratio` is of the laundered words to the clean ones. What a rule finds in good English it finds wrongly in a
    laundered text too, as often a word. A person makes such faults RARER times less often than a machine.
    """
    right, fixed, wrong, clean = (counts[name] for name in ("right", "fixed", "wrong", "clean"))
    found: dict[str, float] = {}
    for name in ("right", "fixed", "wrong", "clean"):
        if counts[name]:
            found[name] = counts[name]
    found["laundered"] = (right + strength * prior["laundered"]) / (right + wrong + ratio * clean + strength)
    found["human"] = (right + strength * prior["human"]) / (right + wrong + RARER * ratio * clean + strength)
    found["share"] = (fixed + strength * prior["share"]) / (right + strength)
    return {name: round(value, 3) for name, value in found.items()}


def _written(made: dict[str, Any]) -> str:
    """JSON with a line for each row."""
    lines = []
    for key, value in made.items():
        if key in ("categories", "rules"):
            inner = ",\n".join(f"  {json.dumps(name)}: {json.dumps(found)}" for name, found in value.items())
            lines.append(f" {json.dumps(key)}: {{\n{inner}\n }}")
        else:
            lines.append(f" {json.dumps(key)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    sys.exit(main())
