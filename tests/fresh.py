"""A database file of one test alone, in the place of the run's own."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.backends.sqlite3.schema import DatabaseSchemaEditor as StockSchemaEditor
from django.test import override_settings

from stillroom.base.sqlite import base


@contextmanager
def fresh_database(*, stock: bool = False, page: int = 32_768) -> Iterator[Path]:
    """Empty, without tables, in a data directory of its own; it really commits. `stock`: tables are made as Django
    makes them; `page`: bytes of a page."""
    data = Path(tempfile.mkdtemp(dir=settings.PLACES.data))
    kept = connection.settings_dict["NAME"], base.PRAGMAS, base.DatabaseWrapper.SchemaEditorClass
    connection.close()
    connection.settings_dict["NAME"] = data / "stillroom.sqlite3"
    base.PRAGMAS = (f"PRAGMA page_size={page}", *base.PRAGMAS[1:])
    if stock:
        base.DatabaseWrapper.SchemaEditorClass = StockSchemaEditor
    try:
        with override_settings(PLACES=replace(settings.PLACES, data=data)):
            yield data / "stillroom.sqlite3"
    finally:
        connection.close()
        connection.settings_dict["NAME"], base.PRAGMAS, base.DatabaseWrapper.SchemaEditorClass = kept
        shutil.rmtree(data)
