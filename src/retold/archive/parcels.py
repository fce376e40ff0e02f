"""Writing in parcels: a transaction lasts well under a second, so that whoever else wants to write waits no longer."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from retold import installed
from retold.archive.database import Database

T = TypeVar("T")

SHORT = 0.3  # seconds of writing, after which a transaction is ended
ROWS = 100  # rows deleted by one statement


def written(database: Database, items: Sequence[T], write: Callable[[sqlite3.Connection, T], object]) -> None:
    """Write items in order, in transactions that end after `SHORT` seconds."""
    place = 0
    while place < len(items):
        with database.writing() as db:
            begun = time.monotonic()
            while place < len(items) and time.monotonic() - begun < SHORT:
                write(db, items[place])
                place += 1


def emptied(database: Database, table: str, key: str, where: str = "") -> None:
    """Delete the rows of a table (all, or those for which `where` holds); `key` are the columns of its primary key."""
    chosen = f"SELECT {key} FROM {table}" + (f" WHERE {where}" if where else "") + f" LIMIT {ROWS}"
    more = 1
    while more:
        with database.writing() as db:
            begun = time.monotonic()
            while more and time.monotonic() - begun < SHORT:
                more = db.execute(f"DELETE FROM {table} WHERE ({key}) IN ({chosen})").rowcount


def version() -> str:
    """What made the marks: the version of this program."""
    return installed.version()
