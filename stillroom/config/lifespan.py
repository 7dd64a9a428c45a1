"""What lives as long as the process: the lock against a second one, due work, and the relay for calls."""

import asyncio
import logging
from contextlib import suppress

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from stillroom.accounts.sockets import Receive, Send
from stillroom.base.one_process import AlreadyRunning, one_process
from stillroom.outbox.actions import do_job
from stillroom.outbox.queries import due_jobs
from stillroom.rooms.coturn import CannotStart
from stillroom.rooms.relays import start_own, stop_own, use
from stillroom.rooms.turn import Relay

log = logging.getLogger("stillroom.server")
PAUSE = 20.0  # seconds between two looks for due work


async def lifespan(receive: Receive, send: Send) -> None:
    """The ASGI lifespan protocol (asgi.readthedocs.io, "Lifespan"). A second process is refused."""
    await receive()  # lifespan.startup
    try:
        with one_process(settings.PLACES.data):
            await _live(receive, send)
    except AlreadyRunning as error:
        log.error("another process serves this data directory")
        await send({"type": "lifespan.startup.failed", "message": str(error)})
    else:
        await send({"type": "lifespan.shutdown.complete"})


async def _live(receive: Receive, send: Send) -> None:
    await asyncio.to_thread(start_relay)
    over = asyncio.Event()
    work = asyncio.create_task(_work_until(over))
    await send({"type": "lifespan.startup.complete"})
    await receive()  # lifespan.shutdown
    over.set()
    await work  # a job that has begun comes to its end before another process may start
    await asyncio.to_thread(stop_own)


def start_relay() -> None:
    """Without a relay there are no calls, and the room says so; everything else works."""
    if settings.TURN_HOST:
        use(Relay(settings.TURN_HOST, settings.TURN_PORT, settings.TURN_SECRET, settings.TURN_TLS_PORT))
        return
    try:
        start_own(settings.RUNTIME / "coturn", settings.TURN_SECRET)
    except (CannotStart, OSError):
        log.error("coturn did not start")


async def _work_until(over: asyncio.Event) -> None:
    while not over.is_set():
        try:
            await sync_to_async(do_due_work, thread_sensitive=False)()
        except Exception as error:  # noqa: BLE001 the loop outlives a full disk or a locked file
            log.error("due work %s", type(error).__name__)
        with suppress(TimeoutError):
            await asyncio.wait_for(over.wait(), PAUSE)


def do_due_work() -> None:
    close_old_connections()
    for job in due_jobs(timezone.now()):
        do_job(job=job, now=timezone.now())
