"""One process: websockets to Channels, HTTP to Django's WSGI application, due work in the lifespan."""

import stillroom.config.start  # noqa: F401 before anything that imports a model

# isort: split
import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from a2wsgi import WSGIMiddleware
from django.conf import settings

from stillroom.accounts.sockets import Receive, Scope, Send
from stillroom.config.lifespan import lifespan
from stillroom.config.websockets import websockets
from stillroom.config.wsgi import application as wsgi_application

Application = Callable[[Scope, Receive, Send], Awaitable[None]]

SLOWEST = 120.0  # seconds for some 64 kB, which is what a server holds ready: a line of 5 kbit/s
# As many threads as two cores can use beside Argon2; more would only queue on SQLite's one writer.
_wsgi: Application = WSGIMiddleware(wsgi_application, workers=12)  # type: ignore[assignment]  # it names each event


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        await _http(scope, receive, send)
    elif scope["type"] == "websocket":
        await websockets(scope, receive, send)
    else:
        await lifespan(receive, send)


async def _http(scope: Scope, receive: Receive, send: Send) -> None:
    """A thread is given to a request when all of it is here: a phone with a bad line holds up nobody else."""
    body = await _body(receive)
    if body is None:
        return

    async def given() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    await _wsgi(scope, given, Patient(send))


class Patient:
    """Waits `SLOWEST` seconds for somebody to take the next piece, and then no more: the rest is let go, and the thread
    that makes it is free. The server closes a connection whose answer was not whole."""

    def __init__(self, send: Send, slowest: float = SLOWEST) -> None:
        self._send = send
        self._slowest = slowest
        self._gave_up = False

    async def __call__(self, message: dict[str, Any]) -> None:
        if self._gave_up:
            return
        try:
            async with asyncio.timeout(self._slowest):
                await self._send(message)
        except TimeoutError:
            self._gave_up = True


async def _body(receive: Receive) -> bytes | None:
    """What was sent, or None when the line broke first: half a message must not be kept as if it were all of it.

    Of more than Django takes only so much is kept that Django still refuses it, in a page that says so; the rest is
    let through to nobody, because a browser shows an answer only after it has sent all.
    """
    kept = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        kept += message.get("body", b"")[: settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1 - len(kept)]
        if not message.get("more_body", False):
            return bytes(kept)
