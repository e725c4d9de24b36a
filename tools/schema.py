"""Writes the JSON Schema of the report from its types: python tools/schema.py > checker/report/report.schema.json"""

from __future__ import annotations

import json

import msgspec

from checker.report.json import CheckedFile, FailedFile, Tool


def schema() -> str:
    """The schema as it is kept in the package."""
    (tool, checked, failed), definitions = msgspec.json.schema_components(
        [Tool, CheckedFile, FailedFile], ref_template="#/$defs/{name}"
    )
    found = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "mtlint report, version 1",
        "type": "object",
        "required": ["version", "tool", "files"],
        "properties": {
            "version": {"const": 1},
            "tool": tool,
            "files": {"type": "array", "items": {"oneOf": [checked, failed]}},
        },
        "$defs": definitions,
    }
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(schema(), end="")
