"""Rows of a model by a condition that is written out.

The ORM puts its SQL together anew at each use, which on a page that everybody opens all day costs more than the rows
and what is in them. Only for such pages: elsewhere the ORM is clearer.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import connection, models

M = TypeVar("M", bound=models.Model)
Convert = tuple[int, Callable[..., Any], Any]


def rows(model: type[M], where: str, params: Sequence[Any] = (), **also: str) -> list[M]:
    """Whole rows, as `model.objects.raw` gives them. `where`: SQL of our own, its values as `%s` from `params`.

    `also`: further attributes of each, by the SQL of their column, and without values.
    """
    columns, names, converts = _columns(model, connection.vendor)
    chosen = ", ".join((columns, *also.values()))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {chosen} FROM {model._meta.db_table} WHERE {where}", params)  # noqa: S608 our own words
        found = [list(row) for row in cursor.fetchall()]
    return [_made(model, row, names, converts, also) for row in found]


def _made(model: type[M], row: list[Any], names: list[str], converts: Sequence[Convert], also: Mapping[str, str]) -> M:
    for place, convert, column in converts:
        row[place] = convert(row[place], column, connection)
    one = model.from_db(connection.alias, names, row[: len(names)])
    for name, value in zip(also, row[len(names) :], strict=True):
        setattr(one, name, value)
    return one


@cache
def _columns(model: type[models.Model], vendor: str) -> tuple[str, list[str], tuple[Convert, ...]]:
    """The columns, their attributes, and what turns a column of this database into its attribute."""
    table, fields = model._meta.db_table, model._meta.concrete_fields
    columns = ", ".join(f"{table}.{field.column}" for field in fields)
    converts = tuple(
        (place, convert, field.get_col(table))
        for place, field in enumerate(fields)
        for convert in (
            *connection.ops.get_db_converters(field.get_col(table)),
            *field.get_col(table).get_db_converters(connection),
        )
    )
    return columns, [field.attname for field in fields], converts


def places(count: int) -> str:
    """The inside of an `IN (...)` for so many values."""
    return ", ".join(["%s"] * count)
