"""Slots for passphrase computations: bounded across processes, freed when a holder dies (pv1 section 13)."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from stillroom.vault import kdf_slots
from stillroom.vault.kdf_slots import Busy, kdf_slot, queue_length

CORES = 2
HOLDER = """
import sys, time
from pathlib import Path
from django.conf import settings
settings.configure(RUNTIME=Path(sys.argv[1]))
from stillroom.vault import kdf_slots
kdf_slots.os.sched_getaffinity = lambda _: {0, 1}
with kdf_slots.kdf_slot():
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture(autouse=True)
def runtime(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.RUNTIME = tmp_path
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(CORES)))
    return tmp_path


@pytest.fixture
def holders(runtime: Path) -> Iterator[list[subprocess.Popen[str]]]:
    """As many other processes as there are slots, each holding one."""
    command = [sys.executable, "-c", HOLDER, str(runtime)]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(CORES)]
    assert [process.stdout.readline() for process in started] == ["held\n"] * CORES
    yield started
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def test_slots_held_by_other_processes_are_not_given_away(holders, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kdf_slots, "PATIENCE", 0.1)
    with pytest.raises(Busy), kdf_slot():
        pass
    assert queue_length() == 0


def test_the_slot_of_a_killed_holder_is_free_at_once(holders) -> None:
    holders[0].send_signal(signal.SIGKILL)
    holders[0].wait()
    began = time.monotonic()
    with kdf_slot():
        assert time.monotonic() - began < 1


def test_never_more_hold_a_slot_than_there_are_cores() -> None:
    inside, most, lock = 0, 0, threading.Lock()

    def work() -> None:
        nonlocal inside, most
        with kdf_slot():
            with lock:
                inside += 1
                most = max(most, inside)
            time.sleep(0.01)
            with lock:
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (most, inside, queue_length()) == (CORES, 0, 0)


def test_the_seventeenth_in_the_queue_is_sent_away_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    let_go, seen = threading.Event(), []

    def wait_for_ever() -> int:
        seen.append(queue_length())
        let_go.wait(5)
        return os.open(os.devnull, os.O_RDONLY)

    def stand() -> None:
        with kdf_slot():
            pass

    monkeypatch.setattr(kdf_slots, "_take", wait_for_ever)
    threads = [threading.Thread(target=stand) for _ in range(kdf_slots.QUEUE)]
    for thread in threads:
        thread.start()
    while queue_length() < kdf_slots.QUEUE:
        time.sleep(0.001)
    with pytest.raises(Busy), kdf_slot():
        pass
    let_go.set()
    for thread in threads:
        thread.join()
    assert (max(seen), queue_length()) == (kdf_slots.QUEUE, 0)


def test_a_slot_is_free_again_after_an_error_inside() -> None:
    for _again in range(CORES + 1):
        with pytest.raises(ZeroDivisionError), kdf_slot():
            raise ZeroDivisionError
