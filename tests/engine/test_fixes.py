"""What a fix takes from the text around: the possessive, the number, what a row has caught."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.analysis.analysis import Analysis
from checker.api import engine
from checker.document import document_from_text
from checker.finding import Candidate, Proposal
from checker.match.fit import fitted
from checker.match.fixes import whose
from checker.packs.examples import apply_first, candidates
from checker.packs.source import read_pack
from checker.packs.store import Store, load


def analysis(text: str) -> Analysis:
    whole = engine()
    return Analysis(document_from_text(text), whole.store, whole.english)


@pytest.mark.parametrize(
    ("text", "possessive"),
    [
        ("She lost the head.", "her"),
        ("They lost the head.", "their"),
        ("The ministers lost the head.", "their"),
        ("He lost its head.", "its"),
        ("To lose the head is easy.", "one's"),
    ],
)
def test_ones_is_the_possessive_of_the_text_or_of_its_subject(text: str, possessive: str) -> None:
    (sentence,) = analysis(text).sentences()
    head = sentence.lowers.index("head")
    assert whose(sentence, head - 2, head + 1, engine().english) == possessive


def test_a_fix_of_the_number_of_the_text_comes_first() -> None:
    text = "The halls of parties were full."
    start = text.index("halls")
    proposals = (Proposal("village hall", 0.6), Proposal("village halls", 0.2))
    candidate = Candidate(
        rule="calque.fr.hall",
        start=start,
        end=start + len("halls of parties"),
        level="likely",
        proposals=proposals,
        message="",
        category="calque-phrase",
        severity="major",
        pivots=(),
    )
    assert [one.text for one in fitted(candidate, analysis(text)).proposals] == ["village halls", "village hall"]


def test_a_row_may_end_with_what_it_caught_and_with_the_phrase_of_the_pivot() -> None:
    pack = """pack: calque.fr.sample
category: calque-phrase
severity: major
rows:
- "against <x:(expectations|forecasts)> -> despite {x}"
- "opposite <y:(expectations|forecasts)> -> despite {y} {face à}"
- "the face -> the front {la face}"
"""
    rules = read_pack(Path("sample.yaml"), pack).rules
    assert [(rule.fix, rule.phrase) for rule in rules] == [
        (["despite {x}"], ""),
        (["despite {y}"], "face à"),
        (["the front"], "la face"),
    ]


FORMS = """pack: calque.fr.sample-forms
category: calque-phrase
severity: major
level: sure
match: ["Much was in game. => Much was at stake.", "It holds account of it. => It takes account of it."]
no: ["It was at stake.", "It takes account of it."]
rows:
- "hold/V account -> take/V account"
- "(is|are|was|were|been) controlled positive -> test/V positive"
- "be/V in game -> be/V at stake"
- "(house|houses) of retreat -> nursing home/N"
- "put/V itself in conformity -> comply/V"
- "keeps <x:(its|their)>? datas -> keeps {x} data"
- "officialism -> the ruling party"
- "collectivities -> local authorities"
- "harvest/N of the grape -> grape harvest/N"
- "cahier of charges -> specifications | set of requirements"
- "convocation -> summons"
- "eurodeputy/N -> MEP/N"
- "<n:(two|three)> years ago that <s:(he|she)> -> it is {n} years since {s}"
rules:
- id: costs
  find: it costs (him|them) to <v:(sleep|win)>
  fix: ["he finds it hard to {v}"]
  fix_when: {"they find it hard to {v}": {inside: [them]}}
  match: ["It costs him to win. => He finds it hard to win."]
  no: ["It costs them money."]
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Store:
    path = tmp_path_factory.mktemp("packs") / "forms.yaml"
    path.write_text(FORMS, "utf-8")
    return load([path])


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("Much was in game.", "Much was at stake."),
        ("Much has been in game.", "Much has been at stake."),
        ("He was controlled positive.", "He tested positive."),
        ("Two houses of retreat closed.", "Two nursing homes closed."),
        ("One house of retreat closed.", "One nursing home closed."),
        ("It has three months to put itself in conformity.", "It has three months to comply."),
        ("It must put itself in conformity.", "It must comply."),
        ("It holds account of that.", "It takes account of that."),
        ("It keeps its datas.", "It keeps its data."),
        ("It keeps datas.", "It keeps data."),
        ("It costs him to sleep.", "He finds it hard to sleep."),
        ("It costs them to sleep.", "They find it hard to sleep."),
        ("Critics of officialism left.", "Critics of the ruling party left."),
        ("Critics of the officialism left.", "Critics of the ruling party left."),
        ("Critics of its officialism left.", "Critics of its ruling party left."),
        # a word that the text has beside the match is not written twice
        ("The collectivities pay.", "The local authorities pay."),
        ("The local collectivities pay.", "The local authorities pay."),
        ("The harvest of the grape harvest was good.", "The grape harvest was good."),
        # what is many has no "a", what only ends like a plural keeps it
        ("It wrote a cahier of charges.", "It wrote specifications."),
        ("It wrote the cahier of charges.", "It wrote the specifications."),
        ("He got a convocation.", "He got a summons."),
        ("Two eurodeputies left.", "Two MEPs left."),
        # a word that began the sentence and begins it no more
        ("Three years ago that he left.", "It is three years since he left."),
    ],
)
def test_a_fix_takes_the_form_that_the_text_has(text: str, fixed: str, sample: Store) -> None:
    numbers = {n for n, source in enumerate(sample.sources) if source.pack == "calque.fr.sample-forms"}
    assert apply_first(text, candidates(sample, engine().english, numbers, text)) == fixed


@pytest.mark.parametrize(("minute", "ordinal"), [("93", "93rd"), ("12", "12th"), ("41", "41st"), ("54", "54th")])
def test_a_number_becomes_its_ordinal(minute: str, ordinal: str) -> None:
    (found,) = _of("calque.es.in-the-minute-n-cd", f"Betis scored in the minute {minute} yesterday.")
    assert found.proposals[0].text == f"in the {ordinal} minute"


def _of(rule: str, text: str) -> list[Candidate]:
    whole = engine()
    number = list(whole.store.ids).index(rule)
    return candidates(whole.store, whole.english, {number}, text)
