"""Every connection writes through, overwrites what it deletes, and keeps temporary data in RAM (pv1 section 12)."""

from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from stillroom.base.sqlite import base
from tests.base.sqlite.throwaway import OURS, STOCK, opened

WANTED = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL
    "secure_delete": 1,
    "trusted_schema": 0,
    "temp_store": 2,  # MEMORY
    "journal_size_limit": 0,
    "foreign_keys": 1,
}


def pragmas(wrapper: BaseDatabaseWrapper) -> dict[str, object]:
    with wrapper.cursor() as cursor:
        return {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in WANTED}


def test_the_settings_hold_on_the_connection_in_use(db: None) -> None:
    assert pragmas(connection) == WANTED


@pytest.mark.django_db
def test_they_hold_on_every_new_connection_to_the_same_file(tmp_path: Path) -> None:
    first, second = opened(OURS, tmp_path / "a.sqlite3"), opened(OURS, tmp_path / "a.sqlite3")
    assert pragmas(first) == pragmas(second) == WANTED
    second.close()
    assert pragmas(second) == WANTED
    first.close()
    second.close()


@pytest.mark.django_db
def test_the_stock_backend_sets_next_to_none_of_them(tmp_path: Path) -> None:
    """The control: the reading above can tell."""
    stock = opened(STOCK, tmp_path / "a.sqlite3")
    differ = {name for name, value in pragmas(stock).items() if value != WANTED[name]}
    stock.close()
    assert {"journal_mode", "trusted_schema", "temp_store", "journal_size_limit"} <= differ


@pytest.mark.django_db
def test_a_sqlite_that_leaves_deleted_data_where_it_was_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "PRAGMAS", ("PRAGMA secure_delete=OFF",))
    with pytest.raises(RuntimeError, match="does not overwrite"):
        opened(OURS, tmp_path / "a.sqlite3").ensure_connection()
