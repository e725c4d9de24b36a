"""Typographic residue of the crawl and of the machine: empty parentheses, stray spaces, capitals after semicolons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysis.analysis import Analysis
from checker.detectors.rule import LogicRule
from checker.finding import Candidate, Level

_SOURCE = "observed in laundered articles; see docs/rules.md"

_EMPTY = re.compile(r" \( ?\)|^\( ?\) ?", re.MULTILINE)


def _empty_parentheses(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    for at in analysis.positions("()", "( )"):
        start = at - 1 if at and analysis.prose[at - 1] == " " else at
        match = _EMPTY.match(analysis.prose, start)
        if match is None:
            continue
        yield rule.candidate(
            match.start(),
            match.end(),
            "sure",
            ("",),
            "empty parentheses: what stood in them was lost",
            first_share=0.97,
        )


# What is joined by a hyphen often enough that a space before the hyphen is residue, not a dash.
_PREFIXES = frozenset(
    "co non anti pre post pro re self multi semi sub ultra vice ex mid inter intra cross counter well ill half high low "
    "long short full part all two three four five six seven eight nine ten dual double single first second third far "
    "near old new cutting state year world cost time tax vote fact peace market carbon energy government".split()
)
_SUFFIXES = frozenset(
    "based led backed made driven run owned funded sponsored related use point year day week month hour man member "
    "old term scale level style type free friendly wide long range speed tech profile quality price income risk rate "
    "class party state nation country century minute page part way sided edge making building keeping sharing "
    "producing growing founder founded chair author operation guided dollar euro percent degree kilometer metre meter "
    "emission emissions intensive efficient neutral changing breaking winning born speaking called".split()
)
_STRAY = re.compile(r"(?<=[^\W_]) -(?=[^\W\d_])")
_WORD_BEFORE = re.compile(r"[\w.$€£%]+$")
_WORD_AFTER = re.compile(r"[^\W\d_]+")


def _stray_hyphen(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    prose = analysis.prose
    for space in analysis.positions(" -"):
        if _STRAY.match(prose, space) is None:
            continue
        before = _WORD_BEFORE.search(prose, max(0, space - 30), space)
        after = _WORD_AFTER.match(prose, space + 2)
        if before is None or after is None or len(after.group()) < 2:
            continue  # a command-line flag
        left, right = before.group(), after.group()
        known = left.lower() in _PREFIXES or right.lower() in _SUFFIXES or left[-1].isdigit()
        level: Level = "sure" if known and right.islower() else "likely"
        if sure_only and level != "sure":
            continue
        if prose[after.end() : after.end() + 2] == "- ":
            continue  # an aside between dashes
        joined = f"{left}-{right}"
        if left.lower() == "yuan" and left[0].isupper() and before.start() and prose[before.start() - 1] == " ":
            joined = joined[0].lower() + joined[1:]
        yield rule.candidate(
            before.start(), after.end(), level, (joined,), "a space has crept in before the hyphen", first_share=0.95
        )


_BOUND = frozenset("co non anti semi multi inter intra ultra vice ex neo pseudo quasi pre".split())
"""Prefixes that are no words of their own."""
_BINDING = frozenset("owned funded sponsored wide style oriented speaking term wing sided scale class level".split())
_MEASURES = frozenset("year month week day hour minute point page member man metre meter kilometre kilometer".split())
_PARTNERS = {
    "center": "left right back forward", "centre": "left right back forward", "far": "left right reaching fetched",
    "well": "known being off established paid", "so": "called", "self": "defence defense determination employed made",
    "decision": "making makers maker", "policy": "making makers maker", "law": "makers", "mother": "in", "step": "by",
    "short": "lived sighted", "long": "standing lasting awaited running", "high": "ranking speed tech profile",
    "low": "cost income paid", "third": "party world", "first": "class ever time", "second": "hand class",
}  # fmt: skip
"""What a hyphen joins to a word that also stands by itself."""
_CONNECTED = re.compile(
    r"(?<![\w,.-])(?P<left>[^\W_]+)(?P<more>(?: - (?:sur|sous|en|lès|les|le|la|de|du|des))?) - (?P<right>[^\W\d_]+)\b"
    r"(?P<old> - old\b)?"
)
_GIVEN = frozenset("jean marie pierre anne saint sainte".split())


def _spaced_hyphen(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    prose, done = analysis.prose, 0
    for at in analysis.positions(" -"):
        begin = _WORD_BEFORE.search(prose, max(0, at - 30), at) if prose.startswith(" - ", at) else None
        match = _CONNECTED.match(prose, begin.start()) if begin is not None and begin.start() >= done else None
        if match is None or not _bound(
            match["left"], match["more"], match["right"], prose[match.end() : match.end() + 4]
        ):
            continue
        done = match.end()
        # elsewhere a writer may have set a dash for a hyphen
        level: Level = "sure" if match["left"].lower() in _BOUND or match["more"] else "likely"
        if sure_only and level != "sure":
            continue
        yield rule.candidate(
            match.start(),
            match.end(),
            level,
            (match.group().replace(" - ", "-"),),
            "spaces have crept in around the hyphen",
            first_share=0.95,
        )


def _bound(left: str, more: str, right: str, behind: str) -> bool:
    """Are these the parts of one word, as "semi - monopoly", "20 - year", "Neuilly - sur - Seine", "centre - right"?"""
    first, last = left.lower(), right.lower()
    if more:
        return left[0].isupper() and right[0].isupper()
    if left[0].isupper() and right[0].isupper() and not left.isupper():
        return first in _GIVEN
    if first in _BOUND:
        return True
    if not right.islower() or behind.startswith(" - "):
        return False
    if left.isdigit():
        return last in _MEASURES
    return last in _BINDING or last in _PARTNERS.get(first, "").split()


# What goes on with a sentence; "We", "Second" and the like may open a point of a speech.
_CONTINUES = frozenset(
    "and but or so yet nor its it the his her their they he she this that these those in a an".split()
)
_SEMICOLON = re.compile(r"; ([A-Z][a-z]*)\b")


def _capital_after_semicolon(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    prose = analysis.prose
    for at in analysis.positions("; "):
        match = _SEMICOLON.match(prose, at)
        if match is None:
            continue
        word = match.group(1)
        lower = word.lower()
        if lower not in _CONTINUES:
            continue
        # a list of titles or of quoted sentences keeps its capitals
        segment = analysis.segment_at(at)
        low, high = (0, len(prose)) if segment is None else (segment.start, segment.end)
        if len(_SEMICOLON.findall(prose, max(low, match.start() - 300), min(high, match.end() + 300))) > 2:
            continue
        yield rule.candidate(
            match.start(1), match.end(1), "sure", (lower,), "no capital follows a semicolon", first_share=0.97
        )


_BEFORE_MARK = re.compile(r"(?<=[^\W\d_]) ([?!:;])(?=\s|$)|(?<=[^\W\d_]) (,)(?= )")


def _space_before_mark(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    if sure_only:
        return
    prose = analysis.prose
    for at in analysis.positions(" ?", " !", " :", " ;", " ,"):
        match = _BEFORE_MARK.match(prose, at)
        if match is None:
            continue
        mark = match.group(1) or match.group(2)
        yield rule.candidate(
            match.start(),
            match.end(),
            "likely",
            (mark,),
            f"English sets no space before “{mark}”; French does",
            pivots=(("fr", f"mot {mark}"),),
            first_share=0.97,
        )


_GUILLEMETS = re.compile(r"« ?([^«»\n]{1,300}?) ?»")


def _guillemets(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    if sure_only or "«" not in analysis.prose:
        return
    for match in _GUILLEMETS.finditer(analysis.prose):
        if analysis.is_foreign(match.start(), match.end()):
            continue
        yield rule.candidate(
            match.start(),
            match.end(),
            "likely",
            (f'"{match.group(1)}"',),
            "guillemets are the quotation marks of another language",
            pivots=(("fr", "« … »"), ("es", "« … »")),
        )


RULES = (
    LogicRule(
        id="typo.all.empty-parentheses",
        category="empty-parentheses",
        severity="minor",
        about="Parentheses whose content the crawl or the machine dropped: a name in another script, a date, a link.",
        source=_SOURCE,
        detect=_empty_parentheses,
        match=(("The minister Li Qiang () spoke first.", "The minister Li Qiang spoke first."),),
        no=("Call main() and then exit().", "The list [] is empty in Python.", "He paid (in part) at once."),
    ),
    LogicRule(
        id="typo.all.stray-hyphen",
        category="spacing-punctuation",
        severity="minor",
        about="A space before the hyphen of a compound, which translation engines insert when they join tokens again.",
        source=_SOURCE,
        detect=_stray_hyphen,
        match=(
            ("It was a state -owned bank.", "It was a state-owned bank."),
            ("The co -author of the study agreed.", "The co-author of the study agreed."),
        ),
        no=("Run it with ls -l first.", "He came - and went.", "It fell to -5 degrees."),
    ),
    LogicRule(
        id="typo.all.spaced-hyphen",
        category="spacing-punctuation",
        severity="minor",
        about="Spaces around the hyphen of a compound or a name, which an engine that cuts words at hyphens leaves.",
        source="observed in real machine translation",
        detect=_spaced_hyphen,
        match=(
            ("It has a semi - monopoly of gas.", "It has a semi-monopoly of gas."),
            ("The centre - right party lost.", "The centre-right party lost."),
            ("He lives in Neuilly - sur - Seine now.", "He lives in Neuilly-sur-Seine now."),
            ("A 20 - year - old man was held.", "A 20-year-old man was held."),
        ),
        no=(
            "He came - and went.",
            "The left - right up to its leader - agreed.",
            "In Paris - London was quiet - he slept.",
            "It sold 20 - half of them abroad.",
        ),
    ),
    LogicRule(
        id="typo.all.capital-after-semicolon",
        category="capitalization",
        severity="minor",
        about="A function word with a capital after a semicolon, as if a sentence began.",
        source=_SOURCE,
        detect=_capital_after_semicolon,
        match=(("The plan failed; But nobody resigned.", "The plan failed; but nobody resigned."),),
        no=("He left; I stayed.", "We met Paris; London came later."),
    ),
    LogicRule(
        id="typo.fr.space-before-mark",
        category="spacing-punctuation",
        severity="minor",
        about="A space before a colon, semicolon, question or exclamation mark, as French typography has it.",
        source=_SOURCE,
        detect=_space_before_mark,
        match=(("Who will pay ?", "Who will pay?"),),
        no=("Who will pay?",),
        pivot="fr",
    ),
    LogicRule(
        id="typo.fr.guillemets",
        category="spacing-punctuation",
        severity="minor",
        about="Guillemets left around an English quotation.",
        source=_SOURCE,
        detect=_guillemets,
        match=(("He called it « a bad deal » for all.", 'He called it "a bad deal" for all.'),),
        no=('He called it "a bad deal" for all.',),
        pivot="fr",
    ),
)
