"""`lofte serve`: an index as web pages and a JSON interface."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from pathlib import Path

import click

from lofteNLP.cli.output import EXISTING, say

WAITING = 2048  # connections that may wait to be taken


@click.command(short_help="Serve an index as web pages and a JSON interface.")
@click.argument("index", type=EXISTING)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help="A name by which browsers ask for the page, besides localhost and --host; may be given again.",
)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that answer.")
def serve(index: Path, host: str, port: int, names: tuple[str, ...], workers: int) -> None:
    """Serve INDEX, which `lofte index` wrote, as pages in Swedish and a JSON interface (/api/openapi.json).

    Only this machine can reach them unless --host says otherwise. What is written to the index meanwhile shows too.

    \b
    Examples:
      lofte serve my-index
      lofte serve my-index --host 0.0.0.0 --name loften.example.se --workers 2
    """
    try:
        import uvicorn

        from lofteNLP.search.web.app import INDEX, NAMES, application
        from lofteNLP.search.web.guard import LOOPBACK
    except ModuleNotFoundError as error:
        raise click.ClickException(f'{error.name} is missing; install it: pip install "lofteNLP[search]"') from error

    allowed = (*LOOPBACK, host, *names)
    try:
        application(index, allowed)  # what cannot be opened is told of here, not by every worker
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    os.environ |= {INDEX: str(index.resolve()), NAMES: " ".join(allowed)}
    listening = _listen(host, port)
    port = listening.getsockname()[1]
    say(f"lofte: serving {index} at http://{f'[{host}]' if ':' in host else host}:{port}/ (Ctrl+C ends it)")
    config = uvicorn.Config(
        "lofteNLP.search.web.app:worker",
        factory=True,
        workers=workers,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
    )
    with suppress(KeyboardInterrupt):
        if workers == 1:
            uvicorn.Server(config).run([listening])
        else:
            from uvicorn.supervisors import Multiprocess

            Multiprocess(config, [listening]).run()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=WAITING)
    except OSError as error:
        raise click.ClickException(f"cannot listen on {host}:{port} ({error.strerror}); give another --port") from error
    # Head and body of an answer are two packets: without this the second waits 40 ms for word of the first.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening
