"""Runs the pack rules over a document's analysis: prefilter, match, gates, fixes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.analysis import tags as t
from checker.analysis.analysis import Analysis
from checker.analysis.sentence import Sentence
from checker.finding import PIVOTS, SPUN, Candidate, Level, Proposal
from checker.match.contexts import holds
from checker.match.elements import Capture, Choice, Fix, Gate, Look, Optional, Rule, Sequence, Word
from checker.match.fixes import fill, source_text, with_article
from checker.match.matcher import Captures, match_at
from checker.match.prefilter import NO_LOOK, Index, occurrences, present

Shares = Mapping[str, list[float]]
"""The first suggestion's part of a finding's probability by how many there are, for a family of rules or "other"."""

Shape = tuple[Sequence, frozenset[str] | None, int]
"""A pattern, the words with which a match can begin (None where any can), and the most tokens that it covers."""


def run_rules(analysis: Analysis, index: Index, sure_only: bool, shares: Shares) -> Iterator[Candidate]:
    """Candidates of the rules in `index`; with `sure_only` those that hold whatever the document is."""
    literals = present(index, analysis.vocabulary, analysis.neighbours)
    residue = analysis.residue
    seen: set[tuple[int, int, int]] = set()
    barren: set[tuple[int, int, int]] = set()
    shapes: dict[int, list[Shape]] = {}
    scan = analysis.scan
    rule_of = analysis.store.rule
    looks, gates = analysis.store.looks, analysis.store.gates
    for literal, start, end in occurrences(literals, scan, residue):
        look, numbers = literals[literal]
        if sure_only and look != NO_LOOK:
            segment = analysis.segment_at(start)
            if segment is None:
                continue
            numbers = _open(looks[look], gates, scan, start, end, segment.start, segment.end)
        if not numbers:
            continue
        sentence = analysis.sentence_over(start, end)
        if sentence is None:
            continue
        anchor, last = sentence.token_at(start), sentence.token_at(end - 1)
        for number in numbers:
            rule = rule_of(number)
            shape = shapes.get(number)
            if shape is None:
                shape = shapes[number] = [
                    (one, _openings(one), most) for one, most in zip(rule.patterns, rule.most, strict=True)
                ]
            yield from _run(rule, number, shape, sentence, anchor, last, analysis, sure_only, shares, seen, barren)


SIDE, AROUND = 64, 300
"""Characters of the scan form that hold what a context or a pattern reaches on one side, and in the sentence."""


def _open(look: Look, gates: Mapping[int, Gate], scan: str, start: int, end: int, low: int, high: int) -> list[int]:
    """The rules that can be sure at an occurrence of a literal, by a look at the words around, without tokens.

    Nothing counts outside `low:high`, the segment.
    """
    found = look.free
    hits: list[int] = []
    # a determiner may stand between: two words on either side
    if look.behind:
        for word in scan[end : min(high, end + BESIDE)].split(None, 2)[:2]:
            if word in look.behind:
                hits += look.behind[word]
    if look.ahead:
        for word in scan[max(low, start - BESIDE) : start].rsplit(None, 2)[-2:]:
            if word in look.ahead:
                hits += look.ahead[word]
    if hits:
        found = found + [n for n in dict.fromkeys(hits) if _is_open(gates[n], scan, start, end, low, high)]
    if look.wide:
        around = scan[max(low, start - SIDE) : min(high, end + SIDE)].split()
        if look.near.isdisjoint(around):
            if not look.far:
                return found
            around = scan[max(low, start - AROUND) : min(high, end + AROUND)].split()
            if look.far.isdisjoint(around):
                return found
        found = found + [n for n in look.wide if _is_open(gates[n], scan, start, end, low, high)]
    return found


def _is_open(gate: Gate, scan: str, start: int, end: int, low: int, high: int) -> bool:
    if gate.parts and len(gate.parts[0]) > 1:
        inside = frozenset(scan[max(low, start - gate.reach) : min(high, end + gate.reach)].split())
        if not any(all(not words.isdisjoint(inside) for words in pattern) for pattern in gate.parts):
            return False
    if gate.free:
        return True
    before, after = scan[max(low, start - SIDE) : start].split(), scan[end : min(high, end + SIDE)].split()
    if not (gate.prev.isdisjoint(before[-6:]) and gate.before.isdisjoint(before)):
        return True
    if not (gate.next.isdisjoint(after[:6]) and gate.after.isdisjoint(after)):
        return True
    return bool(gate.near) and not gate.near.isdisjoint(
        scan[max(low, start - AROUND) : min(high, end + AROUND)].split()
    )


_QUOTES = frozenset("\"'“”‘’«»")
BESIDE = 40
"""Characters of the scan form that hold two words."""


def _run(
    rule: Rule,
    number: int,
    shape: list[Shape],
    sentence: Sentence,
    anchor: int,
    last: int,
    analysis: Analysis,
    sure_only: bool,
    shares: Shares,
    seen: set[tuple[int, int, int]],
    barren: set[tuple[int, int, int]],
) -> Iterator[Candidate]:
    """Candidates of a rule at an anchor. `seen` are its matches; at a `barren` place no match of a pattern begins."""
    lowers = sentence.lowers
    for n, (pattern, openings, most) in enumerate(shape):
        for start in range(anchor, max(-1, anchor - most), -1):
            if openings is not None and lowers[start] not in openings:
                continue
            place = (number, n, sentence.starts[start])
            if place in barren:
                continue
            found = _first(pattern, sentence, start, last, analysis)
            if found is None:
                barren.add(place)
            if not found:
                continue
            end, captures = found
            key = (number, sentence.starts[start], sentence.ends[end - 1])
            if key in seen:
                break
            seen.add(key)
            candidate = _candidate(rule, sentence, start, end, captures, analysis, sure_only, shares)
            if candidate is not None:
                yield candidate
            break


def _first(
    pattern: Sequence, sentence: Sentence, start: int, last: int, analysis: Analysis
) -> tuple[int, Captures] | tuple[()] | None:
    """The first match from `start` that covers the anchor's last token; empty where others begin there, None where none."""
    found: tuple[()] | None = None
    for end, captures in match_at(pattern, sentence, start, analysis):
        if end > last and end > start:
            return end, captures
        found = ()
    return found


