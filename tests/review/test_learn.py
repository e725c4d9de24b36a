"""Decisions teach: words, ignored findings, confidences; a little by one decision, much by many."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

from checker.review.learn import learn, lesson
from checker.review.ledger import NAME, Entry, append_entries


def entry(
    decision: str, number: int = 0, rule: str = "sense.fr.x", text: str = "treat", confidence: float = 0.8
) -> Entry:
    """A decision on a finding of its own."""
    return Entry("a.txt", rule, text, decision, confidence, f"{text}{rule}{number}")  # type: ignore[arg-type]


def several(decision: str, count: int, **more: object) -> list[Entry]:
    """The same decision on different texts."""
    return [entry(decision, n, text=f"word{n}", **more) for n in range(count)]  # type: ignore[arg-type]


def settings() -> dict[str, float]:
    """The shifts in mtlint.toml."""
    shifts: dict[str, float] = tomllib.loads(Path("mtlint.toml").read_text("utf-8"))["confidence"]
    return shifts


def test_one_rejection_does_not_silence_a_rule_and_many_do() -> None:
    one = lesson(several("reject", 1)).beliefs["sense.fr.x"]
    many = lesson(several("reject", 40)).beliefs["sense.fr.x"]
    assert 0.6 < one.learnt < 0.8
    assert many.learnt < 0.1
    assert many.shift < one.shift < 0


def test_acceptance_raises_what_rejection_lowers() -> None:
    belief = lesson([*several("accept", 9), entry("reject", 99, text="other")]).beliefs["sense.fr.x"]
    assert (belief.accepted, belief.decided) == (9, 10)
    assert abs(belief.learnt - (5 * 0.8 + 9) / 15) < 0.01


def test_decisions_as_expected_change_nothing() -> None:
    belief = lesson(several("accept", 8) + [entry("reject", n, text=f"other{n}") for n in (1, 2)]).beliefs["sense.fr.x"]
    assert belief.shift == 0.0


def test_of_two_decisions_on_a_finding_the_last_holds() -> None:
    taught = lesson([entry("reject"), entry("accept")])
    assert taught.ignored == () and taught.beliefs["sense.fr.x"].accepted == 1


def test_a_word_is_learnt_when_said_or_when_often_rejected_and_never_accepted() -> None:
    assert dict(lesson([entry("word", text="Pékin")]).words) == {"Pékin": "right everywhere"}
    assert lesson([entry("reject", n, text="Pékin") for n in range(2)]).words == {}
    often = [entry("reject", n, text="Pékin") for n in range(3)]
    assert dict(lesson(often).words) == {"Pékin": "rejected in 3 places, accepted in none"}
    assert lesson(often).ignored == ()
    assert lesson([*often, entry("accept", 9, text="Pékin")]).words == {}


def test_a_word_of_the_vocabulary_is_no_mistake_of_its_rule() -> None:
    assert lesson([entry("word", text="Pékin")]).beliefs["sense.fr.x"].shift == 0.0


def test_learning_writes_the_files_of_the_project_and_twice_changes_nothing() -> None:
    append_entries(
        Path(),
        [
            entry("word", text="Pékin", rule="names.all.exonym"),
            entry("reject", 1, text="treat"),
            entry("ignore-project", 2, rule="article.fr.y", text="The"),
            *[entry("accept", n, rule="title.z", text=f"t{n}", confidence=0.6) for n in range(10)],
        ],
    )
    dry = learn(Path(), dry=True)
    assert os.listdir() == [NAME]
    done = learn(Path())
    assert done == dry
    assert Path("mtlint-words.txt").read_text("utf-8") == "Pékin\n"
    accepted = json.loads(Path("mtlint-ignore.json").read_text("utf-8"))["accepted"]
    assert [(e["path"], e["text"], e["reason"]) for e in accepted] == [("a.txt", "treat", "rejected in review")]
    data = tomllib.loads(Path("mtlint.toml").read_text("utf-8"))
    assert data["ignore"] == ["article.fr.y"]
    assert set(data["confidence"]) == {"sense.fr.x", "title.z"}
    assert data["confidence"]["title.z"] > 0 > data["confidence"]["sense.fr.x"]
    before = {name: Path(name).read_bytes() for name in os.listdir()}
    assert learn(Path()).lines == ()
    assert {name: Path(name).read_bytes() for name in os.listdir()} == before


def test_a_change_of_mind_is_unlearnt_and_what_was_written_by_hand_stays() -> None:
    Path("mtlint-ignore.json").write_text(
        json.dumps(
            {
                "version": 1,
                "accepted": [
                    {"path": "a.txt", "fingerprint": "f", "rule": "r", "text": "t", "reason": "quoted"},
                    {"path": "a.txt", "fingerprint": "treatsense.fr.x0", "rule": "sense.fr.x", "text": "treat"},
                ],
            }
        )
    )
    Path("mtlint.toml").write_text("# ours\n[confidence]\n'other.rule' = -1.0\n")
    append_entries(Path(), [entry("reject"), entry("reject", 1, text="fall")])
    learn(Path())
    append_entries(Path(), [entry("withdrawn"), entry("withdrawn", 1, text="fall")])
    lines = learn(Path()).lines
    assert any("“fall” (sense.fr.x), not rejected any more" in line for line in lines)
    accepted = json.loads(Path("mtlint-ignore.json").read_text("utf-8"))["accepted"]
    assert sorted(e["text"] for e in accepted) == ["t", "treat"]
    assert settings() == {"other.rule": -1.0}
    assert Path("mtlint.toml").read_text().startswith("# ours\n")


def test_the_command_says_what_it_changed(tmp_path: Path) -> None:
    append_entries(Path(), several("reject", 3))

    def run(*arguments: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, "-m", "checker.cli.main", "learn", *arguments], capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout, done.stderr

    code, out, err = run("--dry-run")
    assert (code, err) == (1, "") and out.endswith("4 changes to make\n") and not Path("mtlint.toml").exists()
    code, out, err = run()
    assert (code, err) == (0, "")
    assert "confidence of sense.fr.x: +0.00 → -1.39 (0 of 3 accepted; 0.80 becomes 0.50)" in out
    assert "mtlint-ignore.json: + a.txt: “word0” (sense.fr.x)" in out
    assert run()[:2] == (0, "nothing new: all decisions are learnt already\n")
    Path(NAME).write_text("{}\n")
    code, out, err = run()
    assert (code, out) == (2, "") and f"{NAME}:1: no decision" in err
    Path(NAME).unlink()
    assert "there are no decisions yet" in run()[1]
