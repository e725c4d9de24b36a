"""After every edit the incremental engine says exactly what a fresh check of the whole text says."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker import engine as engine_module
from checker.api import engine
from checker.document import document_from_text
from checker.engine import Engine, Result
from checker.finding import Candidate
from checker.house.house import PLAIN, House
from checker.incremental import Incremental

ROOT = Path(__file__).resolve().parents[2]
MARK = re.compile(r"⟦(.*?)⇒(.*?)(?:‖.*?)?¦.*?⟧", re.DOTALL)
TYPED = [
    " ", ".", ", ", "\n", "\n\n", " the ", "s ", "'", "é", "\u0301", "🙂", "\r\n", "«", "» ", '"', "(BRI) ", "Trumps ", "Trump ",
    "Poutine ", "Pékin ", "2,5 percent ", "20 millions of euros ", "us exports ", "Christine Lagarde ", " his ", "; But ", " -owned ",
    "A new paragraph. It says that he has 19 years.\n\n", "vaccine ", "football ", "a errand ", "la politique des pays est dans les ",
]  # fmt: skip


def training(name: str, clean: bool) -> str:
    text = (ROOT / "bench/training" / f"{name}.txt").read_text("utf-8")
    return MARK.sub(r"\2" if clean else r"\1", text).strip()


def laundered() -> str:
    return "\n\n".join(training(name, False) for name in ("fr-bank-a01", "spun-a01"))


def good() -> str:
    return "\n\n".join(training(name, True) for name in ("fr-bank-a02", "fr-sport-a01"))


def one_paragraph() -> str:
    """No blank line at all: the document is cut between sentences."""
    return " ".join(laundered().split()) + " " + " ".join(good().split())


def lines() -> str:
    return laundered().replace("\n\n", "\n")


TEXTS = {
    "laundered": ("text", laundered()),
    "clean": ("text", good()),
    "mixed": ("text", good() + "\n\n" + laundered()),
    "one paragraph": ("text", one_paragraph()),
    "lines": ("text", lines()),
    "markdown": ("markdown", (ROOT / "seeds/chips.md").read_text("utf-8")),
    "html": ("html", (ROOT / "seeds/clinic.html").read_text("utf-8")),
}


def edits(text: str, seed: int, count: int) -> Iterator[str]:
    """Texts, each made from the one before by typing, deleting, moving, undoing."""
    chance = random.Random(seed)
    before = [text]
    at = chance.randrange(len(text))
    for _ in range(count):
        kind = chance.random()
        if kind < 0.2:
            at = chance.randrange(len(text) + 1)
        if kind < 0.6:
            new = chance.choice(TYPED)
            text = text[:at] + new + text[at:]
            at += len(new)
        elif kind < 0.85:
            length = chance.choice((1, 1, 3, 40, 400))
            text = text[: max(0, at - length)] + text[at:]
            at = max(0, at - length)
        elif kind < 0.95:
            start = chance.randrange(len(text) + 1)
            text = text[:at] + text[start : start + 300] + text[at:]
        else:
            text = chance.choice(before)
        at = min(at, len(text))
        before.append(text)
        yield text


def same(plain: Engine, incremental: Incremental, text: str, form: str, lowest: float, house: House = PLAIN) -> Result:
    expected = plain.check(document_from_text(text, format=form), lowest, None, house)
    found = incremental.check(document_from_text(text, format=form), lowest, None, house)
    assert found.verdict == expected.verdict
    assert found.words == expected.words
    assert found.findings == expected.findings
    assert found == expected
    return found


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("sample", [24_000, 3_000], ids=["short", "long"])
def test_random_edits(name: str, sample: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a small sample the same texts are long ones, whose beginning alone tells how dense doubtful places are."""
    monkeypatch.setattr(engine_module, "SAMPLE", sample)
    form, text = TEXTS[name]
    incremental = Incremental(engine())
    same(engine(), incremental, text, form, 0.5)
    for edited in edits(text, len(name) + sample, 7):
        same(engine(), incremental, edited, form, 0.5)


def test_every_candidate(monkeypatch: pytest.MonkeyPatch) -> None:
    """At confidence 0, where nothing is gated."""
    incremental = Incremental(engine())
    for text in edits(laundered(), 7, 4):
        same(engine(), incremental, text, "text", 0.0)


def test_with_a_house(monkeypatch: pytest.MonkeyPatch) -> None:
    house = House(
        words=("Trumps", "bank rate"),
        prefer=(("per cent", "percent"), ("the bank", "the Bank")),
        variant="british",
        severity=(("sense", "minor"),),
        shifts=(("sense", 0.7), ("spun", -3.0)),
        pivot="fr",
    )
    incremental = Incremental(engine(), house)
    for text in edits(laundered(), 11, 6):
        same(engine(), incremental, text, "text", 0.5, house)


def test_a_selection_and_silenced_rules() -> None:
    incremental = Incremental(engine())

    def select(candidate: Candidate) -> bool:
        return not candidate.rule.startswith("sense.fr")

    def silenced(candidate: Candidate) -> bool:
        return candidate.rule.startswith("spun")

    for text in edits(laundered(), 13, 4):
        document = document_from_text(text)
        expected = engine().check(document, 0.5, select, PLAIN, silenced)
        assert incremental.check(document, 0.5, select, PLAIN, silenced) == expected


def test_emptied_and_filled_again() -> None:
    incremental = Incremental(engine())
    for text in ("", " \n", "Poutines visit was short.", "", "Poutines visit was short.\n\n\n", "\n"):
        same(engine(), incremental, text, "text", 0.5)


def test_what_the_prose_does_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """Quotation marks and spaces that are one to the rules, but not in the source."""
    monkeypatch.setattr(engine_module, "SAMPLE", 3_000)
    incremental = Incremental(engine())
    text = laundered() + "\n\nThe president's plan cost 20 millions of euros, he said."
    for edited in (
        text,
        text.replace("'", "\u2019"),
        text.replace(" ", "\u00a0"),
        text.replace("'s plan", "\u2019s plan"),
    ):
        same(engine(), incremental, edited, "text", 0.5)


def test_another_house_is_refused() -> None:
    incremental = Incremental(engine())
    with pytest.raises(ValueError, match="another house"):
        incremental.check(document_from_text("Rain fell."), 0.5, None, House(variant="british"))
