"""What the database keeps of order, after each single migration of each room (attack 15)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.base.sqlite.test_schema import NUMBERED, has_row_numbers
from tests.fresh import fresh_database

# Tables with a row for each person or for what is theirs. What they are sorted by must be drawn, not counted.
PEOPLES = {"account", "space", "record", "audit", "invite", "key_drop"}
DRAWN = {"id", "space_id", "account_id", "handle_index", "recovery_index"}
BESIDE = {"record_set": {"version"}}  # behind two random columns
# What staff did is public among them and never changed: that is what these hold.
TRIGGERS = {"staff_event_never_UPDATE", "staff_event_never_DELETE"}
TELLING = re.compile(
    r"(^|_)(created|updated|modified|inserted|joined|registered|since|serial|rowid|client|user|owner|sender"
    r"|e?mail|phone|ip|device|agent|location)(_|$)"
)


@dataclass(frozen=True, slots=True)
class Thing:
    """One row of sqlite_master. `columns`: of a table, or those an index is sorted by."""

    type: str
    name: str
    table: str
    sql: str
    columns: frozenset[str]


def things() -> list[Thing]:
    with connection.cursor() as cursor:
        rows = cursor.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
        found = []
        for kind, name, table, sql in rows:
            pragma = f"PRAGMA {'index' if kind == 'index' else 'table'}_info({name})"
            columns = cursor.execute(pragma).fetchall() if kind in ("index", "table") else []
            place = 2 if kind == "index" else 1
            found.append(Thing(kind, name, table, sql or "", frozenset(row[place] for row in columns)))
    return found


def amiss(found: list[Thing]) -> Iterator[str]:
    for thing in found:
        if thing.type == "table" and thing.name not in NUMBERED:
            if not thing.sql.endswith("WITHOUT ROWID") or has_row_numbers(connection, thing.name):
                yield f"{thing.name} numbers its rows"
            yield from (f"{thing.name}.{column} tells" for column in thing.columns if TELLING.search(column))
        elif thing.type == "index" and thing.table in PEOPLES:
            sorted_by = thing.columns - DRAWN - BESIDE.get(thing.name, set())
            if sorted_by:
                yield f"{thing.name} sorts rows by {', '.join(sorted_by)}"
        elif thing.type == "trigger" and thing.name not in TRIGGERS:
            yield f"{thing.name} runs by itself"
        elif thing.type == "view":
            yield f"{thing.name} is a view"


def counted() -> set[str]:
    with connection.cursor() as cursor:
        return {row[0] for row in cursor.execute("SELECT name FROM sqlite_sequence").fetchall()}


@pytest.mark.django_db(transaction=True)
def test_after_every_single_migration_nothing_keeps_the_order_of_rows() -> None:
    with fresh_database():
        plan = MigrationExecutor(connection)
        steps = [(each.app_label, each.name) for each, _back in plan.migration_plan(plan.loader.graph.leaf_nodes())]
        assert len(steps) >= 7
        for step in steps:
            MigrationExecutor(connection).migrate([step])
            assert list(amiss(things())) == [], step
            assert counted() <= {"django_migrations"}, step
        assert {thing.name for thing in things()} >= PEOPLES | TRIGGERS


TOLD = {
    "CREATE TABLE visit (id blob PRIMARY KEY, created_at integer) WITHOUT ROWID": ["visit.created_at tells"],
    "CREATE TABLE bond (id blob PRIMARY KEY)": ["bond numbers its rows"],
    "CREATE VIEW lately AS SELECT id FROM space": ["lately is a view"],
    "CREATE INDEX busy ON space (head_seq)": ["busy sorts rows by head_seq"],
    "CREATE TRIGGER watch AFTER INSERT ON space BEGIN DELETE FROM invite; END": ["watch runs by itself"],
    "CREATE INDEX by_code ON invite (id)": [],
}


@pytest.mark.django_db
@pytest.mark.parametrize("sql", TOLD)
def test_it_sees_what_would_keep_it(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
    assert list(amiss(things())) == TOLD[sql]
