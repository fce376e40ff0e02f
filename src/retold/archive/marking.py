"""Marks of articles in the archive: made once, kept, used again."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from retold.archive.articles import articles_of, complete, marks, pack_marks, parts, removals, unpack_marks
from retold.archive.database import Database
from retold.archive.parcels import version, written
from retold.archive.sealed import text_bytes
from retold.archive.voices import inferred, put_marks
from retold.marking import mark
from retold.records.marks import Marked


def marked_numbers(database: Database, numbers: Sequence[int]) -> dict[int, Marked]:
    """The marks of articles by number; those that have none (of this version) are marked now, and kept where that may be."""
    found: dict[int, Marked] = {}
    with database.reading() as db:
        articles = articles_of(db, numbers)
        stored = _stored(db, sorted(articles))
        gone = removals(db)
    made: list[tuple[int, Marked]] = []
    with database.errors():
        for number, article in articles.items():
            data = text_bytes(article.text)
            if number in stored:
                found[number] = unpack_marks(article.id, stored[number], data)
            elif known := _remembered(database, number, gone):
                found[number] = known
            else:
                found[number] = mark(article)
                made.append((number, found[number]))
        if made and database.keeps:
            written(
                database, [(number, pack_marks(one, text_bytes(one.article.text)), one) for number, one in made], _keep
            )
    for number, one in made:
        if database.memory is not None:
            database.memory.put(("marks", number), one, gone)
    return found


def _remembered(database: Database, number: int, gone: int) -> Marked | None:
    found: Marked | None = database.memory.get(("marks", number), gone) if database.memory else None
    return found


def _stored(db: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    for part in parts(numbers):
        found.update(
            db.execute(
                f"SELECT article, data FROM marks WHERE version = ? AND article IN ({marks(part)})", (version(), *part)
            )
        )
    return found


def _keep(db: sqlite3.Connection, made: tuple[int, bytes, Marked]) -> None:
    number, data, found = made
    if db.execute("SELECT 1 FROM articles WHERE number = ?", (number,)).fetchone():
        put_marks(db, number, found.article.id, version(), data, frozenset(inferred(found)))
        complete(db, number, found.article)
