"""Rules about tables and documents, read from the running registries: strings and late additions count too."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db import models

from stillroom.vault.models import Account, Space
from tests.architecture.source import floors

EXAMPLE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
ROW = re.compile(r"^\|\s*`?(?P<column>[a-z0-9_]+\.[a-z0-9_]+)`?\s*\|\s*(?P<why>.*?)\s*\|", re.MULTILINE)

Model = type[models.Model]


def tables() -> Iterator[tuple[str, Model]]:
    """Each model of this project, with the name of its room."""
    for app in apps.get_app_configs():
        if app.name.startswith("stillroom."):
            for model in app.get_models(include_auto_created=True):
                yield app.name.split(".")[1], model


def references(model: Model) -> Iterator[tuple[str, Model]]:
    """The foreign keys of a table. Django's own checks refuse one that names no table."""
    for field in model._meta.local_fields:
        if isinstance(field, models.ForeignKey) and isinstance(field.related_model, type):
            yield field.name, field.related_model


def keys_point_down(root: Path) -> Iterator[str]:
    """A foreign key is an import that the import linter cannot see when it is written as text."""
    floor = floors(root)
    room_of = {model: room for room, model in tables()}
    for room, model in tables():
        for name, target in references(model):
            other = room_of.get(target, "base")
            if other != room and floor[other] <= floor[room]:
                yield f"{model.__module__}.{model.__name__}.{name} points up, to {target.__module__}.{target.__name__}"


def ways_to_the_graph(model: Model, path: str) -> Iterator[str]:
    for name, target in references(model):
        here = f"{path}.{name}"
        if target in (Account, Space):
            yield here
        elif target is not model:
            yield from ways_to_the_graph(target, here)


def nobody_is_joined(root: Path) -> Iterator[str]:
    """A row that leads to two accounts, or to an account and a space, says who sees whom."""
    for _, model in tables():
        ways = list(ways_to_the_graph(model, model.__name__))
        if len(ways) > 1:
            yield f"{model.__module__}.{model.__name__} joins people: {', '.join(ways)}"


def columns() -> Iterator[tuple[str, "models.Field[object, object]"]]:
    for _, model in tables():
        for field in model._meta.local_concrete_fields:
            if field.column:
                yield f"{model._meta.db_table}.{field.column}", field


def columns_are_justified(root: Path) -> Iterator[str]:
    """docs/data.md says of each column whether it is sealed, and if not, why it may be read."""
    document = root / "docs" / "data.md"
    text = document.read_text(encoding="utf-8") if document.exists() else ""
    rows = {row["column"]: row["why"] for row in ROW.finditer(EXAMPLE.sub("", text))}
    names = {name for name, _ in columns()}
    yield from (f"docs/data.md: no row for {name}" for name in sorted(names - rows.keys()))
    yield from (f"docs/data.md: no column {name}" for name in sorted(rows.keys() - names))
    yield from (f"docs/data.md: nothing is said of {name}" for name, why in sorted(rows.items()) if not why)


RULES = [keys_point_down, nobody_is_joined, columns_are_justified]
