"""A backup is one whole copy of one moment, made while others write; a trial finds out the one that is not whole."""

import hashlib
import resource
import sqlite3
import stat
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection

from stillroom.vault import copies
from stillroom.vault.audits import note_opened
from stillroom.vault.copies import DATABASE, SUMS, CannotCopy, make_copy
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.spaces import own_space
from stillroom.vault.trials import NotWhole, try_copy
from tests.cast import NOW, make_person

pytestmark = pytest.mark.django_db(transaction=True)


def quiet(*_told: object) -> None:
    pass


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory with Ada and Tom in it, as a server leaves it: part of it in the write-ahead log."""
    ada = make_person("ada", Role.CLIENT)
    note_opened(own_space(ada.keyholder, SpaceKind.JOURNAL), ["accounts.draft"], NOW)
    make_person("tom", Role.THERAPIST)
    place = tmp_path / "data"
    place.mkdir(0o700)
    with closing(sqlite3.connect(place / DATABASE)) as into:
        connection.ensure_connection()
        connection.connection.backup(into)
        into.execute("PRAGMA journal_mode=WAL")
    (place / "practice_key.pub").write_text("ab" * 32 + "\n")
    (place / "pepper.1").write_bytes(b"p" * 32)
    (place / "secret_key").write_bytes(b"s" * 32)
    return place


@pytest.fixture
def writer(data: Path) -> Iterator[sqlite3.Connection]:
    """Somebody who has the database open, so that it keeps its log."""
    with closing(sqlite3.connect(data / DATABASE, isolation_level=None, check_same_thread=False)) as open_one:
        open_one.execute("CREATE TABLE left_hand (n INTEGER); ")
        open_one.execute("CREATE TABLE right_hand (n INTEGER, filling BLOB)")
        yield open_one


def copied(data: Path, pepper: Path | None = None) -> Path:
    return make_copy(data=data, to=data.parent / "copy", pepper=pepper, progress=quiet).path


def count(database: Path, table: str) -> int:
    with closing(sqlite3.connect(database)) as opened:
        return int(opened.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_a_copy_is_whole_private_and_without_the_pepper(data: Path) -> None:
    told: list[tuple[int, int]] = []
    copy = make_copy(data=data, to=data.parent / "copy", pepper=None, progress=lambda done, of: told.append((done, of)))
    assert {path.name for path in copy.path.iterdir()} == {DATABASE, "practice_key.pub", SUMS}
    assert copy.private
    assert stat.S_IMODE(copy.path.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in copy.path.iterdir()} == {0o600}
    assert told[-1][0] == told[-1][1] > 0
    trial = try_copy(copy=copy.path, say=quiet)
    assert (trial.accounts, trial.migrated, trial.practice_key) == (2, 0, "ab" * 32)
    assert trial.spaces == count(data / DATABASE, "space") > 0


def test_the_pepper_comes_along_only_when_asked_for(data: Path) -> None:
    copy = copied(data, data / "pepper.1")
    assert (copy / "pepper.1").read_bytes() == b"p" * 32
    assert try_copy(copy=copy, say=quiet).accounts == 2


def test_its_sums_can_be_checked_without_us(data: Path) -> None:
    copy = copied(data)
    checked = subprocess.run(["sha256sum", "-c", SUMS], cwd=copy, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    (copy / "practice_key.pub").write_text("cd" * 32)
    checked = subprocess.run(["sha256sum", "-c", SUMS], cwd=copy, capture_output=True, text=True, check=False)
    assert checked.returncode == 1


def test_a_copy_is_one_moment_while_others_write(data: Path, writer: sqlite3.Connection) -> None:
    """Both hands rise together, before, while and after the copy is made; in it they are equal."""
    begun, stop = threading.Event(), threading.Event()

    def write() -> None:
        while not stop.is_set():
            writer.execute("BEGIN IMMEDIATE")
            writer.execute("INSERT INTO left_hand VALUES (1)")
            writer.execute("INSERT INTO right_hand VALUES (1, zeroblob(200000))")
            writer.execute("COMMIT")
            begun.set()

    seen: list[int] = []
    busy = threading.Thread(target=write)
    busy.start()
    begun.wait(20)

    def look(_done: int, _of: int) -> None:
        seen.append(count(data / DATABASE, "left_hand"))

    try:
        copies_made = make_copy(data=data, to=data.parent / "copy", pepper=None, progress=look)
    finally:
        stop.set()
        busy.join()
    hands = [count(copies_made.path / DATABASE, hand) for hand in ("left_hand", "right_hand")]
    assert hands[0] == hands[1] > 0
    assert count(data / DATABASE, "left_hand") > hands[0], "nobody wrote meanwhile"


def test_a_mere_copy_of_the_file_would_have_lost_what_was_written_last(
    data: Path, writer: sqlite3.Connection, tmp_path: Path
) -> None:
    """The control: what was acknowledged still lies in the log, and only a real backup takes it along."""
    writer.execute("INSERT INTO left_hand VALUES (1)")
    mere = tmp_path / "mere.sqlite3"
    mere.write_bytes((data / DATABASE).read_bytes())
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        count(mere, "left_hand")
    assert count(copied(data) / DATABASE, "left_hand") == 1


Harm = Callable[[Path], Path]


def _there(data: Path) -> Path:
    (data.parent / "copy").mkdir()
    return data.parent / "copy"


def _linked_inside(data: Path) -> Path:
    (data.parent / "elsewhere").symlink_to(data)
    return data.parent / "elsewhere" / "copy"


def _broken_off(data: Path) -> Path:
    (data.parent / "copy.part").mkdir()
    return data.parent / "copy"


def _nothing_yet(data: Path) -> Path:
    (data / DATABASE).unlink()
    return data.parent / "copy"


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (_there, "is there already"),
        (lambda data: data / "copy", "lies inside"),
        (_linked_inside, "lies inside"),
        (lambda data: data.parent / "no" / "copy", "Is the disk plugged in"),
        (_broken_off, "one was broken off"),
        (_nothing_yet, "no practice"),
    ],
)
def test_it_says_why_it_cannot_and_leaves_nothing(data: Path, place: Harm, said: str) -> None:
    to = place(data)
    before = sorted(data.parent.rglob("*"))
    with pytest.raises(CannotCopy, match=said):
        make_copy(data=data, to=to, pepper=None, progress=quiet)
    assert sorted(data.parent.rglob("*")) == before


def test_a_disk_that_is_too_full_is_told_before_anything_is_written(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies.shutil, "disk_usage", lambda _path: SimpleNamespace(free=2**20))
    with pytest.raises(CannotCopy, match=r"too full: .* 1 are free"):
        copied(data)
    assert not list(data.parent.glob("copy*"))


def test_a_disk_that_ends_in_the_middle_leaves_no_half_a_copy(data: Path) -> None:
    """The kernel refuses every byte after 64 KiB, as a full disk would."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (65_536, hard))
    try:
        with pytest.raises(CannotCopy, match="nothing was kept"):
            copied(data)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not list(data.parent.glob("copy*"))
    assert try_copy(copy=copied(data), say=quiet).accounts == 2


