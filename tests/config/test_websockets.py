"""A socket is opened by a page of this very host, and an address that is not there closes without a word more."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from channels.security.websocket import AllowedHostsOriginValidator
from pytest_django import Settings

from stillroom.accounts.sockets import NOT_THERE
from stillroom.config import websockets as rooms
from stillroom.config.websockets import comes_from_here, websockets
from tests.config.speaking import App, Event, Line

CONNECT = {"type": "websocket.connect"}
OWN = "http://localhost:8000"
FOREIGN = [
    "http://evil.example",
    "http://localhost:9000",  # another program on the same computer: cookies go to it as well
    "http://localhost",
    "http://localhost:8000.evil.example",
    "http://evil.example/localhost:8000",
    "null",
    "",
    "http://[",
]


def headers(origin: str | None, host: str | None = "localhost:8000") -> list[tuple[bytes, bytes]]:
    named = [(b"origin", origin), (b"host", host)]
    return [(name, value.encode()) for name, value in named if value is not None]


async def heard(path: str, origin: str | None, app: App = websockets) -> list[Event]:
    """All that the browser gets after it has asked to connect."""
    line = Line().hears(CONNECT)
    scope = {"type": "websocket", "path": path, "headers": headers(origin), "client": ("127.0.0.1", 5)}
    await app(scope, line.coming.get, line.said.put)
    return [await line.next() for _ in range(line.said.qsize())]


CLOSED = {"type": "websocket.close", "code": NOT_THERE}
NOTHING_THERE = [{"type": "websocket.accept"}, CLOSED]
PATHS: list[Callable[[], str]] = [
    lambda: f"/ws/room/{uuid4()}/",
    lambda: f"/ws/with/{uuid4()}/",
    lambda: "/ws/",
    lambda: "/",
    lambda: "/ws/room/not-an-id/",
    lambda: "/today/",
]


@pytest.mark.parametrize("path", PATHS)
async def test_an_address_that_is_not_there_says_the_same_as_a_room_of_others(path: Callable[[], str]) -> None:
    assert await heard(path(), OWN) == NOTHING_THERE


@pytest.mark.parametrize("origin", [*FOREIGN, None])
@pytest.mark.parametrize("path", PATHS[:2])
async def test_a_page_from_elsewhere_is_refused_before_anything_is_opened(
    path: Callable[[], str], origin: str | None
) -> None:
    assert await heard(path(), origin) == [CLOSED]


async def test_without_the_look_at_its_origin_it_would_be_let_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    monkeypatch.setattr(rooms, "comes_from_here", lambda _headers: True)
    assert await heard("/ws/", "http://evil.example") == NOTHING_THERE


async def test_the_usual_look_lets_in_other_ports_of_this_host() -> None:
    """The control: why there is one of our own."""
    usual = AllowedHostsOriginValidator(rooms.nowhere)
    assert await heard("/ws/", "http://localhost:9000", usual) == NOTHING_THERE
    assert await heard("/ws/", "http://localhost:9000") == [CLOSED]


def test_only_the_host_that_was_asked_for_and_that_we_answer_to_is_here(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["quiet.example", "[::1]"]
    assert comes_from_here(headers("https://quiet.example", "quiet.example"))
    assert comes_from_here(headers("http://[::1]:8000", "[::1]:8000"))
    assert not comes_from_here(headers("https://evil.example", "evil.example"))
    assert not comes_from_here(headers("https://quiet.example", "evil.example"))
    assert not comes_from_here(headers("https://quiet.example", None))
    assert not comes_from_here([*headers("https://quiet.example", "quiet.example"), (b"origin", b"https://e.example")])
    assert not comes_from_here([*headers("https://quiet.example", "quiet.example"), (b"host", b"quiet.example")])


async def test_who_is_gone_before_the_first_word_gets_none() -> None:
    for origin in (OWN, "http://evil.example"):
        line = Line().hears({"type": "websocket.disconnect", "code": 1006})
        scope = {"type": "websocket", "path": "/ws/", "headers": headers(origin)}
        await websockets(scope, line.coming.get, line.said.put)
        assert line.silent
