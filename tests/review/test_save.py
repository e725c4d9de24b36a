"""Saving: the article whole or not at all, and what the decisions mean for the project."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from checker.api import apply, check_file
from checker.review.desk import Desk
from checker.review.ledger import LedgerError, read_ledger, unshifted
from checker.review.save import Saver

Open = Callable[..., tuple[Desk, Saver]]


def item(desk: Desk, text: str, nth: int = 0):  # type: ignore[no-untyped-def]
    """The n-th finding of a text."""
    return [i for i in desk.session.items if i.finding.text == text][nth]


def decisions() -> list[tuple[str, str, str]]:
    """(text, decision, replacement) of the project's decisions."""
    return [(e.text, e.decision, e.replacement) for e in read_ledger(Path())]


def test_the_article_is_written_only_on_save_with_mode_and_line_ends(open_desk: Open, article: Path) -> None:
    article.write_bytes(b"\xef\xbb\xbfPoutines visit.\r\n\r\nIt cost 20 millions of euros.\r\n")
    article.chmod(0o640)
    desk, saver = open_desk()
    before = article.read_bytes()
    desk.record(desk.session.apply("all", desk.session.acceptable()))
    assert article.read_bytes() == before
    assert saver.save().written == ("visit.txt",)
    assert article.read_bytes() == b"\xef\xbb\xbfPutin's visit.\r\n\r\nIt cost 20 million euros.\r\n"
    assert stat.S_IMODE(article.stat().st_mode) == 0o640


def test_accepting_all_writes_what_fix_writes(open_desk: Open, article: Path) -> None:
    wanted = apply(check_file(article), min_confidence=0.5)
    desk, saver = open_desk()
    desk.record(desk.session.apply("all", desk.session.acceptable()))
    saver.save()
    assert article.read_text("utf-8") == wanted


def test_a_file_that_changed_is_not_overwritten_and_the_next_save_fits(open_desk: Open, article: Path) -> None:
    desk, saver = open_desk()
    desk.record(desk.session.accept(item(desk, "Poutines")))
    article.write_text("Stop press. " + article.read_text("utf-8"), "utf-8")
    changed = article.read_text("utf-8")
    saving = saver.save()
    assert (saving.written, saving.reread) == ((), ("visit.txt",))
    assert "changed on disk meanwhile" in saving.problems[0]
    assert article.read_text("utf-8") == changed
    assert saver.save().written == ("visit.txt",)
    assert article.read_text("utf-8") == changed.replace("Poutines visit", "Putin's visit")


def test_a_file_that_is_gone_is_told_and_the_decisions_stay(open_desk: Open, article: Path) -> None:
    desk, saver = open_desk()
    desk.record(desk.session.accept(item(desk, "Poutines")))
    article.unlink()
    saving = saver.save()
    assert saving.written == () and "no such file" in saving.problems[0] and "stay in the journal" in saving.problems[0]
    assert desk.unsaved("visit.txt")


def test_an_encoding_that_lacks_a_character_is_told(open_desk: Open, article: Path) -> None:
    article.write_bytes("Poutines visit at the café.\n".encode("cp1252"))
    from checker.api import check_document
    from checker.document import read_document
    from checker.review.journal import state_folder

    document = read_document("visit.txt", encoding="cp1252")
    desk = Desk({"visit.txt": check_document(document)}, check_document, state_folder())
    desk.record(desk.session.edit(item(desk, "Poutines"), "Пу́тин's"))
    saving = Saver(desk).save()
    assert saving.written == () and "save the file as UTF-8" in saving.problems[0]


def test_undo_after_a_save_takes_back_what_it_wrote(open_desk: Open, article: Path) -> None:
    original = article.read_text("utf-8")
    desk, saver = open_desk()
    desk.record(desk.session.accept(item(desk, "Poutines")))
    desk.record(desk.session.dismiss(item(desk, "Pékin"), "word"))
    desk.record(desk.session.dismiss(item(desk, "treat"), "ignore"))
    desk.record(desk.session.dismiss(item(desk, "Europes"), "ignore-project"))
    notes = saver.save().notes
    assert notes == (
        "mtlint-words.txt: + Pékin",
        "mtlint-ignore.json: + “treat”",
        "settings, ignore: + possessive.all.lost",
    )
    for _ in range(4):
        desk.undo()
    notes = saver.save().notes
    assert notes == (
        "mtlint-words.txt: − Pékin",
        "mtlint-ignore.json: − “treat”",
        "settings, ignore: − possessive.all.lost",
    )
    assert article.read_text("utf-8") == original
    assert Path("mtlint-words.txt").read_text() == ""
    assert json.loads(Path("mtlint-ignore.json").read_text())["accepted"] == []
    assert {e for _, e, _ in decisions()[-5:]} == {"withdrawn"}


def test_files_of_the_project_keep_what_stood_there(open_desk: Open) -> None:
    Path("mtlint-words.txt").write_text("# ours\r\nBeijing\r\n", newline="")
    Path("mtlint.toml").write_text("# settings\nvariant = 'british'  # ours\n\n[severity]\narticle = 'minor'\n")
    desk, saver = open_desk()
    desk.record(desk.session.dismiss(item(desk, "Pékin"), "word"))
    desk.record(desk.session.dismiss(item(desk, "Europes"), "ignore-project"))
    saver.save()
    assert Path("mtlint-words.txt").read_bytes() == b"# ours\r\nBeijing\r\nP\xc3\xa9kin\r\n"
    assert Path("mtlint.toml").read_text() == (
        "ignore = [\"possessive.all.lost\"]\n\n# settings\nvariant = 'british'  # ours\n\n[severity]\narticle = 'minor'\n"
    )


