"""A socket that says "changed" and nothing else; the page then fetches what is new with its own cookie."""

import asyncio
import uuid
from datetime import datetime

from asgiref.sync import sync_to_async
from django.utils import timezone

from stillroom.accounts.sockets import NOT_THERE, OVER, Receive, Scope, Send, forget, session_cookie
from stillroom.base import presence
from stillroom.base.errors import Hidden
from stillroom.care.queries import episode_of
from stillroom.vault.sessions import enter, live_session

LOOK = 20.0  # seconds: how soon a session that idled out closes its sockets


def _prove(cookie: str, space: uuid.UUID, now: datetime) -> tuple[bytes, tuple[bytes, ...], bytes]:
    """Session id, tags that end the socket, tag that rings it. The keys live as long as this call. Raises Hidden."""
    entered = enter(cookie, now)
    if entered is None:
        raise Hidden
    session, episode = entered.session.id, episode_of(entered.keyholder, space)
    ends = (
        presence.tag("session", session),
        presence.tag("account", entered.keyholder.account.bytes),
        presence.tag("space", episode.space.id.bytes),
    )
    return session, ends, presence.tag("talk", episode.space.id.bytes)


async def talk_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """ASGI application for `/ws/with/<space>/`."""
    cookie, space = session_cookie(scope), scope["url_route"]["kwargs"]["space"]
    forget(scope)
    if (await receive())["type"] != "websocket.connect":
        return
    await send({"type": "websocket.accept"})
    try:
        session, ends, bell = await sync_to_async(_prove)(cookie, space, timezone.now())
    except Hidden:
        await send({"type": "websocket.close", "code": NOT_THERE})
        return
    del cookie, space
    loop, over, changed = asyncio.get_running_loop(), asyncio.Event(), asyncio.Event()
    with (
        presence.resting_on(ends, lambda: _set(loop, over)),
        presence.resting_on((bell,), lambda: _set(loop, changed)),
    ):
        tasks = {
            asyncio.create_task(_until_gone(receive)),
            asyncio.create_task(_watch(session, over)),
            asyncio.create_task(_ring(changed, send)),
        }
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    if over.is_set():
        await send({"type": "websocket.close", "code": OVER})


def _set(loop: asyncio.AbstractEventLoop, event: asyncio.Event) -> None:
    loop.call_soon_threadsafe(event.set)


async def _until_gone(receive: Receive) -> None:
    """The page never says anything here; whatever it sends is not looked at."""
    while (await receive())["type"] != "websocket.disconnect":
        pass


async def _watch(session: bytes, over: asyncio.Event) -> None:
    while not over.is_set():
        if live_session(session, timezone.now()) is None:
            over.set()
        try:
            await asyncio.wait_for(over.wait(), LOOK)
        except TimeoutError:
            continue


async def _ring(changed: asyncio.Event, send: Send) -> None:
    while True:
        await changed.wait()
        changed.clear()
        await send({"type": "websocket.send", "text": "changed"})
