"""A review that was killed goes on where it stood, whatever became of the file meanwhile."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.api import check_document
from checker.document import read_document
from checker.review.decision import Decision
from checker.review.desk import Desk
from checker.review.journal import state_folder
from checker.review.presence import Presence
from checker.review.save import Saver

Open = Callable[..., tuple[Desk, Saver]]


def decide(desk: Desk, *texts: str) -> None:
    """Accept the first suggestion of findings by their text."""
    for text in texts:
        item = next(i for i in desk.session.items if i.finding.text == text and desk.session.decision(i) is None)
        desk.record(desk.session.accept(item))


def by_text(desk: Desk) -> list[tuple[str, str]]:
    """What is decided, in the order of the text."""
    session = desk.session
    return [(i.finding.text, d.kind) for i in session.items if (d := session.decision(i)) is not None]


def test_nothing_is_made_on_disk_before_the_first_decision(open_desk: Open, _own_state: Path) -> None:
    desk, _ = open_desk()
    assert desk.resumable is None
    desk.close()
    assert not _own_state.exists() and os.listdir() == ["visit.txt"]


def test_decisions_steps_and_undo_survive_a_kill(open_desk: Open) -> None:
    desk, _ = open_desk()
    decide(desk, "Poutines", "treat")
    desk.record(desk.session.reject(desk.session.items[1]))
    desk.record(desk.session.apply("all", desk.session.acceptable(rule="names.all.exonym")))
    desk.undo()
    before, text = dict(desk.session.decisions), desk.session.text("visit.txt")
    again, _ = open_desk()  # the first is not closed: it was killed
    assert again.resumable is not None and again.resumable.decisions == 3
    again.resume()
    assert (again.session.decisions, again.session.text("visit.txt")) == (before, text)
    assert again.redo() is not None and len(again.session.decisions) == 5
    for _ in range(4):
        assert again.undo() is not None
    assert again.session.decisions == {} and again.undo() is None
    third, _ = open_desk()
    assert third.resumable is None


def test_beginning_anew_sets_the_old_decisions_aside(open_desk: Open, _own_state: Path) -> None:
    desk, _ = open_desk()
    decide(desk, "Poutines")
    desk.leave()
    again, _ = open_desk()
    again.start_anew()
    assert again.session.decisions == {}
    assert [path.suffix for path in (_own_state / "review").iterdir()] == [".discarded"]
    decide(again, "treat")
    again.leave()
    third, _ = open_desk()
    third.resume()
    assert by_text(third) == [("treat", "accept")]


def test_what_one_step_did_in_two_files_is_one_step_after_a_kill(open_desk: Open, article: Path) -> None:
    article.with_name("other.txt").write_text("Poutines friends in Pékin were glad.\n", "utf-8")
    desk, _ = open_desk("visit.txt", "other.txt")
    desk.record(desk.session.apply("all", desk.session.acceptable(rule="names.all.exonym")))
    again, _ = open_desk("visit.txt", "other.txt")
    again.resume()
    assert len(again.session.decisions) == 6
    again.undo()
    assert again.session.decisions == {}


def test_one_file_of_two_is_resumed_alone(open_desk: Open, article: Path) -> None:
    article.with_name("other.txt").write_text("Poutines friends in Pékin were glad.\n", "utf-8")
    desk, _ = open_desk("visit.txt", "other.txt")
    desk.record(desk.session.apply("all", desk.session.acceptable(rule="names.all.exonym")))
    again, _ = open_desk("other.txt")
    again.resume()
    assert by_text(again) == [("Poutines", "accept"), ("Pékin", "accept")]


def test_decisions_move_along_with_text_added_before_them(open_desk: Open, article: Path) -> None:
    desk, _ = open_desk()
    decide(desk, "Poutines", "treat")
    article.write_text("Rain fell over the hills.\n\n" + article.read_text("utf-8"), "utf-8")
    again, saver = open_desk()
    again.resume()
    assert by_text(again) == [("Poutines", "accept"), ("treat", "accept")] and again.unfit == []
    saver.save()
    text = article.read_text("utf-8")
    assert text.startswith("Rain fell over the hills.\n\nPutin's visit") and "process the payments" in text
    assert "20 millions of euros" in text


def test_decisions_are_found_by_context_when_neighbouring_words_changed(open_desk: Open, article: Path) -> None:
    desk, _ = open_desk()
    decide(desk, "treat")
    article.write_text(article.read_text("utf-8").replace("in the Gulf treat", "in the wealthy Gulf treat"), "utf-8")
    text = article.read_text("utf-8").replace("the wealthy Gulf treat the", "the Gulf treat all the")
    article.write_text(text, "utf-8")
    again, _ = open_desk()
    again.resume()
    assert by_text(again) == [("treat", "accept")]


def test_what_no_longer_fits_is_told_and_kept(open_desk: Open, article: Path) -> None:
    desk, _ = open_desk()
    decide(desk, "Poutines", "treat")
    desk.record(desk.session.edit(desk.session.items[-1], "slump"))
    article.write_text(article.read_text("utf-8").replace("treat the payments", "count the money"), "utf-8")
    again, _ = open_desk()
    again.resume()
    assert by_text(again) == [("Poutines", "accept"), ("fall", "edit")]
    assert [(path, one.anchor.text, one.why) for path, one in again.unfit] == [
        ("visit.txt", "treat", "the passage was changed or is gone")
    ]
    third, _ = open_desk()
    third.resume()
    assert [one.anchor.text for _, one in third.unfit] == ["treat"]


def test_a_fix_that_somebody_made_meanwhile_is_no_loss(open_desk: Open, article: Path) -> None:
    desk, _ = open_desk()
    decide(desk, "Poutines", "treat")
    article.write_text(article.read_text("utf-8").replace("treat the", "process the"), "utf-8")
    again, _ = open_desk()
    again.resume()
    assert by_text(again) == [("Poutines", "accept")] and again.unfit == []


def test_a_kill_after_the_article_was_written_loses_nothing(open_desk: Open, article: Path) -> None:
    desk, _ = open_desk()
    decide(desk, "Poutines")
    desk.record(desk.session.dismiss(desk.session.items[1], "word"))
    text = desk.session.text("visit.txt")
    article.write_text(text, "utf-8")  # and killed before the rest
    again, saver = open_desk()
    again.resume()
    assert by_text(again) == [("Poutines", "accept"), ("Pékin", "word"), ("Pékin", "word")]
    assert again.unsaved("visit.txt")
    assert saver.save().problems == ()
    assert article.read_text("utf-8") == text
    assert Path("mtlint-words.txt").read_text("utf-8") == "Pékin\n"


def test_a_saved_review_that_was_killed_has_nothing_to_save_but_can_be_undone(open_desk: Open, article: Path) -> None:
    original = article.read_text("utf-8")
    desk, saver = open_desk()
    decide(desk, "Poutines", "treat")
    saver.save()
    again, saver = open_desk()
    again.resume()
    assert not again.unsaved("visit.txt")
    again.undo()
    again.undo()
    assert again.unsaved("visit.txt")
    saver.save()
    assert article.read_text("utf-8") == original


def test_a_decision_after_a_save_is_unsaved_after_a_kill(open_desk: Open, article: Path) -> None:
    desk, saver = open_desk()
    decide(desk, "Poutines")
    saver.save()
    decide(desk, "treat")
    again, saver = open_desk()
    again.resume()
    assert by_text(again) == [("Poutines", "accept"), ("treat", "accept")] and again.unsaved("visit.txt")
    saver.save()
    assert "Putin's visit" in article.read_text("utf-8") and "process the" in article.read_text("utf-8")


def test_a_finished_review_leaves_no_journal(open_desk: Open, _own_state: Path) -> None:
    desk, saver = open_desk()
    decide(desk, "Poutines")
    saver.save()
    desk.close()
    assert list((_own_state / "review").iterdir()) == []
    assert sorted(os.listdir()) == ["mtlint-decisions.jsonl", "visit.txt"]


def test_two_reviews_of_one_file_are_told_of_each_other(open_desk: Open) -> None:
    first, _ = open_desk()
    second, _ = open_desk()
    # both belong to this process here; the second's sign is put as another process would put it
    other = Presence("visit.txt", "elsewhere")
    other.file = other.file.with_name(other.file.name + "0")
    other.enter()
    assert [o.process for o in first.others()["visit.txt"]] == [os.getpid()]
    assert "on" in str(first.others()["visit.txt"][0])
    other.leave()
    assert first.others() == {} == second.others()
    first.leave()


def test_the_sign_of_a_dead_review_is_removed(open_desk: Open, article: Path) -> None:
    dead = Presence("visit.txt", "elsewhere")
    dead.own = type(dead.own)(2**22 + 1, dead.own.host, "ada", "12:00", "elsewhere")
    dead.file = dead.file.with_name(dead.file.name + "0")
    dead.enter()
    desk, _ = open_desk()
    assert desk.others() == {} and not dead.file.exists()
    desk.leave()
    assert os.listdir() == ["visit.txt"]


def test_a_live_review_keeps_its_journal_to_itself(open_desk: Open, article: Path) -> None:
    first, _ = open_desk()
    decide(first, "Poutines")
    sign = first.presences["visit.txt"]
    sign.file.rename(sign.file.with_name(sign.file.name + "0"))  # as of another process
    second, _ = open_desk()
    assert second.resumable is None
    decide(second, "treat")
    assert len(list(state_folder().glob("*.jsonl"))) == 2
    second.leave()
    sign.file.with_name(sign.file.name + "0").unlink()
    third, _ = open_desk()
    third.resume()
    assert by_text(third) == [("Poutines", "accept"), ("treat", "accept")]
    assert len(list(state_folder().glob("*.jsonl"))) == 1


def test_an_article_in_a_folder_that_cannot_be_written_can_be_reviewed(
    open_desk: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(self: Path, data: bytes) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", refused)
    desk, _ = open_desk()
    decide(desk, "Poutines")
    assert by_text(desk) == [("Poutines", "accept")] and desk.trouble is None


def test_a_review_goes_on_without_a_journal_and_says_so(
    open_desk: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, article: Path
) -> None:
    (tmp_path / "wall").write_text("")
    monkeypatch.setenv("MTLINT_STATE_DIR", str(tmp_path / "wall"))
    desk, saver = open_desk()
    decide(desk, "Poutines")
    assert desk.trouble is not None and "cannot be written down" in desk.trouble
    assert saver.save().written == ("visit.txt",)
    assert article.read_text("utf-8").startswith("Putin's visit")


def test_other_bytes_of_the_same_text_resume(article: Path) -> None:
    article.write_bytes("Poutines visit.\r\nIt cost 20 millions of euros, said the café.\r\n".encode("utf-16"))
    reports = {"visit.txt": check_document(read_document("visit.txt"))}
    desk = Desk(reports, check_document, state_folder())
    decide(desk, "Poutines")
    desk.leave()
    desk = Desk(reports, check_document, state_folder())
    desk.resume()
    Saver(desk).save()
    assert article.read_bytes() == "Putin's visit.\r\nIt cost 20 millions of euros, said the café.\r\n".encode("utf-16")


def test_a_decision_on_a_finding_that_is_not_shown_is_told(open_desk: Open) -> None:
    desk, _ = open_desk()
    desk.record(desk.session.edit(desk.session.items[-1], "slump"))  # of confidence 0.53

    desk.leave()

    def check(document):  # type: ignore[no-untyped-def]
        return check_document(document, min_confidence=0.9)

    again = Desk({"visit.txt": check(read_document("visit.txt"))}, check, state_folder())
    again.resume()
    assert by_text(again) == []
    assert [(one.anchor.text, one.decision) for _, one in again.unfit] == [("fall", Decision("edit", text="slump"))]
    assert "finds no such fault" in again.unfit[0][1].why
