"""The socket of a room: opens the cookie once, keeps a capability, and carries messages.

Written as a plain ASGI application, so that all it remembers are the locals below: no keys, no space, no
account, no address. Nothing that passes is stored or logged.
"""

import asyncio
import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from asgiref.sync import sync_to_async
from django.utils import timezone

from stillroom.accounts.people import profile_of_entered
from stillroom.accounts.sockets import (
    ELSEWHERE,
    NOT_A_MESSAGE,
    NOT_THERE,
    OVER,
    TOO_MUCH,
    Receive,
    Scope,
    Send,
    forget,
    session_cookie,
)
from stillroom.base import presence
from stillroom.base.errors import Hidden
from stillroom.base.languages import SOURCE
from stillroom.rooms import relays
from stillroom.rooms.flow import Flow
from stillroom.rooms.protocol.messages import (
    GiveRelay,
    Outbound,
    ProtocolError,
    RelayAccess,
    Replaced,
    parse,
    write,
)
from stillroom.rooms.protocol.room import Connection
from stillroom.rooms.queries import Seat, seat_of
from stillroom.rooms.switchboard import Switchboard, new_connection
from stillroom.rooms.turn import access, new_ticket
from stillroom.vault.sessions import enter, live_session, touch_session

FindSeat = Callable[[str, uuid.UUID, datetime], Seat]

WAITING_IS_USE = timedelta(minutes=30).total_seconds()
"""So long somebody who waits at the door counts as using the page; in a call they always do (U14)."""
LOOK = 20.0
"""Seconds between two looks at the session: how soon one that idled out closes its sockets."""
_UNSENT_LIMIT = 256

SWITCHBOARD = Switchboard()


def find_seat(cookie: str, space: uuid.UUID, now: datetime) -> Seat:
    """Where the person of this cookie sits in this room. The keys live as long as this call. Raises Hidden."""
    entered = enter(cookie, now)
    if entered is None:
        raise Hidden
    return seat_of(entered.keyholder, space, entered.session.id, profile_of_entered(entered).language or SOURCE)


class Line:
    """What is to be sent to one browser, in order; whoever writes to it never waits for the network."""

    def __init__(self) -> None:
        self._unsent: asyncio.Queue[Outbound | int] = asyncio.Queue(_UNSENT_LIMIT)

    def put(self, message: Outbound) -> None:
        self._add(ELSEWHERE if isinstance(message, Replaced) else message)

    def close(self, code: int) -> None:
        self._add(code)

    async def send_to(self, send: Send) -> None:
        """Send until the line is closed."""
        while True:
            item = await self._unsent.get()
            if isinstance(item, int):
                await send({"type": "websocket.close", "code": item})
                return
            message = relay_access(timezone.now()) if isinstance(item, GiveRelay) else item
            await send({"type": "websocket.send", "text": write(message)})

    def _add(self, item: Outbound | int) -> None:
        if self._unsent.full():  # a browser that reads nothing loses the line
            while not self._unsent.empty():
                self._unsent.get_nowait()
            item = TOO_MUCH
        self._unsent.put_nowait(item)


def relay_access(now: datetime) -> RelayAccess:
    """Credentials for the relay of this process; without one, none: the page then says that no call is possible."""
    relay = relays.current()
    if relay is None:
        return RelayAccess(urls=(), username="", credential="")
    return access(relay, ticket=new_ticket(), now=now)


class RoomSocket:
    """ASGI application for `/ws/room/<space>/`. Whoever has no seat hears the same as for a room that never was."""

    def __init__(self, find_seat: FindSeat = find_seat, switchboard: Switchboard = SWITCHBOARD) -> None:
        self._find_seat = sync_to_async(find_seat)
        self._switchboard = switchboard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        cookie, space = session_cookie(scope), scope["url_route"]["kwargs"]["space"]
        forget(scope)
        if (await receive())["type"] != "websocket.connect":
            return
        try:
            seat = await self._find_seat(cookie, space, timezone.now())
        except Hidden:
            await send({"type": "websocket.accept"})
            await send({"type": "websocket.close", "code": NOT_THERE})
            return
        del cookie, space
        await send({"type": "websocket.accept"})
        await self._serve(seat, receive, send)

    async def _serve(self, seat: Seat, receive: Receive, send: Send) -> None:
        line, connection, loop = Line(), new_connection(), asyncio.get_running_loop()
        with presence.resting_on(seat.tags, lambda: _tell(loop, line)):
            self._switchboard.enter(seat.room, seat.role, connection, line.put)
            tasks = {
                asyncio.create_task(line.send_to(send)),
                asyncio.create_task(self._hear(seat, connection, line, receive)),
            }
            watch = asyncio.create_task(self._watch(seat, connection, line))
            try:
                await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            finally:
                self._switchboard.leave(seat.room, connection)
                for task in (*tasks, watch):
                    task.cancel()
                await asyncio.gather(*tasks, watch, return_exceptions=True)

    async def _hear(self, seat: Seat, connection: Connection, line: Line, receive: Receive) -> None:
        """Until the browser is gone. A frame that no page of ours sends ends the line."""
        flow = Flow()
        while (event := await receive())["type"] == "websocket.receive":
            if not flow.allows(time.monotonic()):
                line.close(TOO_MUCH)
                continue
            try:
                self._switchboard.hear(seat.room, connection, parse(event.get("text") or ""))
            except ProtocolError:
                line.close(NOT_A_MESSAGE)

    async def _watch(self, seat: Seat, connection: Connection, line: Line) -> None:
        """The first look is at once: what ended just before `resting_on` would have told nobody."""
        since = time.monotonic()
        while True:
            in_use = self._switchboard.in_call(seat.room, connection)
            in_use = in_use or time.monotonic() - since < WAITING_IS_USE
            if not still_signed_in(seat.session, in_use=in_use, now=timezone.now()):
                line.close(OVER)
                return
            await asyncio.sleep(LOOK)


def still_signed_in(session: bytes, *, in_use: bool, now: datetime) -> bool:
    """Whether the session goes on; a call or a while of waiting is use, an open page is not."""
    if live_session(session, now) is None:
        return False
    if in_use:
        touch_session(session=session, now=now)
    return True


def _tell(loop: asyncio.AbstractEventLoop, line: Line) -> None:
    loop.call_soon_threadsafe(line.close, OVER)
