"""The tables of an archive, their version, and how an older archive becomes one of today.

`PRAGMA application_id` says that a file is an archive, `PRAGMA user_version` which version of the tables it has. A migration
takes the tables from one version to the next, in one transaction with the new version number: it happens whole or not at all.

| table | holds |
|---|---|
| texts | each text once, deflated, under its SHA-256 |
| articles | each article: its sealed record, and beside it the columns that lists are filtered and sorted by |
| marks | the marks of articles that were in a candidate pair, and the version that made them |
| pairs | related pairs, the source first where that is decided; what was measured, sealed |
| changes | what each retelling changed, sealed; comparisons: whole documents that somebody asked for |
| stories, redirects | each story with its summary; ids of stories that went into another |
| documents | trees and ledgers as shown, with the stamp of the story they were made of |
| reviews | what people said of the machine's answers, beside those answers |
| retellings, flows | tellings that have measures, with the outlets of both sides; their sums by pair of outlets (triggers) |
| names, totals | articles by outlet and agency, retellings by outlet, counted as they come and go (see `sums`) |
| segments | the files of the look-up index, with their hashes; removed: numbers of articles that they name no more |
| runs | what was done with the archive, and when |
| search | the words of titles and texts (FTS5, without the texts themselves) |

Everything that is shown comes out of a sealed record (see `sealed`); the plain columns only find it.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Mapping

from retold.archive import sums

APPLICATION = 0x52746C64  # "Rtld"
VERSION = 2

Migration = Callable[[sqlite3.Connection], None]


TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY) WITHOUT ROWID;
CREATE TABLE texts (number INTEGER PRIMARY KEY AUTOINCREMENT, hash BLOB NOT NULL UNIQUE, data BLOB NOT NULL);
CREATE TABLE articles (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    text INTEGER NOT NULL,
    url TEXT, outlet TEXT COLLATE NOCASE, agency TEXT COLLATE NOCASE, published TEXT,
    story INTEGER,
    pending INTEGER NOT NULL DEFAULT 1,
    record BLOB NOT NULL
);
CREATE INDEX articles_text ON articles (text);
CREATE INDEX articles_url ON articles (url) WHERE url IS NOT NULL;
CREATE INDEX articles_story ON articles (story) WHERE story IS NOT NULL;
CREATE INDEX articles_outlet ON articles (outlet, story) WHERE outlet IS NOT NULL;
CREATE INDEX articles_agency ON articles (agency, story) WHERE agency IS NOT NULL;
CREATE INDEX articles_direct ON articles (agency) WHERE outlet IS NULL AND agency IS NOT NULL;
CREATE INDEX articles_pending ON articles (number) WHERE pending = 1;
CREATE TABLE marks (
    article INTEGER PRIMARY KEY, version TEXT NOT NULL, data BLOB NOT NULL, voices INTEGER NOT NULL DEFAULT -1
);
CREATE INDEX marks_voices ON marks (article) WHERE voices <> 0;
CREATE TABLE hidden (article INTEGER PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE pairs (
    a INTEGER NOT NULL, b INTEGER NOT NULL, kind TEXT NOT NULL, data BLOB NOT NULL,
    asks TEXT NOT NULL DEFAULT '', doubt REAL NOT NULL DEFAULT 0, PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX pairs_b ON pairs (b, a);
CREATE INDEX pairs_doubt ON pairs (doubt DESC, b DESC, a) WHERE doubt > 0;
CREATE INDEX pairs_asks ON pairs (asks, doubt DESC, b DESC, a) WHERE doubt > 0;
CREATE TABLE changes (a INTEGER NOT NULL, b INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE INDEX changes_b ON changes (b, a);
CREATE TABLE comparisons (
    a INTEGER NOT NULL, b INTEGER NOT NULL, version TEXT NOT NULL, data BLOB NOT NULL, PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX comparisons_b ON comparisons (b, a);
CREATE TABLE stories (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    stamp INTEGER NOT NULL DEFAULT 0,
    tellings INTEGER NOT NULL DEFAULT 0,
    first TEXT NOT NULL DEFAULT '', last TEXT NOT NULL DEFAULT '',
    altered INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL DEFAULT 0, uncredited INTEGER NOT NULL DEFAULT 0,
    data BLOB NOT NULL
);
CREATE INDEX stories_newest ON stories (last DESC, number DESC);
CREATE INDEX stories_most ON stories (tellings DESC, number DESC);
CREATE INDEX stories_altered ON stories (altered DESC, number DESC);
CREATE TABLE redirects (id TEXT PRIMARY KEY, story INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX redirects_story ON redirects (story);
CREATE TABLE documents (
    story INTEGER PRIMARY KEY, stamp INTEGER NOT NULL, version TEXT NOT NULL, data BLOB NOT NULL,
    tellings INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE reviews (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    about TEXT NOT NULL,
    one TEXT NOT NULL, other TEXT NOT NULL DEFAULT '', place TEXT NOT NULL DEFAULT '',
    verdict TEXT NOT NULL, value TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '', name TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL, machine BLOB NOT NULL
);
CREATE INDEX reviews_about ON reviews (about, one, other, place);
CREATE INDEX reviews_one ON reviews (one);
CREATE INDEX reviews_other ON reviews (other) WHERE other <> '';
CREATE TABLE retellings (
    child INTEGER PRIMARY KEY, parent INTEGER NOT NULL,
    source TEXT NOT NULL COLLATE NOCASE, outlet TEXT NOT NULL COLLATE NOCASE, own INTEGER NOT NULL, month TEXT NOT NULL,
    kept INTEGER NOT NULL, quotations INTEGER NOT NULL, altered INTEGER NOT NULL, figures INTEGER NOT NULL,
    changed INTEGER NOT NULL, credited INTEGER NOT NULL, decided INTEGER NOT NULL, delay REAL
);
CREATE INDEX retellings_parent ON retellings (parent);
CREATE INDEX retellings_pair ON retellings (source, outlet, delay);
CREATE INDEX retellings_told ON retellings (outlet, own, delay);
CREATE INDEX retellings_taken ON retellings (source, own, delay);
CREATE INDEX retellings_months ON retellings (outlet, own, month);
CREATE INDEX retellings_taken_months ON retellings (source, own, month);
CREATE TABLE flows (
    source TEXT NOT NULL COLLATE NOCASE, outlet TEXT NOT NULL COLLATE NOCASE, own INTEGER NOT NULL,
    told INTEGER NOT NULL, kept INTEGER NOT NULL, quotations INTEGER NOT NULL, altered INTEGER NOT NULL,
    figures INTEGER NOT NULL, changed INTEGER NOT NULL, credited INTEGER NOT NULL, decided INTEGER NOT NULL,
    timed INTEGER NOT NULL, PRIMARY KEY (source, outlet)
) WITHOUT ROWID;
CREATE INDEX flows_outlet ON flows (outlet);
CREATE TRIGGER retelling_in AFTER INSERT ON retellings BEGIN
    INSERT INTO flows VALUES (
        NEW.source, NEW.outlet, NEW.own, 1, NEW.kept, NEW.quotations, NEW.altered, NEW.figures, NEW.changed, NEW.credited,
        NEW.decided, NEW.delay IS NOT NULL
    ) ON CONFLICT (source, outlet) DO UPDATE SET
        told = told + 1, kept = kept + NEW.kept, quotations = quotations + NEW.quotations, altered = altered + NEW.altered,
        figures = figures + NEW.figures, changed = changed + NEW.changed, credited = credited + NEW.credited,
        decided = decided + NEW.decided, timed = timed + (NEW.delay IS NOT NULL); END;
CREATE TRIGGER retelling_out AFTER DELETE ON retellings BEGIN
    UPDATE flows SET
        told = told - 1, kept = kept - OLD.kept, quotations = quotations - OLD.quotations, altered = altered - OLD.altered,
        figures = figures - OLD.figures, changed = changed - OLD.changed, credited = credited - OLD.credited,
        decided = decided - OLD.decided, timed = timed - (OLD.delay IS NOT NULL)
        WHERE source = OLD.source AND outlet = OLD.outlet; DELETE FROM flows
        WHERE source = OLD.source AND outlet = OLD.outlet AND told = 0; END;
CREATE TRIGGER article_gone AFTER DELETE ON articles BEGIN
    DELETE FROM retellings WHERE child = OLD.number OR parent = OLD.number; END;
CREATE TRIGGER article_alone AFTER UPDATE OF story ON articles WHEN NEW.story IS NULL BEGIN
    DELETE FROM retellings WHERE child = OLD.number; END;
CREATE TABLE runs (
    number INTEGER PRIMARY KEY AUTOINCREMENT, what TEXT NOT NULL, retold TEXT NOT NULL, begun TEXT NOT NULL, ended TEXT,
    counts TEXT NOT NULL DEFAULT '{}'
);
CREATE TABLE outlets (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE segments (
    name TEXT PRIMARY KEY, kind TEXT NOT NULL, epoch INTEGER NOT NULL, articles INTEGER NOT NULL, bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE removed (number INTEGER PRIMARY KEY);
CREATE VIRTUAL TABLE search USING fts5 (title, text, content='', tokenize='unicode61 remove_diacritics 2');
"""


