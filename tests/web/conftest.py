"""An index with a few documents, the web application over it, and a way to ask that leaves addresses as they are."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

import pytest

from lofteNLP.records import PledgeRecord, pledge_records
from lofteNLP.schema import Actor, Deadline, Document, Kommun, Pledge, Quantity, Theme
from lofteNLP.search.web.app import application
from lofteNLP.search.writing import Writer

HOSTILE = """<script>alert(1)</script>"><img src=x onerror=alert(2)>'{{7*7}}"""


def found(text: str, part: str) -> tuple[str, int, int]:
    """A part of a text with its place."""
    start = text.index(part)
    return part, start, start + len(part)


def document(name: str, kommun: Kommun, valid: tuple, text: str, pledges: list[Pledge], title=None) -> Document:
    return Document(name, f"{name}.txt", "", title or name, text, [kommun], None, None, *valid, [], pledges, {})


def pledge(name: str, number: int, whole: str, text: str, themes: str, **values) -> Pledge:
    start = whole.index(text)
    labelled = [Theme(label, 0.9) for label in themes.split()]
    return Pledge(f"{name}#{number}", number, text, start, start + len(text), "Våra löften", "Vi lovar att:",
                  themes=labelled, **values)  # fmt: skip


def ale() -> Document:
    text = (
        "Löften i Ale\n\nVi lovar att:\n• Polisen gör minst fyra krogtillsyner per halvår.\n"
        "• Kommunen byter lamporna vid bryggan senast i maj.\n• Polisen går till fots i Nol."
    )
    police, municipality = Actor("polis", "responsible", "text", *found(text, "Polisen")), found(text, "Kommunen")
    pledges = [
        pledge("ale 2021", 1, text, "Polisen gör minst fyra krogtillsyner per halvår.", "krog tillsyn", actors=[police],
               quantities=[Quantity(*found(text, "minst fyra krogtillsyner per halvår"), ">=", 4.0, None,
                                    "krogtillsyn", "halvår")]),
        pledge("ale 2021", 2, text, "Kommunen byter lamporna vid bryggan senast i maj.", "trygg_miljo",
               actors=[Actor("kommun", "responsible", "text", *municipality, "Ale", "1440"),
                       Actor("foreningar", "partner", "heading", *found(text, "Ale"))],
               deadlines=[Deadline(*found(text, "senast i maj"), "deadline", None, "2021-05-31", "2021-05")]),
        pledge("ale 2021", 3, text, "Polisen går till fots i Nol.", "narvaro", actors=[police]),
    ]  # fmt: skip
    return document("ale 2021", Kommun("Ale", "1440"), ("2021-01-01", "2021-12-31"), text, pledges, "Löften i Ale")


def kinda(number: int = 14) -> Document:
    sentences = [f"Polisen gör krogtillsyn nummer {place} i Rimforsa." for place in range(1, number + 1)]
    text = "\n".join(sentences)
    pledges = [pledge("kinda/22", place, text, one, "krog") for place, one in enumerate(sentences, 1)]
    return document("kinda/22", Kommun("Kinda", "0513"), ("2022-01-01", "2023-12-31"), text, pledges)


def hostile() -> Document:
    text = f"Vakten {HOSTILE} ropar"
    actor = Actor("polis", "responsible", "text", *found(text, "Vakten"), name=HOSTILE)
    quantity = Quantity(HOSTILE, 7, 7 + len(HOSTILE), "=", 1.0, None, HOSTILE, None)
    deadline = Deadline(HOSTILE, 0, 6, "deadline", HOSTILE, HOSTILE, HOSTILE)
    own = Pledge(f"{HOSTILE}#1", 1, text, 0, len(text), HOSTILE, HOSTILE, [actor], [quantity], [deadline],
                 [Theme(HOSTILE, 0.5)])  # fmt: skip
    return Document(HOSTILE, HOSTILE, "", HOSTILE, text, [Kommun(HOSTILE, "9999")], HOSTILE, None, None, None, [],
                    [own], {})  # fmt: skip


def surrogate() -> Document:
    text = "Polisen lyssnar \udcf6 i Bräkne"
    return document("br\udce4kne", Kommun("Ronneby", "1081"), ("2020-01-01", "2020-12-31"), text,
                    [pledge("br\udce4kne", 1, text, text, "dialog")])  # fmt: skip


def records_only() -> list[PledgeRecord]:
    """Pledges whose document the index does not have."""
    text = "Kommunen röjer sly vid Lillån varje vår."
    own = [pledge("gislaved", 1, text, text, "trygg_miljo")]
    gislaved = Kommun("Gislaved", "0662")
    return list(pledge_records(document("gislaved", gislaved, ("2019-01-01", "2019-12-31"), text, own)))


@dataclass
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self):
        return json.loads(self.body)

    def header(self, name: str) -> str | None:
        return dict(self.headers).get(name)


def ask(app, address: str | bytes, method: str = "GET", host: str | None = "localhost") -> Answer:
    """Ask an application as a server does: the path unquoted, the query as it is."""
    raw = quote(address, safe="%/?&=+#:;,.~!$()*@'").encode() if isinstance(address, str) else address
    path, _, query = raw.partition(b"?")
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": unquote_to_bytes(path).decode(errors="replace"), "raw_path": path, "query_string": query,
        "root_path": "", "headers": [(b"host", host.encode())] if host is not None else [],
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
    }  # fmt: skip
    sent: list[dict] = []

    requests = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive():
        return requests.pop() if requests else await asyncio.Event().wait()  # the asker stays

    async def send(message):
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    headers = [(name.decode(), value.decode()) for name, value in sent[0]["headers"]]
    return Answer(sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:]))


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    """The folder of the index."""
    path = tmp_path_factory.mktemp("web") / "index"
    with Writer(path) as writer:
        writer.add([ale(), kinda(), hostile(), surrogate()])
        writer.add(records_only())
    return path


@pytest.fixture(scope="session")
def app(folder):
    return application(folder)


@pytest.fixture(scope="session", name="ask")
def _ask():
    """Ask any application."""
    return ask


@pytest.fixture(scope="session", name="kinda")
def _kinda():
    """Make a document with a number of pledges."""
    return kinda


@pytest.fixture(scope="session")
def hostile_name() -> str:
    """The name of the hostile document, whose every text is markup."""
    return HOSTILE


@pytest.fixture
def get(app):
    """Ask the application for an address."""
    return lambda address, **values: ask(app, address, **values)
