"""Speed over HTTP: how long readers wait when several ask `lofte serve` at once.

    python benchmarks/serving.py [INDEX] [--clients 8] [--seconds 20] [--workers 2]

Starts `lofte serve` on INDEX, by default one of a million made pledges, which takes some minutes to write. Every client
is a thread with a kept-alive connection of its own (a bare socket, to leave the processor to the server) and asks its
next question when it has the answer to the last. Questions are drawn with a fixed seed: the queries of corpus/queries,
most of them with a theme, municipality, year or later page; so some come again, and many do not. The clients run on the
same machine and share its processors with the server.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from time import perf_counter, sleep
from urllib.parse import urlencode
from urllib.request import urlopen

from lofteNLP.search import Writer
from made_pledges import made_pledges
from rows import OURS, Row, as_json

QUERIES = Path(__file__).parents[1] / "corpus" / "queries" / "queries.jsonl"
MADE = 1_000_000  # pledges
COMMAND = "import sys; sys.argv[0] = 'lofte'; from lofteNLP.cli import main; main()"
WARM_UP = 3.0  # seconds
Draw = Callable[[random.Random], str]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print median, p95 and p99 of the waits, in milliseconds, for the JSON interface and for the pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", nargs="?", help="that `lofte index` wrote; by default one of a million made pledges")
    parser.add_argument("--clients", type=int, default=8, help="that ask at the same time (default: 8)")
    parser.add_argument("--seconds", type=float, default=20, help="of measuring, for each kind (default: 20)")
    parser.add_argument("--workers", type=int, default=2, help="of the server (default: 2)")
    parser.add_argument("--json", action="store_true", help="print the figures as one line of JSON")
    options = parser.parse_args(arguments)
    with index_folder(options.index) as index:
        server, port = started(index, options.workers)
        try:
            rows = list(measure(port, options.clients, options.seconds, options.json))
        finally:
            server.terminate()
            server.wait(10)
    if options.json:
        print(as_json(rows))
    return 0


def measure(port: int, clients: int, seconds: float, quiet: bool) -> Iterator[Row]:
    """Measure each kind of question."""
    for name, address in kinds(port).items():
        waits, wrong = measured(port, address, clients, seconds)
        if not quiet:
            print(f"{name:28} {described(waits, seconds)}  {wrong} not answered with 200", flush=True)
        if wrong:
            raise SystemExit(f"{name}: {wrong} questions were not answered")
        yield Row(f"{name}, {clients} clients at once, p95", OURS, 1000 * quantile(waits, 0.95), "ms", "less")


@contextmanager
def index_folder(given: str | None) -> Iterator[str]:
    """Give the index, or write one of made pledges."""
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory() as folder:
        with Writer(Path(folder, "index")) as writer:
            writer.add(islice(made_pledges(), MADE))
        yield f"{folder}/index"


def kinds(port: int) -> dict[str, Draw]:
    """Give the kinds of question, each as a function that draws an address."""
    with urlopen(f"http://127.0.0.1:{port}/api/facets?facets=theme&facets=kommun") as answer:
        facets = json.load(answer)
    themes, places = ([value["value"] for value in facets[name]] for name in ("theme", "kommun"))
    queries = [json.loads(line)["query"] for line in QUERIES.read_text("utf-8").splitlines()]

    def question(draw: random.Random) -> str:
        pairs = [("q", draw.choice(queries))]
        chance = draw.random()
        if chance < 0.2:
            pairs.append(("theme", draw.choice(themes)))
        elif chance < 0.4:
            pairs.append(("kommun", draw.choice(places)))
        elif chance < 0.5:
            pairs.append(("year", str(draw.randint(2014, 2024))))
        elif chance < 0.6:
            pairs.append(("page", str(draw.randint(2, 5))))
        return urlencode(pairs)

    return {
        "JSON": lambda draw: f"/api/search?{question(draw)}",
        "JSON with three facets": lambda draw: f"/api/search?{question(draw)}&facets=theme&facets=kommun&facets=year",
        "page": lambda draw: f"/sok?{question(draw)}",
    }


def started(index: str, workers: int) -> tuple[subprocess.Popen[str], int]:
    """Start the server; give it and its port when it answers."""
    command = [sys.executable, "-c", COMMAND, "serve", index, "--port", "0", "--workers", str(workers)]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    said = server.stderr.readline()
    found = re.search(r":(\d+)/", said)
    if not found:
        raise SystemExit(f"lofte serve did not start: {said}{server.stderr.read()}")
    threading.Thread(target=server.stderr.read, daemon=True).start()  # lest it wait for a reader
    for _ in range(100):
        try:
            urlopen(f"http://127.0.0.1:{found[1]}/hjalp").close()
            break
        except OSError:
            sleep(0.1)
    return server, int(found[1])


def measured(port: int, address: Draw, clients: int, seconds: float) -> tuple[list[float], int]:
    """Let the clients ask; give the seconds that they waited, and how many answers were errors."""
    waits: list[list[float]] = [[] for _ in range(clients)]
    wrong: list[int] = [0] * clients
    begin = perf_counter() + WARM_UP

    def client(place: int) -> None:
        draw = random.Random(f"{clients} {place}")
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while (asked := perf_counter()) < begin + seconds:
                status = ask(connection, address(draw))
                if asked > begin:
                    waits[place].append(perf_counter() - asked)
                    wrong[place] += status != 200

    threads = [threading.Thread(target=client, args=(place,)) for place in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [wait for own in waits for wait in own], sum(wrong)


def ask(connection: socket.socket, address: str) -> int:
    """Ask for an address and read the whole answer; give its status."""
    connection.sendall(f"GET {address} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    received = bytearray()
    while (end := received.find(b"\r\n\r\n")) < 0:
        received += connection.recv(65536)
    length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", received[: end + 2])
    assert length, "an answer without its length"
    missing = end + 4 + int(length[1]) - len(received)
    while missing > 0:
        missing -= len(connection.recv(min(missing, 65536)))
    return int(received[9:12])


def described(waits: list[float], seconds: float) -> str:
    """Write the figures of one kind of question."""
    figures = (("median", quantile(waits, 0.5)), ("p95", quantile(waits, 0.95)), ("p99", quantile(waits, 0.99)))
    shown = " ".join(f"{name} {1000 * wait:6.1f}" for name, wait in figures)
    return f"{shown} ms  {len(waits) / seconds:6.0f} answers/s"


def quantile(waits: list[float], share: float) -> float:
    """Give the wait that a share of all do not exceed."""
    return sorted(waits)[int(len(waits) * share)]


if __name__ == "__main__":
    sys.exit(main())
