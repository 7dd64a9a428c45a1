"""The nightly rewriting: when it is done, and that nothing is lost however it ends."""

import hashlib
import shutil
import sqlite3
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import OperationalError, connection

from stillroom.base.sqlite.base import PRAGMAS
from stillroom.outbox.periodic import JOBS
from stillroom.practice.this_practice import practice
from stillroom.vault import rewriting
from stillroom.vault.documents import SpaceKind
from stillroom.vault.models import Account
from stillroom.vault.records import read_all
from stillroom.vault.sessions import start_session
from stillroom.vault.spaces import own_space
from tests.cast import NOW, Person
from tests.vault.places import Word, say

ZONE = practice().zone
NIGHT = NOW.astimezone(ZONE).replace(hour=4, minute=30)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def nobody_there() -> None:
    shutil.rmtree(settings.RUNTIME / "sessions", ignore_errors=True)


def quiet(now: object) -> bool:
    return JOBS["practice.night"].when(now)


def test_night_is_by_the_practices_clock() -> None:
    hours = [hour for hour in range(24) if quiet(NIGHT.replace(hour=hour))]
    assert hours == [4, 5, 6, 7]


@pytest.mark.django_db
def test_while_somebody_is_there_it_waits_for_the_last_hour(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    start_session(unlocked=ada.unlocked, idle=timedelta(hours=1), now=NIGHT)
    assert not quiet(NIGHT + MINUTE)
    assert quiet(NIGHT + 10 * MINUTE)
    late = NIGHT.replace(hour=7)
    start_session(unlocked=ada.unlocked, idle=timedelta(hours=1), now=late)
    assert quiet(late + MINUTE)
    monkeypatch.setattr(rewriting, "SHORT", 1)  # a large one would make writers wait for too long
    assert not quiet(late + MINUTE)


def small(**values: int) -> SimpleNamespace:
    return SimpleNamespace(disk_usage=lambda _place: SimpleNamespace(**values))


@pytest.mark.django_db(transaction=True)
def test_a_disk_or_memory_without_room_is_named_before_anything_is_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    size = rewriting._size()
    with monkeypatch.context() as patch:
        patch.setattr(rewriting, "shutil", small(free=2 * size - 1))
        with pytest.raises(rewriting.NoRoom):
            rewriting.rewrite()
    with monkeypatch.context() as patch:
        patch.setattr(rewriting, "_free_memory", lambda: 2 * size - 1)
        with pytest.raises(rewriting.NoRoom):
            rewriting.rewrite()
    assert rewriting._free_memory() > 2 * size
    rewriting.rewrite()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("words")
def test_what_is_sealed_opens_afterwards_as_before(ada: Person) -> None:
    def said() -> list[tuple[object, str]]:
        journal = own_space(ada.keyholder, SpaceKind.JOURNAL)
        return [(stored.id, stored.document.text) for stored in read_all(journal, Word)]

    for number in range(5):
        say(own_space(ada.keyholder, SpaceKind.JOURNAL), f"line {number}")
    before = said()
    assert len(before) == 5
    JOBS["practice.night"].work(NOW)
    assert said() == before


def set_patience(milliseconds: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout={milliseconds}")


@pytest.mark.django_db(transaction=True)
def test_somebody_who_keeps_writing_puts_it_off_and_loses_nothing(ada: Person) -> None:
    writer = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    set_patience(50)
    try:
        with pytest.raises(OperationalError, match="locked"):
            rewriting.rewrite()
        writer.execute("ROLLBACK")
        rewriting.rewrite()
    finally:
        set_patience(20_000)
        writer.close()
    assert Account.objects.filter(id=ada.keyholder.account).exists()


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A database with 40 MB in it, half of which were deleted."""
    file = tmp_path / "library.sqlite3"
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(pragma).close()
    connection.execute("CREATE TABLE book (id BLOB PRIMARY KEY, words BLOB) WITHOUT ROWID")
    connection.execute("BEGIN")
    for _ in range(40_000):
        connection.execute("INSERT INTO book VALUES (randomblob(16), randomblob(1000))")
    connection.execute("DELETE FROM book WHERE id < x'80'")
    connection.execute("COMMIT")
    connection.close()
    return file


def content(file: Path) -> tuple[str, str]:
    """What SQLite says of the file, and a hash of all rows."""
    connection = sqlite3.connect(file)
    (sound,) = connection.execute("PRAGMA integrity_check").fetchone()
    rows = hashlib.sha256()
    for book, words in connection.execute("SELECT id, words FROM book ORDER BY id"):
        rows.update(book + words)
    connection.close()
    return sound, rows.hexdigest()


def vacuum(file: Path, *limit: str) -> subprocess.Popen[str]:
    command = [sys.executable, str(Path(__file__).with_name("vacuuming.py")), str(file), *limit]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def log_of(file: Path) -> Path:
    return file.with_name(f"{file.name}-wal")


def test_killed_in_the_middle_it_leaves_everything_as_it_was(library: Path) -> None:
    before, size = content(library), library.stat().st_size
    process = vacuum(library)
    while process.poll() is None and not (log_of(library).exists() and log_of(library).stat().st_size > 1_000_000):
        time.sleep(0.001)
    process.kill()
    said, _ = process.communicate()
    assert said.split() == ["begun"]  # else it was over before it was killed
    assert content(library) == before
    assert before[0] == "ok"
    process = vacuum(library)
    assert process.communicate()[0].split() == ["begun", "done"]
    assert content(library) == before
    assert library.stat().st_size < 0.7 * size


def test_on_a_disk_that_is_full_all_the_same_it_leaves_everything_as_it_was(library: Path) -> None:
    before = content(library)
    process = vacuum(library, "8000000")  # the log may have 8 MB and needs 20
    said, error = process.communicate()
    assert said.split() == ["begun"]
    assert "disk is full" in error or "disk I/O error" in error
    assert content(library) == before
