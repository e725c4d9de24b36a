"""mtlint rules list | show | test."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from checker.api import engine
from checker.cli.inputs import UsageProblem
from checker.detectors.registry import logic_rules
from checker.detectors.rule import LogicRule
from checker.packs.source import ContextSource, RuleSource
from checker.python_rules import python_rules

_PLACES = {"logic": "checker/detectors/", "deep": "checker/deep/wide/; only with --deep"}


def list_rules(packs: tuple[Path, ...]) -> int:
    """One line a rule: id, category, severity, level, what it looks for."""
    store = engine(packs).store
    for source in store.sources:
        print(f"{source.id}\t{source.category}\t{source.severity}\t{source.level}\t{source.find}")
    for level, rule in python_rules():
        print(f"{rule.id}\t{rule.category}\t{rule.severity}\t{level}\t{rule.about}")
    return 0


def show_rule(name: str, packs: tuple[Path, ...]) -> int:
    """All that is known of a rule."""
    store = engine(packs).store
    source = store.source(name)
    if source is not None:
        _show_source(source)
        return 0
    for level, rule in python_rules():
        if rule.id == name:
            _show_python(rule, _PLACES[level])
            return 0
    if name.startswith("style.house."):
        return _show_style(name)
    if name.startswith("languagetool."):
        return _show_languagetool(name)
    from checker.packs.errors import nearest

    known = store.ids + [rule.id for _, rule in python_rules()]
    raise UsageProblem(f"no rule {name!r}{nearest(name, known)}; `mtlint rules list` shows all")


def _show_style(name: str) -> int:
    """What the project of the current folder prefers under that id."""
    from checker.config.find import found_for
    from checker.house.style import style_rule

    preferred = found_for(Path.cwd()).items.get("prefer", {})
    chosen = {entry: origin for entry, origin in preferred.items() if style_rule(entry) == name}
    if not chosen:
        raise UsageProblem(
            f"no entry of `prefer` for {name!r} in the settings that hold here; see `mtlint config show`"
        )
    print(f"{name}  (other, minor)")
    print("  about       House style of this project")
    for entry, origin in chosen.items():
        print(f"  find        {entry}\n  fix         {origin.value}\n  written in  {origin.place}")
    return 0


def _show_languagetool(name: str) -> int:
    """What was counted of a rule of LanguageTool."""
    from checker.languagetool.weights import measured

    counts = measured()
    _, group, *rest = name.split(".")
    rule = ".".join(rest)
    if rule.startswith("MORFOLOGIK_RULE_EN"):
        rule = "MORFOLOGIK_RULE_EN"
    rows = [(found, row) for found, row in counts.rules.items() if rule and found.partition(":")[0] == rule]
    rows = rows or [(g, row) for g, row in counts.categories.items() if g.lower() == group] or [("all", counts.all)]
    print(f"{name}\n  written in  LanguageTool; counted with version {counts.languagetool}")
    print(
        f"  counted in  {counts.laundered_words:,} words of laundered articles, {counts.clean_words:,} of good English"
    )
    for found, row in rows:
        print(f"  {found}")
        print(f"    right     {row.right}, mended by the first suggestion {row.fixed}; wrong {row.wrong}")
        print(f"    good English  {row.clean} findings")
        print(f"    confidence    {row.laundered:.2f} in a laundered text, {row.human:.2f} in a person's")
    return 0


def _show_source(source: RuleSource) -> None:
    print(f"{source.id}  ({source.category}, {source.severity})")
    print(f"  written in  {source.place.path}:{source.place.line}")
    if source.about:
        print(f"  about       {source.about}")
    if source.pivot:
        print(f"  pivot       {source.pivot}" + (f" “{source.phrase}”" if source.phrase else ""))
    for language, phrase in source.also.items():
        print(f"  also        {language} “{phrase}”")
    print(f"  find        {source.find}")
    print(f"  fix         {' | '.join(fix or '(delete)' for fix in source.fix)}")
    print(f"  level       {source.level} where no context says otherwise")
    for key, context in source.contexts.items():
        print(f"  {key:<11} {_context(context)}")
    for fix, context in source.fix_when.items():
        print(f"  “{fix}” first when {_context(context)}")
    if source.source:
        print(f"  source      {source.source}")
    for example in source.examples:
        print(f"  {'match' if example.after is not None else 'silent':<11} {example.before}")
        if example.after is not None:
            print(f"  {'becomes':<11} {example.after}")


def _context(context: ContextSource) -> str:
    return "; ".join(f"{position}: {', '.join(words)}" for position, words in context.items())


def _show_python(rule: LogicRule, place: str) -> None:
    print(f"{rule.id}  ({rule.category}, {rule.severity})")
    print(f"  written in  Python, {place}")
    print(f"  about       {rule.about}")
    print(f"  source      {rule.source}")
    for before, after in rule.match:
        print(f"  match       {before}\n  becomes     {after}")
    for text in rule.no:
        print(f"  silent      {text}")


def test_rules(packs: tuple[Path, ...]) -> int:
    """Run the examples; 1 where one does not hold."""
    from checker.packs.examples import Failure, failures, logic_failures
    from checker.packs.store import load

    for place in packs:
        if not place.exists():
            raise UsageProblem(f"{place}: no such file or folder")
    own = {str(path.resolve()) for place in packs for path in _files(place)}
    built_in = _built_in_files()
    store = load([place for place in packs if str(place.resolve()) not in built_in], examples=False)
    numbers: Iterable[int] = range(len(store))
    if packs:
        numbers = [n for n, source in enumerate(store.sources) if str(Path(source.place.path).resolve()) in own]
    chosen = list(numbers)
    found: list[Failure] = list(failures(store, chosen))
    if not packs:
        found += logic_failures(store, logic_rules())
    for failure in found:
        where = (
            f"{failure.place.path}:{failure.place.line}:{failure.place.column}"
            if failure.place
            else "checker/detectors"
        )
        print(f"{where}: {failure.message}", file=sys.stderr)
    tested = {store.sources[n].pack for n in chosen}
    count = sum(len(store.sources[n].examples) for n in chosen)
    count += sum(len(examples) for pack, examples in store.pack_examples if pack in tested)
    print(f"{len(chosen)} rules, {count} examples, {len(found)} failed")
    return 1 if found else 0


def _files(place: Path) -> list[Path]:
    from checker.packs.files import pack_files

    return pack_files([place])


def _built_in_files() -> set[str]:
    from checker.packs.files import pack_files
    from checker.packs.store import rules_folder

    return (
        {str(path.resolve()) for path in pack_files([rules_folder()])}
        | {str(rules_folder().resolve())}
        | {str(path.resolve()) for path in rules_folder().rglob("*") if path.is_dir()}
    )
