"""The process that reads PDFs: a frame of bytes in, a line of JSON out, until its input ends.

A PDF of two kilobytes can keep pdfium busy for hours or unpack to any size, and a damaged one may crash it.  Here that
ends this process, and the file is refused.  What comes back is JSON: nothing in it can do anything.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from typing import Any

from lofteNLP.documents.from_pdf import read_pdf
from lofteNLP.documents.reading import Refused

LENGTH = 8  # bytes that tell how long a frame is


def main(seconds: int, memory: int) -> None:
    """Serve the process that started this one; every document may take so many seconds and so many bytes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who started us
    threading.Thread(target=_leave_with, args=[os.getppid()], daemon=True).start()
    _bound_memory(memory)
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while head := source.read(LENGTH):
        data = source.read(int.from_bytes(head, "big"))
        _bound_time(seconds)
        sink.write(json.dumps(_reply(data)).encode() + b"\n")
        sink.flush()


def _reply(data: bytes) -> dict[str, Any]:
    """What the reader gives, or how it failed."""
    try:
        content = read_pdf(data)
    except Refused as refused:
        return {"refused": str(refused)}
    except RecursionError:
        return {"refused": "its parts are nested too deeply; print it to a new PDF"}
    except MemoryError:
        return {"refused": "it takes more memory to read than a PDF may; print it to a new PDF"}
    except Exception as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        return {"refused": f"damaged PDF file ({reason}); fetch or save it anew"}
    marks = [[mark.kind, mark.level, mark.start_char, mark.end_char] for mark in content.marks]
    return {"text": content.text, "marks": marks, "title": content.title, "published": content.published}


def _bound_memory(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such bounds
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash leaves no picture of the memory behind


def _bound_time(seconds: int) -> None:
    """Give the next document its seconds of computing; a second too many ends the process."""
    try:
        import resource
    except ImportError:
        return
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    end = int(time.process_time()) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (end if hard == resource.RLIM_INFINITY else min(end, hard), hard))


def _leave_with(parent: int) -> None:
    """End when the process that started us is gone, even in the middle of a document."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
