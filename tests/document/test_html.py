"""HTML: the text of the page is read; tags, attributes, scripts, styles, code and comments are left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import apply, check_text
from checker.document import Document, document_from_text

Check = Callable[[Document], None]

PIECES = st.lists(
    st.sampled_from(
        [
            *"<>&;\"'=/-! \n\r\t",
            "word ",
            "Ünïcode ",
            "👩\u200d🚀",
            "<p>",
            "</p>",
            "<b>",
            "</b>",
            "<br>",
            "<br/>",
            "<div class='a'>",
            "</div>",
            "<script>",
            "</script>",
            "<style>",
            "</style>",
            "<code>",
            "</code>",
            "<span lang=fr>",
            "</span>",
            "<!--",
            "-->",
            "<![CDATA[",
            "<!DOCTYPE html>",
            "&amp;",
            "&nbsp;",
            "&eacute;",
            "&#233;",
            "&#xE9;",
            "&#0;",
            "&#13;",
            "&shy;",
            "&copy",
            "&bogus;",
            "&NotEqualTilde;",
            "e\u0301",
            "\u00ad",
            "\ufeff",
            "\u00a0",
        ]
    ),
    max_size=40,
).map("".join)


def _read(source: str) -> Document:
    return document_from_text(source, format="html")


@given(PIECES)
@settings(max_examples=300)
def test_every_character_leads_back_to_its_source(assert_exact_map: Check, source: str) -> None:
    assert_exact_map(_read(source))


@pytest.mark.parametrize(
    "source",
    [
        "<p>A</p><script>secret</script><p>B</p>",
        "<SCRIPT type=x>if (a < b) secret</SCRIPT><p>B</p>",
        "<style>secret{}</style><p>B</p>",
        "<p>Run <code>secret</code> now.</p>",
        "<pre>secret</pre>",
        "<kbd>secret</kbd>",
        "<img alt='secret' title=\"secret\">",
        "<!-- secret --><p>B</p>",
        "<p>A <!-- secret > --> B</p>",
        "<p>A</p><!-- secret, never closed",
        '<p lang="fr">secret</p>',
        "<p>He said <i lang=fr>secret</i> twice.</p>",
        "<p lang='fr-CA'>a <b>secret</b></p>",
        "<p translate=no>secret</p>",
        "<p class='x notranslate'>secret</p>",
        "<head><title>secret</title></head><p>B</p>",
        "<textarea>secret</textarea>",
        "<svg><text>secret</text></svg>",
    ],
)
def test_what_the_reader_does_not_read_as_english_is_left_alone(source: str) -> None:
    assert "secret" not in _read(source).prose


@pytest.mark.parametrize(
    ("source", "prose"),
    [
        ("<p>A <b>bold</b> word</p>", "A bold word"),
        ("<p>Fish &amp; chips</p>", "Fish & chips"),
        ("<p>P&eacute;kin</p>", "Pékin"),
        ("<p>P&#233;kin P&#xe9;kin</p>", "Pékin Pékin"),
        ("<p>20&nbsp;millions</p>", "20 millions"),
        ("<p>govern&shy;ment</p>", "government"),
        ("<p>a\n   wide\t gap</p>", "a wide gap"),
        ("<p>one<br>two</p>", "one\ntwo"),
        ("<p>Putin&rsquo;s</p>", "Putin's"),
        ('<html lang="en"><p>Here</p></html>', "Here"),
        ("<p lang=fr>x</p><p>After</p>", "After"),
        ("<p>a < b and c</p>", "b and c"),
    ],
)
def test_entities_are_decoded_and_markup_goes(source: str, prose: str) -> None:
    assert prose in _read(source).prose


@pytest.mark.parametrize(
    ("entity", "character"), [("&eacute;", "é"), ("&#233;", "é"), ("&#xE9;", "é"), ("&rsquo;", "'"), ("&nbsp;", " ")]
)
def test_an_entity_leads_back_to_the_whole_of_it(entity: str, character: str) -> None:
    document = _read(f"<p>xx{entity}yy</p>")
    at = document.prose.index(character)
    start, end = document.to_source(at, at + 1)
    assert document.source[start:end] == entity


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("<h2>Words</h2>", "heading"),
        ("<p>Words</p>", "paragraph"),
        ("<ul><li>Words</ul>", "list-item"),
        ("<table><tr><td>Words</td></tr></table>", "cell"),
        ("<figure><figcaption>Words</figcaption></figure>", "caption"),
        ("<blockquote>Words</blockquote>", "quotation"),
    ],
)
def test_segments_say_what_they_are(source: str, kind: str) -> None:
    assert [s.kind for s in _read(source).segments] == [kind]


@pytest.mark.parametrize(
    ("source", "fixed"),
    [
        ("<p>It cost 20 <b>millions</b> of euros.</p>", "<p>It cost 20 <b>million</b> euros.</p>"),
        ("<p>It cost 20&nbsp;millions of euros.</p>", None),
        ("<P>It cost 20 millions of euros.</P>\r\n", "<P>It cost 20 million euros.</P>\r\n"),
        ("<ul><li>20 millions of euros<li>more</ul>", "<ul><li>20 million euros<li>more</ul>"),
    ],
)
def test_a_fix_leaves_the_tags_where_they_were(source: str, fixed: str | None) -> None:
    report = check_text(source, format="html")
    assert [f.rule for f in report.findings] == ["number.all.counted-millions"]
    result = apply(report, min_confidence=0.5)
    assert result == fixed if fixed else "million euros" in result and "<p>" in result and "</p>" in result


def test_a_fix_that_holds_a_special_character_is_escaped() -> None:
    assert _read("<p>x</p>").escape("R&D <x>") == "R&amp;D &lt;x&gt;"


def test_a_suggestion_is_written_as_html_but_never_as_a_tag() -> None:
    report = check_text("<p>Poutines speech &lt;b&gt; was long.</p>", format="html")
    assert "&lt;b&gt;" in apply(report, min_confidence=0.5)


def test_unclosed_markup_is_read_as_far_as_it_goes(assert_exact_map: Check) -> None:
    for source in (
        "<p>a",
        "<p",
        "<",
        "<!--",
        "<script>a",
        "<p>a</b></p></p>",
        "<b>" * 400,
        "</i>" * 400,
        "<a href='x>y",
    ):
        assert_exact_map(_read(source))


def test_text_behind_a_long_script_is_read() -> None:
    source = "<script>" + "var a = '<p>';\n" * 3000 + "</script><p>It cost 20 millions of euros.</p>"
    assert [f.text for f in check_text(source, format="html").findings] == ["20 millions of euros"]
