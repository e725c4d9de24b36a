"""Rules from the table of institutions: a literal rendering, or an acronym of another language, gives the real name."""

from __future__ import annotations

from typing import Any

import msgspec

from checker.packs.known_names import ForeignAcronym
from checker.packs.source import PackSource, Place, RuleSource, slug

PATH = "rules/lexicons/institutions.yaml"
_SURE = frozenset("EEUU ONU OTAN EE.UU. OMS PIB URSS UE BCE FMI OCDE".split())


def institution_packs(rows: list[dict[str, Any]]) -> list[PackSource]:
    """One pack of the literal renderings and one of the acronyms; none where the table is empty."""
    literals: dict[str, RuleSource] = {}
    acronyms: dict[str, RuleSource] = {}
    for row in rows:
        name = str(row["name"])
        for literal in row.get("literal") or ():
            text = str(literal)
            if text.lower() != name.lower():
                literals.setdefault(text.lower(), _rule("names.all.institutions", text, text, name, "", ()))
    for short, known in foreign_acronyms(rows).items():
        acronyms[short] = _rule("acronym.all.foreign", short, f'"{short}"', known.english, known.name, known.languages)
    _number_repeated(literals)
    _number_repeated(acronyms)
    packs = []
    for pack, rules in (("names.all.institutions", literals), ("acronym.all.foreign", acronyms)):
        if rules:
            packs.append(PackSource(pack, PATH, "", "", list(rules.values()), []))
    return packs


def foreign_acronyms(rows: list[dict[str, Any]]) -> dict[str, ForeignAcronym]:
    """The acronyms of other languages; where two institutions have the same, the first keeps it."""
    found: dict[str, ForeignAcronym] = {}
    for row in rows:
        english, name = str(row.get("acronym") or ""), str(row["name"])
        for language, foreign in (row.get("acronyms") or {}).items():
            short = str(foreign)
            if not english or short == english or len(short) < 2:
                continue
            known = found.get(short, ForeignAcronym(english, name, (), short in _SURE))
            if known.english == english:
                found[short] = msgspec.structs.replace(known, languages=(*known.languages, str(language)))
    return found


def _number_repeated(rules: dict[str, RuleSource]) -> None:
    """Ids of renderings that differ only in hyphens and accents are made unique."""
    taken: set[str] = set()
    for key, rule in rules.items():
        name, n = rule.id, 1
        while name in taken:
            n += 1
            name = f"{rule.id}-{n}"
        taken.add(name)
        if n > 1:
            rules[key] = msgspec.structs.replace(rule, id=name)


def _rule(pack: str, text: str, find: str, fix: str, long: str, languages: tuple[str, ...]) -> RuleSource:
    acronym = pack.startswith("acronym")
    fixes = [fix, *([f"the {fix}"] if text == "EEUU" else [])]
    return RuleSource(
        id=f"{'.'.join(pack.split('.')[:2])}.{slug(text.lower())}",
        pack=pack,
        place=Place(PATH, 1, 1),
        category="acronym-lost-or-wrong" if acronym else "name-corrupted",
        severity="critical" if acronym else "major",
        pivot=languages[0] if languages else None,
        phrase=text if acronym else "",
        also=dict.fromkeys(languages[1:], text),
        about=f"{long} is {fix} in English." if acronym else f"A literal rendering of the name {fix}.",
        source="names as the institutions write them",
        message=f"“{{text}}” is {fix} in English" if acronym else f"the institution's name is “{fix}”",
        find=find,
        fix=fixes,
        level="sure" if not acronym or (text in _SURE) else "likely",
        contexts={},
        fix_when={},
        examples=[],
        places={},
    )
