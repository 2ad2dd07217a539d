"""PDFs are read in a process of their own, with bounds on time and memory; see `lofteNLP.documents.pdf_child`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import Any

from lofteNLP.documents.pdf_child import LENGTH
from lofteNLP.documents.reading import Content, Refused
from lofteNLP.documents.source import PDF_MEMORY, PDF_SECONDS, Mark

_LIMITS = (
    f"the PDF crashes the reader, or takes more than {PDF_SECONDS} s of computing or {PDF_MEMORY // 10**9} GB of "
    "memory; print it to a new PDF"
)


@dataclass(slots=True)
class _Child:
    process: subprocess.Popen[bytes]
    owner: int  # a process that was forked from ours must not talk to our child


_lock = threading.Lock()  # pdfium reads one document at a time
_child: _Child | None = None


def read_pdf(data: bytes) -> Content:
    """Read the text of a PDF; the child that does it is started with the first PDF and kept.

    Raises
    ------
    Refused
        Where the reader refuses the file or stumbles over it, or the file ends the reader.
    """
    with _lock:
        line = _exchange(data)
    reply: dict[str, Any] = json.loads(line)
    if "refused" in reply:
        raise Refused(reply["refused"])
    marks = tuple(Mark(*mark) for mark in reply["marks"])
    return Content(reply["text"], marks, reply["title"], reply["published"])


def _exchange(data: bytes) -> bytes:
    """Give the child the document and take its answer."""
    global _child
    if _child is None or _child.owner != os.getpid() or _child.process.poll() is not None:
        _child = _Child(_started(), os.getpid())
    process = _child.process
    assert process.stdin and process.stdout
    try:
        process.stdin.write(len(data).to_bytes(LENGTH, "big"))
        process.stdin.write(data)
        process.stdin.flush()
        line = process.stdout.readline()
    except BrokenPipeError:
        line = b""
    except BaseException:  # Ctrl-C in between: the answer that is still to come belongs to nobody
        _end(process)
        raise
    if not line.endswith(b"\n"):
        _end(process)
        raise Refused(_LIMITS)
    return line


def _started() -> subprocess.Popen[bytes]:
    """Start a child that imports what we import, and nothing from the working folder."""
    paths = os.pathsep.join(path for path in sys.path if path)
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "lofteNLP.documents.pdf_child", str(PDF_SECONDS), str(PDF_MEMORY)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": paths},
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()  # closes the pipes and waits
