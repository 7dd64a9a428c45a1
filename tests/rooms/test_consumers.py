"""The socket of a room, spoken to as a server speaks to it."""

import asyncio
import json
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from types import CoroutineType
from typing import Any

import pytest

from stillroom.accounts.people import SESSION_COOKIE
from stillroom.accounts.sockets import ELSEWHERE, NOT_A_MESSAGE, NOT_THERE, OVER, TOO_MUCH
from stillroom.base import presence
from stillroom.base.errors import Hidden
from stillroom.rooms import consumers, relays
from stillroom.rooms.consumers import RoomSocket, still_signed_in
from stillroom.rooms.protocol.room import Role
from stillroom.rooms.queries import Seat
from stillroom.rooms.switchboard import Switchboard
from stillroom.rooms.turn import Relay
from stillroom.vault.sessions import session_of, start_session
from tests.cast import Person

PAGE, CALL = "p" * 22, "c" * 22
SPACE = uuid.uuid4()
NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


class Browser:
    """One websocket connection to the application, without a network."""

    def __init__(self, app: RoomSocket, cookie: str) -> None:
        self._in: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._out: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.headers = [(b"cookie", f"{SESSION_COOKIE}={cookie}".encode()), (b"user-agent", b"x")]
        self.scope = {
            "type": "websocket",
            "path": f"/ws/room/{SPACE}/",
            "headers": self.headers,
            "client": ("192.0.2.77", 4),
            "url_route": {"kwargs": {"space": SPACE}},
        }
        self._in.put_nowait({"type": "websocket.connect"})
        self.task = asyncio.ensure_future(app(self.scope, self._in.get, self._out.put))

    async def heard(self) -> dict[str, Any]:
        """The next thing that the application sent."""
        event = await asyncio.wait_for(self._out.get(), 2)
        return json.loads(event["text"]) if event["type"] == "websocket.send" else event

    def say(self, **message: object) -> None:
        self._in.put_nowait({"type": "websocket.receive", "text": json.dumps(message)})

    def send(self, event: dict[str, Any]) -> None:
        self._in.put_nowait(event)

    async def gone(self) -> None:
        self._in.put_nowait({"type": "websocket.disconnect", "code": 1001})
        await asyncio.wait_for(self.task, 2)

    @property
    def silent(self) -> bool:
        return self._out.empty()


def seats(cookie: str, space: uuid.UUID, now: datetime) -> Seat:
    """Tom and Ada have seats; their cookies are their names here."""
    roles: dict[str, Role] = {"tom": "therapist", "ada": "client", "ada-phone": "client"}
    if cookie not in roles:
        raise Hidden
    tags = (presence.tag("session", cookie.encode()), presence.tag("space", space.bytes))
    return Seat(roles[cookie], b"room", cookie.encode(), tags)


@pytest.fixture(autouse=True)
def signed_in(monkeypatch: pytest.MonkeyPatch) -> dict[bytes, bool]:
    """Sessions by id: whether they live, and (True) that they were last used by a call or by waiting."""
    alive: dict[bytes, bool] = {b"tom": False, b"ada": False, b"ada-phone": False}

    def still(session: bytes, *, in_use: bool, now: datetime) -> bool:
        if session in alive:
            alive[session] = in_use
        return session in alive

    monkeypatch.setattr(consumers, "still_signed_in", still)
    return alive


@pytest.fixture
def app() -> RoomSocket:
    return RoomSocket(seats, Switchboard())


@pytest.fixture
def relay() -> Iterator[Relay]:
    relays.use(Relay("127.0.0.1", 3478, "secret"))
    yield Relay("127.0.0.1", 3478, "secret")
    relays.use(None)


@asynccontextmanager
async def joined(app: RoomSocket, *names: str) -> AsyncIterator[list[Browser]]:
    browsers = []
    for name in names:
        browser = Browser(app, name)
        browsers.append(browser)
        assert await browser.heard() == {"type": "websocket.accept"}
    yield browsers
    for browser in browsers:
        await browser.gone()


async def test_a_therapist_lets_a_client_in_and_they_talk(app: RoomSocket) -> None:
    async with joined(app, "tom", "ada") as (tom, ada):
        ada.say(type="knock", page=PAGE, mode="voice")
        assert await ada.heard() == {"type": "here", "therapist": True}
        assert await tom.heard() == {"type": "waiting", "page": PAGE, "mode": "voice"}
        tom.say(type="admit", page=PAGE)
        assert await ada.heard() == {"type": "admitted"}
        ada.say(type="ready", call=None)
        assert await tom.heard() == {"type": "ready", "call": None}
        ada.say(type="bye")
        assert await tom.heard() == {"type": "bye"}


async def test_before_they_are_let_in_a_client_reaches_nobody(app: RoomSocket, relay: Relay) -> None:
    async with joined(app, "tom", "ada") as (tom, ada):
        ada.say(type="ready", call=None)
        ada.say(type="restart", call=CALL)
        ada.say(type="relay?")
        ada.say(type="ping")
        assert await ada.heard() == {"type": "pong"}
        assert tom.silent
        assert ada.silent


