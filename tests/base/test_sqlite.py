"""The database file itself: tables without row numbers (pv1 section 0, row 8), settings of every connection."""

import sqlite3

import pytest
from django.db import connection

TABLES = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
# Django's own list of migrations holds nobody.
COUNTED = {"django_migrations"}


def with_row_numbers(rows: list[tuple[str, str]]) -> set[str]:
    return {name for name, sql in rows if not sql.rstrip().upper().endswith("WITHOUT ROWID")}


@pytest.mark.django_db
def test_no_table_counts_its_rows() -> None:
    with connection.cursor() as cursor:
        rows = cursor.execute(TABLES).fetchall()
    assert len(rows) > 10
    assert with_row_numbers(rows) == COUNTED


def test_control_a_table_as_django_makes_it_is_seen() -> None:
    plain = sqlite3.connect(":memory:")
    plain.execute("CREATE TABLE account (id blob PRIMARY KEY)")
    assert with_row_numbers(plain.execute(TABLES).fetchall()) == {"account"}
    plain.close()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("page_size", 32_768),
        ("synchronous", 2),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("temp_store", 2),
    ],
)
def test_each_connection_has_its_settings(pragma: str, value: int) -> None:
    with connection.cursor() as cursor:
        assert cursor.execute(f"PRAGMA {pragma}").fetchone() == (value,)
