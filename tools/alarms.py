"""Every place of good English at which a rule is sure, with the gate that made it so: for reading and mending.

python tools/alarms.py ../shared/data/english/*.txt ../shared/eval/clean/*.txt
python tools/alarms.py --level likely --only sense. --counts ...
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from checker.analysis.analysis import Analysis
from checker.api import engine
from checker.detectors.registry import logic_rules
from checker.document import read_document
from checker.match.runner import Shares, run_rules


def main() -> None:
    """Print `rule TAB gate TAB text TAB sentence` rows, or counts by rule and gate."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--level", default="sure", choices=("sure", "likely", "possible"))
    parser.add_argument("--only", default="", help="rules whose id begins so")
    parser.add_argument("--counts", action="store_true", help="counts by rule and gate instead of rows")
    parser.add_argument("--packs", action="append", type=Path, default=[], help="further packs (repeatable)")
    arguments = parser.parse_args()
    whole = engine(tuple(arguments.packs))
    shares: Shares = whole.store.weights["first_share"]
    sure = arguments.level == "sure"
    counts: Counter[tuple[str, str]] = Counter()
    for path in arguments.paths:
        analysis = Analysis(read_document(path), whole.store, whole.english)
        found = list(run_rules(analysis, whole.store.sure if sure else whole.store.more, sure, shares))
        if sure:
            found += run_rules(analysis, whole.store.often, True, shares)
        for rule in logic_rules():
            found += rule.detect(rule, analysis, sure)
        for candidate in sorted(found, key=lambda c: (c.rule, c.start)):
            if candidate.level != arguments.level or not candidate.rule.startswith(arguments.only):
                continue
            counts[candidate.rule, candidate.gate] += 1
            if not arguments.counts:
                before = analysis.prose[max(0, candidate.start - 60) : candidate.start].replace("\n", " ")
                after = analysis.prose[candidate.end : candidate.end + 60].replace("\n", " ")
                text = analysis.prose[candidate.start : candidate.end]
                print(f"{candidate.rule}\t{candidate.gate}\t{before}[{text}]{after}")
    if arguments.counts:
        for (rule_id, gate), count in counts.most_common():
            print(f"{count}\t{rule_id}\t{gate}")


if __name__ == "__main__":
    main()
