"""The description of what the server answers, OpenAPI 3.1, made from the types that are really sent."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import msgspec

from checker import __version__
from checker.document import FORMATS
from checker.server import answers, api
from checker.server.protocol import types
from checker.server.protocol.languages import NAMES
from checker.server.refusal import ErrorAnswer

_STATUS = {
    400: "The request is wrong; the message says where",
    401: "The token is missing or wrong",
    403: "The server is not called by this name, or not by a page of its own",
    404: "There is no such thing",
    408: "The request was not there in full in time",
    413: "The body is too large",
    415: "The body is of another type",
    429: "Too many checks of this client are under way",
    503: "No more checks are taken on, or this one took too long",
}
_ANY = (400, 401, 403)
_BODY = (400, 401, 403, 408, 413, 415, 429, 503)
_RETRY = {"Retry-After": {"description": "Seconds to wait", "schema": {"type": "string", "pattern": "^[0-9]+$"}}}
_TEXT = {"text/plain": {"schema": {"type": "string"}}}


@lru_cache(maxsize=1)
def description() -> bytes:
    """The document as JSON."""
    wanted = [
        api.TextRequest,
        api.Health,
        answers.CheckAnswer,
        answers.DiffAnswer,
        answers.ExplainAnswer,
        answers.RuleAnswer,
        answers.RulesAnswer,
        types.CheckAnswer,
        types.LanguageRow,
        types.Info,
        types.ConfigInfo,
        ErrorAnswer,
    ]
    refs, schemas = _components(wanted)
    schemas["TextRequest"] = _text_request()
    schemas["ExplainRequest"] = _explain_request()
    document = {
        "openapi": "3.1.0",
        "info": {
            "title": "mtlint",
            "version": __version__,
            "description": "Finds what machine translation and synonym spinning leave in English prose.",
            "license": {"name": "GPL-3.0-or-later", "identifier": "GPL-3.0-or-later"},
        },
        "paths": {**_ours(refs), **_theirs(refs)},
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    }
    return msgspec.json.encode(document)


def _components(kinds: Sequence[type]) -> tuple[dict[type, dict[str, Any]], dict[str, Any]]:
    """(reference by type, schemas by name); two types of one name get names of their own."""
    renamed: dict[type, dict[str, Any]] = {}
    schemas: dict[str, Any] = {}
    for group, prefix in (([k for k in kinds if k.__module__ != types.__name__], ""), ([], "LanguageTool")):
        chosen = group or [k for k in kinds if k.__module__ == types.__name__]
        found, parts = msgspec.json.schema_components(chosen, ref_template=f"#/components/schemas/{prefix}{{name}}")
        renamed.update(zip(chosen, found, strict=True))
        schemas.update({prefix + name: schema for name, schema in parts.items()})
    return renamed, schemas


def _text_request() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["text"],
        "additionalProperties": False,
        "properties": {
            "text": {"type": "string", "description": "The article."},
            "format": _format(),
            "min_confidence": {
                "type": ["number", "null"],
                "minimum": 0,
                "maximum": 1,
                "description": "Findings from this confidence on; null is the server's own threshold.",
            },
        },
    }


def _explain_request() -> dict[str, Any]:
    place = {
        "type": "object",
        "required": ["text", "offset"],
        "additionalProperties": False,
        "properties": {
            "text": {"type": "string"},
            "format": _format(),
            "offset": {
                "type": "integer",
                "minimum": 0,
                "maximum": 2**62,
                "description": "Code points from the beginning of the text.",
            },
        },
    }
    rule = {
        "type": "object",
        "required": ["rule"],
        "additionalProperties": False,
        "properties": {"rule": {"type": "string", "examples": ["names.all.exonym"]}},
    }
    return {"oneOf": [place, rule]}


def _format() -> dict[str, Any]:
    return {"type": "string", "enum": sorted(FORMATS), "default": "text"}


def _ours(refs: dict[type, dict[str, Any]]) -> dict[str, Any]:
    error = {"application/json": {"schema": refs[ErrorAnswer]}}

    def post(summary: str, body: str, answer: dict[str, Any], *more: int) -> dict[str, Any]:
        schema = {"$ref": f"#/components/schemas/{body}"}
        operation = _operation(summary, {"application/json": {"schema": answer}}, error, (*_BODY, *more))
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
        return {"post": operation}

    def get(summary: str, content: dict[str, Any], *more: int) -> dict[str, Any]:
        return {"get": _operation(summary, content, error, (*_ANY, *more))}

    def json(kind: type) -> dict[str, Any]:
        return {"application/json": {"schema": refs[kind]}}

    explained = {"anyOf": [refs[answers.ExplainAnswer], refs[answers.RuleAnswer]]}
    rule = get("One rule", json(answers.RuleAnswer), 404, 429, 503)
    rule["get"]["parameters"] = [
        {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}, "example": "names.all.exonym"}
    ]
    rules = get("Rules by the beginning of their ids", json(answers.RulesAnswer), 429, 503)
    rules["get"]["parameters"] = [
        _query("beginning", {"type": "string", "default": "", "examples": ["sense.fr."]}),
        _query("offset", {"type": "integer", "minimum": 0, "maximum": 10**9, "default": 0}),
        _query("limit", {"type": "integer", "minimum": 1, "maximum": api.MOST_RULES, "default": 1000}),
    ]
    return {
        "/api/check": post("The findings of a text", "TextRequest", refs[answers.CheckAnswer]),
        "/api/diff": post("A text with its fixes in place", "TextRequest", refs[answers.DiffAnswer]),
        "/api/explain": post("Why a place is suspected, or a rule exists", "ExplainRequest", explained, 404),
        "/api/rules": rules,
        "/api/rules/{id}": rule,
        "/api/health": get("Is the server there, and has it room?", json(api.Health)),
        "/api/openapi.json": get("This description", {"application/json": {"schema": {"type": "object"}}}),
        "/metrics": get("Counters for Prometheus", _TEXT),
    }


def _theirs(refs: dict[type, dict[str, Any]]) -> dict[str, Any]:
    answer = {"application/json": {"schema": refs[types.CheckAnswer]}}
    form = {
        "type": "object",
        "required": ["language"],
        "properties": _check_fields(),
        "oneOf": [{"required": ["text"]}, {"required": ["data"]}],
    }
    checked = _operation("The matches of a text, as LanguageTool answers", answer, _TEXT, _BODY)
    checked["requestBody"] = {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": form}}}
    asked = _operation("The same for a text in the address", answer, _TEXT, (*_ANY, 429, 503))
    asked["parameters"] = [
        _query(name, schema, name in ("language", "text")) for name, schema in _check_fields().items() if name != "data"
    ]

    def get(summary: str, content: dict[str, Any], *more: int) -> dict[str, Any]:
        return {"get": _operation(summary, content, _TEXT, (*_ANY, *more))}

    info = get("What the server can do", {"application/json": {"schema": refs[types.ConfigInfo]}}, 429, 503)
    info["get"]["parameters"] = [_query("language", {"type": "string", "enum": list(NAMES)}, True)]
    rows = {"type": "array", "items": refs[types.LanguageRow]}
    return {
        "/v2/check": {"post": checked, "get": asked},
        "/v2/languages": get("The languages", {"application/json": {"schema": rows}}),
        "/v2/info": get("Which software answers", {"application/json": {"schema": refs[types.Info]}}),
        "/v2/configinfo": info,
        "/v2/maxtextlength": get("The longest text", _TEXT),
        "/v2/healthcheck": get("OK, or that there is no room", _TEXT, 503),
    }


def _query(name: str, schema: dict[str, Any], required: bool = False) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": required, "schema": schema}


def _check_fields() -> dict[str, Any]:
    names = {"type": "string", "description": "Ids, separated by commas."}
    return {
        "text": {"type": "string", "description": "The text; or send `data`."},
        "data": {
            "type": "string",
            "description": 'Annotated text as JSON: {"annotation": [{"text": "A "}, {"markup": "<b>"}, ...]}.',
        },
        "language": {"type": "string", "enum": ["auto", *NAMES]},
        "preferredVariants": {"type": "string", "description": "With `auto`: as en-GB,de-AT."},
        "disabledRules": names,
        "disabledCategories": names,
        "level": {"type": "string", "enum": ["default", "picky"]},
    }


def _operation(
    summary: str, content: dict[str, Any], error: dict[str, Any], statuses: tuple[int, ...]
) -> dict[str, Any]:
    responses: dict[str, Any] = {"200": {"description": "Done", "content": content}}
    for status in sorted(statuses):
        responses[str(status)] = {"description": _STATUS[status], "content": error}
        if status in (429, 503):
            responses[str(status)]["headers"] = _RETRY
    return {"summary": summary, "responses": responses}