def _openings(elements: Sequence) -> frozenset[str] | None:
    """The lower-case words with which a match can begin; None where that is not a list of words."""
    if not elements:
        return None
    first = elements[0]
    if isinstance(first, Word):
        return frozenset(form.lower() for form in first.forms) if first.exact else first.forms
    if isinstance(first, Capture):
        return _openings(first.items)
    if isinstance(first, Choice):
        found: set[str] = set()
        for option in first.options:
            words = _openings(option)
            if words is None:
                return None
            found |= words
        return frozenset(found)
    if isinstance(first, Optional):
        inner, rest = _openings(first.items), _openings(elements[1:])
        return None if inner is None or rest is None else inner | rest
    return None


def level_of(rule: Rule, sentence: Sentence, start: int, end: int, analysis: Analysis) -> tuple[str, str]:
    """(level, gate that gave it); an empty level where the rule is silent."""
    if rule.needs is not None and not holds(rule.needs, sentence, start, end, analysis):
        return "", ""
    if rule.unless is not None and holds(rule.unless, sentence, start, end, analysis):
        return "", ""
    if rule.level == "sure":
        return "sure", ""
    if rule.sure is not None:
        gate = holds(rule.sure, sentence, start, end, analysis)
        if gate:
            return "sure", gate
    if rule.likely is not None:
        gate = holds(rule.likely, sentence, start, end, analysis)
        if gate:
            return "likely", gate
    return rule.level, ""


