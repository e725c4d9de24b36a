"""The full screen, driven by Textual's pilot."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from checker.api import apply, check_file
from checker.review.desk import Desk
from checker.review.save import Saver
from checker.review.screen.app import ReviewApp
from checker.review.screen.article import MARGIN, ArticleView
from checker.review.screen.dialogs import AskText, Choose, Show
from checker.review.screen.keys import GROUPS, help_lines
from checker.review.screen.panel import SuggestionRow

Open = Callable[..., tuple[Desk, Saver]]
Script = Callable[[ReviewApp, Pilot[None]], Awaitable[None]]


def drive(
    desk: Desk, saver: Saver, script: Script, size: tuple[int, int] = (120, 40), resume: bool | None = None
) -> None:
    """Run a script of keys and clicks on the application."""

    async def run() -> None:
        app = ReviewApp(desk, saver, resume)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await script(app, pilot)

    asyncio.run(run())


def screen(app: ReviewApp) -> str:
    """What can be read on the screen."""
    width, height = app.size
    lines = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip)[:width].rstrip() for strip in lines[:height])


def shown(app: ReviewApp, name: str) -> str:
    """The text of one part."""
    return str(app.screen.query_one(name, Static).visual)


async def type_text(pilot: Pilot[None], text: str) -> None:
    """Into the line that is asked for, in place of what stands there."""
    await pilot.press("end", "ctrl+u", *text, "enter")
    await pilot.pause()


def test_accepting_all_and_saving_gives_what_fix_gives(open_desk: Open, article: Path) -> None:
    wanted = apply(check_file(article), min_confidence=0.5)
    desk, saver = open_desk()

    async def script(app: ReviewApp, pilot: Pilot[None]) -> None:
        await pilot.press("A")
        await type_text(pilot, "0.5")
        assert isinstance(app.screen, Show) and "[-treat-]{+process+}" in screen(app)
        await pilot.press("enter", "S", "q")

    drive(desk, saver, script)
    assert article.read_text("utf-8") == wanted


def test_the_screen_shows_article_fault_fix_reason_and_progress(open_desk: Open, article: Path) -> None:
    second = check_file(article).findings[6].suggestions[1]
    desk, saver = open_desk()

    async def script(app: ReviewApp, pilot: Pilot[None]) -> None:
        await pilot.press("y", "n", "s", "g")
        await type_text(pilot, "7")
        text = screen(app)
        assert "visit.txt  fault 7/10" in text and "done 2/10  not saved" in text
        assert "7 open, 1 accepted, 1 rejected, 1 for later" in text and "critical 2  major 4  minor 2" in text
        assert "major  0.99  sense.fr.traiter-process" in text
        assert "[-treat-]{+process+}" in text and f"2  handle  {second.confidence:.2f}" in text
        assert "stands where French “traiter”" in text
        assert "Putin's visit to Pékin" in text
        assert {"▶M", " M", " C", " m"} <= {line[:2] for line in text.splitlines()}

    drive(desk, saver, script)


@pytest.mark.parametrize("size", [(50, 20), (80, 24), (120, 40), (200, 60)])
def test_every_width_shows_the_fault_its_fix_and_the_article(open_desk: Open, size: tuple[int, int]) -> None:
    desk, saver = open_desk()

    async def script(app: ReviewApp, pilot: Pilot[None]) -> None:
        await pilot.press("J", "tab")
        text = screen(app)
        assert "{+20 million euros+}" in " ".join(text.split()) or size == (50, 20)
        assert "▶" in text and "number.all.counted-millions" in text and "y accept" in text
        assert all(len(line) <= size[0] for line in text.splitlines())
        view, panel = app.query_one(ArticleView), app.query_one("#panel")
        assert (view.region.x < panel.region.x) == (size[0] >= 100)
        assert (view.region.y < panel.region.y) == (size[0] < 100)

    drive(desk, saver, script, size)


def test_keys_decide_move_and_undo(open_desk: Open) -> None:
    desk, saver = open_desk()
    session = desk.session

    def kinds() -> list[str]:
        return [d.kind if (d := session.decision(item)) else "" for item in session.items]

    async def script(app: ReviewApp, pilot: Pilot[None]) -> None:
        await pilot.press("2", "e")
        assert isinstance(app.screen, AskText)
        await type_text(pilot, "Peking")
        await pilot.press("r", "space", "enter")
        assert kinds()[:5] == ["accept", "edit", "reject", "skip", "accept"]
        await pilot.press("u", "u", "U")
        assert kinds()[:5] == ["accept", "edit", "reject", "skip", ""]
        await pilot.press("k", "x", "j", "j", "w")
        assert kinds()[:6] == ["accept", "edit", "", "skip", "word", ""]
        await pilot.press("i")
        assert kinds()[5] == "ignore"
        await pilot.press("I", "p")
        assert "ignore-project" in kinds()
        await pilot.press(*"u" * len(session.past))
        assert set(kinds()) == {""}

    drive(desk, saver, script)


def test_accepting_all_of_a_rule_previews_and_can_be_left(open_desk: Open) -> None:
    desk, saver = open_desk()

    async def script(app: ReviewApp, pilot: Pilot[None]) -> None:
        await pilot.press("a")
        assert "Accept all of names.all.exonym: 4 faults" in screen(app)
        await pilot.press("escape")
        assert desk.session.decisions == {}
        await pilot.press("a", "y")
        assert desk.session.counts().mended == 4

    drive(desk, saver, script)


def test_search_filter_and_go(open_desk: Open) -> None:
    desk, saver = open_desk()
    session = desk.session

    async def script(app: ReviewApp, pilot: Pilot[None]) -> None:
        await pilot.press("slash")
        await type_text(pilot, "gulf")
        assert session.current is not None and session.current.finding.text == "treat"
        await pilot.press("f")
        await type_text(pilot, "minor")
        assert "filter: minor" in screen(app) and session.current.finding.severity == "minor"
        await pilot.press("f")
        await type_text(pilot, "zebra")
        assert session.query.written == "minor"
        await pilot.press("f")
        await type_text(pilot, "")
        await pilot.press("g")
        await type_text(pilot, "1")
        assert session.at == 0

    drive(desk, saver, script)


def test_the_mouse_chooses_a_fault_and_accepts_a_suggestion(open_desk: Open) -> None:
    desk, saver = open_desk()
    session = desk.session

    async def script(app: ReviewApp, pilot: Pilot[None]) -> None:
        view = app.query_one(ArticleView)
        row = view.row_of(session.items[6])
        assert row is not None
        line = "".join(run.text for run in view._rows[row].runs)
        await pilot.click(ArticleView, offset=(MARGIN + line.index("treat") + 1, row - int(view.scroll_y)))
        await pilot.pause()
        assert session.at == 6
        await pilot.click(app.query(SuggestionRow)[1])
        await pilot.pause()
        assert session.text("visit.txt").count("Banks in the Gulf handle the payments") == 1

    drive(desk, saver, script)


def test_quitting_with_unsaved_decisions_asks(open_desk: Open, article: Path) -> None:
    before = article.read_bytes()
    desk, saver = open_desk()

    async def script(app: ReviewApp, pilot: Pilot[None]) -> None:
        await pilot.press("y", "q")
        assert isinstance(app.screen, Choose) and "kept for the next time" in screen(app)
        await pilot.press("escape")
        assert app.is_running and not isinstance(app.screen, Choose)
        await pilot.press("q", "k")

    drive(desk, saver, script)
    assert article.read_bytes() == before
    again, saver = open_desk()

    async def resume(app: ReviewApp, pilot: Pilot[None]) -> None:
        assert "1 decision of" in screen(app) and "resume where it stood" in screen(app)
        await pilot.press("y")
        assert "fault 2/10" in screen(app)
        await pilot.press("q", "s")

    drive(again, saver, resume)
    assert article.read_text("utf-8").startswith("Putin's visit to Pékin")


def test_beginning_anew_by_key_and_by_option(open_desk: Open) -> None:
    desk, _ = open_desk()
    desk.record(desk.session.reject(desk.session.items[0]))
    again, saver = open_desk()

    async def look(app: ReviewApp, pilot: Pilot[None]) -> None:
        assert not isinstance(app.screen, Choose)
        assert ("fault 2/10" if resume else "fault 1/10") in screen(app)

    resume = True
    drive(again, saver, look, resume=True)
    again, saver = open_desk()
    resume = False
    drive(again, saver, look, resume=False)


def test_decisions_that_no_longer_fit_are_shown(open_desk: Open, article: Path) -> None:
    desk, _ = open_desk()
    desk.record(desk.session.accept(desk.session.items[6]))
    article.write_text(article.read_text("utf-8").replace("treat the payments", "count the money"), "utf-8")
    again, saver = open_desk()

    async def script(app: ReviewApp, pilot: Pilot[None]) -> None:
        text = screen(app)
        assert "no longer fit" in text and "“treat” accepted: “process”" in text and "changed or is gone" in text
        await pilot.press("escape")
        assert "fault 1/" in screen(app)

    drive(again, saver, script, resume=True)


def test_a_file_that_changes_under_the_review_is_told_and_read_again(open_desk: Open, article: Path) -> None:
    desk, saver = open_desk()

    async def script(app: ReviewApp, pilot: Pilot[None]) -> None:
        await pilot.press("y")
        article.write_text("Stop press. " + article.read_text("utf-8"), "utf-8")
        await pilot.press("S")
        await pilot.pause()
        assert "changed on disk meanwhile" in screen(app)
        await pilot.press("escape", "S")

    drive(desk, saver, script)
    assert article.read_text("utf-8").startswith("Stop press. Putin's visit to Pékin")


def test_trouble_with_the_journal_is_on_the_screen(
    open_desk: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "wall").write_text("")
    monkeypatch.setenv("MTLINT_STATE_DIR", str(tmp_path / "wall"))
    desk, saver = open_desk()

    async def script(app: ReviewApp, pilot: Pilot[None]) -> None:
        await pilot.press("y")
        assert f"! {tmp_path}" in screen(app)
        await pilot.press("q")
        assert "LOST" in screen(app)
        await pilot.press("s")

    drive(desk, saver, script)


def test_help_names_every_key_and_themes_change(open_desk: Open) -> None:
    desk, saver = open_desk()

    async def script(app: ReviewApp, pilot: Pilot[None]) -> None:
        await pilot.press("question_mark")
        assert "accept the first suggestion" in screen(app)
        await pilot.press("pagedown", "escape")
        before = app.theme
        for _ in range(3):
            await pilot.press("t")
            assert "[-Poutines-]{+Putin's+}" in screen(app)
        assert app.theme == before

    drive(desk, saver, script)
    text = "\n".join(help_lines())
    assert all(keys.about in text for _, group in GROUPS for keys in group if keys.shown)


def test_the_documentation_names_every_key() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "review.md").read_text("utf-8")
    table = page[page.index("| key |") : page.index("A click on a fault")]
    shown = [key for _, group in GROUPS for keys in group for key in keys.shown.split()]
    assert [key for key in shown if key not in table] == []


def test_without_colour_marks_are_styles_and_letters(open_desk: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    desk, saver = open_desk()

    async def script(app: ReviewApp, pilot: Pilot[None]) -> None:
        view = app.query_one(ArticleView)
        styles = {segment.text: segment.style for y in range(view.size.height) for segment in view.render_line(y)}
        assert styles["Pékin"].bold and styles["Pékin"].underline
        assert styles["treat"].underline and not styles["treat"].bold
        assert styles["[-Poutines-]"].reverse
        assert app.native_ansi_color

    drive(desk, saver, script)


def test_text_that_could_steer_the_terminal_is_shown_as_spaces(open_desk: Open, article: Path) -> None:
    article.write_text("Poutines visit\x1b[2J was short. It cost 20 millions of euros. [red]no[/red]\n", "utf-8")
    desk, saver = open_desk()

    async def script(app: ReviewApp, pilot: Pilot[None]) -> None:
        assert "\x1b" not in screen(app) and "[red]no[/red]" in screen(app)
        await pilot.press("y", "d", "escape", "S")

    drive(desk, saver, script)
    assert "Putin's visit\x1b[2J was" in article.read_text("utf-8")


def test_a_book_is_laid_out_in_part(open_desk: Open, article: Path) -> None:
    quiet = "Rain fell over the hills, and the river rose.\n" * 12_000
    article.write_text("Poutines visit cost 20 millions of euros.\n" + quiet + "Poutines critics were few.\n", "utf-8")
    desk, saver = open_desk()

    async def script(app: ReviewApp, pilot: Pilot[None]) -> None:
        view = app.query_one(ArticleView)
        assert len(view._rows) < 2_000
        await pilot.press("j", "j")
        assert "[-Poutines-]{+Putin's+} critics" in screen(app) and len(view._rows) < 2_000

    drive(desk, saver, script)
