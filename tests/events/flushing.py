"""Lets Django empty the database after a test that really commits: what staff did is never deleted otherwise."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseOperations

TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'staff_event'"

plain_flush = DatabaseOperations.sql_flush


def sql_flush(self: DatabaseOperations, *args: Any, **options: Any) -> list[str]:
    with connection.cursor() as cursor:
        triggers = cursor.execute(TRIGGERS).fetchall()
    drop = [f"DROP TRIGGER {name}" for name, _ in triggers]
    return [*drop, *plain_flush(self, *args, **options), *(sql for _, sql in triggers)]


@pytest.fixture(scope="session", autouse=True)
def flushing_empties_everything() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", sql_flush)
        yield