def create(db: sqlite3.Connection) -> None:
    """Make the tables in an empty file, in one transaction."""
    db.execute("BEGIN IMMEDIATE")
    if db.execute("PRAGMA user_version").fetchone()[0]:  # somebody was quicker
        db.execute("ROLLBACK")
        return
    for statement in (*TABLES.split(";\n"), *sums.STATEMENTS):
        if statement.strip():
            db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION}")
    db.execute(f"PRAGMA user_version = {VERSION}")
    db.execute("COMMIT")


def _second(db: sqlite3.Connection) -> None:
    """From 1 to 2: sums that are kept, voices that wait for a review (-1: not counted yet), reviews found by one article.

    Takes some 2 s for 100,000 articles.
    """
    for statement in (
        "ALTER TABLE marks ADD COLUMN voices INTEGER NOT NULL DEFAULT -1",
        "ALTER TABLE documents ADD COLUMN tellings INTEGER NOT NULL DEFAULT 0",
        "CREATE INDEX marks_voices ON marks (article) WHERE voices <> 0",
        "CREATE INDEX reviews_one ON reviews (one)",
        *sums.STATEMENTS,
    ):
        db.execute(statement)
    from retold.archive.pairs import settle
    from retold.archive.sealed import Damaged

    sums.recount(db)
    answered = db.execute("SELECT DISTINCT one, other FROM reviews WHERE about IN ('pair', 'direction')").fetchall()
    for one, other in answered:
        with contextlib.suppress(Damaged):  # `doctor` names it, for which the archive has to open
            settle(db, one, other)


# From which version, and what makes it the next one.
MIGRATIONS: dict[int, Migration] = {1: _second}


def migrate(
    db: sqlite3.Connection, migrations: Mapping[int, Migration] = MIGRATIONS, version: int = VERSION
) -> tuple[int, int]:
    """Bring the tables up to `version`, a step and a transaction at a time; returns (version before, version after).

    A version without a step to the next is left as it is.
    """
    before = now = int(db.execute("PRAGMA user_version").fetchone()[0])
    while now < version and now in migrations:
        db.execute("BEGIN IMMEDIATE")
        try:
            now = int(db.execute("PRAGMA user_version").fetchone()[0])  # another process may have done it meanwhile
            if now < version and now in migrations:
                migrations[now](db)
                now += 1
                db.execute(f"PRAGMA user_version = {now}")
            db.execute("COMMIT")
        except BaseException:
            db.execute("ROLLBACK")
            raise
    return before, now
