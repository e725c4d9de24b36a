"""What holds for every document, whatever the rules are."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import Report, apply, check_text
from checker.api import engine
from checker.cli.commands import results
from checker.cli.inputs import settings as cli_settings
from checker.detectors.registry import logic_rules

ROOT = Path(__file__).resolve().parents[2]
CLEAN = (
    "The committee met on Monday and adopted its budget.",
    "Rain fell over the hills for three days, and the river rose.",
    "She had read the report before the meeting began.",
)
KNOWN = (
    "Poutines visit was short.",
    "Ukraines army advanced.",
    "Chinas exports grew.",
    "It cost 20 millions of euros.",
    "The state -owned firm closed.",
    "The firm () closed.",
)
FAULTY = sorted(
    {example.before for source in engine().store.sources for example in source.examples if example.after is not None}
    | {before for rule in logic_rules() for before, _ in rule.match}
    | set(KNOWN)
)
ODD = st.text(
    st.one_of(
        st.sampled_from("$€% -(),.;:'\"“”’«»/\n\t\r\u00a0\u00ad\u200d\ufeff0123456789hHAaIiſİßﬁ"),
        st.characters(),  # lone surrogates too
    ),
    max_size=120,
)
WORDS = st.lists(
    st.sampled_from(
        "Poutines Chinas Ukraines Pékin 20 millions of euros the a an state -owned () , . ; : ' \" - $ % the The he his "
        "Minister President foreign affairs has was by since years 14h30 1.234,5 12,5 III St. U.S. e.g. \n \n\n".split(
            " "
        )
    ),
    max_size=60,
).map(" ".join)
MIXES = st.lists(st.sampled_from([*FAULTY, *CLEAN, *KNOWN]), min_size=1, max_size=12)


def _sound(report: Report) -> None:
    """Offsets hit the text, findings do not overlap, suggestions are sorted and promise no more than the finding."""
    source = report.document.source
    at = 0
    for finding in report.findings:
        assert source[finding.start : finding.end] == finding.text
        assert finding.start >= at, "findings overlap"
        at = finding.end
        shares = [s.confidence for s in finding.suggestions]
        assert shares == sorted(shares, reverse=True)
        assert all(share <= finding.confidence for share in shares)
        assert 0 <= finding.confidence <= 1
        assert len({s.replacement for s in finding.suggestions}) == len(shares)
        assert finding.message
        for edit in finding.edits:
            assert finding.start <= edit.start <= edit.end <= finding.end
            assert source[edit.start : edit.end] != edit.replacement
        lines = source[: finding.start].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert (finding.line, finding.column) == (len(lines), len(lines[-1]) + 1)


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
@given(text=st.one_of(ODD, WORDS))
@settings(max_examples=120)
def test_no_input_is_too_odd(form: str, text: str) -> None:
    for lowest in (0.0, 0.5):
        _sound(check_text(text, format=form, min_confidence=lowest))


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
@given(pieces=MIXES)
@settings(max_examples=80)
def test_faulty_text_gives_sound_findings(form: str, pieces: list[str]) -> None:
    text = "\n\n".join(pieces)
    for lowest in (0.0, 0.5):
        _sound(check_text(text, format=form, min_confidence=lowest))


def _settles(text: str, form: str, lowest: float) -> None:
    once = apply(check_text(text, format=form, min_confidence=lowest), min_confidence=lowest)
    twice = apply(check_text(once, format=form, min_confidence=lowest), min_confidence=lowest)
    assert twice == once


@pytest.mark.parametrize("lowest", [0.5, 0.9])
@given(pieces=MIXES)
@settings(max_examples=150)
def test_what_is_fixed_needs_no_second_fix(lowest: float, pieces: list[str]) -> None:
    _settles(" ".join(pieces), "text", lowest)


@pytest.mark.parametrize("lowest", [0.5, 0.9])
def test_each_faulty_example_is_fixed_in_one_go(lowest: float) -> None:
    wrong = []
    for text in FAULTY:
        once = apply(check_text(text, min_confidence=lowest), min_confidence=lowest)
        twice = apply(check_text(once, min_confidence=lowest), min_confidence=lowest)
        if once != twice:
            wrong.append((text, once, twice))
    assert wrong == []


@pytest.mark.parametrize("lowest", [0.5, 0.9])
def test_seed_articles_are_fixed_in_one_go(lowest: float) -> None:
    for seed in sorted((ROOT / "seeds").glob("**/*.txt")):
        _settles(seed.read_text("utf-8"), "text", lowest)


@given(pieces=MIXES, order=st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_documents_put_together_keep_their_offsets(pieces: list[str], order: random.Random) -> None:
    order.shuffle(pieces)
    _sound(check_text("\r\n\r\n".join(pieces)))
    _sound(check_text("\ufeff" + "\n".join(pieces)))


@given(pieces=MIXES, above=st.lists(st.sampled_from(CLEAN), max_size=3), below=st.lists(st.sampled_from(CLEAN)))
@settings(max_examples=40)
def test_a_finding_keeps_its_identity_when_paragraphs_are_added(
    pieces: list[str], above: list[str], below: list[str]
) -> None:
    text = "\n\n".join(pieces)
    before = check_text(text, min_confidence=0.0)
    head = "".join(f"{line}\n\n" for line in above)
    after = check_text(head + text + "".join(f"\n\n{line}" for line in below), min_confidence=0.0)
    kept = {finding.start - len(head): finding for finding in after.findings}
    for finding in before.findings:
        same = kept.get(finding.start)
        if same is not None and (same.rule, same.text) == (finding.rule, finding.text):
            assert same.fingerprint == finding.fingerprint


def test_the_known_faults_keep_their_fingerprints() -> None:
    text = "\n\n".join(KNOWN)
    first = {f.fingerprint for f in check_text(text).findings}
    second = {f.fingerprint for f in check_text("\n\n".join([CLEAN[0], text, CLEAN[1]])).findings}
    assert len(first) == len(KNOWN)
    assert first <= second


def test_two_findings_never_share_a_fingerprint() -> None:
    report = check_text(" ".join(["It cost 20 millions of euros."] * 30))
    assert len({f.fingerprint for f in report.findings}) == len(report.findings) == 30


@given(pieces=MIXES)
@settings(max_examples=40)
def test_checking_twice_gives_the_same(pieces: list[str]) -> None:
    text = " ".join(pieces)
    first, second = check_text(text), check_text(text)
    assert first.findings == second.findings
    assert first.verdict == second.verdict


def test_a_lower_threshold_shows_the_same_findings_and_more() -> None:
    text = " ".join([*KNOWN, *CLEAN])
    few, many = check_text(text, min_confidence=0.5), check_text(text, min_confidence=0.0)
    assert {f.fingerprint for f in few.findings} <= {f.fingerprint for f in many.findings}


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Files of faulty sentences, each different."""
    folder = tmp_path_factory.mktemp("articles")
    source = random.Random(5)
    paths = []
    for number in range(8):
        path = folder / f"{number}.txt"
        path.write_text(" ".join(source.choices([*FAULTY, *CLEAN], k=25)), "utf-8")
        paths.append(str(path))
    return paths


def _run(paths: Sequence[str], jobs: int) -> dict[str, object]:
    found = results(paths, cli_settings("check", 0.0, max_bytes=1 << 20, jobs=jobs, cache=False))
    return {path: (r.findings, r.verdict, r.words) if isinstance(r, Report) else r for path, r in found}


def test_neither_order_nor_jobs_change_a_result(articles: list[str]) -> None:
    one = _run(articles, 1)
    assert _run(articles[::-1], 1) == one
    parallel = _run(articles, 2)
    assert parallel == one
    assert list(parallel) == articles, "results come in the order of the arguments"
