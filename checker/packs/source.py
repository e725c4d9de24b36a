"""Packs as their authors write them: YAML read with the place of everything, checked for unknown and missing fields."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import msgspec
import yaml

from checker.finding import CATEGORIES, LEVELS, PIVOTS, SEVERITIES
from checker.letters import plain
from checker.packs.errors import PackError, nearest

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML built without libyaml
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

__all__ = ["ContextSource", "Example", "Loader", "PackSource", "Place", "RuleSource", "read_pack"]

PACK_FIELDS = ["pack", "title", "about", "category", "severity", "pivot", "source", "level", "phrase"]
PACK_FIELDS += ["rules", "rows", "match", "no"]
RULE_FIELDS = ["id", "phrase", "also", "find", "fix", "sure", "likely", "unless", "needs", "fix_when", "message"]
RULE_FIELDS += ["severity", "category", "pivot", "level", "match", "no", "about", "source"]
POSITIONS = ["prev", "next", "before", "after", "near", "inside", "document"]

LONGEST_NAME, SHORT_NAME = 48, 36
"""Letters of a row's name; a longer one is put more shortly, with six digits that tell it from others."""

ContextSource = dict[str, list[str]]


class Place(msgspec.Struct, frozen=True):
    """Where in a pack something stands; line and column from 1."""

    path: str
    line: int
    column: int

    def error(self, message: str) -> PackError:
        """The error to raise for what stands here."""
        return PackError(self.path, self.line, self.column, message)


class Example(msgspec.Struct, frozen=True):
    """`before` must be found and become `after`; `after` is None for an example that must stay silent."""

    place: Place
    before: str
    after: str | None


class RuleSource(msgspec.Struct, frozen=True):
    """A rule as written, defaults of its pack filled in; `places` tells where each field stands."""

    id: str
    pack: str
    place: Place
    category: str
    severity: str
    pivot: str | None
    phrase: str
    also: dict[str, str]
    about: str
    source: str
    message: str
    find: str
    fix: list[str]
    level: str
    contexts: dict[str, ContextSource]
    fix_when: dict[str, ContextSource]
    examples: list[Example]
    places: dict[str, Place]


class PackSource(msgspec.Struct, frozen=True):
    """A pack as written."""

    name: str
    path: str
    title: str
    about: str
    rules: list[RuleSource]
    examples: list[Example]


def read_pack(path: Path, text: str) -> PackSource:
    """The pack in `text`; raises PackError with the place of what is wrong."""
    return _Reader(str(path)).pack(text)


def name_of(find: str, meant: str) -> str:
    """The name of a row: the words of its pattern; of a long pattern `meant`, the phrase of the pivot or the fix."""
    name = slug(find.lower().replace("'", ""))
    if len(name) <= LONGEST_NAME:
        return name
    short = slug(plain(re.sub(r"/[A-Z]+|\{[^{}]*\}|\([^()]*\)", " ", meant)).lower())[:SHORT_NAME].rstrip("-")
    return f"{short or 'row'}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"


def slug(lower: str) -> str:
    """The text (lower case) as a name: its plain letters and digits, with hyphens for the rest."""
    return "-".join(re.findall("[a-z0-9]+", lower))


