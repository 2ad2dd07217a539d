"""Any typed value, as a hypothesis strategy that leaves hypothesis's own table of types alone."""

from dataclasses import fields, is_dataclass
from typing import Literal, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from lofteNLP.records.plain import optional

UTF8 = st.characters(exclude_categories=["Cs"])


def any_record(kind, text):
    """Give a strategy for a dataclass of the schema; `text` is the strategy for its strings."""
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return st.builds(kind, **{field.name: any_record(hints[field.name], text) for field in fields(kind)})
    if (inner := optional(kind)) is not None:
        return st.none() | any_record(inner, text)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin is list:
        return st.lists(any_record(arguments[0], text), max_size=3)
    if origin is dict:
        return st.dictionaries(text, text, max_size=3)
    return {str: text, int: st.integers(0, 2**40), float: st.floats(allow_nan=False, allow_infinity=False)}[kind]
