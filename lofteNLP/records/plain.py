"""Plain dicts back to typed values, every type checked.  (The other way is `to_dict` of the values themselves.)"""

from __future__ import annotations

from types import NoneType
from typing import Any, TypeVar, get_args

import msgspec

T = TypeVar("T")


class RecordError(ValueError):
    """A record that does not follow the schema; the message says where in it, what was wrong and what to do."""


def from_dict(shape: type[T], value: dict[str, Any]) -> T:
    """Build a typed value from plain ones.

    Keys that older records lack take their defaults; keys that only newer records have are passed over; wrong types are
    refused.

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
    lofteNLP.records.plain.RecordError: Theme: Expected `float`, got `str` - at `$.score`; see records/schema.json
    """
    try:
        return msgspec.convert(value, shape)
    except msgspec.ValidationError as error:
        raise not_as_the_schema(shape, error) from error


def not_as_the_schema(shape: type[Any], error: msgspec.ValidationError) -> RecordError:
    """Say that a record does not follow the schema, and where."""
    return RecordError(f"{shape.__name__}: {error}; see records/schema.json")


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