class _Reader:
    def __init__(self, path: str) -> None:
        self.path = path

    def place(self, node: yaml.Node) -> Place:
        return Place(self.path, node.start_mark.line + 1, node.start_mark.column + 1)

    def pack(self, text: str) -> PackSource:
        try:
            root = yaml.compose(text, Loader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            raise PackError(self.path, line, column, f"not valid YAML: {error.problem}") from None
        if root is None:
            raise PackError(self.path, 1, 1, "the file is empty; a pack begins with `pack: family.pivot.name`")
        fields = self.mapping(root, PACK_FIELDS)
        if "pack" not in fields:
            raise self.place(root).error("the pack has no name; write `pack: family.pivot.name` first")
        name = self.text(fields["pack"])
        if not re.fullmatch(r"[a-z]+\.[a-z]+\.[a-z0-9-]+", name):
            raise self.place(fields["pack"]).error(f"the pack's name {name!r} is not of the form family.pivot.name")
        defaults = self.scalars(fields)
        rules = [self.rule(node, name, defaults) for node in self.sequence(fields.get("rules"))]
        rules += [self.row(node, name, defaults) for node in self.sequence(fields.get("rows"))]
        if not rules:
            raise self.place(root).error("the pack holds no rules; give `rules:` or `rows:`")
        return PackSource(
            name, self.path, defaults.get("title", ""), defaults.get("about", ""), rules, self.examples(fields)
        )

    def scalars(self, fields: dict[str, yaml.Node]) -> dict[str, str]:
        found = {}
        for key, node in fields.items():
            if key not in ("rules", "rows", "match", "no"):
                found[key] = self.text(node)
                self.check(key, found[key], node)
        return found

    def check(self, key: str, value: str, node: yaml.Node) -> None:
        allowed: tuple[str, ...] = ()
        if key == "category":
            allowed = CATEGORIES
        elif key == "severity":
            allowed = SEVERITIES
        elif key == "level":
            allowed = (*LEVELS, "silent")
        elif key == "pivot":
            allowed = (*PIVOTS, "null")
        if allowed and value not in allowed:
            hint = nearest(value, list(allowed))
            raise self.place(node).error(f"unknown {key} {value!r}{hint or '; known are ' + ', '.join(allowed)}")

    def rule(self, node: yaml.Node, pack: str, defaults: dict[str, str]) -> RuleSource:
        fields = self.mapping(node, RULE_FIELDS)
        for required in ("id", "find", "fix", "match", "no"):
            if required not in fields:
                raise self.place(node).error(f"the rule has no `{required}:`")
        name = self.text(fields["id"])
        if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name):
            raise self.place(fields["id"]).error(f"the id {name!r} is not in kebab-case (a-z, 0-9, single hyphens)")
        own: dict[str, str] = {}
        for key in ("phrase", "message", "severity", "category", "pivot", "level", "about", "source", "find"):
            if key in fields:
                own[key] = self.text(fields[key])
                self.check(key, own[key], fields[key])
        contexts: dict[str, ContextSource] = {}
        for key in ("sure", "likely", "unless", "needs"):
            if key in fields:
                contexts[key] = self.context(fields[key])
        fix_when = {}
        if "fix_when" in fields:
            for fix, value in self.mapping(fields["fix_when"], None).items():
                fix_when[fix] = self.context(value)
        also = {}
        if "also" in fields:
            for language, value in self.mapping(fields["also"], list(PIVOTS)).items():
                also[language] = self.text(value)
        places = {key: self.place(value) for key, value in fields.items()}
        return self.source(
            name,
            pack,
            self.place(node),
            {**defaults, **own},
            self.texts(fields["fix"]),
            contexts,
            fix_when,
            also,
            self.examples(fields),
            places,
        )

    def row(self, node: yaml.Node, pack: str, defaults: dict[str, str]) -> RuleSource:
        text = self.text(node)
        find, arrow, right = text.partition(" -> ")
        if not find.strip() or not arrow:
            raise self.place(node).error(f"the row {text!r} is not of the form `find -> fix | second fix {{phrase}}`")
        fix, phrase = right, ""
        # the last braces hold the phrase of the pivot, or what the row has caught
        if (last := re.search(r" ?\{([^{}:]+)\}$", right)) and not re.search(rf"<{re.escape(last[1])}\??:", find):
            fix, phrase = right[: last.start()], last[1]
        fixes = [part.strip() for part in fix.split(" | ")]
        name = name_of(find, phrase or fixes[0])
        own = {**defaults, "find": find, "phrase": phrase or defaults.get("phrase", "")}
        place = self.place(node)
        return self.source(name, pack, place, own, fixes, {}, {}, {}, [], {"find": place, "fix": place})

    def source(
        self,
        name: str,
        pack: str,
        place: Place,
        own: dict[str, str],
        fixes: list[str],
        contexts: dict[str, ContextSource],
        fix_when: dict[str, ContextSource],
        also: dict[str, str],
        examples: list[Example],
        places: dict[str, Place],
    ) -> RuleSource:
        for required in ("category", "severity"):
            if required not in own:
                raise place.error(f"neither the rule nor its pack has a `{required}:`")
        pivot = own.get("pivot", "null")
        return RuleSource(
            id=".".join([*pack.split(".")[:2], name]),
            pack=pack,
            place=place,
            category=own["category"],
            severity=own["severity"],
            pivot=None if pivot == "null" else pivot,
            phrase=own.get("phrase", ""),
            also=also,
            about=own.get("about", ""),
            source=own.get("source", ""),
            message=own.get("message", ""),
            find=own["find"],
            fix=fixes,
            level=own.get("level", "possible"),
            contexts=contexts,
            fix_when=fix_when,
            examples=examples,
            places=places,
        )

    def examples(self, fields: dict[str, yaml.Node]) -> list[Example]:
        found = []
        for node in self.sequence(fields.get("match")):
            before, arrow, after = self.text(node).partition(" => ")
            if not arrow:
                raise self.place(node).error("a match example is of the form `text => text after the fix`")
            found.append(Example(self.place(node), before.strip(), after.strip()))
        found += [Example(self.place(node), self.text(node), None) for node in self.sequence(fields.get("no"))]
        return found

    def context(self, node: yaml.Node) -> ContextSource:
        fields = self.mapping(node, POSITIONS)
        if not fields:
            raise self.place(node).error("the context is empty and can never hold")
        found = {key: self.texts(value) for key, value in fields.items()}
        for key, entries in found.items():
            if not any(entries):
                raise self.place(fields[key]).error(f"`{key}:` lists nothing and can never hold")
        return found

    def mapping(self, node: yaml.Node, known: list[str] | None) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            raise self.place(node).error("a mapping (`key: value`) is expected here")
        found: dict[str, yaml.Node] = {}
        for key_node, value in node.value:
            key = self.text(key_node)
            if known is not None and key not in known:
                hint = nearest(key, known) or f"; known are {', '.join(known)}"
                raise self.place(key_node).error(f"unknown field {key!r}{hint}")
            if key in found:
                raise self.place(key_node).error(f"the field {key!r} stands twice")
            found[key] = value
        return found

    def sequence(self, node: yaml.Node | None) -> list[yaml.Node]:
        if node is None:
            return []
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        if isinstance(node, yaml.ScalarNode) and node.value == "":
            return []
        raise self.place(node).error("a list is expected here")

    def texts(self, node: yaml.Node) -> list[str]:
        if isinstance(node, yaml.ScalarNode):
            return [self.text(node)]
        return [self.text(item) for item in self.sequence(node)]

    def text(self, node: yaml.Node) -> str:
        # scalars are taken as written, so that `no` and `off` stay words
        if not isinstance(node, yaml.ScalarNode):
            raise self.place(node).error("a text is expected here")
        return str(node.value).strip()
