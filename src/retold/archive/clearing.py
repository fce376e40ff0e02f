"""What was made is taken away, so that it can be made anew (see `rebuilding`): in short transactions, and to the end."""

from __future__ import annotations

from retold.archive import index
from retold.archive.articles import marks, parts
from retold.archive.database import Database
from retold.archive.parcels import emptied, version, written

CLEARING, BUILDING = "clearing", "building"
_MADE = (("pairs", "a, b"), ("changes", "a, b"), ("comparisons", "a, b"), ("hidden", "article"))


def clear(database: Database) -> None:
    """Take away what was made of the articles, and count their words anew. Doing it twice does no harm."""
    from retold.archive.lookup import make_epoch, write_epoch

    with database.reading() as db:
        count, newest = db.execute("SELECT (SELECT count(*) FROM texts), (SELECT max(epoch) FROM segments)").fetchone()
        epoch = make_epoch((newest or 0) + 1, index.all_texts(db), count)
    with database.errors():
        info = write_epoch(index.folder(database), epoch)
    for table, key in _MADE:
        emptied(database, table, key)
    emptied(database, "marks", "article", f"version <> '{version()}'")
    emptied(database, "marks", "article", "article NOT IN (SELECT number FROM articles)")
    with database.reading() as db:
        numbers = [number for (number,) in db.execute("SELECT number FROM articles WHERE pending = 0")]
    wait = "UPDATE articles SET pending = 1 WHERE number IN ({})"
    written(database, list(parts(numbers)), lambda db, part: db.execute(wait.format(marks(part)), part))
    with database.writing() as db:
        db.execute("DELETE FROM segments")
        db.execute("DELETE FROM redirects WHERE story NOT IN (SELECT number FROM stories)")
        db.execute("UPDATE articles SET story = NULL WHERE story NOT IN (SELECT number FROM stories)")
        index.register(db, info)
        db.execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('building', ?)", (BUILDING,))
