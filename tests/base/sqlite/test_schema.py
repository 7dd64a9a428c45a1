"""No table remembers in which order its rows came (pv1 section 0, row 8)."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from tests.base.sqlite.throwaway import OURS, STOCK, Eggs, Painted, found, lay, migrate, opened

NUMBERED = {"django_migrations", "sqlite_sequence"}


def tables(wrapper: BaseDatabaseWrapper) -> dict[str, str]:
    """Name of each table -> the SQL that made it, as the database itself keeps it."""
    with wrapper.cursor() as cursor:
        rows = cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    return dict(rows)


def has_row_numbers(wrapper: BaseDatabaseWrapper, table: str) -> bool:
    with wrapper.cursor() as cursor:
        try:
            cursor.execute(f"SELECT rowid FROM {table}")
        except OperationalError:
            return False
    return True


def test_after_every_migration_no_table_of_ours_numbers_its_rows(db: None) -> None:
    made = tables(connection)
    assert {"account", "space", "record", "outbox_lease", "staff_event"} <= made.keys()
    assert {name for name, sql in made.items() if not sql.endswith("WITHOUT ROWID")} == NUMBERED
    assert {name for name in made if has_row_numbers(connection, name)} == NUMBERED


def test_pages_are_so_large_that_no_row_of_usual_size_overflows(db: None) -> None:
    with connection.cursor() as cursor:
        (size,) = cursor.execute("PRAGMA page_size").fetchone()
    assert size == 32_768


@pytest.mark.django_db
def test_a_table_that_a_migration_makes_anew_stays_without_row_numbers(tmp_path: Path) -> None:
    ours = opened(OURS, tmp_path / "ours.sqlite3")
    migrate(ours, Eggs, Painted)
    sql = tables(ours)["nowhere_egg"]
    assert "colour" in sql and "grams" in sql and "nest" not in sql
    assert sql.endswith("WITHOUT ROWID")
    assert not has_row_numbers(ours, "nowhere_egg")
    ours.close()


@pytest.mark.django_db
def test_rows_lie_in_the_order_of_their_random_ids(tmp_path: Path) -> None:
    ours, ids = opened(OURS, tmp_path / "ours.sqlite3"), [uuid4() for _ in range(40)]
    migrate(ours, Eggs)
    lay(ours, ids, "weight")
    assert found(ours) == sorted(ids, key=lambda egg: egg.bytes)
    ours.close()


@pytest.mark.django_db
def test_with_the_stock_backend_the_same_table_tells_the_order(tmp_path: Path) -> None:
    """The control: this is what the backend of our own is for."""
    stock, ids = opened(STOCK, tmp_path / "stock.sqlite3"), [uuid4() for _ in range(40)]
    migrate(stock, Eggs)
    lay(stock, ids, "weight")
    assert found(stock, "ORDER BY rowid") == ids
    assert has_row_numbers(stock, "nowhere_egg")
    stock.close()
