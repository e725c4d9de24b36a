"""What a client of LanguageTool asks, from its form or query."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

import msgspec

from checker.server.jobs import Part, ProtocolJob
from checker.server.protocol import languages
from checker.server.refusal import bad_request

_MOST_FIELDS = 200
_LEVELS = frozenset("default picky academic clarity professional creative customer jobapp objective elegant".split())
"""As LanguageTool knows them; all but the second are the first for us."""


class _Annotation(msgspec.Struct):
    text: str | None = None
    markup: str | None = None
    interpretAs: str | None = None


class _Data(msgspec.Struct):
    text: str | None = None
    annotation: list[_Annotation] | None = None


def fields_of(encoded: bytes) -> dict[str, str]:
    """The fields of a form or query, percent-encoded UTF-8; Refusal where they cannot be read."""
    try:
        pairs = parse_qsl(
            encoded.decode("ascii", "strict"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except UnicodeDecodeError:
        raise bad_request("the form must be percent-encoded UTF-8", "encoding") from None
    except ValueError:
        raise bad_request(f"the form has more than {_MOST_FIELDS} fields") from None
    return dict(pairs)


def job_of(fields: Mapping[str, str]) -> ProtocolJob:
    """The job that the fields ask for; fields that mean nothing to mtlint are passed over, as LanguageTool does."""
    parts = _parts(fields)
    language = fields.get("language")
    if language is None:
        raise bad_request("the parameter 'language' is missing; send language=en-US or language=auto")
    code = languages.known(language)
    if code is None:
        raise bad_request(f"this server reads English only; send language=auto or one of {', '.join(languages.NAMES)}")
    level = fields.get("level", "default")
    if level not in _LEVELS:
        raise bad_request("the parameter 'level' must be 'default' or 'picky'")
    enabled_only = _truth(fields.get("enabledOnly", "false"), "enabledOnly")
    job = ProtocolJob(
        parts,
        code,
        languages.preferred(fields.get("preferredVariants", "")),
        _list(fields, "enabledRules"),
        _list(fields, "disabledRules"),
        _list(fields, "enabledCategories"),
        _list(fields, "disabledCategories"),
        enabled_only,
        level == "picky",
        # a client that asks for these apart has asked, or will ask, for all others in a second request
        fields.get("mode", "").lower() == "textlevelonly",
    )
    if enabled_only:
        if job.disabled_rules or job.disabled_categories:
            raise bad_request("'disabledRules' and 'disabledCategories' cannot be sent with 'enabledOnly=true'")
        if not job.enabled_rules and not job.enabled_categories:
            raise bad_request("'enabledOnly=true' needs 'enabledRules' or 'enabledCategories'")
    return job


def _parts(fields: Mapping[str, str]) -> tuple[Part, ...]:
    if "text" in fields and "data" in fields:
        raise bad_request("send only one of the parameters 'text' and 'data'")
    if "text" in fields:
        return (Part(text=fields["text"]),)
    if "data" not in fields:
        raise bad_request("the parameter 'text' or 'data' is missing")
    try:
        data = msgspec.json.decode(fields["data"], type=_Data)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        raise bad_request(
            "the parameter 'data' is not the JSON of an annotated text; see docs/server.md for its form"
        ) from None
    if (data.text is None) == (data.annotation is None):
        raise bad_request("'data' needs either 'text' or 'annotation'")
    if data.text is not None:
        return (Part(text=data.text),)
    return tuple(_part(n, one) for n, one in enumerate(data.annotation or (), 1))


def _part(number: int, one: _Annotation) -> Part:
    if (one.text is None) == (one.markup is None):
        raise bad_request(f"item {number} of 'annotation' needs either 'text' or 'markup'")
    if one.text is not None:
        if one.interpretAs is not None:
            raise bad_request(f"item {number} of 'annotation': only 'markup' can have 'interpretAs'")
        return Part(text=one.text)
    return Part(markup=one.markup, interpret_as=one.interpretAs or "")


def _list(fields: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in fields.get(name, "").split(",") if item.strip())


def _truth(value: str, name: str) -> bool:
    lower = value.strip().lower()
    if lower not in ("true", "yes", "on", "1", "false", "no", "off", "0", ""):
        raise bad_request(f"the parameter '{name}' must be 'true' or 'false'")
    return lower in ("true", "yes", "on", "1")
