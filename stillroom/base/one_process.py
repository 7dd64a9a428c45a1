"""The lock against a second process on the same data directory.

Open sockets, rate limits and the exit's memory live in one process's RAM: a second one would know nothing of them.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AlreadyRunning(Exception):
    """`str(error)` is a sentence for whoever started the second one."""


@contextmanager
def one_process(directory: Path) -> Iterator[None]:
    """While inside, no other process gets in. The kernel lets go when the process ends, however it ends.

    Raises AlreadyRunning.
    """
    handle = os.open(directory / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(f"Another process already serves {directory}. Stop that one first.") from None
        yield
    finally:
        os.close(handle)
