"""What lives as long as the process: the lock against a second one, due work, and the relay for calls."""

import asyncio
import fcntl
import logging
import os
from importlib import import_module

from a2wsgi.asgi_typing import Receive, Send
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from stillroom.outbox.actions import run_due
from stillroom.rooms.coturn import CannotStart
from stillroom.rooms.relays import start_own, stop_own, use
from stillroom.rooms.turn import Relay

log = logging.getLogger("stillroom.server")
PAUSE = 20.0  # seconds between two looks for due work


class AlreadyRunning(Exception):
    """Another process serves this data directory: channels and rate limits live in one process's RAM."""


class OneProcess:
    """A lock on a file in the data directory; the kernel lets go of it when the process ends, however it ends."""

    def __init__(self) -> None:
        self.handle = -1

    def take(self) -> None:
        self.handle = os.open(settings.PLACES.data / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self.handle)
            raise AlreadyRunning("Another process already serves this data directory.") from None

    def let_go(self) -> None:
        os.close(self.handle)


def load_jobs() -> None:
    for room in settings.ROOMS:
        if (settings.HOUSE / room / "jobs.py").exists():
            import_module(f"stillroom.{room}.jobs")


def _start_relay() -> None:
    """Without a relay there are no calls, and the room says so; everything else works."""
    if settings.TURN_HOST:
        use(Relay(settings.TURN_HOST, settings.TURN_PORT, settings.TURN_SECRET, settings.TURN_TLS_PORT))
        return
    try:
        start_own(settings.RUNTIME / "coturn", settings.TURN_SECRET)
    except CannotStart:
        log.error("coturn did not start")


def _due_work() -> None:
    close_old_connections()
    run_due(now=timezone.now())


async def _work_for_ever() -> None:
    while True:
        try:
            await sync_to_async(_due_work, thread_sensitive=False)()
        except Exception as error:  # noqa: BLE001 the loop outlives a full disk or a locked file
            log.error("due work %s", type(error).__name__)
        await asyncio.sleep(PAUSE)


class Lifespan:
    """The ASGI lifespan protocol (asgi.readthedocs.io, "Lifespan")."""

    async def __call__(self, receive: Receive, send: Send) -> None:
        lock, work = OneProcess(), None
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                try:
                    lock.take()
                except AlreadyRunning as error:
                    await send({"type": "lifespan.startup.failed", "message": str(error)})
                    return
                load_jobs()
                await asyncio.to_thread(_start_relay)
                work = asyncio.create_task(_work_for_ever())
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                if work is not None:
                    work.cancel()
                await asyncio.to_thread(stop_own)
                lock.let_go()
                await send({"type": "lifespan.shutdown.complete"})
                return
