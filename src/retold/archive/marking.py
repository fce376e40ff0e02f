"""Marks of articles in the archive: made once, kept, used again."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from retold.archive.articles import articles_of, complete, marks, pack_marks, parts, unpack_marks
from retold.archive.database import Database
from retold.archive.parcels import version, written
from retold.archive.sealed import text_bytes
from retold.marking import mark
from retold.records.article import Article
from retold.records.marks import Marked


def marked_numbers(database: Database, numbers: Sequence[int]) -> dict[int, Marked]:
    """The marks of articles by number; those that have none (of this version) are marked now, and kept where that may be."""
    with database.reading() as db:
        articles = articles_of(db, numbers)
        stored = _stored(db, sorted(articles))
    found: dict[int, Marked] = {}
    made: list[tuple[int, bytes, Article]] = []
    with database.errors():
        for number, article in articles.items():
            data = text_bytes(article.text)
            if number in stored:
                found[number] = unpack_marks(article.id, stored[number], data)
                continue
            found[number] = mark(article)
            made.append((number, pack_marks(found[number], data), found[number].article))
    if made and not database.readonly:
        written(database, made, _keep)
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


def _keep(db: sqlite3.Connection, made: tuple[int, bytes, Article]) -> None:
    number, data, found = made
    if db.execute("SELECT 1 FROM articles WHERE number = ?", (number,)).fetchone():
        db.execute("INSERT OR REPLACE INTO marks (article, version, data) VALUES (?, ?, ?)", (number, version(), data))
        complete(db, number, found)