def test_settings_in_pyproject_are_used_where_they_are(open_desk: Open) -> None:
    Path("pyproject.toml").write_text(
        '[project]\nname = "x"\n\n[tool.mtlint]\nvariant = "any"\n\n[tool.other]\na = 1\n'
    )
    desk, saver = open_desk()
    desk.record(desk.session.dismiss(item(desk, "Europes"), "ignore-project"))
    saver.save()
    assert not Path("mtlint.toml").exists()
    import tomllib

    data = tomllib.loads(Path("pyproject.toml").read_text())
    assert data["tool"] == {"mtlint": {"variant": "any", "ignore": ["possessive.all.lost"]}, "other": {"a": 1}}


def test_decisions_are_noted_once_and_changes_of_mind_too(open_desk: Open) -> None:
    desk, saver = open_desk()
    desk.record(desk.session.accept(item(desk, "treat"), 1))
    desk.record(desk.session.reject(item(desk, "Europes")))
    desk.record(desk.session.skip(item(desk, "fall")))
    saver.save()
    assert decisions() == [("treat", "accept", "handle"), ("Europes", "reject", "")]
    saver.save()
    assert len(decisions()) == 2
    desk.record(desk.session.edit(item(desk, "Europes"), "the continent's"))
    saver.save()
    assert decisions()[-1] == ("Europes", "edit", "the continent's")


def test_a_rejected_finding_stays_rejected_in_the_next_review(open_desk: Open, article: Path) -> None:
    desk, saver = open_desk()
    # the fix beside it changes the neighbours that its fingerprint is made of
    desk.record(desk.session.reject(item(desk, "have predicted")))
    desk.record(desk.session.accept(item(desk, "fall")))
    saver.save()
    desk.close()
    again, saver = open_desk()
    saver.read()
    saver.recall()
    decision = again.session.decision(item(again, "have predicted"))
    assert decision is not None and decision.kind == "reject"
    assert not again.unsaved("visit.txt") and again.session.past == []


def test_an_ignored_finding_is_noted_with_the_fingerprint_of_the_saved_text(open_desk: Open, article: Path) -> None:
    desk, saver = open_desk()
    desk.record(desk.session.dismiss(item(desk, "have predicted"), "ignore"))
    desk.record(desk.session.accept(item(desk, "fall")))
    saver.save()
    entry = json.loads(Path("mtlint-ignore.json").read_text("utf-8"))["accepted"][0]
    found = {f.text: f.fingerprint for f in check_file(article).findings}
    assert (entry["text"], entry["fingerprint"]) == ("have predicted", found["have predicted"])
    assert entry["fingerprint"] != item(desk, "have predicted").finding.fingerprint


def test_a_broken_decisions_file_is_named_with_its_line(open_desk: Open) -> None:
    Path("mtlint-decisions.jsonl").write_text("<<<<<<< HEAD\n")
    _, saver = open_desk()
    with pytest.raises(LedgerError, match=r"mtlint-decisions\.jsonl:1: a merge was not resolved"):
        saver.read()


def test_a_project_file_that_cannot_be_changed_leaves_the_decisions_unsaved(open_desk: Open, article: Path) -> None:
    desk, saver = open_desk()
    Path("mtlint.toml").write_text("ignore = [\n")
    desk.record(desk.session.dismiss(item(desk, "Europes"), "ignore-project"))
    saving = saver.save()
    assert "mtlint.toml: not valid TOML" in saving.problems[0]
    assert desk.unsaved("visit.txt")
    Path("mtlint.toml").write_text("")
    assert saver.save().problems == ()
    assert not desk.unsaved("visit.txt")
    assert os.path.getsize("mtlint.toml") > 0


def test_a_decision_file_without_a_last_line_end_is_continued(open_desk: Open) -> None:
    desk, saver = open_desk()
    desk.record(desk.session.reject(item(desk, "Europes")))
    saver.save()
    text = Path("mtlint-decisions.jsonl").read_text("utf-8")
    Path("mtlint-decisions.jsonl").write_text(text.rstrip("\n"), "utf-8")
    desk.record(desk.session.reject(item(desk, "treat")))
    saver.save()
    assert [text for text, _, _ in decisions()] == ["Europes", "treat"]


def test_what_was_ignored_stays_ignored_when_it_is_not_found_any_more(open_desk: Open) -> None:
    desk, saver = open_desk()
    desk.record(desk.session.dismiss(item(desk, "have predicted"), "ignore"))
    desk.record(desk.session.accept(item(desk, "fall")))
    saver.save()
    before = Path("mtlint-ignore.json").read_bytes()
    check = desk.check

    def without(document):  # type: ignore[no-untyped-def]
        report = check(document)
        kept = tuple(f for f in report.findings if f.text != "have predicted")
        return msgspec.structs.replace(report, findings=kept)

    desk.check = without
    desk.record(desk.session.accept(item(desk, "treat")))
    saver.save()
    assert Path("mtlint-ignore.json").read_bytes() == before


def test_a_confidence_is_noted_as_it_was_before_the_projects_shift() -> None:
    assert unshifted(0.8, 0.0) == 0.8
    assert unshifted(0.5, -1.386) == 0.8
