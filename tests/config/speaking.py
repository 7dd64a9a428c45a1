"""Speaking ASGI to an application as a server does, without a network."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

Event = dict[str, Any]
App = Callable[[Any, Any, Any], Awaitable[None]]


@dataclass(slots=True)
class Line:
    """What goes in and what came out, in order."""

    coming: asyncio.Queue[Event] = field(default_factory=asyncio.Queue)
    said: asyncio.Queue[Event] = field(default_factory=asyncio.Queue)

    def hears(self, *events: Event) -> "Line":
        for event in events:
            self.coming.put_nowait(event)
        return self

    async def next(self, patience: float = 10.0) -> Event:
        return await asyncio.wait_for(self.said.get(), patience)

    @property
    def silent(self) -> bool:
        return self.said.empty()


def http(method: str, path: str, **headers: str) -> Event:
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "http_version": "1.1",
        "scheme": "http",
        "server": ("localhost", 8000),
        "client": ("127.0.0.1", 50_000),
        "headers": [(b"host", b"localhost:8000"), *named],
    }


def part(body: bytes, *, more: bool = False) -> Event:
    return {"type": "http.request", "body": body, "more_body": more}


GONE: Event = {"type": "http.disconnect"}


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


async def ask(app: App, scope: Event, *events: Event) -> Answer | None:
    """The whole answer to one request, or None when there was none."""
    line = Line().hears(*events)
    await asyncio.wait_for(app(scope, line.coming.get, line.said.put), 20)
    if line.silent:
        return None
    start, body = await line.next(), b""
    while not line.silent:
        body += (await line.next())["body"]
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], headers, body)
