"""`doctor --reindex`: everything that was made is made anew from what was given.

1. It is noted that the archive is being cleared; then pairs, changes and furniture are taken away and every article is made
   pending, in short transactions; the last of them takes away the register of the index, registers new word frequencies, and
   notes that the archive is being built anew. Stories keep their ids and rows meanwhile.
2. Then all articles are related as new ones are (`relating`), the earliest first, so the order in which they came plays no part;
   which pairs of a large story are looked at is decided by what this run has found, not by the stories of before.
3. At the end all stories are found again; each keeps its id, as `families` says.

Interrupted anywhere, the next `add` or `doctor` goes on. Stored marks are used again where this version made them.
The one transaction that grows with the archive is the one that empties the full-text search, about half a second for 100,000
articles.
"""

from __future__ import annotations

import sqlite3

from retold.archive import index
from retold.archive.articles import articles_of, parts, searched
from retold.archive.clearing import CLEARING, clear
from retold.archive.database import WAIT, Database
from retold.archive.parcels import written
from retold.archive.relating import Progress, alone, relate_pending
from retold.archive.removing import wipe
from retold.archive.sealed import Damaged


def rebuild(database: Database, tell: Progress, processes: int) -> None:
    """Build everything anew; see `Archive.doctor`."""
    if database.readonly:
        raise database.refused()
    with alone(database, tell, WAIT):
        with database.errors():
            index.folder(database).mkdir(exist_ok=True)
        _search(database, tell)
        with database.writing() as db:
            db.execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('building', ?)", (CLEARING,))
        clear(database)
    relate_pending(database, tell, processes)
    wipe(database, index_too=False)
    with alone(database, tell, WAIT):
        index.sweep_all(database)


def _search(database: Database, tell: Progress) -> None:
    """The full-text search, anew."""
    with database.reading() as db:
        numbers = [number for (number,) in db.execute("SELECT number FROM articles ORDER BY number")]
    with database.writing() as db:
        db.execute("INSERT INTO search (search) VALUES ('delete-all')")
    done = 0

    def insert(db: sqlite3.Connection, number: int) -> None:
        try:
            found = articles_of(db, [number])
        except Damaged:
            return
        for article in found.values():
            db.execute(
                "INSERT OR REPLACE INTO search (rowid, title, text) VALUES (?, ?, ?)",
                (number, *searched(article, article.text)),
            )

    for part in parts(numbers):
        written(database, [int(number) for number in part], insert)
        done += len(part)
        tell("search", done, len(numbers))
