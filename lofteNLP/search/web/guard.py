"""What holds for every request and answer: the host is ours, only reading is asked, and the headers are strict."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from ipaddress import ip_address
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LOOPBACK = ("localhost", "127.0.0.1", "::1")
METHODS = ("GET", "HEAD")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
LONGEST_ADDRESS = 16_000  # bytes of path and query


class Guard:
    """Stands before the application.

    Parameters
    ----------
    app
        What answers the requests that pass.
    refuse
        What answers the others; takes the status and the path, and writes an answer in the form of that path.
    names
        The names and addresses under which the page may be asked for. Another name in the Host header is a page
        elsewhere that has its name point here (DNS rebinding).
    """

    def __init__(self, app: App, refuse: Callable[[int, str], App], names: Iterable[str] = LOOPBACK) -> None:
        self.app = app
        self.refuse = refuse
        self.names = frozenset(name.lower() for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI)."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self._answer(scope, receive, _strictly(send, body=scope["method"] != "HEAD"))

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        status = self._refusal(scope)
        app = self.app if status is None else self.refuse(status, scope["path"])
        await app({**scope, "method": "GET"}, receive, send)

    def _refusal(self, scope: Scope) -> int | None:
        """Tell the status of a request that may not pass."""
        if not scope["query_string"].isascii():
            return 400
        if scope["method"] not in METHODS:
            return 405
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
            return 414
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        if len(hosts) != 1 or host_name(hosts[0].decode("latin-1")) not in self.names:
            return 421
        return None


def host_name(header: str) -> str:
    """Take the name or address out of a Host header; what is neither comes out as nothing.

    Examples
    --------
    >>> host_name("LOCALHOST:8000"), host_name("[::1]:80"), host_name("127.0.0.1"), host_name("a@b")
    ('localhost', '::1', '127.0.0.1', '')
    """
    name, port = header.strip(), ""
    if name.startswith("["):
        name, bracket, port = name[1:].partition("]")
        if not bracket or not _is_address(name):
            return ""
    else:
        name, _, port = name.partition(":")
    if port.removeprefix(":") and not port.removeprefix(":").isdecimal():
        return ""
    return name.lower() if name and all(char.isalnum() or char in ".-:" for char in name) else ""


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _strictly(send: Send, body: bool) -> Send:
    """Send with the strict headers, and with no body to HEAD."""
    strict = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], *strict]}
        elif not body:
            message = {**message, "body": b""}
        await send(message)

    return sending