def _own_acronym(sentence: Sentence, i: int, analysis: Analysis) -> bool:
    """Does the document itself say what the capitals stand for, or are they part of a name as in "Simple-CDD"?"""
    text = sentence.texts[i]
    if i > 1 and sentence.texts[i - 1] == "-" and sentence.texts[i - 2][0].isupper():
        return True
    return len(text) > 1 and text in analysis.inventory.spelled_out


def _candidate(
    rule: Rule,
    sentence: Sentence,
    start: int,
    end: int,
    captures: Captures,
    analysis: Analysis,
    sure_only: bool,
    shares: Shares,
) -> Candidate | None:
    if sure_only and rule.level != "sure" and rule.sure is None:
        return None
    level, gate = level_of(rule, sentence, start, end, analysis)
    if not level or (sure_only and level != "sure"):
        return None
    if analysis.is_foreign(sentence.starts[start], sentence.ends[end - 1]):
        return None
    if end == start + 1 and sentence.texts[start].isupper() and _own_acronym(sentence, start, analysis):
        return None
    if level != "sure" and (_is_name(sentence, start, end) or _begins_name(rule, sentence, start, end)):
        return None
    if rule.category == "untranslated-word":
        at, past = sentence.starts[start], sentence.ends[end - 1]
        before, after = analysis.prose[max(0, at - 1) : at], analysis.prose[past : past + 1]
        if after == "-" or part_of_name(sentence, start, analysis):
            return None
        if level == "sure" and before in _QUOTES and after in _QUOTES:
            if sure_only:
                return None
            level = "likely"  # a good text may speak of the word
    fixes = _ordered(rule, sentence, start, end, analysis)
    text = source_text(sentence, start, end)
    proposals: dict[str, int] = {}
    first = start
    replacements: list[str] = []
    for fix in fixes:
        replacement = fill(fix, sentence, start, end, captures, analysis.english, analysis.adjectives)
        if _stands(replacement, text, analysis.prose, sentence.starts[start]):
            return None
        if replacement == text.replace("-", " ") != text and _before_noun(sentence, end, analysis):
            return None  # only without the hyphens, which a compound before a noun has: "the medium-term plan"
        if replacement != text and replacement not in proposals:
            proposals[replacement] = len(replacements)
            replacements.append(replacement)
    if not replacements:
        return None
    # every proposal must address one span: if the article before one must change, all are widened to it
    widened = [with_article(sentence, start, end, replacement) for replacement in replacements]
    if any(at != start for at, _ in widened):
        article = sentence.texts[start - 1]
        first = start - 1
        widened = [(at, new if at != start else f"{article} {new}") for at, new in widened]
    replacements = [new for new in dict.fromkeys(new for _, new in widened) if new != text or first != start]
    if not replacements:
        return None
    begin, stop = sentence.starts[first], sentence.ends[end - 1]
    if not replacements[0]:
        begin, stop = _deletion(analysis.prose, begin, stop)
    return Candidate(
        rule=rule.id,
        start=begin,
        end=stop,
        level=_as_level(level),
        proposals=tuple(
            Proposal(r, share)
            for r, share in zip(replacements, spread(len(replacements), rule.id, shares), strict=True)
        ),
        message=message_for(rule.message, text, replacements[0], rule.pivots, analysis),
        category=rule.category,
        severity=rule.severity,  # type: ignore[arg-type]
        pivots=rule.pivots,
        gate=gate,
        rarity=rule.rarity,
    )


def _before_noun(sentence: Sentence, i: int, analysis: Analysis) -> bool:
    """Does a common noun stand at token `i`?"""
    return i < len(sentence) and sentence.texts[i].islower() and bool(analysis.english.tag(sentence, i) & t.NOUN)


def _stands(replacement: str, text: str, prose: str, start: int) -> bool:
    """Is `text`, found at `start`, already in the midst of what the fix writes: "die is cast" of "the die is cast"?"""
    at = replacement.find(text)
    if at < 0 or len(replacement) == len(text):
        return False
    return prose[max(0, start - at) : start - at + len(replacement)].lower() == replacement.lower()


