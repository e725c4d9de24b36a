"""No fix says one place, people or day, or one of opposites, where its pattern allows others: "Mexicans in the exterior" are
no "Peruvians abroad", and who won silver won no gold."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from checker.packs.source import RuleSource
from checker.packs.store import Store

CLASSES = ("nationality", "people", "demonym", "weekday", "month", "country")
SAME = frozenset(("us", "u.s.", "usa", "ee uu", "american", "united states", "uk", "british", "english", "swiss"))
"""Names of one country."""
DIFFERENT = 3
"""Names from which on a group is no list of spellings."""


OPPOSITES = tuple(
    frozenset(words.split())
    for words in (
        "first second third fourth fifth sixth seventh",
        "gold silver bronze",
        "north south",
        "home away",
        "higher lower",
        "dead injured",
        "years months weeks days",
        "semi-finals quarter-finals",
    )
)


def _groups(source: RuleSource) -> list[list[str]]:
    """The options of each group of a pattern; what is captured can stand in the fix again."""
    bare = re.sub(r"<\w+:[^<>]*>", " ", source.find)
    groups = re.findall(r"\(([^()]*)\)", bare)
    return [[part.strip().strip('"') for part in group.split("|")] for group in groups]


@cache
def _known(store: Store) -> frozenset[str]:
    """Names of countries, peoples and days, in lower case."""
    items = {item.lower() for name in CLASSES for item in store.class_items(name)}
    return frozenset(items | set(store.gazetteer.countries))


def _named(options: list[str], store: Store) -> dict[str, str]:
    """The names among the options of a group, each by the letters that tell it from another."""
    known, found = _known(store), {}
    for option in options:
        lower = option.lower().removeprefix("the ")
        name = lower in known or lower.rstrip("s") in known or lower in store.gazetteer.cities
        if option[:1].isupper() and name:
            found[option] = "same" if lower in SAME else lower[:4]
    return found


def wrongly_named(source: RuleSource, store: Store) -> str:
    """A name of a fix for which the pattern also allows other names; empty where there is none."""
    for options in _groups(source):
        named = _named(options, store)
        if len(set(named.values())) >= DIFFERENT:
            for name in named:
                if any(re.search(rf"\b{re.escape(name)}\b", fix) for fix in source.fix):
                    return name
    return ""


def wrongly_said(source: RuleSource) -> str:
    """One of opposites that a fix says where the pattern allows another; empty where a fix of its own is for that."""
    if source.fix_when:
        return ""
    said = {word for fix in source.fix for word in re.findall(r"[\w-]+", fix.lower())}
    for options in _groups(source):
        for words in OPPOSITES:
            allowed = {re.sub(r"/\w+", "", option).strip('"').lower() for option in options} & words
            if allowed & said and allowed - said:
                return ", ".join(sorted(allowed & said))
    return ""


def test_a_fix_says_none_of_opposites(store: Store) -> None:
    assert [f"{source.place}: {word}" for source in store.sources if (word := wrongly_said(source))] == []


def test_a_fix_names_none_of_several_names(store: Store) -> None:
    assert [f"{source.place}: {name}" for source in store.sources if (name := wrongly_named(source, store))] == []


def test_a_row_that_does_is_seen(store: Store) -> None:
    source = next(source for source in store.sources if source.find)
    found = "(Peruvians|Mexicans|Chileans) in the exterior"
    changed = msgspec.structs.replace(source, find=found, fix=["Peruvians abroad"])
    assert wrongly_named(changed, store) == "Peruvians"
    changed = msgspec.structs.replace(source, find="won the (silver|gold/N)", fix=["won gold"], fix_when={})
    assert wrongly_said(changed) == "gold"
