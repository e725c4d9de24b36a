"""Markdown: prose is read as the reader of the page reads it; code, addresses and markup are left alone."""

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
            *"*_`[]()!<>#|~\\&-+>=\"'$:",
            "word ",
            "Ünïcode ",
            "👩\u200d🚀",
            "\n",
            "\r\n",
            "\r",
            "\n\n",
            "    ",
            "> ",
            "- ",
            "1. ",
            "# ",
            "```\n",
            "---\n",
            "&amp;",
            "&nbsp;",
            "&#8217;",
            "\\*",
            '[a](http://x.y/z "t")',
            "![pic](p.png)",
            "<b>",
            "</b>",
            "<div>\n",
            "| a | b |\n|---|---|\n| c | d |\n",
            "e\u0301",
            "\u00ad",
            "\ufeff",
            "\u00a0",
            "https://example.org/x_y",
        ]
    ),
    max_size=40,
).map("".join)


def _read(source: str) -> Document:
    return document_from_text(source, format="markdown")


@given(PIECES)
@settings(max_examples=300)
def test_every_character_leads_back_to_its_source(assert_exact_map: Check, source: str) -> None:
    assert_exact_map(_read(source))


@pytest.mark.parametrize(
    "source",
    [
        "```\nsecret\n```\n",
        "~~~python\nsecret\n~~~\n",
        "text\n\n    secret\n",
        "A `secret` word.",
        "A ``sec`ret secret`` word.",
        "---\ntitle: secret\n---\n\nText.\n",
        '+++\ntitle = "secret"\n+++\n\nText.\n',
        "See [here](http://secret.example/secret).",
        'See [here](http://x.example "secret").',
        "See [here][secret].\n\n[secret]: http://x.example\n",
        "See <http://secret.example>.",
        "See https://secret.example/secret now.",
        "<div>\nsecret\n</div>\n",
        "A <span title='secret'>word</span>.",
        "<!-- secret -->\n\nText.\n",
        "![word](secret.png)",
    ],
)
def test_what_is_no_prose_is_left_alone(source: str) -> None:
    assert "secret" not in _read(source).prose


@pytest.mark.parametrize(
    ("source", "prose"),
    [
        ("The *quick* __brown__ ~~fox~~.", "The quick brown"),
        ("A [link text](http://x.y) follows.", "A link text follows."),
        ("![A caption](x.png) here", "A caption here"),
        ("Fish &amp; chips", "Fish & chips"),
        ("Five \\* six", "Five * six"),
        ("> quoted\n> on", "quoted\non"),
        ("over*whelm*ing", "overwhelming"),
    ],
)
def test_markup_goes_and_its_text_stays(source: str, prose: str) -> None:
    assert prose in _read(source).prose


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("# Words here", "heading"),
        ("Words here\n===\n", "heading"),
        ("Words here", "paragraph"),
        ("- Words here", "list-item"),
        ("> Words here", "quotation"),
        ("| a | Words here |\n|---|---|\n| b | c |\n", "cell"),
    ],
)
def test_segments_say_what_they_are(source: str, kind: str) -> None:
    document = _read(source)
    kinds = {document.prose[s.start : s.end].strip(): s.kind for s in document.segments}
    assert kinds["Words here"] == kind


@pytest.mark.parametrize(
    ("source", "fixed"),
    [
        ("It cost 20 *millions* of euros.", "It cost 20 *million* euros."),
        ("It cost **20 millions of euros**.", "It cost **20 million euros**."),
        (
            "It cost [20 millions of euros](http://x.y/20-millions).",
            "It cost [20 million euros](http://x.y/20-millions).",
        ),
        ("# 20 millions of euros lost\r\n\r\nMore.\r\n", "# 20 million euros lost\r\n\r\nMore.\r\n"),
    ],
)
def test_emphasis_does_not_hide_a_fault_and_its_markup_survives_the_fix(source: str, fixed: str) -> None:
    report = check_text(source, format="markdown")
    assert [f.rule for f in report.findings] == ["number.all.counted-millions"]
    assert apply(report, min_confidence=0.5) == fixed


def test_a_fault_that_goes_over_the_end_of_a_quoted_line_is_found() -> None:
    report = check_text("> It cost 20 millions\n> of euros.\n", format="markdown")
    assert [f.rule for f in report.findings] == ["number.all.counted-millions"]


def test_an_address_with_a_fault_in_it_keeps_leading_where_it_led() -> None:
    source = "Read [it](http://x.y/20 millions of euros) and `20 millions of euros` and <http://x/()>.\n"
    report = check_text(source, format="markdown")
    assert apply(report, min_confidence=0.0).count("20 millions of euros`") == 1


def test_unclosed_markup_is_read_as_far_as_it_goes(assert_exact_map: Check) -> None:
    for source in ("**bold", "[a](b", "`code", "```\ncode", "<div", "| a", "> > >", "[" * 500, "*" * 500, "> " * 300):
        assert_exact_map(_read(source))
