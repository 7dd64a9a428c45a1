"""What starts with the server and ends with it: the lock, the relay, due work."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import OperationalError
from pytest_django import Settings

from stillroom.base.one_process import AlreadyRunning, one_process
from stillroom.config.lifespan import do_due_work, lifespan
from stillroom.outbox import queries
from stillroom.outbox.periodic import Job
from stillroom.rooms import coturn, relays
from stillroom.rooms.coturn import CannotStart
from tests.config.speaking import Event, Line

MODULE = "stillroom.config.lifespan"
STARTED = {"type": "lifespan.startup.complete"}
STOPPED = {"type": "lifespan.shutdown.complete"}


@pytest.fixture(autouse=True)
def alone(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Directories of this test alone; no program is started and nothing is due, unless a test says so."""
    settings.PLACES = replace(settings.PLACES, data=tmp_path)
    settings.RUNTIME = tmp_path / "runtime"
    monkeypatch.setattr(coturn, "installed", lambda: None)
    monkeypatch.setattr(f"{MODULE}.do_due_work", lambda: None)
    monkeypatch.setattr(f"{MODULE}.PAUSE", 0.01)
    relays.use(None)
    yield tmp_path
    relays.use(None)


def is_free(directory: Path) -> bool:
    try:
        with one_process(directory):
            return True
    except AlreadyRunning:
        return False


@asynccontextmanager
async def living() -> AsyncIterator[Event]:
    """The server's word on the start; the end comes with the block's."""
    line = Line().hears({"type": "lifespan.startup"})
    life = asyncio.ensure_future(lifespan(line.coming.get, line.said.put))
    yield await line.next()
    line.hears({"type": "lifespan.shutdown"})
    await asyncio.wait_for(life, 10)
    if not line.silent:
        assert await line.next() == STOPPED
    assert line.silent


async def test_the_lock_is_held_from_the_start_to_the_end(alone: Path) -> None:
    async with living() as word:
        assert word == STARTED
        assert not is_free(alone)
    assert is_free(alone)


async def test_a_second_one_is_refused_with_a_sentence_and_harms_nothing(alone: Path) -> None:
    async with living() as first:
        async with living() as second:
            assert second["type"] == "lifespan.startup.failed"
            assert str(alone) in second["message"]
        assert first == STARTED
        assert not is_free(alone)


async def test_without_coturn_on_this_computer_everything_else_starts() -> None:
    async with living() as word:
        assert word == STARTED
        assert relays.current() is None


@pytest.mark.parametrize("error", [CannotStart(), PermissionError("/usr/bin/turnserver"), FileNotFoundError()])
async def test_a_coturn_that_does_not_start_stops_nothing_else(
    error: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuses(_directory: Path, _secret: str) -> None:
        raise error

    monkeypatch.setattr(f"{MODULE}.start_own", refuses)
    async with living() as word:
        assert word == STARTED
    assert caplog.messages == ["coturn did not start"]


async def test_a_relay_of_the_practices_own_is_used_as_it_is(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(_directory: Path, _secret: str) -> None:
        raise AssertionError("a second relay")

    monkeypatch.setattr(f"{MODULE}.start_own", never)
    settings.TURN_HOST, settings.TURN_PORT, settings.TURN_SECRET = "turn.example", 3479, "shared"
    async with living():
        relay = relays.current()
        assert relay is not None
        assert (relay.host, relay.port, relay.secret) == ("turn.example", 3479, "shared")


async def test_the_relay_is_stopped_with_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    stopped: list[bool] = []
    monkeypatch.setattr(f"{MODULE}.stop_own", lambda: stopped.append(True))
    async with living():
        assert stopped == []
    assert stopped == [True]


async def test_due_work_goes_on_after_it_broke(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tries, twice = [], threading.Event()

    def breaks() -> None:
        tries.append(1)
        if len(tries) < 3:
            raise OperationalError("words of somebody")
        twice.set()

    monkeypatch.setattr(f"{MODULE}.do_due_work", breaks)
    async with living():
        assert await asyncio.to_thread(twice.wait, 10)
    assert caplog.messages == ["due work OperationalError"] * 2


async def test_a_job_that_has_begun_ends_before_another_process_may_start(
    alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, may_end, free = threading.Event(), threading.Event(), list[bool]()

    def works() -> None:
        began.set()
        may_end.wait(10)
        free.append(is_free(alone))

    monkeypatch.setattr(f"{MODULE}.do_due_work", works)
    async with living():
        await asyncio.to_thread(began.wait, 10)
        asyncio.get_running_loop().call_later(0.1, may_end.set)
    assert free == [False]
    assert is_free(alone)


@pytest.mark.django_db
def test_every_job_that_is_due_is_done_by_its_own_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    done: dict[str, datetime] = {}

    def breaks(_now: datetime) -> None:
        raise OSError

    hour = timedelta(hours=1)
    jobs = {
        "ants": Job("ants", hour, breaks),
        "bees": Job("bees", hour, lambda now: done.update(bees=now)),
        "cats": Job("cats", hour, lambda now: done.update(cats=now)),
    }
    monkeypatch.setattr(queries, "JOBS", jobs)
    monkeypatch.setattr(f"{MODULE}.close_old_connections", lambda: None)  # the test is inside a transaction
    do_due_work()
    assert done.keys() == {"bees", "cats"}
    assert done["bees"] < done["cats"]
    first = dict(done)
    do_due_work()
    assert done == first