def _ordered(rule: Rule, sentence: Sentence, start: int, end: int, analysis: Analysis) -> list[Fix]:
    """The fixes with those first whose context holds; those that need their context are left out without it."""
    first, others = [], []
    for fix in rule.fixes:
        if fix.prefer is not None and holds(fix.prefer, sentence, start, end, analysis):
            first.append(fix)
        elif not fix.only:
            others.append(fix)
    return first + others


def _as_level(level: str) -> Level:
    return level  # type: ignore[return-value]


def _is_name(sentence: Sentence, start: int, end: int) -> bool:
    """A word of sense inside a name ("Price" of "Katie Price", "The Bank Hotel") is not the common word."""
    if end - start != 1 or start == sentence.first:
        return False
    text = sentence.texts[start]
    return text[0].isupper() and text[1:].islower()


def _begins_name(rule: Rule, sentence: Sentence, start: int, end: int) -> bool:
    """Do the words, not of a spun text, begin a longer name: "Social Climate" of "Social Climate Fund"?"""
    if end - start < 2 or start == sentence.first or end >= len(sentence) or any(p == SPUN for p, _ in rule.pivots):
        return False
    words = sentence.texts[start:end]
    return all(word[0].isupper() for word in words) and sentence.texts[end][:1].isupper()


_PARTICLES = frozenset("de del della di da do dos das du des la le les e y et und für per von van zu al".split())


def part_of_name(sentence: Sentence, i: int, analysis: Analysis) -> bool:
    """Does token `i`, with a capital, go on a name: "Red Eléctrica", "Cassa Depositi e Prestiti", "Credit Suisse"?"""
    if i == sentence.first or not any(c.isupper() for c in sentence.texts[i][:3]):
        return False
    j = i - 1
    if sentence.lowers[j] in ("'", "’") and j > 0:
        j -= 1
    if sentence.texts[j].islower() and sentence.lowers[j] in _PARTICLES and j > sentence.first:
        j -= 1
    before = sentence.texts[j]
    return before[0].isupper() and before.isalpha() and (j > sentence.first or not t.FUNCTION.get(before.lower(), 0))


def spread(count: int, rule: str, shares: Shares) -> list[float]:
    """The parts of a candidate's probability that fall to its suggestions; the first gets the most."""
    if count == 0:
        return []
    own = shares.get(rule.partition(".")[0], shares["other"])
    first = own[min(count, len(own)) - 1]
    rest, out = 1.0 - first - 0.05, [first]
    for _ in range(count - 1):
        rest /= 2
        out.append(round(rest, 4))
    return out


def _deletion(prose: str, start: int, end: int) -> tuple[int, int]:
    """A deleted word takes one neighbouring space with it."""
    if start and prose[start - 1] == " " and (end == len(prose) or not prose[end].isalnum()):
        return start - 1, end
    if end < len(prose) and prose[end] == " ":
        return start, end + 1
    return start, end


def message_for(
    template: str, text: str, replacement: str, pivots: tuple[tuple[str, str], ...], analysis: Analysis
) -> str:
    """The rule's own message, or one made from the text, the source phrase and the fix."""
    values: Mapping[str, str] = {"text": text, "fix": replacement}
    if template:
        return template.replace("{text}", text).replace("{fix}", values["fix"])
    language = next(((name, phrase) for name, phrase in pivots if phrase), None)
    if language is not None and replacement:
        return f"“{text}” stands where {PIVOTS[language[0]]} “{language[1]}” meant “{replacement}”"
    if any(name == "spun" for name, _ in pivots) and replacement:
        return f"“{text}” looks like a spinner's synonym for “{replacement}”"
    if replacement:
        return f"“{text}” is not what English says here; “{replacement}” is"
    return f"“{text}” should go"
