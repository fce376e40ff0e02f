"""`Archive.remove`: an article goes, and with it everything that holds its words.

1. In one transaction: the article, its marks, its pairs with their changes and comparisons, the document of its story, the
   reviews about it, its entries in the full-text search, and its text unless another article has the same one. Its number is
   noted as removed, so the look-up index leaves it out at once.
2. Others may have hung together through it only. Before that transaction they are laid beside one another, so that a story
   does not fall apart because its source was taken out.
3. Then what is left of it in files is overwritten: the full-text index is merged (its old parts name words and places), its
   hashes leave the segment, and the write-ahead log is emptied. SQLite overwrites what it deletes (`secure_delete`).
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Sequence
from itertools import pairwise

from retold.archive import index
from retold.archive.articles import Kept, articles_of, kept_of, order, searched
from retold.archive.database import WAIT, Database
from retold.archive.families import carry_out, regroup, summarise
from retold.archive.looking import Parcel, look_at_parcel
from retold.archive.pairs import RELATED, Related, drop_pair, pairs_of, put_pair
from retold.archive.relating import alone, known_of
from retold.archive.sealed import Damaged
from retold.archive.telling import grow, undrawn
from retold.errors import ArchiveError
from retold.related import Looked
from retold.stories import ROUNDS, Groups, wanted_pairs

_PAGES = 400  # of the full-text index merged in one transaction
_MOST = 10_000


def remove(database: Database, number: int) -> None:
    """Remove an article by number; see `Archive.remove`."""
    if database.readonly:
        raise database.refused()
    bridges = _bridges(database, number)
    with database.reading() as db:
        waiting = undrawn(db)
    with database.writing() as db:
        row = db.execute("SELECT id, text, story FROM articles WHERE number = ?", (number,)).fetchone()
        if row is None:
            return
        others = _take_out(db, number, *row)
        for related in bridges:
            if db.execute(
                "SELECT count(*) FROM articles WHERE number IN (?, ?)", (related.looked.a, related.looked.b)
            ).fetchone() == (2,):
                put_pair(db, related)
        if row[2] is not None:
            carry_out(db, regroup(db, others))
            left = db.execute("SELECT count(*) FROM articles WHERE story = ?", (row[2],)).fetchone()[0]
            if not left and db.execute("SELECT 1 FROM stories WHERE number = ?", (row[2],)).fetchone():
                summarise(db, row[2], (), ())
    wipe(database)
    grow(database, lambda stage, done, total: None, but=waiting)


def _take_out(db: sqlite3.Connection, number: int, id: str, text: int, story: int | None) -> set[int]:
    """Delete an article and what was made of it; returns the others that this touches."""
    others = {one for pair in db.execute("SELECT a, b FROM pairs WHERE a = ?1 OR b = ?1", (number,)) for one in pair}
    if story is not None:
        others |= {one for (one,) in db.execute("SELECT number FROM articles WHERE story = ?", (story,))}
        db.execute("DELETE FROM documents WHERE story = ?", (story,))
    with contextlib.suppress(
        Damaged
    ):  # a damaged text cannot be looked up in the search; `doctor --reindex` rebuilds that
        article = articles_of(db, [number])[number]
        db.execute(
            "INSERT INTO search (search, rowid, title, text) VALUES ('delete', ?, ?, ?)",
            (number, *searched(article, article.text)),
        )
    for a, b in db.execute("SELECT a, b FROM pairs WHERE a = ?1 OR b = ?1", (number,)).fetchall():
        drop_pair(db, a, b)
    for table in ("changes", "comparisons"):
        db.execute(f"DELETE FROM {table} WHERE a = ?1 OR b = ?1", (number,))
    for table in ("marks", "hidden"):
        db.execute(f"DELETE FROM {table} WHERE article = ?", (number,))
    db.execute("DELETE FROM reviews WHERE one = ?1 OR other = ?1", (id,))
    db.execute("DELETE FROM articles WHERE number = ?", (number,))
    if not db.execute("SELECT 1 FROM articles WHERE text = ? LIMIT 1", (text,)).fetchone():
        db.execute("DELETE FROM texts WHERE number = ?", (text,))
    db.execute("INSERT OR IGNORE INTO removed (number) VALUES (?)", (number,))
    return others - {number}


def _bridges(database: Database, number: int) -> list[Related]:
    """Pairs that hold the rest of an article's story together without it."""
    with database.reading() as db:
        story = db.execute("SELECT story FROM articles WHERE number = ?", (number,)).fetchone()
        if story is None or story[0] is None:
            return []
        rest = [one for (one,) in db.execute("SELECT number FROM articles WHERE story = ?", story) if one != number]
        kept = kept_of(db, rest)
        pairs = pairs_of(db, kept, ("identical", "retelling"))
    groups = Groups()
    for a, b in pairs:
        if a in kept and b in kept:
            groups.join(a, b)
    parts: dict[int, list[int]] = {}
    for one in sorted(kept, key=lambda one: order(kept[one])):
        parts.setdefault(groups.of(one), []).append(one)
    if len(parts) < 2:
        return []
    return _looked(database, _between(list(parts.values())), kept)


def _between(parts: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Pairs to look at between parts: the earliest of each beside that of the largest, of its neighbours, and of all if few."""
    firsts = [part[0] for part in parts]
    largest = max(parts, key=len)[0]
    pairs = {(largest, one) for one in firsts if one != largest} | set(pairwise(firsts))
    if len(firsts) <= 12:
        pairs |= {(one, other) for place, one in enumerate(firsts) for other in firsts[place + 1 :]}
    return sorted({(min(pair), max(pair)) for pair in pairs})


def _looked(database: Database, candidates: list[tuple[int, int]], kept: dict[int, Kept]) -> list[Related]:
    looked: dict[tuple[int, int], Looked] = {}
    for _ in range(ROUNDS):
        wanted = wanted_pairs(candidates, [1.0] * len(candidates), looked)
        if not wanted:
            break
        with database.reading() as db:
            known = known_of(db, sorted({one for pair in wanted for one in pair}))
        ordered = [tuple(sorted(pair, key=lambda one: order(kept[one]))) for pair in wanted]
        there = [(a, b) for a, b in ordered if a in known and b in known]
        for one in look_at_parcel(Parcel(there, known)).looked:
            looked[min(one.a, one.b), max(one.a, one.b)] = one
        if len(there) < len(wanted):
            break
    return [
        Related(looked=one, one=kept[one.a].article.id, other=kept[one.b].article.id)
        for one in looked.values()
        if one.kind in RELATED and not one.failed
    ]


def wipe(database: Database, index_too: bool = True) -> None:
    """Overwrite what deleted words and hashes have left behind in files."""
    for _ in range(_MOST):
        with database.writing() as db:
            before = db.total_changes
            db.execute(f"INSERT INTO search (search, rank) VALUES ('merge', -{_PAGES})")
            if db.total_changes - before < 2:
                break
    if index_too:
        with contextlib.suppress(ArchiveError), alone(database, lambda stage, done, total: None, WAIT):
            index.tidy(database)  # if another is relating articles, it does this at its end
    checkpoint(database)


def checkpoint(database: Database) -> bool:
    """Empty the write-ahead log into the database; false if readers kept it for longer than a writer waits."""
    until = time.monotonic() + WAIT
    while True:
        with database.bare() as db:
            if db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0:
                return True
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
