"""`lofte` with a tagger that needs no models: every line with a bullet is a pledge of the police.

Tests run it as a program: python fake_lofte.py tag …
"""

import sys
import time
from collections import namedtuple
from pathlib import Path

import lofteNLP
from lofteNLP.cli import main
from lofteNLP.documents import ReadError, read
from lofteNLP.schema import Actor, Document, Kommun, Pledge, Theme

Failure = namedtuple("Failure", "path stage reason")


class FakeTagger:
    def tag_source(self, source):
        document = Document(
            source.name, source.path, source.sha256, source.title, source.text, [Kommun("Ale", "1440")], None,
            source.published, "2022-01-01", "2022-12-31", [], [], {"version": "fake"},
        )  # fmt: skip
        place = 0
        for line in source.text.splitlines(keepends=True):
            if line.startswith("• "):
                self.add(document, line[2:].strip(), place + 2)
            place += len(line)
        return document

    def add(self, document, text, start):
        number = len(document.pledges) + 1
        actor = Actor("polis", "responsible", "text", text.split()[0], start, start + len(text.split()[0]))
        document.pledges.append(
            Pledge(f"{document.document}#{number}", number, text, start, start + len(text), None, None, [actor], [], [],
                   [Theme("narvaro", 0.9)])
        )  # fmt: skip

    def pipe(self, paths):
        for path in paths:
            if path.stem == "slow":
                time.sleep(30)
            try:
                yield self.tag_source(read(path))
            except ReadError as error:
                yield Failure(path, "reading", error.reason)


def missing():
    raise FileNotFoundError("no base model; make it with: python training/train_base.py")


if __name__ == "__main__":
    lofteNLP.load = missing if Path("no-model").exists() else FakeTagger
    print("loaded", file=sys.stderr) if Path("tell").exists() else None
    main()
