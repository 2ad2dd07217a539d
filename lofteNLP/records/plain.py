"""Plain dicts back to typed values, every type checked.  (The other way is `to_dict` of the values themselves.)"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")


class RecordError(ValueError):
    """A record that does not follow the schema; the message says where in it, what was wrong and what to do."""


def from_dict(shape: type[T], value: dict[str, Any]) -> T:
    """Build a typed value from plain ones.

    Keys that older records lack take their defaults; unknown keys and wrong types are refused.

    Parameters
    ----------
    shape
        `Document`, `PledgeRecord` or any other dataclass of the schema.
    value
        What `to_dict` gave, possibly by way of a file.

    Raises
    ------
    RecordError
        Where the value does not follow the schema.

    Examples
    --------
    >>> from lofteNLP.schema import Theme
    >>> from_dict(Theme, {"label": "trafik", "score": 1})
    Theme(label='trafik', score=1.0)
    >>> from_dict(Theme, {"label": "trafik", "score": "hög"})
    Traceback (most recent call last):
    lofteNLP.records.plain.RecordError: Theme.score: expected a number, got 'hög'; see records/schema.json
    """
    build: Builder = _builder(shape)  # type: ignore[arg-type]  # a class is hashable
    built: T = build(value, shape.__name__)
    return built


def optional(kind: Any) -> Any | None:
    """Tell the type that may be missing: `str` for `str | None`, None for any other type.

    Examples
    --------
    >>> optional(str | None)
    <class 'str'>
    >>> optional(str)
    """
    arguments = get_args(kind)
    if NoneType not in arguments:
        return None
    [inner] = [argument for argument in arguments if argument is not NoneType]
    return inner


Builder = Callable[[Any, str], Any]


@cache
def _builder(kind: Any) -> Builder:
    """Give the function that checks and builds one type; made once a type."""
    if is_dataclass(kind):
        return _dataclass_builder(kind)
    if (inner := optional(kind)) is not None:
        build = _builder(inner)
        return lambda value, where: None if value is None else build(value, where)
    origin = get_origin(kind)
    if origin is Literal:
        return _literal_builder(get_args(kind))
    if origin is list:
        return _list_builder(_builder(get_args(kind)[0]))
    if origin is dict:
        return _text_map
    return _SCALARS[kind]


def _dataclass_builder(kind: Any) -> Builder:
    hints = get_type_hints(kind)
    builders = {field.name: _builder(hints[field.name]) for field in fields(kind)}
    needed = {field.name for field in fields(kind) if field.default is MISSING and field.default_factory is MISSING}

    def build(value: Any, where: str) -> Any:
        if not isinstance(value, dict):
            raise _wrong(where, "an object", value)
        for name in value:
            if name not in builders:
                raise RecordError(f"{where}: unknown key {name!r}; see records/schema.json")
        for name in sorted(needed - value.keys()):
            raise RecordError(f"{where}: the key {name!r} is missing; see records/schema.json")
        return kind(**{name: builders[name](part, f"{where}.{name}") for name, part in value.items()})

    return build


def _literal_builder(allowed: tuple[str, ...]) -> Builder:
    def build(value: Any, where: str) -> Any:
        if value not in allowed:
            raise _wrong(where, f"one of {', '.join(allowed)}", value)
        return value

    return build


def _list_builder(build_one: Builder) -> Builder:
    def build(value: Any, where: str) -> Any:
        if not isinstance(value, list):
            raise _wrong(where, "a list", value)
        return [build_one(part, f"{where}[{place}]") for place, part in enumerate(value)]

    return build


def _text_map(value: Any, where: str) -> dict[str, str]:
    pairs = dict(value) if isinstance(value, list) else value  # Parquet gives a map as a list of pairs
    if not isinstance(pairs, dict) or not all(isinstance(part, str) for pair in pairs.items() for part in pair):
        raise _wrong(where, "an object of strings", value)
    return pairs


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise _wrong(where, "a string", value)
    return value


def _whole(value: Any, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _wrong(where, "a whole number", value)
    return value


def _number(value: Any, where: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise _wrong(where, "a number", value)
    return float(value)


def _wrong(where: str, expected: str, value: Any) -> RecordError:
    return RecordError(f"{where}: expected {expected}, got {value!r:.60}; see records/schema.json")


_SCALARS: dict[Any, Builder] = {str: _text, int: _whole, float: _number}