def signed_anew(copy: Path) -> None:
    """As somebody would who meddled and knows about the sums."""
    names = [line.partition("  ")[2] for line in (copy / SUMS).read_text().splitlines()]
    sums = [f"{hashlib.sha256((copy / name).read_bytes()).hexdigest()}  {name}" for name in names]
    (copy / SUMS).write_text("\n".join(sums) + "\n")


def in_its_database(copy: Path, sql: str) -> None:
    with closing(sqlite3.connect(copy / DATABASE)) as opened, opened:
        opened.execute(sql)
    signed_anew(copy)


def _flip(copy: Path) -> None:
    content = bytearray((copy / DATABASE).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / DATABASE).write_bytes(content)


def _cut(copy: Path) -> None:
    content = (copy / DATABASE).read_bytes()
    (copy / DATABASE).write_bytes(content[: len(content) // 2])
    signed_anew(copy)


def _nothing_in_a_row(copy: Path) -> None:
    """A NULL that is there, where SQLite 3.40 sees some that are not."""
    with closing(sqlite3.connect(copy / DATABASE, isolation_level=None)) as opened:
        opened.execute("PRAGMA writable_schema=ON")
        opened.execute("UPDATE sqlite_master SET sql = replace(sql, 'BLOB NOT NULL', 'BLOB') WHERE name = 'audit'")
    with closing(sqlite3.connect(copy / DATABASE, isolation_level=None)) as opened:
        opened.execute("UPDATE audit SET blob = NULL")
        opened.execute("PRAGMA writable_schema=ON")
        again = "replace(sql, 'blob\" BLOB', 'blob\" BLOB NOT NULL')"
        opened.execute(f"UPDATE sqlite_master SET sql = {again} WHERE name = 'audit'")
    signed_anew(copy)


STRAY = "INSERT INTO record (id, space_id, version, blob) VALUES (x'01', x'02', 1, zeroblob(200))"
ANEW = "INSERT INTO django_migrations (app, name, applied) VALUES ('vault', '9999_of_tomorrow', '2030-01-01')"


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (_flip, "has changed since the backup was made"),
        (_cut, "damaged|cannot be used"),
        (lambda copy: (copy / "practice_key.pub").unlink(), "is missing"),
        (lambda copy: (copy / SUMS).unlink(), "is no backup"),
        (lambda copy: (copy / SUMS).write_text("x  ../../etc/passwd\n"), "cannot be read"),
        (lambda copy: in_its_database(copy, "UPDATE account SET key_ring = x'01'"), "2 rows.*an account"),
        (lambda copy: in_its_database(copy, "UPDATE space SET head = x''"), "a space"),
        (lambda copy: in_its_database(copy, "UPDATE space SET salt = x'00'"), "a space"),
        (_nothing_in_a_row, "damaged: NULL value in audit.blob|an entry of the audit trail"),
        (lambda copy: in_its_database(copy, STRAY), "belong to nothing"),
        (lambda copy: in_its_database(copy, ANEW), "made by a newer version"),
        (lambda copy: in_its_database(copy, "DROP TABLE record"), "cannot be used|belong to nothing"),
    ],
)
def test_a_copy_that_is_not_whole_is_found_out(data: Path, harm: Callable[[Path], object], said: str) -> None:
    copy = copied(data)
    assert try_copy(copy=copy, say=quiet).accounts == 2, "the control: before that it was whole"
    harm(copy)
    with pytest.raises(CannotCopy, match=said):
        try_copy(copy=copy, say=quiet)


def test_an_older_copy_is_brought_to_todays_version(data: Path) -> None:
    copy = copied(data)
    in_its_database(copy, "DROP TABLE outbox_lease")
    in_its_database(copy, "DELETE FROM django_migrations WHERE app = 'outbox'")
    assert try_copy(copy=copy, say=quiet).migrated >= 1


def test_nothing_stays_behind_and_the_copy_is_only_read(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = copied(data)
    monkeypatch.setenv("TMPDIR", str(data.parent))
    monkeypatch.setattr("tempfile.tempdir", None)
    before = {path: path.read_bytes() for path in data.parent.rglob("*") if path.is_file()}
    try_copy(copy=copy, say=quiet)
    assert {path: path.read_bytes() for path in data.parent.rglob("*") if path.is_file()} == before
    assert not list(data.parent.glob("stillroom-trial-*"))


def test_there_is_no_copy_where_none_is(data: Path) -> None:
    with pytest.raises(NotWhole, match="no backup at"):
        try_copy(copy=data / "nowhere", say=quiet)
