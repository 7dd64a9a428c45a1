"""Django's SQLite backend with the settings of pv1 sections 10 and 12.

Every connection writes through (`synchronous=FULL`: an acknowledged write survives the plug), overwrites what it
deletes, keeps temporary data in RAM, and trusts nothing in the schema.
"""

import sqlite3
from typing import Any

from django.db.backends.sqlite3.base import DatabaseWrapper as SQLiteWrapper

from stillroom.base.sqlite.schema import DatabaseSchemaEditor

PRAGMAS = (
    "PRAGMA page_size=32768",  # before the first table: overflow pages of 4 KiB linked rows again (pv1 0.8)
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA journal_size_limit=0",
)


class DatabaseWrapper(SQLiteWrapper):
    SchemaEditorClass = DatabaseSchemaEditor

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        for pragma in PRAGMAS:
            connection.execute(pragma).close()
        (secure,) = connection.execute("PRAGMA secure_delete").fetchone()
        if secure != 1:
            raise RuntimeError("This SQLite does not overwrite deleted data (secure_delete).")
        return connection
