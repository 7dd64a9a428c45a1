"""A table that no room has, made and altered by a migration, in a file of its own."""

from pathlib import Path
from uuid import UUID

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import AddConstraint, AddField, AlterField, CreateModel, Migration, RemoveField, RenameField
from django.db.migrations.state import ProjectState
from django.db.utils import ConnectionHandler

from stillroom.base.fields import IdField

OURS, STOCK = "stillroom.base.sqlite", "django.db.backends.sqlite3"


class Eggs(Migration):
    operations = [
        CreateModel("Egg", [("id", IdField(primary_key=True)), ("weight", models.IntegerField())]),
    ]


class Painted(Migration):
    """For most of these SQLite needs a new table, into which Django copies the rows."""

    operations = [
        AddField("egg", "colour", models.CharField(max_length=20, default="white")),
        AlterField("egg", "weight", models.BigIntegerField(null=True)),
        RenameField("egg", "weight", "grams"),
        AddField("egg", "nest", IdField(null=True)),
        RemoveField("egg", "nest"),
        AddConstraint("egg", models.CheckConstraint(condition=models.Q(grams__gt=0), name="heavy")),
    ]


def opened(engine: str, path: Path) -> BaseDatabaseWrapper:
    handler = ConnectionHandler({"default": {"ENGINE": engine, "NAME": path}})
    return handler["default"]


def migrate(connection: BaseDatabaseWrapper, *migrations: type[Migration]) -> None:
    state = ProjectState()
    for migration in migrations:
        with connection.schema_editor(atomic=True) as editor:
            state = migration("throw_away", "nowhere").apply(state, editor)


def lay(connection: BaseDatabaseWrapper, ids: list[UUID], column: str) -> None:
    with connection.cursor() as cursor:
        for egg in ids:
            cursor.execute(f"INSERT INTO nowhere_egg (id, {column}) VALUES (%s, 50)", [egg.bytes])


def found(connection: BaseDatabaseWrapper, order: str = "") -> list[UUID]:
    """Every row, in the order in which it lies unless `order` says otherwise."""
    with connection.cursor() as cursor:
        return [UUID(bytes=row[0]) for row in cursor.execute(f"SELECT id FROM nowhere_egg {order}").fetchall()]
