"""Restoring a copy into a place of its own, to see that it can be: nothing here needs a key, and nothing is opened."""

import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError

from stillroom.core.sealing.suite import OVERHEAD
from stillroom.vault.copies import DATABASE, SPARE, CannotCopy, files_of, sha256_of
from stillroom.vault.models import Account, AuditEntry, Record, Space

ALIAS = "trial"
_NULL_SEEN = re.compile(r"NULL value in (\w+)\.(\w+)")
Say = Callable[[str], object]


class NotWhole(CannotCopy):
    """The copy could not be restored: it is not to be relied on."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What was found whole. `practice_key`: of the practice the copy is of, as it lies in the copy ('' for none)."""

    accounts: int
    spaces: int
    records: int
    migrated: int
    practice_key: str


def try_copy(*, copy: Path, say: Say) -> Trial:
    """Unpacks `copy` into a temporary directory, brings it to today's version and looks at every row. Raises NotWhole.

    `say` is told each step. The copy itself is only read.
    """
    names = _sums_fit(copy, say)
    database = copy / DATABASE
    if DATABASE not in names:
        raise NotWhole(f"{copy} has no database in it.")
    with _place_for(database) as place:
        say("Unpacking it in a place of its own ...")
        shutil.copyfile(database, place)
        with _connected(place) as opened:
            say("Looking whether the database is whole ...")
            _is_sound(opened)
            migrated = _migrate(opened, say)
            say("Looking at every account, every space and every record ...")
            amiss = list(_amiss())
            if amiss:
                raise NotWhole(f"{len(amiss)} rows are not as they should be. The first: {amiss[0]}.")
            counts = (model.objects.using(ALIAS).count() for model in (Account, Space, Record))
            accounts, spaces, records = counts
    key = (copy / "practice_key.pub").read_text(encoding="ascii").strip() if "practice_key.pub" in names else ""
    return Trial(accounts, spaces, records, migrated, key)


def _sums_fit(copy: Path, say: Say) -> list[str]:
    if not copy.is_dir():
        raise NotWhole(f"There is no backup at {copy}.")
    names = []
    say("Comparing its check sums ...")
    for name, digest in files_of(copy):
        if not (copy / name).is_file():
            raise NotWhole(f"{copy / name} is missing.")
        if sha256_of(copy / name) != digest:
            raise NotWhole(f"{copy / name} has changed since the backup was made: the disk may be going bad.")
        names.append(name)
    return names


@contextmanager
def _place_for(database: Path) -> Iterator[Path]:
    wanted, here = database.stat().st_size * 2 + SPARE, Path(tempfile.gettempdir())
    free = shutil.disk_usage(here).free
    if free < wanted:
        raise NotWhole(
            f"{here} is too full to unpack it: {wanted // 2**20 + 1} MiB are needed, {free // 2**20} are free. "
            "Set TMPDIR to a larger disk."
        )
    with tempfile.TemporaryDirectory(prefix="stillroom-trial-") as directory:
        yield Path(directory) / DATABASE


@contextmanager
def _connected(place: Path) -> Iterator[BaseDatabaseWrapper]:
    opened = connection.copy(ALIAS)
    opened.settings_dict["NAME"] = str(place)
    connections[ALIAS] = opened
    try:
        yield opened
    except (DatabaseError, sqlite3.Error) as error:
        raise NotWhole(f"The database in it cannot be used: {error}.") from None
    finally:
        opened.close()
        del connections[ALIAS]


def _is_sound(opened: BaseDatabaseWrapper) -> None:
    with opened.cursor() as cursor:
        for (said,) in cursor.execute("PRAGMA integrity_check(1000000000)"):
            if said != "ok" and not _is_false_alarm(opened, said):
                raise NotWhole(f"The database in it is damaged: {said}.")
        if lost := cursor.execute("PRAGMA foreign_key_check").fetchall():
            raise NotWhole(f"{len(lost)} rows of the table {lost[0][0]} belong to nothing.")


def _is_false_alarm(opened: BaseDatabaseWrapper, said: str) -> bool:
    """SQLite 3.40 sees NULLs that are not there in tables without row numbers whose primary key comes in another order
    than its columns, as `audit` does. Whether one is there can be asked of the table itself."""
    found = _NULL_SEEN.fullmatch(said)
    if not found:
        return False
    with opened.cursor() as cursor:
        table, column = (opened.ops.quote_name(name) for name in found.groups())  # as SQLite itself names them
        (nulls,) = cursor.execute(f"SELECT count(*) FROM {table} WHERE {column} IS NULL").fetchone()  # noqa: S608
    return not nulls


def _migrate(opened: BaseDatabaseWrapper, say: Say) -> int:
    executor = MigrationExecutor(opened)
    known = set(executor.loader.disk_migrations or ())
    if newer := sorted(set(executor.loader.applied_migrations) - known):
        raise NotWhole(f"It was made by a newer version, which knows {'.'.join(newer[0])}. Update this one first.")
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        say(f"Bringing it to today's version ({len(plan)} steps) ...")
        executor.migrate(executor.loader.graph.leaf_nodes(), plan)
    return len(plan)


SEALED = OVERHEAD + 1


def _amiss() -> Iterator[str]:
    """Rows whose parts cannot be what pv1 section 7 says. They are named by table alone."""
    for account in Account.objects.using(ALIAS).iterator():
        sizes = (len(account.handle_index), len(account.public_key), len(account.passphrase_wrap))
        recovery = (
            account.recovery_index and len(account.recovery_index),
            account.recovery_wrap and len(account.recovery_wrap),
        )
        whole = sizes == (16, 1216, 286) and recovery in ((None, None), (16, 129))
        if not (whole and _sealed(account.key_ring) and _sealed(account.profile)):
            yield "an account"
    for space in Space.objects.using(ALIAS).iterator():
        sizes = (len(space.salt), len(space.key_check), len(space.anchor))
        if not (sizes == (32, 32, 32) and _sealed(space.roster) and _sealed(space.head) and space.head_seq > 0):
            yield "a space"
    for blob in Record.objects.using(ALIAS).values_list("blob", flat=True).iterator():
        if not _sealed(blob):
            yield "a record"
    for blob in AuditEntry.objects.using(ALIAS).values_list("blob", flat=True).iterator():
        if not _sealed(blob):
            yield "an entry of the audit trail"


def _sealed(blob: bytes | memoryview | None) -> bool:
    return blob is not None and len(blob) >= SEALED and bytes(blob[:1]) == b"\x01"
