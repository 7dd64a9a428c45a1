"""Once a night the whole database is written anew, in the order of its random ids.

Rows that were written together lie together: on pages taken one after the other, and inside a page in the order in
which they came. That alone joined accounts to their spaces (attack 15 of pv1 section 17). SQLite's VACUUM lays each
table in the order of its keys, which are random, and gives free pages back.
"""

import shutil
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from django.db import connection

from stillroom.vault.erasure import flush_erased
from stillroom.vault.sessions import last_use

NIGHT: Final = (time(4), time(8))  # by the practice's clock: people here work late
LAST_HOUR: Final = time(7)  # if somebody was there all night, it is done all the same
STILL: Final = timedelta(minutes=10)
# Whoever writes meanwhile waits: 0.6 s for 100 MB as measured. Who reads never does.
SHORT: Final = 250_000_000  # bytes
_MEMORY: Final = Path("/proc/meminfo")


class NoRoom(Exception):
    """The disk or the memory has too little room to write everything a second time; nothing was touched."""


def is_quiet(now: datetime, zone: ZoneInfo) -> bool:
    """Whether this is a good moment: night, and nobody is at it, or the wait would be short and the night is over."""
    hour = now.astimezone(zone).time()
    if not NIGHT[0] <= hour < NIGHT[1]:
        return False
    used = last_use()
    if used is None or abs(now - used) >= STILL:
        return True
    return hour >= LAST_HOUR and _size() <= SHORT


def rewrite() -> None:
    """Writes all tables anew and empties the log. A crash in the middle leaves the old state whole.

    Call it outside transactions. Raises NoRoom, or django.db.OperationalError when somebody keeps writing for longer
    than the database waits; then everything is as it was.
    """
    if shutil.disk_usage(_file().parent).free < 2 * _size():  # the log holds one copy, the file may grow by another
        raise NoRoom
    if _free_memory() < 2 * _size():  # the copy is made in RAM (temp_store), so that no other disk ever holds it
        raise NoRoom
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
    flush_erased()


def _file() -> Path:
    return Path(connection.settings_dict["NAME"])


def _size() -> int:
    """Bytes of the database with its log."""
    log = _file().with_name(f"{_file().name}-wal")
    return _file().stat().st_size + (log.stat().st_size if log.exists() else 0)


def _free_memory() -> int:
    """Bytes that the system could give out without swapping; where it does not say, enough."""
    if not _MEMORY.exists():
        return 2 * _size()
    lines = dict(line.split(":", 1) for line in _MEMORY.read_text(encoding="ascii").splitlines())
    return int(lines["MemAvailable"].split()[0]) * 1024
