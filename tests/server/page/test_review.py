"""A whole review by keyboard and by mouse, and every way of deciding."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import checker

from .steps import check, current, focus_is_on_the_current_mark, result, states

SEEDS = Path(__file__).resolve().parents[3] / "seeds"
ARTICLE = "Poutines visit 😀 was short. Talks in Pékin ended e\u0301.\n\nIt cost 20 millions of euros.\n\nRain fell over the hills.\n"


@pytest.mark.usefixtures("store")  # or it would compile the packs for itself
def test_the_article_has_what_the_tests_need() -> None:
    report = checker.check_text(ARTICLE)
    assert [finding.text for finding in report.findings][:2] == ["Poutines", "Pékin"]
    assert len(report.findings) == 3
    assert len(report.findings[0].suggestions) >= 2


def test_a_whole_review_by_keyboard(page: Page) -> None:
    page.keyboard.press("Tab")  # the skip link
    page.locator("#text").focus()
    page.keyboard.insert_text(ARTICLE)
    page.keyboard.press("Control+Enter")
    page.locator("#review").wait_for(timeout=60_000)
    findings = checker.check_text(ARTICLE).findings
    assert focus_is_on_the_current_mark(page) and current(page) == 0
    expect(page.locator("#finding-words")).to_have_text(findings[0].text)
    page.keyboard.press("2")
    assert focus_is_on_the_current_mark(page) and current(page) == 1
    expect(page.locator("#progress-text")).to_contain_text("1 of 3")
    page.keyboard.press("e")
    assert page.locator("#hand-text").input_value() == "Pékin"
    page.keyboard.insert_text("Peking & <b>")
    page.keyboard.press("Enter")
    assert focus_is_on_the_current_mark(page) and current(page) == 2
    page.keyboard.press("x")
    assert states(page) == ["accept", "edit", "reject"]
    expect(page.locator("#progress-text")).to_have_text("3 of 3 findings decided · 1 accepted · 1 edited · 1 rejected")
    second = findings[0].suggestions[1].replacement
    assert result(page) == ARTICLE.replace("Poutines", second).replace("Pékin", "Peking & <b>")


def test_a_whole_review_by_mouse(page: Page) -> None:
    check(page, ARTICLE)
    findings = checker.check_text(ARTICLE).findings
    page.click("#accept")
    page.click("#suggestions button >> nth=0")
    assert states(page)[:2] == ["accept", "accept"]
    page.click("#reject")
    page.click(".mark >> nth=1")
    expect(page.locator("#finding-decision")).to_contain_text("Beijing")
    page.click("#edit")
    page.fill("#hand-text", "Peiping")
    page.click("#hand button[type=submit]")
    page.click(".mark >> nth=2")
    page.click("#clear")
    assert states(page) == ["accept", "edit", "open"]
    first = findings[0].suggestions[0].replacement
    assert result(page) == ARTICLE.replace("Poutines", first).replace("Pékin", "Peiping")


def test_the_panel_tells_all_that_is_known(page: Page) -> None:
    check(page, ARTICLE)
    finding = checker.check_text(ARTICLE).findings[1]
    page.keyboard.press("j")
    assert finding.pivot is not None
    expect(page.locator("#finding-severity")).to_have_text(finding.severity)
    expect(page.locator("#finding-message")).to_have_text(finding.message)
    expect(page.locator("#finding-pivot")).to_have_text(f"From French {finding.pivot.phrase}")
    expect(page.locator("#finding-rule")).to_have_text(finding.rule)
    expect(page.locator("#finding-confidence")).to_have_text(f"Confidence {finding.confidence:.2f}")
    expect(page.locator("#finding-place")).to_have_text(f"line {finding.line}, column {finding.column}")
    rows = page.locator("#suggestions li").all_inner_texts()
    assert len(rows) == len(finding.suggestions)
    for row, suggestion in zip(rows, finding.suggestions, strict=True):
        assert suggestion.replacement in row and f"{suggestion.confidence:.2f}" in row


def test_the_verdict_has_its_evidence_which_leads_to_its_place(page: Page) -> None:
    text = (SEEDS / "sanctions.txt").read_text("utf-8")
    check(page, text)
    verdict = checker.check_text(text).verdict
    assert verdict.pivot is not None
    said = page.locator("#verdict").inner_text()
    assert f"{verdict.laundered:.2f}" in said and "through French" in said and f"{verdict.pivot.confidence:.2f}" in said
    page.click("#evidence summary")
    assert page.locator("#evidence tbody tr").count() == len(verdict.evidence)
    page.click("#evidence button >> nth=0")
    assert focus_is_on_the_current_mark(page)
    strongest = max(verdict.evidence, key=lambda item: abs(item.weight))
    expect(page.locator("#finding-words")).to_have_text(text[strongest.start : strongest.end])


def test_undo_and_redo_without_limit(page: Page) -> None:
    check(page, ARTICLE)
    assert page.locator("#undo").is_disabled() and page.locator("#redo").is_disabled()
    for key in ("Enter", "x", "Enter"):
        page.keyboard.press(key)
    assert states(page) == ["accept", "reject", "accept"]
    page.keyboard.press("u")
    assert states(page) == ["accept", "reject", "open"] and current(page) == 2
    page.keyboard.press("u")
    page.keyboard.press("u")
    assert states(page) == ["open"] * 3 and current(page) == 0
    assert page.locator("#undo").is_disabled()
    assert result(page) == ARTICLE
    page.keyboard.press("Escape")
    page.locator(".mark.current").focus()
    page.keyboard.press("Shift+U")
    page.click("#redo")
    assert states(page) == ["accept", "reject", "open"]
    page.keyboard.press("k")
    page.locator(".mark >> nth=2").click()
    page.keyboard.press("x")
    assert page.locator("#redo").is_disabled()


@pytest.mark.parametrize("lowest", [0.3, 0.5, 0.9])
@pytest.mark.parametrize("name", ["sanctions.txt", "chips.md", "clinic.html"])
def test_accepting_all_gives_byte_for_byte_what_fix_gives(page: Page, name: str, lowest: float) -> None:
    data = (SEEDS / name).read_bytes()
    page.select_option("#lowest", str(lowest))
    check(page, data.decode("utf-8"), name)
    page.keyboard.press("a")
    page.fill("#all-number", str(lowest))
    expect(page.locator("#all-count")).to_contain_text("Accepts the first suggestion of")
    page.click("#all-accept")
    form = {"txt": "text", "md": "markdown", "html": "html"}[name.split(".")[1]]
    report = checker.check_text(data.decode("utf-8"), format=form, min_confidence=lowest)
    fixed = checker.apply(report, min_confidence=lowest)
    assert result(page) == fixed != data.decode("utf-8")
    page.click("#undo")
    assert set(states(page)) == {"open"}, "it was one step"


def test_the_preview_of_accepting_all_shows_what_changes_and_changes_nothing(page: Page) -> None:
    check(page, ARTICLE)
    findings = checker.check_text(ARTICLE).findings
    page.click("#accept-all")
    page.fill("#all-number", "0.5")
    rows = page.locator("#all-list li").all_inner_texts()
    assert len(rows) == len(findings)
    assert findings[1].text in rows[1] and "Beijing" in rows[1] and f"{findings[1].confidence:.2f}" in rows[1]
    page.fill("#all-number", "1")
    certain = [finding for finding in findings if finding.confidence >= 1]
    assert page.locator("#all-list li").count() == len(certain)
    assert page.locator("#all-accept").is_disabled() == (not certain)
    page.keyboard.press("Escape")
    assert states(page) == ["open"] * 3
    assert page.evaluate("document.activeElement.id") == "accept-all"


def test_a_filter_hides_marks_and_is_stepped_over(page: Page) -> None:
    text = (SEEDS / "sanctions.txt").read_text("utf-8")
    check(page, text)
    findings = checker.check_text(text).findings
    page.keyboard.press("f")
    page.uncheck("[name=severity][value=major]")
    left = [n for n, finding in enumerate(findings) if finding.severity != "major"]
    assert page.locator(".mark:not(.off)").count() == len(left)
    expect(page.locator("#filter-count")).to_have_text(f"({len(left)} of {len(findings)} shown)")
    page.locator(".mark:not(.off)").first.click()
    walked = [current(page)]
    for _ in left:
        page.keyboard.press("j")
        walked.append(current(page))
    assert walked == [*left, left[0]]
    page.click("#filter-form [type=reset]")
    assert page.locator(".mark.off").count() == 0
    page.select_option("#family", "sense")
    sense = [finding for finding in findings if finding.rule.startswith("sense.")]
    assert page.locator(".mark:not(.off)").count() == len(sense) > 0
    page.click("#filter-form [type=reset]")
    page.fill("[name=confidence]", "0.95")
    assert page.locator(".mark:not(.off)").count() == sum(finding.confidence >= 0.95 for finding in findings)
    page.fill("[name=confidence]", "1")
    if not any(finding.confidence >= 1 for finding in findings):
        expect(page.locator("#nothing")).to_be_visible()
    page.click("#filter-form [type=reset]")
    page.check("[name=open]")
    page.locator(".mark >> nth=0").click()
    page.keyboard.press("Enter")
    assert page.locator(".mark.off").count() == 1, "what is decided is hidden at once"


def test_accepting_all_keeps_to_the_filter_if_wanted(page: Page) -> None:
    check(page, ARTICLE)
    findings = checker.check_text(ARTICLE).findings
    assert len({finding.severity for finding in findings}) > 1
    page.keyboard.press("f")
    page.uncheck(f"[name=severity][value={findings[0].severity}]")
    page.click("#accept-all")
    page.fill("#all-number", "0.5")
    shown = sum(finding.severity != findings[0].severity for finding in findings)
    assert page.locator("#all-list li").count() == shown
    page.uncheck("#all-only")
    assert page.locator("#all-list li").count() == len(findings)


def test_keys_go_by_severity_and_by_what_is_open(page: Page) -> None:
    text = (SEEDS / "sanctions.txt").read_text("utf-8")
    check(page, text)
    findings = checker.check_text(text).findings
    severe = [n for n, finding in enumerate(findings) if finding.severity == findings[0].severity]
    page.keyboard.press("Shift+J")
    assert current(page) == severe[1]
    page.keyboard.press("Shift+K")
    page.keyboard.press("Shift+K")
    assert current(page) == severe[-1]
    page.click("#next-critical")
    assert findings[current(page)].severity == "critical"
    page.locator(".mark >> nth=1").click()
    page.keyboard.press("Enter")
    page.locator(".mark >> nth=0").click()
    page.keyboard.press("n")
    assert current(page) == 2
    page.keyboard.press("p")
    assert current(page) == 0
    page.keyboard.press("ArrowDown")
    assert current(page) == 1


def test_accepting_one_finding_draws_only_its_paragraph_again(page: Page) -> None:
    check(page, (SEEDS / "sanctions.txt").read_text("utf-8"))
    page.evaluate("document.querySelectorAll('.unit, .mark').forEach((node) => { node.seen = true; })")
    own = page.locator(".unit", has=page.locator(".mark.current"))
    marks = own.locator(".mark").count()
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate("[...document.querySelectorAll('.unit, .mark')].every((node) => node.seen)"), (
        "moving draws none"
    )
    page.keyboard.press("Enter")
    assert page.evaluate("[...document.querySelectorAll('.unit')].filter((node) => !node.seen).length") == 1
    assert page.evaluate("[...document.querySelectorAll('.mark')].filter((node) => !node.seen).length") == marks


def test_nothing_found_is_said(page: Page) -> None:
    check(page, "Rain fell over the hills.\n")
    expect(page.locator("#nothing")).to_have_text("mtlint found nothing in this text.")
    expect(page.locator("#verdict")).to_contain_text("Little or nothing")
    assert result(page) == "Rain fell over the hills.\n"


def test_the_report_and_the_decisions_can_be_taken_away(page: Page) -> None:
    with page.expect_response("**/api/check") as response:
        check(page, ARTICLE, "my.article.txt")
    page.keyboard.press("Enter")
    page.click("#download summary")
    with page.expect_download() as download:
        page.click("#download-report")
    assert download.value.suggested_filename == "my.article.report.json"
    assert Path(download.value.path()).read_bytes() == response.value.body()
    page.click("#download summary")
    with page.expect_download() as download:
        page.click("#download-decisions")
    assert download.value.suggested_filename == "my.article.review.md"
    lines = Path(download.value.path()).read_text("utf-8").splitlines()
    rows = [line for line in lines if line.startswith("| ")]
    assert len(rows) == 4 and "accepted" in rows[1] and "open" in rows[2] and "Pékin" in rows[2]


def test_the_result_can_be_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    check(page, ARTICLE)
    page.click("#copy")
    expect(page.locator("#copy")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == ARTICLE


def test_decisions_are_kept_where_the_text_is_edited_elsewhere(page: Page) -> None:
    check(page, ARTICLE)
    for key in ("Enter", "x"):
        page.keyboard.press(key)
    page.keyboard.press("w")
    assert page.locator("#text").input_value() == ARTICLE
    expect(page.locator("#again-text")).to_contain_text("2 decisions")
    page.fill("#text", ARTICLE.replace("Rain fell over the hills.", "Snow fell on Poutines hills, and Pékin rejoiced."))
    page.click("#check")
    page.locator("#review").wait_for(timeout=60_000)
    assert states(page)[:2] == ["accept", "reject"] and set(states(page)[2:]) == {"open"}
    assert "Talks in Pékin ended" in result(page)


def test_one_can_go_on_with_the_corrected_text(page: Page) -> None:
    check(page, ARTICLE)
    for key in ("Enter", "x"):
        page.keyboard.press(key)
    fixed = result(page)
    page.click("#edit-text")
    page.click("#take-result")
    assert page.locator("#text").input_value() == fixed
    page.click("#check")
    page.locator("#review").wait_for(timeout=60_000)
    assert "accept" not in states(page)
    assert result(page) == fixed