async def test_inside_each_gets_credentials_of_their_own(app: RoomSocket, relay: Relay) -> None:
    async with joined(app, "tom", "ada") as (tom, ada):
        ada.say(type="knock", page=PAGE, mode="voice")
        await ada.heard(), await tom.heard()
        tom.say(type="admit", page=PAGE)
        await ada.heard()
        tom.say(type="relay?")
        ada.say(type="relay?")
        toms, adas = await tom.heard(), await ada.heard()
        assert toms["urls"] == adas["urls"] == list(relay.urls)
        assert toms["username"] != adas["username"]
        relays.use(None)
        ada.say(type="relay?")
        assert await ada.heard() == {"type": "relay", "urls": [], "username": "", "credential": ""}


@pytest.mark.parametrize("cookie", ["eve", "", "ada; bad"])
async def test_somebody_else_hears_what_a_room_that_never_was_says(app: RoomSocket, cookie: str) -> None:
    eve = Browser(app, cookie)
    assert [await eve.heard(), await eve.heard()] == [
        {"type": "websocket.accept"},
        {"type": "websocket.close", "code": NOT_THERE},
    ]
    await eve.gone()


@pytest.mark.parametrize(
    "event",
    [
        {"text": "hello"},
        {"text": '{"type":"ping","and":1}'},
        {"text": '{"type":"admit","page":"%s"}' % PAGE},  # noqa: UP031 braces
        {"bytes": b'{"type":"ping"}'},
        {"text": " " * 100_000},
    ],
)
async def test_a_frame_that_no_page_of_ours_sends_ends_the_line(app: RoomSocket, event: dict[str, Any]) -> None:
    async with joined(app, "tom", "ada") as (tom, ada):
        ada.send({"type": "websocket.receive", **event})
        assert await ada.heard() == {"type": "websocket.close", "code": NOT_A_MESSAGE}
        await asyncio.wait_for(ada.task, 2)
        assert tom.silent


async def test_a_flood_ends_the_line(app: RoomSocket) -> None:
    async with joined(app, "ada") as (ada,):
        for _ in range(500):
            ada.say(type="ping")
        heard = [await ada.heard()]
        while heard[-1] == {"type": "pong"}:
            heard.append(await ada.heard())
        assert heard[-1] == {"type": "websocket.close", "code": TOO_MUCH}
        assert len(heard) < 200


async def test_the_same_person_elsewhere_takes_the_seat(app: RoomSocket) -> None:
    async with joined(app, "tom", "ada") as (_tom, ada), joined(app, "ada-phone"):
        assert await ada.heard() == {"type": "websocket.close", "code": ELSEWHERE}


@pytest.mark.parametrize(
    "what", [presence.tag("session", b"ada"), presence.tag("space", SPACE.bytes)], ids=["session", "space"]
)
async def test_the_line_ends_with_the_session_or_the_space(app: RoomSocket, what: bytes) -> None:
    async with joined(app, "ada") as (ada,):
        assert await asyncio.to_thread(presence.close, what) == 1
        assert await ada.heard() == {"type": "websocket.close", "code": OVER}
    assert presence.close(what) == 0


async def test_a_session_that_idled_out_ends_the_line(
    app: RoomSocket, signed_in: dict[bytes, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumers, "LOOK", 0.01)
    async with joined(app, "ada") as (ada,):
        del signed_in[b"ada"]
        assert await ada.heard() == {"type": "websocket.close", "code": OVER}


async def test_a_call_is_use_and_an_open_page_is_not(
    app: RoomSocket, signed_in: dict[bytes, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumers, "LOOK", 0.01)
    monkeypatch.setattr(consumers, "WAITING_IS_USE", 0.0)
    async with joined(app, "tom", "ada") as (tom, ada):
        await asyncio.sleep(0.05)
        assert (signed_in[b"tom"], signed_in[b"ada"]) == (False, False)
        ada.say(type="knock", page=PAGE, mode="text")
        await ada.heard(), await tom.heard()
        tom.say(type="admit", page=PAGE)
        await ada.heard()
        await asyncio.sleep(0.05)
        assert (signed_in[b"tom"], signed_in[b"ada"]) == (True, True)
        tom.say(type="bye")
        await ada.heard()
        await asyncio.sleep(0.05)
        assert (signed_in[b"tom"], signed_in[b"ada"]) == (False, False)


async def test_waiting_at_the_door_is_use_for_a_while(app: RoomSocket, signed_in: dict[bytes, bool]) -> None:
    async with joined(app, "ada"):
        await asyncio.sleep(0.01)
        assert signed_in[b"ada"]


async def test_the_cookie_the_address_and_the_space_are_forgotten(app: RoomSocket) -> None:
    async with joined(app, "ada") as (ada,):
        assert ada.headers == []
        assert ada.scope == {"type": "websocket"}
        coroutine = ada.task.get_coro()
        assert isinstance(coroutine, CoroutineType)
        assert not {"cookie", "space"} & set(coroutine.cr_frame.f_locals)


def test_using_the_session_moves_its_end_and_looking_does_not(ada: Person) -> None:
    idle = timedelta(minutes=5)
    cookie = start_session(unlocked=ada.unlocked, idle=idle, now=NOW)
    session = session_of(cookie, NOW)
    assert session is not None
    later = NOW + timedelta(minutes=4)
    assert still_signed_in(session.id, in_use=False, now=later)
    assert still_signed_in(session.id, in_use=True, now=later)
    assert still_signed_in(session.id, in_use=False, now=later + timedelta(minutes=4))
    assert not still_signed_in(session.id, in_use=True, now=later + timedelta(minutes=6))
