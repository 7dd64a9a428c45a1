"""The data disk is full: a clear answer, the words given back, nothing lost, and all as before once there is room.

The disk is a small tmpfs in a namespace of the server's own; `/proc/<pid>/root` leads there.
"""

import errno
import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.conftest import Server, served
from tests.weather.by_hand import come_in

pytestmark = pytest.mark.journey
SMALL = (
    'cp -a "$STILLROOM_DATA" "$STILLROOM_DATA.made" && mount -t tmpfs -o size=24m,mode=700 none "$STILLROOM_DATA" && '
    'cp -a "$STILLROOM_DATA.made/." "$STILLROOM_DATA" && exec "$@"'
)
ON_A_SMALL_DISK = ("unshare", "--map-root-user", "--mount", "sh", "-c", SMALL, "sh")
BIG = "I could not sleep again. " * 400  # 10 kB


@pytest.fixture(scope="module")
def small() -> Iterator[Server]:
    may = subprocess.run(["unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"], check=False)
    if may.returncode != 0:
        pytest.fail("Nothing can be mounted here (unshare --mount), so a full disk was NOT tried. Run this as root.")
    yield from served(demo=True, before=ON_A_SMALL_DISK)


def disk_of(server: Server) -> Path:
    return Path(f"/proc/{server.process.pid}/root{server.data}")


def fill(disk: Path) -> Path:
    """To the last byte."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (1 << 20, 4096, 1):
            try:
                while file.write(b"x" * size) == size:
                    pass
            except OSError as error:
                assert error.errno == errno.ENOSPC
    assert os.statvfs(disk).f_bavail == 0
    return filler


def test_on_a_full_disk_she_is_told_and_keeps_her_words_and_loses_nothing(small: Server) -> None:
    hand, disk = come_in(small), disk_of(small)
    assert hand.say("Kept before.")[0] == 302
    filler = fill(disk)
    told = 0
    for _ in range(40):  # what is left of the last page of the log may still take one
        status, page = hand.say(BIG)
        if status != 302:
            told += 1
            assert status == 503
            assert "We have no room left just now" in page
            assert "It is kept nowhere but on this page." in page
            assert BIG.strip() in page
            break
    assert told == 1
    assert hand.ask("/today/")[0] == 200
    assert hand.ask("/now/")[0] == 200
    filler.unlink()
    assert hand.say("Kept after.")[0] == 302
    page = hand.ask(hand.talk)[1]
    assert page.count("Kept before.") == page.count("Kept after.") == 1
    with closing(sqlite3.connect(disk / "stillroom.sqlite3")) as base:
        said = {line for (line,) in base.execute("PRAGMA integrity_check(1000)")}
        empty = base.execute("SELECT count(*) FROM audit WHERE blob IS NULL").fetchone()
    # SQLite's false alarm over a table without row numbers: `vault.trials` tells how it comes about.
    assert said <= {"ok", "NULL value in audit.blob"}
    assert empty == (0,)


def test_a_server_that_dies_on_a_full_disk_comes_back_on_it_with_all_that_was_kept(small: Server) -> None:
    """And again when there is room: nothing was half written."""
    hand, disk = come_in(small), disk_of(small)
    assert hand.say("Kept before the end.")[0] == 302
    fill(disk)
    hand.say(BIG)
    base = disk / "stillroom.sqlite3"
    copies = [base, base.with_name(base.name + "-wal")]
    kept = [(path.name, path.read_bytes()) for path in copies if path.exists()]
    small.process.kill()
    small.process.wait()
    for name, content in kept:  # the files as the end left them, on a larger disk
        (small.data / name).write_bytes(content)
    small.before = ()
    small.restart()
    assert "Kept before the end." in hand.ask(hand.talk)[1]
