"""Typed values come in; records go out, as plain dicts, JSON Lines, Parquet or CSV, and are read back equal."""

from lofteNLP.records.formats import FORMATS, Format, format_of, read, write
from lofteNLP.records.plain import RecordError, from_dict
from lofteNLP.records.pledge import PledgeRecord, pledge_records
from lofteNLP.records.whole_file import remove_leftovers, whole_file

__all__ = [
    "FORMATS",
    "Format",
    "PledgeRecord",
    "RecordError",
    "format_of",
    "from_dict",
    "pledge_records",
    "read",
    "remove_leftovers",
    "whole_file",
    "write",
]
