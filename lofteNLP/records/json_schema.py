"""The published JSON Schema (2020-12) of both kinds of record, from the types themselves.

python -m lofteNLP.records.json_schema > lofteNLP/records/schema.json
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import Any, Literal, get_args, get_origin, get_type_hints

from lofteNLP.records.plain import optional
from lofteNLP.records.pledge import PledgeRecord
from lofteNLP.schema import Document

DATES = frozenset({"start", "end", "valid_from", "valid_to", "published"})  # strings that are ISO 8601 dates


def json_schema() -> dict[str, Any]:
    """Describe a document record and a stand-alone pledge record.

    Examples
    --------
    >>> schema = json_schema()
    >>> schema["$defs"]["Theme"]["properties"]
    {'label': {'type': 'string'}, 'score': {'type': 'number'}}
    """
    definitions: dict[str, Any] = {}
    for shape in (Document, PledgeRecord):
        _define(shape, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Records of lofteNLP",
        "description": "A line of `lofte tag` is a PledgeRecord, of `lofte tag --documents` a Document.",
        "oneOf": [_reference(Document), _reference(PledgeRecord)],
        "$defs": dict(sorted(definitions.items())),
    }


def _reference(shape: type) -> dict[str, str]:
    return {"$ref": f"#/$defs/{shape.__name__}"}


def _define(shape: Any, definitions: dict[str, Any]) -> None:
    """Add a dataclass, and those it holds, to the definitions."""
    if shape.__name__ in definitions:
        return
    hints = get_type_hints(shape)
    names = [field.name for field in fields(shape)]
    definitions[shape.__name__] = {}  # holds the place while the parts are defined
    definitions[shape.__name__] = {
        "description": " ".join(shape.__doc__.split()),
        "type": "object",
        "properties": {name: _property(name, hints[name], definitions) for name in names},
        "required": names,
        "additionalProperties": False,
    }


def _property(name: str, kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    described = _kind(kind, definitions)
    if name in DATES:
        described["format"] = "date"
    if name.endswith("_char"):
        described["minimum"] = 0
    return described


def _kind(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """Describe one type."""
    if is_dataclass(kind):
        _define(kind, definitions)
        return {**_reference(kind)}  # type: ignore[arg-type]
    if (inner := optional(kind)) is not None:
        return _or_null(_kind(inner, definitions))
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is list:
        return {"type": "array", "items": _kind(arguments[0], definitions)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _kind(arguments[1], definitions)}
    return {"type": {str: "string", int: "integer", float: "number"}[kind]}


def _or_null(described: dict[str, Any]) -> dict[str, Any]:
    if "enum" in described:
        return {"enum": [*described["enum"], None]}
    if "type" in described:
        return {**described, "type": [described["type"], "null"]}
    return {"anyOf": [described, {"type": "null"}]}


if __name__ == "__main__":
    print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
