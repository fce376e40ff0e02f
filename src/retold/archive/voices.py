"""Inferred voices that nobody has reviewed: how many each article has, and which they are.

The count stands beside the marks (`marks.voices`), so that the queue reads the marks of those articles only that have something
to ask; -1 says that an older version has stored them and they have not been counted yet.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from retold.archive.articles import kept_of, texts_of, unpack_marks
from retold.archive.sealed import Damaged
from retold.records.marks import Attribution, Marked


def place_of_voice(one: Attribution) -> str:
    """Where that stands which a voice says: "START-END" in code points; where nothing is said, its cue or itself."""
    spans = one.content or tuple(span for span in (one.cue, one.voice) if span)[:1]
    return f"{spans[0].start}-{spans[-1].end}" if spans else ""


def inferred(marked: Marked) -> dict[str, Attribution]:
    """The inferred voices of an article, by their places."""
    found: dict[str, Attribution] = {}
    for one in marked.attributions:
        if one.basis == "inferred" and (place := place_of_voice(one)):
            found.setdefault(place, one)
    return found


def left(db: sqlite3.Connection, id: str, asked: dict[str, Attribution]) -> dict[str, Attribution]:
    """Those of the voices of an article that nobody has reviewed."""
    reviewed = {place for (place,) in db.execute("SELECT place FROM reviews WHERE about = 'voice' AND one = ?", (id,))}
    return {place: one for place, one in asked.items() if place not in reviewed}


def put_marks(db: sqlite3.Connection, number: int, id: str, version: str, data: bytes, places: frozenset[str]) -> None:
    """Store the marks of an article; `places` are those of its inferred voices."""
    reviewed = {place for (place,) in db.execute("SELECT place FROM reviews WHERE about = 'voice' AND one = ?", (id,))}
    db.execute(
        "INSERT OR REPLACE INTO marks (article, version, data, voices) VALUES (?, ?, ?, ?)",
        (number, version, data, len(places - reviewed)),
    )


def settle_voice(db: sqlite3.Connection, id: str, marked: Marked) -> None:
    """Somebody has reviewed a voice of an article: count what is left to ask."""
    count = len(left(db, id, inferred(marked)))
    db.execute("UPDATE marks SET voices = ? WHERE article = (SELECT number FROM articles WHERE id = ?)", (count, id))


def waiting(db: sqlite3.Connection, below: int, most: int) -> Iterator[tuple[int, dict[str, Attribution]]]:
    """Articles with voices to ask about, the newest first: (number, voices by place); `most` are looked at, below a number.

    Those whose marks are damaged are left out; `doctor` names them.
    """
    query = "SELECT article FROM marks WHERE voices <> 0 AND article < ? ORDER BY article DESC LIMIT ?"
    for (number,) in db.execute(query, (below, most)).fetchall():
        row = db.execute("SELECT data FROM marks WHERE article = ?", (number,)).fetchone()
        kept = kept_of(db, [number]).get(number)
        if row is None or kept is None:
            continue
        id = kept.article.id
        try:
            asked = inferred(unpack_marks(id, row[0], texts_of(db, [number])[number]))
        except Damaged:
            asked = {}
        yield number, left(db, id, asked)
