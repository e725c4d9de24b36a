"""LanguageTool's protocol: what is read, what is answered."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from checker.server.jobs import Part
from checker.server.protocol.annotated import document_of
from checker.server.protocol.utf16 import Utf16, length

Client = Callable[..., TestClient]
FAULTY = "Poutines visit was short. It cost 20 millions of euros."
ROOT = Path(__file__).resolve().parents[2]
RULES = ["names.all.exonym", "number.all.counted-millions"]


@pytest.fixture
def check(client: Client) -> Callable[..., Any]:
    """check(text or None, **fields): the answer, which must be 200."""
    open_client = client()

    def ask(text: str | None, **fields: str) -> Any:
        form = {"language": "en-US", **({} if text is None else {"text": text}), **fields}
        answer = open_client.post("/v2/check", data=form)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return ask


def _rules(answer: Any) -> list[str]:
    return [match["rule"]["id"] for match in answer["matches"]]


def test_an_answer_has_every_field_that_clients_read(check: Callable[..., Any]) -> None:
    answer = check(FAULTY)
    assert set(answer) == {"software", "warnings", "language", "matches"}
    assert {"name", "version", "buildDate", "apiVersion", "premium", "status"} <= set(answer["software"])
    assert answer["warnings"] == {"incompleteResults": False}
    assert answer["language"]["code"] == "en-US"
    assert set(answer["language"]["detectedLanguage"]) >= {"name", "code", "confidence"}
    first = answer["matches"][0]
    assert (first["offset"], first["length"]) == (0, 8)
    assert first["replacements"][0] == {"value": "Putin's"}
    assert first["sentence"] == "Poutines visit was short."
    assert first["type"] == {"typeName": "Other"}
    assert first["rule"]["category"] == {"id": "NAME_EXONYM", "name": "Name exonym"}
    assert first["rule"]["issueType"] == "untranslated"
    assert {"message", "shortMessage", "ignoreForIncompleteSentence", "contextForSureMatch"} <= set(first)
    assert first["context"]["text"][first["context"]["offset"] :].startswith("Poutines")


def test_offsets_are_utf_16_also_in_the_context(check: Callable[..., Any]) -> None:
    text = "😀😀 e\u0301 Poutines visit.\r\nIt cost 20 millions of euros 😀."
    units = text.encode("utf-16-le")
    for match, words in zip(check(text)["matches"], ["Poutines", "20 millions of euros"], strict=True):
        span = units[2 * match["offset"] : 2 * (match["offset"] + match["length"])]
        assert span.decode("utf-16-le") == words
        context, at = match["context"]["text"].encode("utf-16-le"), match["context"]["offset"]
        assert context[2 * at : 2 * (at + match["context"]["length"])].decode("utf-16-le") == words


def test_a_question_in_the_address(client: Client) -> None:
    answer = client().get("/v2/check", params={"language": "en", "text": FAULTY})
    assert _rules(answer.json()) == RULES


def test_annotated_text(check: Callable[..., Any]) -> None:
    data = {"annotation": [{"markup": "<b>"}, {"text": "Poutines"}, {"markup": "</b>"}, {"text": " visit was short."}]}
    (match,) = check(None, data=json.dumps(data))["matches"]
    assert (match["offset"], match["length"], match["replacements"][0]["value"]) == (3, 8, "Putin's")
    assert match["context"]["text"] == "<b>Poutines</b> visit was short."
    assert match["sentence"] == "Poutines visit was short."
    assert _rules(check(None, data=json.dumps({"text": FAULTY}))) == RULES


def test_markup_is_what_it_reads_as(check: Callable[..., Any]) -> None:
    """Two paragraphs are two, though the client sends tags and no line ends."""
    parts: list[dict[str, str]] = [
        {"markup": "<p>"},
        {"text": "It cost 20"},
        {"markup": "</p><p>", "interpretAs": "\n\n"},
        {"text": "millions of euros."},
    ]
    assert check(None, data=json.dumps({"annotation": parts}))["matches"] == []
    parts[2]["interpretAs"] = " "
    (match,) = check(None, data=json.dumps({"annotation": parts}))["matches"]
    assert (match["offset"], match["offset"] + match["length"]) != (11, 39) or match["replacements"] == []


def test_a_replacement_leaves_markup_as_it_is(check: Callable[..., Any]) -> None:
    parts = [
        {"text": "It cost 20 "},
        {"markup": "<i>"},
        {"text": "millions"},
        {"markup": "</i>"},
        {"text": " of euros."},
    ]
    source = "".join(next(iter(part.values())) for part in parts)
    (match,) = check(None, data=json.dumps({"annotation": parts}))["matches"]
    for replacement in match["replacements"]:
        start, end = match["offset"], match["offset"] + match["length"]
        fixed = source[:start] + replacement["value"] + source[end:]
        assert "<i>" in fixed and "</i>" in fixed


def test_a_character_reference_is_a_letter(check: Callable[..., Any]) -> None:
    parts = [{"text": "Talks in P"}, {"markup": "&eacute;", "interpretAs": "é"}, {"text": "kin ended."}]
    (match,) = check(None, data=json.dumps({"annotation": parts}))["matches"]
    assert (match["offset"], match["length"], match["replacements"][0]["value"]) == (9, 12, "Beijing")


@given(
    st.lists(
        st.one_of(
            st.builds(lambda text: Part(text=text), st.text()),
            st.builds(lambda markup, read: Part(markup=markup, interpret_as=read), st.text(), st.text(max_size=3)),
        )
    )
)
def test_the_source_of_annotated_text_is_all_of_its_parts(parts: list[Part]) -> None:
    document, markup = document_of(parts)
    assert document.source == "".join((p.text if p.markup is None else p.markup) or "" for p in parts)
    assert all(0 <= low < high <= len(document.source) for low, high in markup)
    for segment in document.segments:
        start, end = document.to_source(segment.start, segment.end)
        assert 0 <= start <= end <= len(document.source)


@given(st.text())
def test_offsets_count_as_java_does(text: str) -> None:
    units = Utf16(text)
    for offset in range(len(text) + 1):
        expected = len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2
        assert units(offset) == expected == length(text[:offset])


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"disabledRules": "names.all.exonym,EN_QUOTES"}, RULES[1:]),
        ({"disabledRules": "names"}, RULES[1:]),
        ({"disabledCategories": "NAME_EXONYM"}, RULES[1:]),
        ({"disabledCategories": "NAME_EXONYM", "enabledRules": "names.all.exonym"}, RULES),
        ({"enabledRules": "names.all.exonym"}, RULES),
        ({"enabledRules": "names.all.exonym", "enabledOnly": "true"}, RULES[:1]),
        ({"enabledCategories": "CURRENCY_NUMBER_FORMAT", "enabledOnly": "yes"}, RULES[1:]),
        ({"enabledRules": "NO_SUCH_RULE", "enabledOnly": "true"}, []),
        ({"level": "picky", "motherTongue": "fr", "username": "x", "whatever": "y"}, RULES),
        ({"mode": "textLevelOnly"}, []),
    ],
)
def test_rules_and_categories_on_and_off(
    check: Callable[..., Any], fields: dict[str, str], expected: list[str]
) -> None:
    assert _rules(check(FAULTY, **fields)) == expected


def test_the_picky_level_shows_more(check: Callable[..., Any]) -> None:
    text = (ROOT / "seeds" / "sanctions.txt").read_text("utf-8")
    usual, picky = (check(text, level=level)["matches"] for level in ("default", "picky"))
    assert len(picky) > len(usual)
    assert min(match["rule"]["confidence"] for match in picky) < 0.5


@pytest.mark.parametrize(
    ("language", "variants", "code"),
    [
        ("auto", "", "en-US"),
        ("auto", "de-AT,en-GB", "en-GB"),
        ("en", "", "en"),
        ("en-gb", "", "en-GB"),
        ("en_AU", "", "en-AU"),
    ],
)
def test_variants_of_english(check: Callable[..., Any], language: str, variants: str, code: str) -> None:
    answer = check(FAULTY, language=language, preferredVariants=variants)
    assert answer["language"]["code"] == answer["language"]["detectedLanguage"]["code"] == code
    assert _rules(answer) == RULES


@pytest.mark.parametrize(
    "text",
    [
        "Der Besuch von Poutine war kurz, und er kostete zwanzig Millionen Euro, sagten die Minister am Abend in Berlin.",
        "La visite de Poutine a été courte et elle a coûté vingt millions d'euros, ont dit les ministres hier soir.",
        "Визит был коротким и стоил двадцать миллионов евро, сказали министры вечером в Берлине на встрече.",
    ],
)
def test_a_text_that_is_not_english_is_left_alone_where_the_client_leaves_the_language_open(
    check: Callable[..., Any], text: str
) -> None:
    answer = check(text, language="auto")
    assert answer["matches"] == []
    assert answer["warnings"]["incompleteResults"] is True
    assert "English" in answer["warnings"]["incompleteResultsReason"]
    assert answer["language"]["detectedLanguage"]["confidence"] < 0.5


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "'text' or 'data' is missing"),
        ({"text": "a", "data": "{}", "language": "en"}, "only one of"),
        ({"text": "a"}, "'language' is missing"),
        ({"text": "a", "language": "de-DE"}, "English only"),
        ({"text": "a", "language": "en", "level": "furious"}, "'level'"),
        ({"text": "a", "language": "en", "enabledOnly": "perhaps"}, "'enabledOnly'"),
        ({"text": "a", "language": "en", "enabledOnly": "true"}, "needs 'enabledRules'"),
        (
            {"text": "a", "language": "en", "enabledOnly": "true", "enabledRules": "x", "disabledRules": "y"},
            "cannot be",
        ),
        ({"data": "{", "language": "en"}, "not the JSON"),
        ({"data": "[" * 100_000, "language": "en"}, "not the JSON"),
        ({"data": "{}", "language": "en"}, "'text' or 'annotation'"),
        ({"data": '{"annotation": [{}]}', "language": "en"}, "item 1"),
        ({"data": '{"annotation": [{"text": "a"}, {"text": "a", "markup": "b"}]}', "language": "en"}, "item 2"),
        ({"data": '{"annotation": [{"text": "a", "interpretAs": "b"}]}', "language": "en"}, "only 'markup'"),
        ({"data": '{"annotation": [{"text": "\\ud800"}]}', "language": "en"}, "not the JSON"),
    ],
)
def test_a_wrong_request_is_told_so_in_a_line_that_clients_show(
    client: Client, fields: dict[str, str], said: str
) -> None:
    answer = client().post("/v2/check", data=fields)
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.text.startswith("Error: ") and said in answer.text and "\n" not in answer.text


@pytest.mark.parametrize("body", [b"text=%ff%fe&language=en", b"text=\xc3\xa9&language=en", b"&".join([b"a=b"] * 300)])
def test_a_form_that_cannot_be_read(client: Client, body: bytes) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client().post("/v2/check", content=body, headers=headers).status_code == 400


def test_a_form_without_a_content_type_is_read_and_another_type_refused(client: Client) -> None:
    open_client = client()
    assert open_client.post("/v2/check", content=b"text=a&language=en").status_code == 200
    assert open_client.post("/v2/check", json={"text": "a", "language": "en"}).status_code == 415


def test_what_else_clients_ask(client: Client) -> None:
    open_client = client(max_body=12345)
    languages = open_client.get("/v2/languages").json()
    assert {"name": "English (GB)", "code": "en", "longCode": "en-GB"} in languages
    assert open_client.get("/v2/maxtextlength").text == "12345"
    assert open_client.get("/v2/healthcheck").text == "OK"
    assert open_client.get("/v2/info").json()["software"]["name"] == "mtlint"
    info = open_client.get("/v2/configinfo", params={"language": "en-US"}).json()
    assert info["parameter"] == {"maxTextLength": 12345}
    rules = {rule["ruleId"]: rule for rule in info["rules"]}
    assert "names.all" in rules and rules["sense.fr"]["locQualityIssueType"] == "mistranslation"
    assert open_client.get("/v2/configinfo", params={"language": "fr"}).status_code == 400
    assert open_client.get("/v2/words").status_code == 404
    assert open_client.head("/v2/check").status_code == 200
