"""`lofte` with a tagger that needs no models: every line with a bullet is a pledge of the police.

Tests run it as a program: python fake_lofte.py tag …  A line "!WORD …" in a document makes the tagger misbehave, and
where TAGGED names a file, a line goes there for every document that was tagged.
"""

import os
import signal
import sys
import time
from pathlib import Path

import lofteNLP
import lofteNLP.tagger
from lofteNLP.cli import main
from lofteNLP.schema import Actor, Document, Kommun, Pledge, Theme

VERSION = {"version": os.environ.get("FAKE_VERSION", "fake")}


class FakeTagger(lofteNLP.Tagger):
    def __init__(self):
        self.version = VERSION

    def tag_sources(self, sources):
        return [self.tag_one(source) for source in sources]

    def tag_one(self, source):
        if "TAGGED" in os.environ:
            with open(os.environ["TAGGED"], "a") as log:
                log.write(f"{os.getpid()} {source.sha256}\n")
        document = Document(
            source.name, source.path, source.sha256, source.title, source.text, [Kommun("Ale", "1440")], None,
            source.published, "2022-01-01", "2022-12-31", [], [], self.version,
        )  # fmt: skip
        place = 0
        for line in source.text.splitlines(keepends=True):
            if line.startswith("• "):
                self.add(document, line[2:].strip(), place + 2)
            elif line.startswith("!"):
                misbehave(*line[1:].split())
            place += len(line)
        return document

    def add(self, document, text, start):
        number = len(document.pledges) + 1
        actor = Actor("polis", "responsible", "text", text.split()[0], start, start + len(text.split()[0]))
        document.pledges.append(
            Pledge(f"{document.document}#{number}", number, text, start, start + len(text), None, None, [actor], [], [],
                   [Theme("narvaro", 0.9)])
        )  # fmt: skip


def misbehave(how, *more):
    if how == "sleep":
        time.sleep(float(more[0]))
    elif how == "signal":
        os.kill(os.getpid(), getattr(signal, more[0]))
    elif how == "exit":
        os._exit(int(more[0]))
    elif how == "leave":
        sys.exit(int(more[0]))
    elif how == "raise":
        raise {"MemoryError": MemoryError, "RecursionError": RecursionError, "KeyError": KeyError}[more[0]]("oj")
    elif how == "print":
        print(*more, flush=True)
    elif how == "unless":  # misbehave as long as there is no such file
        name, *then = more
        Path(name).exists() or misbehave(*then)


def missing(*arguments):
    raise FileNotFoundError("no base model; make it with: python training/train_base.py")


def dying():
    os._exit(9)


if __name__ in {"__main__", "__mp_main__"}:  # the program, and worker processes, which import it under the second name
    lofteNLP.load = missing if Path("no-model").exists() else dying if Path("dying-model").exists() else FakeTagger
    lofteNLP.tagger.shipped_version = lambda: VERSION

if __name__ == "__main__":
    print("loaded", file=sys.stderr, flush=True) if Path("tell").exists() else None
    main()
