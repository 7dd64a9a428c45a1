"""At most as many passphrase computations at once as there are cores, across processes (pv1 section 13).

Each takes 64 MiB. A slot is a locked file in the runtime directory, so the kernel frees it when a process dies.
"""

import fcntl
import os
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from stillroom.base.errors import Refused

PATIENCE = 8.0  # seconds
QUEUE = 16
RETRY_AFTER = 10  # seconds, for whoever was sent away


class Busy(Refused):
    """Too many people are signing in at this moment."""

    def __init__(self) -> None:
        super().__init__(_("Many people are coming in just now. Please wait ten seconds and try again."))


class _Queue:
    """Who waits in this process. Threads count themselves in and out, so the count has a lock."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.length = 0

    @contextmanager
    def standing(self) -> Iterator[None]:
        with self._lock:
            if self.length >= QUEUE:
                raise Busy
            self.length += 1
        try:
            yield
        finally:
            with self._lock:
                self.length -= 1


_queue = _Queue()


def queue_length() -> int:
    """How many in this process wait for a slot: past 8, a sign-in first has to prove work."""
    return _queue.length


def _slots() -> list[Path]:
    folder = Path(settings.RUNTIME) / "kdf"
    folder.mkdir(mode=0o700, exist_ok=True)
    return [folder / str(number) for number in range(len(os.sched_getaffinity(0)))]


@contextmanager
def kdf_slot() -> Iterator[None]:
    """Waits for a free slot. Raises Busy after 8 seconds, or at once when 16 are waiting already."""
    with _queue.standing():
        handle = _take()
    try:
        yield
    finally:
        os.close(handle)


def _take() -> int:
    """A locked file's descriptor. Each try takes a new description, so threads of one process exclude each other."""
    until = time.monotonic() + PATIENCE  # noqa: TID251 a wait, not a moment that anybody sees
    while True:
        for path in _slots():
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(handle)
                continue
            return handle
        if time.monotonic() > until:  # noqa: TID251
            raise Busy
        time.sleep(0.01 + secrets.randbelow(20) / 1000)
