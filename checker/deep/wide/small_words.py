"""Prepositions, articles and pronouns, each against the others of its kind."""

from __future__ import annotations

from collections.abc import Iterator

from checker.analysis import tags as t
from checker.analysis.analysis import Analysis
from checker.analysis.articles import article_for
from checker.analysis.sentence import Sentence
from checker.detectors.rule import LogicRule
from checker.finding import Candidate
from checker.match.fixes import match_case

_PREPOSITIONS = tuple("of in on at to for from by with as about into between within during against over under".split())
_SWAPPED = frozenset((*_PREPOSITIONS, *"since until towards among after before while when per around through".split()))
_CLAUSES = {"while": ("as", "when"), "when": ("as", "while"), "since": ("from", "for", "as"), "until": ("by", "to"),
            "as": ("like",), "before": ("by", "to"), "after": ("for",)}  # fmt: skip
_PRONOUNS = {
    "he": ("it", "they"), "she": ("it", "he"), "it": ("he", "they"), "they": ("it",), "him": ("it", "them"),
    "them": ("it",), "his": ("its", "their", "her"), "her": ("its", "his", "it"), "its": ("his", "their", "her"),
    "their": ("its",), "itself": ("himself", "themselves"), "himself": ("itself",), "themselves": ("itself",),
    "who": ("which", "that"), "which": ("that", "who"), "that": ("which", "who"), "this": ("it", "that"),
    "these": ("those",), "those": ("these", "the ones"), "one": ("it", "ones"),
}  # fmt: skip


def _prepositions(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    for sentence in analysis.sentences():
        for i, lower in enumerate(sentence.lowers):
            if lower not in _SWAPPED or (sentence.texts[i][0].isupper() and i != sentence.first):
                continue
            others = [*_CLAUSES.get(lower, ()), *(word for word in _PREPOSITIONS if word != lower)]
            following = sentence.lowers[i + 1] if i + 1 < len(sentence) else ""
            if (i != sentence.first and t.FUNCTION.get(following, 0) & (t.DET | t.POSS)) or following[:1].isalpha():
                others.append("")
            yield _swap(rule, sentence, i, others, f"“{sentence.texts[i]}” is the preposition of another language here")


def _articles(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    for sentence in analysis.sentences():
        lowers, texts = sentence.lowers, sentence.texts
        for i, lower in enumerate(lowers):
            if lower in ("the", "a", "an"):
                if i + 1 >= len(sentence) or not texts[i + 1][0].isalnum():
                    continue
                after = texts[i + 1]
                others = [article_for(after)] if lower == "the" else ["the"]
                bare = after[0].upper() + after[1:] if i == sentence.first else after
                swapped = match_case(others[0], sentence, i, i + 1) + " " + after
                message = f"English wants another article than “{texts[i]}”, or none"
                yield rule.candidate(sentence.starts[i], sentence.ends[i + 1], "possible", (swapped, bare), message)
                continue
            if not _opens_noun(sentence, i, analysis):
                continue
            word = texts[i]
            small = word[0].lower() + word[1:] if i == sentence.first and lower in analysis.english else word
            fixes = tuple(
                match_case(article, sentence, i, i + 1) if i == sentence.first else article
                for article in ("the", article_for(word))
            )
            yield rule.candidate(
                sentence.starts[i],
                sentence.ends[i],
                "possible",
                tuple(f"{article} {small}" for article in fixes),
                f"English wants an article before “{word}”",
            )


def _opens_noun(sentence: Sentence, i: int, analysis: Analysis) -> bool:
    """May a group of a noun without an article begin here?"""
    if not sentence.texts[i][0].isalpha() or t.FUNCTION.get(sentence.lowers[i], 0):
        return False
    mask = analysis.english.tag(sentence, i)
    if not mask & (t.NOUN | t.ADJ | t.NAME) or (mask & t.NNS and not mask & t.ADJ):
        return False
    if i == sentence.first:
        return True
    before = t.FUNCTION.get(sentence.lowers[i - 1], 0)
    known = analysis.english.tag(sentence, i - 1)
    return bool(before & (t.PREP | t.CONJ | t.TO) or (known & t.VERB and not known & (t.NOUN | t.ADJ)))


def _pronouns(rule: LogicRule, analysis: Analysis, sure_only: bool) -> Iterator[Candidate]:
    for sentence in analysis.sentences():
        for i, lower in enumerate(sentence.lowers):
            others = _PRONOUNS.get(lower)
            if others:
                message = f"“{sentence.texts[i]}” follows the genders of another language"
                yield _swap(rule, sentence, i, others, message)
            if lower in ("is", "was", "has", "would", "will") and i > sentence.first - 1:
                before = 0 if i == sentence.first else t.FUNCTION.get(sentence.lowers[i - 1], 0)
                if i == sentence.first or before & t.CONJ or sentence.texts[i - 1] in (",", ":", ";", "-"):
                    small = sentence.texts[i].lower()
                    fixes = tuple(match_case(word, sentence, i, i + 1) + " " + small for word in ("it", "he", "there"))
                    yield rule.candidate(
                        sentence.starts[i], sentence.ends[i], "possible", fixes, f"“{small}” lacks its subject"
                    )


def _swap(rule: LogicRule, sentence: Sentence, i: int, others: list[str] | tuple[str, ...], message: str) -> Candidate:
    fixes = tuple(match_case(other, sentence, i, i + 1) for other in others)
    return rule.candidate(sentence.starts[i], sentence.ends[i], "possible", fixes, message)


RULES = (
    LogicRule(
        id="preposition.all.weighed",
        category="preposition",
        severity="minor",
        about="A preposition or conjunction that a machine took over from another language; each is weighed against the "
        "others by the language model of --deep.",
        source="closed word classes of English",
        detect=_prepositions,
        match=(("They waited of the bus.", "They waited for the bus."),),
        no=(),
        suspect_only=True,
    ),
    LogicRule(
        id="article.all.weighed",
        category="article",
        severity="minor",
        about="An article too many, one too few, or the wrong one, weighed by the language model of --deep.",
        source="closed word classes of English",
        detect=_articles,
        match=(("He opened the door and closed window.", "He opened the door and closed the window."),),
        no=(),
        suspect_only=True,
    ),
    LogicRule(
        id="pronoun.all.weighed",
        category="pronoun-gender",
        severity="minor",
        about="A pronoun by the genders of another language, or a verb without its subject, weighed by the language "
        "model of --deep.",
        source="closed word classes of English",
        detect=_pronouns,
        match=(("The company said he would pay his taxes.", "The company said it would pay its taxes."),),
        no=(),
        suspect_only=True,
    ),
)
