"""Libraries that warn of every oddity in a file are kept quiet: what matters to the user is a ReadError."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet(*names: str) -> Iterator[None]:
    """Silence loggers for a while.

    Examples
    --------
    >>> with quiet("pdfminer"):
    ...     logging.getLogger("pdfminer.psparser").error("not shown")
    """
    loggers = [logging.getLogger(name) for name in names]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
